internal import Domain
internal import JSON

extension Benefit {
    func write(to object: inout JSONObject) {
        object.put("base", base.text)
        object.put("form", form) { $0.write(to: &$1) }
        object.put("base_cap_cny", baseCap)
        object.put("base_cap", baseCapShare) { cap, object in
            object.put("of", cap.of.text)
            object.put("share", cap.share)
        }
        object.put("cap_cny", cap)
        object.put("cap_per_year_cny", capPerYear)
        object.put("floor_cny", floor)
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

extension Benefit.Form {
    fileprivate func write(to object: inout JSONObject) {
        switch self {
        case .rate(let rate): object.put("rate", rate)
        case .flat(let amount): object.put("flat_cny", amount)
        case .points(let points): object.put("points", points)
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
    }
}

extension Benefit.Payment {
    fileprivate func write(to object: inout JSONObject) {
        switch time {
        case .withPayment: object.put("with_payment", true)
        case .monthsAfterCompletion(let months): object.put("months_after_completion", months)
        case .month(let month): object.put("month", month)
        }
        object.put("share", share)
    }
}
