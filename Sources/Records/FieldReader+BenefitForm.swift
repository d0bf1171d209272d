internal import Domain
internal import JSON

/// Forms.
extension FieldReader {
    mutating func form(on base: BenefitBase?) -> Benefit.Form? {
        let names = ["rate", "flat_cny", "points", "points_of", "points_above", "tiers"]
        let given = names.filter { optional($0) != nil }
        let rate = rate("rate")
        let flat = money("flat_cny")
        let points = self.rate("points")
        let pointsOf = rateFigure("points_of")
        let share = self.rate("share", required: given == ["points_of"])
        let pointsAbove = rateFigure("points_above")
        let maxPoints = self.rate("max_points")
        let tiers = list("tiers", count: 1...Int.max) { value, row in row.object(value) { $0.tier() } }
        let mode = word("mode", Benefit.TierMode.self, required: given == ["tiers"])
        let bounds = word("bounds", Benefit.TierBounds.self)
        if given.isEmpty {
            row.report(
                Flaw(
                    .missingField,
                    "given, or flat_cny, points, points_of, points_above or tiers in its place",
                    "say how the amount is formed"
                ),
                found: nil,
                key: "rate"
            )
            return nil
        }
        if given.count > 1 || (given != ["tiers"] && (mode != nil || bounds != nil)) {
            report("one of rate, flat_cny, points and tiers, mode and bounds with tiers only", given)
            return nil
        }
        if (given != ["points_of"] && share != nil) || (given != ["points_above"] && maxPoints != nil) {
            report("share with points_of only, max_points with points_above only", given)
            return nil
        }
        if given[0].utf8.starts(with: "points".utf8), let base, !base.takesPoints {
            report("points on the bases loan_principal and lease_principal only", given)
            return nil
        }
        if let tiers { reportDisorder(of: tiers) }
        if let pointsOf, let share { return .pointsOf(pointsOf, share: share) }
        if let pointsAbove { return .pointsAbove(pointsAbove, max: maxPoints) }
        return rate.map(Benefit.Form.rate) ?? flat.map(Benefit.Form.flat) ?? points.map(Benefit.Form.points)
            ?? tiers.map { .tiers($0, mode: mode ?? .bracket, bounds: bounds) }
    }

    /// A rate among the open figures, by the name of its fact.
    private mutating func rateFigure(_ key: String) -> Figure? {
        scalar(key) { (value: JSONValue) throws(Flaw) in
            guard let figure = Figure(try Scalar.text(value)), !figure.isMoney else {
                throw Flaw(
                    .outOfRange,
                    "enterprise.figures.<code> or project.figures.<code>, not in CNY",
                    "name the figure that holds the rate"
                )
            }
            return figure
        }
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

extension BenefitBase {
    /// Whether points a year may stand on it (R5): there is an outstanding principal.
    fileprivate var takesPoints: Bool { self == .quantity(.loanPrincipal) || self == .quantity(.leasePrincipal) }
}
