internal import Domain
internal import JSON

extension Benefit {
    func write(to object: inout JSONObject) {
        object.put("base", base.text)
        object.put("line", line)
        object.put("base_less", baseLess?.map(\.text))
        if cases == nil || form != .flat(.zero) { object.put("form", form) { $0.write(to: &$1) } }
        object.put("cases", list: cases) { $0.write(to: &$1) }
        object.put("base_cap_cny", baseCap)
        object.put("base_cap", baseCapShare) { $0.write(to: &$1) }
        object.put("cap_cny", cap)
        object.put("cap", capShare) { $0.write(to: &$1) }
        object.put("cap_includes", capIncludes?.map(\.text))
        object.put("cap_per_year_cny", capPerYear)
        object.put("cap_per_year", capPerYearShare) { $0.write(to: &$1) }
        object.put("cap_per_year_includes", capPerYearIncludes?.map(\.text))
        object.put("floor_cny", floor)
        object.put("min_cny", min)
        object.put("round_to_cny", roundTo)
        object.put("bonus", list: bonus) { $0.write(to: &$1) }
        object.put("max_months", maxMonths)
        if let paid, paidIsList || paid.count != 1 {
            object.put("paid", list: paid) { $0.write(to: &$1) }
        } else {
            object.put("paid", paid?.first) { $0.write(to: &$1) }
        }
        object.put("observed", list: observed) { observation, object in
            object.put("round", observation.round)
            object.put("rate", observation.rate)
        }
    }
}

extension Benefit.ShareCap {
    fileprivate func write(to object: inout JSONObject) {
        object.put("of", of.text)
        object.put("share", share)
        object.put("per_year", perYear)
    }
}

extension Benefit.Case {
    fileprivate func write(to object: inout JSONObject) {
        object.put("when", when)
        object.put("form", form) { $0.write(to: &$1) }
        object.put("base_cap_cny", baseCap)
        object.put("cap_cny", cap)
        object.put("cap", capShare) { $0.write(to: &$1) }
        object.put("cap_per_year_cny", capPerYear)
        object.put("max_months", maxMonths)
    }
}

extension Benefit.Form {
    fileprivate func write(to object: inout JSONObject) {
        switch self {
        case .rate(let rate): object.put("rate", rate)
        case .flat(let amount): object.put("flat_cny", amount)
        case .points(let points): object.put("points", points)
        case .pointsOf(let figure, let share):
            object.put("points_of", figure.text)
            object.put("share", share)
        case .pointsAbove(let figure, let max):
            object.put("points_above", figure.text)
            object.put("max_points", max)
        case .tiers(let tiers, let mode, let bounds):
            object.put("tiers", list: tiers) { tier, object in
                object.add("up_to_cny", tier.upTo?.json ?? .null)
                object.put("rate", tier.rate)
            }
            object.put("mode", word: mode)
            object.put("bounds", word: bounds)
        }
    }
}

extension Benefit.Bonus {
    fileprivate func write(to object: inout JSONObject) {
        object.put("when", when)
        switch change {
        case .addRate(let rate): object.put("add_rate", rate)
        case .rate(let rate): object.put("rate", rate)
        case nil: break
        }
        object.put("cap_cny", cap)
        object.put("add_cny", addAmount)
    }
}

extension Benefit.Payment {
    fileprivate func write(to object: inout JSONObject) {
        switch time {
        case .withPayment: object.put("with_payment", true)
        case .monthsAfterCompletion(let months): object.put("months_after_completion", months)
        case .month(let month): object.put("month", month)
        case .atLoanEnd: object.put("at_loan_end", true)
        }
        object.put("share", share)
    }
}
