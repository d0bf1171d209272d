internal import Domain
internal import JSON

extension FieldReader {
    /// 30-financing.md, "Amounts of benefits".
    mutating func benefit() -> Benefit? {
        let base = base("base")
        var benefit = Benefit(base: base ?? .quantity(.equipmentAmount), form: .flat(.zero))
        benefit.line = text("line")
        benefit.baseLess = bases("base_less")
        benefit.cases = list("cases", count: 1...Int.max) { value, row in row.object(value) { $0.benefitCase(on: base) }
        }
        let hasCases = optional("cases") != nil
        let form = object("form", required: !hasCases) { $0.form(on: base) }
        if let form { benefit.form = form }
        caps(into: &benefit)
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
        guard base != nil, form != nil || hasCases else { return nil }
        reportMisfits(of: benefit)
        return benefit
    }

    /// A base by name; a top-up's offer must be stored (R36).
    mutating func base(_ key: String) -> BenefitBase? {
        let base = scalar(key, required: true) { (value: JSONValue) throws(Flaw) in
            let base = try Scalar.base(value)
            if base.onlyCounts {
                throw Flaw(
                    .outOfRange,
                    "a base of its own, not one that only counts beside others",
                    "name it in base_less, cap_includes or cap_per_year_includes"
                )
            }
            return base
        }
        if case .benefit(let id)? = base { row.refer(to: .offers, id, key: key) }
        return base
    }

    /// Bases that count together.
    mutating func bases(_ key: String) -> [BenefitBase]? {
        list(key, count: 1...Int.max) { value, row in
            let base = row.scalar(value, Scalar.base)
            if case .benefit(let id)? = base { row.refer(to: .offers, id) }
            return base
        }
    }

    private mutating func bonus(_ value: JSONValue) -> Benefit.Bonus? {
        let when = rule("when", required: true)
        let rate = rate("rate")
        let addRate = self.rate("add_rate")
        let cap = money("cap_cny")
        let addAmount = money("add_cny")
        if rate != nil, addRate != nil {
            row.report(
                Flaw(.inconsistent, "a bonus that either sets a rate or adds to it", "make two entries of it"),
                found: value
            )
        }
        let change = rate.map(Benefit.Bonus.Change.rate) ?? addRate.map(Benefit.Bonus.Change.addRate)
        return Benefit.Bonus(when: when ?? .all([]), change: change, cap: cap, addAmount: addAmount)
    }
}

extension Scalar {
    /// A base as written.
    static func base(_ value: JSONValue) throws(Flaw) -> BenefitBase {
        guard let base = BenefitBase(try text(value)) else {
            let names = BenefitBase.Quantity.allCases.map(\.rawValue).joined(separator: ", ")
            throw Flaw(
                .outOfRange,
                "one of \(names), benefit:<offer id>, group:<name>, or a figure in CNY as its fact is written",
                "use one of the bases as written"
            )
        }
        if case .benefit(let id) = base { _ = try Scalar.id(.string(id)) }
        return base
    }
}
