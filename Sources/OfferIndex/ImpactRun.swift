package import Domain
package import Rules

/// What a draft of an offer would change, need by need: the outcome before and after, counted by city.
///
/// ```swift
/// var run = ImpactRun(draft: draft, previous: stored, asOf: day)
/// var facts = FactTable()
/// while let next = needs.next() {
///     facts.refill(enterprise: next.enterprise, need: next.need, asOf: day, reading: run.reads)
///     run.judge(facts, city: next.city) { side, outcome, facts in … }
/// }
/// ```
///
/// Allocates only where a city is met for the first time. Runs over parts of the needs add up with `merge`.
package struct ImpactRun: Sendable {
    package let draft: CompiledOffer
    /// The offer as it stands; nil where the draft is of a new one.
    package let previous: CompiledOffer?
    package let asOf: CalendarDay
    /// The facts to be known of each need.
    package let reads: FactSet
    package private(set) var counts = ImpactCounts()

    package init(draft: CompiledOffer, previous: CompiledOffer?, asOf: CalendarDay) {
        self.draft = draft
        self.previous = previous
        self.asOf = asOf
        var reads = draft.reads
        if let previous { reads.formUnion(previous.reads) }
        self.reads = reads
    }

    /// Judges one need, without asking what the offer comes to.
    @discardableResult
    package mutating func judge(_ facts: FactTable, city: Region) -> (before: Outcome?, after: Outcome) {
        judge(facts, city: city) { _, _, _ in .zero }
    }

    /// Judges one need.
    ///
    /// - Parameters:
    ///   - facts: of the need; those of `reads` are enough, with what `amount` reads.
    ///   - city: of the project, by which it is counted.
    ///   - amount: what the version of a side comes to for the need, asked only where it is eligible, alone or with a
    ///     package, before first.
    /// - Returns: the outcome of the previous version, nil where there is none, and that of the draft.
    @discardableResult
    package mutating func judge(
        _ facts: FactTable,
        city: Region,
        amount: (ImpactCounts.Side, Outcome, FactTable) throws -> Fen
    ) rethrows -> (before: Outcome?, after: Outcome) {
        let before = previous.map { Assessor.outcome(of: $0, facts, asOf: asOf) }
        let after = Assessor.outcome(of: draft, facts, asOf: asOf)
        let row = counts.row(of: city)
        if let before {
            counts.add(.before, before, row, before.isClaimable ? try amount(.before, before, facts) : .zero)
        }
        counts.add(.after, after, row, after.isClaimable ? try amount(.after, after, facts) : .zero)
        counts.move(row, from: before, to: after)
        return (before, after)
    }

    /// Adds what another run of the same draft counted over other needs.
    package mutating func merge(_ other: ImpactCounts) { counts.merge(other) }
}

extension Outcome {
    /// Whether money can be claimed, as things are or with a package.
    package var isClaimable: Bool {
        switch self {
        case .eligible, .eligibleWithPackage: true
        case .needsFacts, .doesNotFit, .notYetOpen, .exhausted, .paused, .expired, .notEligible, .withdrawn: false
        }
    }
}
