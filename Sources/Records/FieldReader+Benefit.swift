internal import Domain
internal import JSON

extension FieldReader {
    /// 30-financing.md, "Amounts of benefits".
    mutating func benefit() -> Benefit? {
        let base = base("base")
        let form = object("form", required: true) { $0.form(on: base) }
        var benefit = Benefit(base: base ?? .quantity(.equipmentAmount), form: form ?? .rate(Rate(rawValue: 0)))
        benefit.baseCap = money("base_cap_cny")
        benefit.baseCapShare = object("base_cap") { fields in
            let of = fields.base("of")
            let share = fields.rate("share", required: true)
            guard let of, let share else { return nil }
            return Benefit.ShareCap(of: of, share: share)
        }
        benefit.cap = money("cap_cny")
        benefit.capPerYear = money("cap_per_year_cny")
        benefit.floor = money("floor_cny")
        benefit.bonus = list("bonus") { value, row in row.object(value) { $0.bonus(value) } }
        benefit.maxMonths = int("max_months", from: 1, to: monthsMax)
        if let paid = paid() {
            benefit.paid = paid.parts
            benefit.paidIsList = paid.isList
        }
        benefit.observed = list("observed") { value, row in
            row.object(value) { fields in
                let round = fields.text("round", required: true)
                let rate = fields.rate("rate", required: true)
                guard let round, let rate else { return nil }
                return Benefit.Observation(round: round, rate: rate)
            }
        }
        return base == nil || form == nil ? nil : benefit
    }

    /// A base by name; a top-up's offer must be stored (R36).
    mutating func base(_ key: String) -> BenefitBase? {
        let base = scalar(key, required: true) { (value: JSONValue) throws(Flaw) in
            guard let base = BenefitBase(try Scalar.text(value)) else {
                let names = BenefitBase.Quantity.allCases.map(\.rawValue).joined(separator: ", ")
                throw Flaw(.outOfRange, "one of \(names), benefit:<offer id>", "use one of the bases as written")
            }
            if case .benefit(let id) = base { _ = try Scalar.id(.string(id)) }
            return base
        }
        if case .benefit(let id)? = base { row.refer(to: .offers, id, key: key) }
        return base
    }

    private mutating func bonus(_ value: JSONValue) -> Benefit.Bonus? {
        let when = rule("when", required: true)
        let rate = rate("rate")
        let addRate = self.rate("add_rate")
        let cap = money("cap_cny")
        if rate != nil, addRate != nil {
            row.report(
                Flaw(.inconsistent, "a bonus that either sets a rate or adds to it", "make two entries of it"),
                found: value
            )
        }
        let change = rate.map(Benefit.Bonus.Change.rate) ?? addRate.map(Benefit.Bonus.Change.addRate)
        return Benefit.Bonus(when: when ?? .all([]), change: change, cap: cap)
    }
}

/// Forms.
extension FieldReader {
    private mutating func form(on base: BenefitBase?) -> Benefit.Form? {
        let names = ["rate", "flat_cny", "points", "tiers"]
        let given = names.filter { optional($0) != nil }
        let rate = rate("rate")
        let flat = money("flat_cny")
        let points = self.rate("points")
        let tiers = list("tiers", count: 1...Int.max) { value, row in row.object(value) { $0.tier() } }
        let mode = word("mode", Benefit.TierMode.self, required: given == ["tiers"])
        let bounds = word("bounds", Benefit.TierBounds.self)
        if given.isEmpty {
            row.report(
                Flaw(.missingField, "given, or flat_cny, points or tiers in its place", "say how the amount is formed"),
                found: nil,
                key: "rate"
            )
            return nil
        }
        if given.count > 1 || (given != ["tiers"] && (mode != nil || bounds != nil)) {
            report("one of rate, flat_cny, points and tiers, mode and bounds with tiers only", given)
            return nil
        }
        if given == ["points"], let base, base != .quantity(.loanPrincipal) {
            report("points on the base loan_principal only", given)
            return nil
        }
        if let tiers { reportDisorder(of: tiers) }
        return rate.map(Benefit.Form.rate) ?? flat.map(Benefit.Form.flat) ?? points.map(Benefit.Form.points)
            ?? tiers.map { .tiers($0, mode: mode ?? .bracket, bounds: bounds) }
    }

