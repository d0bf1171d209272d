package import Domain

/// What an offer comes to for one project on one day (30-financing.md, "Outcome", "Explanation").
package struct Assessment: Equatable, Sendable {
    package let outcome: Outcome
    /// The offer has no status.
    package let unverified: Bool
    /// Facts of the enterprise, project or financing to supply, in rule order (R21).
    package let asks: [Fact]
    /// Package facts that decide, in rule order (R21).
    package let dependsOnPackage: [Fact]
    /// Every condition in rule order; empty where no explanation was wanted.
    package let conditions: [ConditionResult]
    /// For `not_eligible` with an explanation: the smallest change, empty where only fixed facts fail; nil otherwise,
    /// and where the search met its limit (`NearestFix.maxSteps`) (R23).
    package let nearestFix: [FactChange]?

    package init(
        outcome: Outcome,
        unverified: Bool,
        asks: [Fact],
        dependsOnPackage: [Fact],
        conditions: [ConditionResult],
        nearestFix: [FactChange]?
    ) {
        self.outcome = outcome
        self.unverified = unverified
        self.asks = asks
        self.dependsOnPackage = dependsOnPackage
        self.conditions = conditions
        self.nearestFix = nearestFix
    }
}

/// Judges offers.
package enum Assessor {
    /// The outcome with what is asked, and on demand with its whole explanation.
    ///
    /// - Parameters:
    ///   - facts: of the project on `asOf`; the amount asked of a product is read from them too.
    ///   - asOf: the day judged.
    ///   - explain: whether conditions and nearest fix are wanted.
    package static func assess(
        _ offer: CompiledOffer,
        _ facts: FactTable,
        asOf: CalendarDay,
        explain: Bool
    ) -> Assessment {
        let outcome = outcome(of: offer, facts, asOf: asOf)
        guard explain else {
            let asked = offer.rule.asked(facts)
            return Assessment(
                outcome: outcome,
                unverified: offer.isUnverified,
                asks: asked.asks,
                dependsOnPackage: asked.dependsOnPackage,
                conditions: [],
                nearestFix: nil
            )
        }
        let explanation = offer.rule.explain(facts)
        return Assessment(
            outcome: outcome,
            unverified: offer.isUnverified,
            asks: explanation.asks,
            dependsOnPackage: explanation.dependsOnPackage,
            conditions: explanation.conditions,
            nearestFix: outcome == .notEligible ? NearestFix.search(offer.rule, facts) : nil
        )
    }

    /// The outcome alone: the first that applies of the seven steps (30-financing.md, "Outcome"). Allocates nothing.
    package static func outcome(of offer: CompiledOffer, _ facts: FactTable, asOf: CalendarDay) -> Outcome {
        let verdict = offer.rule.verdict(facts)
        if verdict == .false { return .notEligible }
        if let closed = closed(offer, asOf: asOf) { return closed }
        if let limits = offer.limits, limits.isUnfit(facts) { return .doesNotFit }
        return switch verdict {
        case .unknownAsking: .needsFacts
        case .unknownByPackage: .eligibleWithPackage
        case .true, .false: .eligible
        }
    }

    /// What every project that the rule does not exclude comes to while the offer cannot be had by anybody; nil where
    /// it can.
    package static func closed(_ offer: CompiledOffer, asOf: CalendarDay) -> Outcome? {
        if let to = offer.window.to, asOf > to { return .expired }
        if let from = offer.window.from, asOf < from { return .notYetOpen }
        return switch offer.status {
        case .paused: .paused
        case .withdrawn: .withdrawn
        case .exhausted: .exhausted
        case .open, nil: offer.isQuotaUsedUp ? .exhausted : nil
        }
    }
}
