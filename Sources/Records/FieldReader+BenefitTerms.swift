internal import Domain
internal import JSON

/// Cases and caps.
extension FieldReader {
    /// Terms that hold where a rule does; what a case leaves out stays as the benefit says
    /// (ops/offer-format-extensions.md, "Cases").
    mutating func benefitCase(on base: BenefitBase?) -> Benefit.Case {
        var part = Benefit.Case(when: rule("when", required: true) ?? .all([]))
        part.form = object("form") { $0.form(on: base) }
        part.baseCap = money("base_cap_cny")
        part.cap = money("cap_cny")
        part.capShare = shareCap("cap")
        part.capPerYear = money("cap_per_year_cny")
        part.maxMonths = int("max_months", from: 1, to: monthsMax)
        return part
    }

    /// The caps and bounds of a benefit.
    mutating func caps(into benefit: inout Benefit) {
        benefit.baseCap = money("base_cap_cny")
        benefit.baseCapShare = shareCap("base_cap", takesYear: true)
        benefit.cap = money("cap_cny")
        benefit.capShare = shareCap("cap")
        benefit.capIncludes = bases("cap_includes")
        benefit.capPerYear = money("cap_per_year_cny")
        benefit.capPerYearShare = shareCap("cap_per_year")
        benefit.capPerYearIncludes = bases("cap_per_year_includes")
        benefit.floor = money("floor_cny")
        benefit.min = money("min_cny")
        benefit.roundTo = scalar("round_to_cny") { (value: JSONValue) throws(Flaw) in
            let step = try Scalar.money(value)
            guard step > .zero else {
                throw Flaw(.outOfRange, "an amount above 0", "leave it out where nothing is rounded")
            }
            return step
        }
    }

    /// A share of a base.
    private mutating func shareCap(_ key: String, takesYear: Bool = false) -> Benefit.ShareCap? {
        object(key) { fields in
            let of = fields.base("of")
            let share = fields.rate("share", required: true)
            let perYear = takesYear ? fields.bool("per_year") : nil
            guard let of, let share else { return nil }
            return Benefit.ShareCap(of: of, share: share, perYear: perYear)
        }
    }

    /// Terms that do not go with the base, or with each other: the amount would not be what is meant.
    func reportMisfits(of benefit: Benefit) {
        if benefit.line != nil, benefit.base != .quantity(.premium) {
            reportMisfit("line", "given with the base premium only")
        }
        if benefit.baseCapShare?.perYear == true, !benefit.base.goesByPayments {
            reportMisfit("base_cap", "without per_year on a base that does not go by payments")
        }
        let forms = [benefit.form] + (benefit.cases ?? []).compactMap(\.form)
        if benefit.base.goesByPayments || forms.contains(where: \.isPoints) {
            let expected = "given only on a base of one sum, not on one that goes by payments"
            if benefit.baseLess != nil { reportMisfit("base_less", expected) }
            if benefit.min != nil { reportMisfit("min_cny", expected) }
            if benefit.roundTo != nil { reportMisfit("round_to_cny", expected) }
        }
        if benefit.baseLess != nil, forms.contains(where: \.isBracket) {
            reportMisfit("base_less", "given without bracket tiers, where a smaller base may come to more")
        }
        if benefit.floor != nil, benefit.min != nil { reportMisfit("floor_cny", "given only without min_cny") }
    }

    private func reportMisfit(_ key: String, _ expected: String) {
        row.report(Flaw(.inconsistent, expected, "keep what is meant"), found: .string(key), key: key)
    }
}

extension Benefit.Form {
    fileprivate var isBracket: Bool { if case .tiers(_, .bracket, _) = self { true } else { false } }

    /// Whether it is points a year, which go by payments.
    fileprivate var isPoints: Bool {
        switch self {
        case .points, .pointsOf, .pointsAbove: true
        case .rate, .flat, .tiers: false
        }
    }
}