    private func report(_ expected: String, _ given: [String]) {
        row.report(Flaw(.inconsistent, expected, "keep the form that is meant"), found: .strings(given))
    }

    private mutating func tier() -> Benefit.Tier {
        Benefit.Tier(upTo: money("up_to_cny"), rate: rate("rate", required: true) ?? Rate(rawValue: 0))
    }

    /// Each tier ends above the one before it, and only the last may have no end.
    private func reportDisorder(of tiers: [Benefit.Tier]) {
        for (index, pair) in zip(tiers, tiers.dropFirst()).enumerated() {
            let (lower, upper) = pair
            if let low = lower.upTo, upper.upTo.map({ $0 > low }) ?? true { continue }
            let bound = lower.upTo.map { JSONNumber.fixed($0.rawValue, digits: 2) } ?? "the tier without an end"
            row.at(.key("tiers")) {
                row.at(.index(index + 1)) {
                    row.reportDisorder(
                        key: "up_to_cny",
                        found: upper.upTo?.json ?? .null,
                        notBelow: bound,
                        "order the tiers by their ends"
                    )
                }
            }
        }
    }
}

/// When it is paid.
extension FieldReader {
    private mutating func paid() -> (parts: [Benefit.Payment], isList: Bool)? {
        guard let value = optional("paid") else { return nil }
        return row.at(.key("paid")) { () -> (parts: [Benefit.Payment], isList: Bool)? in
            guard case .array(let elements) = value else {
                return row.object(value) { $0.payment(value) }.map { ([$0], false) }
            }
            guard
                let parts = row.list(
                    value,
                    count: 1...Int.max,
                    { value, row in row.object(value) { $0.payment(value) } }
                )
            else { return nil }
            check(parts, elements)
            return (parts, true)
        }
    }

    /// Every part but the last has a share, and together they are not above the whole.
    private func check(_ parts: [Benefit.Payment], _ elements: [JSONValue]) {
        var sum: Int64 = 0
        for (index, part) in parts.enumerated() {
            if let share = part.share {
                sum += share.rawValue
            } else if index < parts.count - 1, row.isStrict {
                row.at(.index(index)) {
                    row.report(
                        Flaw(.missingField, "given for every part but the last", "say which share is paid then"),
                        found: nil,
                        key: "share"
                    )
                }
            }
        }
        if sum > Rate.one.rawValue {
            row.report(
                Flaw(.inconsistent, "shares of 1 together at most", "correct the shares"),
                found: .array(elements),
                severity: .major
            )
        }
    }

    private mutating func payment(_ value: JSONValue) -> Benefit.Payment? {
        let given = ["with_payment", "months_after_completion", "month"].filter { optional($0) != nil }
        let withPayment = scalar("with_payment") { (value: JSONValue) throws(Flaw) in
            guard try Scalar.bool(value) else {
                throw Flaw(.outOfRange, "true", "give a month in its place where it is not paid with the payments")
            }
            return true
        }
        let afterCompletion = int("months_after_completion", from: 0, to: monthsMax)
        let month = int("month", from: 0, to: monthsMax)
        let share = rate("share")
        if given.count > 1 {
            row.report(
                Flaw(
                    .inconsistent,
                    "one of with_payment, months_after_completion and month",
                    "keep the one that is meant"
                ),
                found: value
            )
            return nil
        }
        if given.isEmpty {
            row.report(
                Flaw(
                    .missingField,
                    "given, or months_after_completion or with_payment in its place",
                    "say when it is paid"
                ),
                found: nil,
                key: "month"
            )
            return nil
        }
        if withPayment != nil { return .init(time: .withPayment, share: share) }
        if let afterCompletion { return .init(time: .monthsAfterCompletion(afterCompletion), share: share) }
        return month.map { .init(time: .month($0), share: share) }
    }
}
