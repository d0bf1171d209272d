package import Domain
package import Rules

/// Many offers, indexed so that one need is judged against all of them while few rules are evaluated.
///
/// ```swift
/// let index = OfferIndex(offers)                             // once per state of the offers
/// index.outcomes(facts, asOf: day) { place, outcome in … }   // for each need
/// ```
///
/// Each rule is reduced to conditions on single facts that it cannot do without (`CompiledRule.gates`). The gates of
/// all offers on one fact form columns: a known value takes the offers out of a set of bits whose gates it does not
/// pass. What is left after all facts is judged by the evaluator itself, so outcomes are those of `Assessor` by
/// construction; what was taken out has a false rule and is not eligible, whatever its window and status
/// (30-financing.md, "Outcome", step 1).
///
/// A bitmap index (O'Neil, Quass, "Improved Query Performance with Variant Indexes", SIGMOD 1997) in place of counting
/// over posting lists (Whang et al., "Indexing Boolean Expressions", VLDB 2009): all gates of an offer are intersected
/// at 64 offers a step, so none has to be chosen as the one to look it up by.
package struct OfferIndex: Sendable {
    /// As given; a place is an offset in it.
    package let offers: [CompiledOffer]
    /// Those whose rule is not false whatever the facts.
    private let possible: PlaceSet
    private let facts: [FactGates]

    /// What offers want of one fact.
    struct FactGates: Sendable {
        let fact: Fact
        var columns: [GateColumn]
        /// Those whose rule is false where the fact is unknown.
        var failing: Posting
    }

    /// Complexity: O(n log n) for n gates.
    package init(_ offers: [CompiledOffer]) {
        self.offers = offers
        var builder = OfferIndexBuilder(count: offers.count)
        for (place, offer) in offers.enumerated() { builder.add(offer.rule.gates, at: UInt32(place)) }
        possible = builder.possible
        facts = builder.factGates
    }

    /// The outcome of each offer that may be anything but not eligible, by place ascending; all others are not
    /// eligible.
    ///
    /// Complexity: O(offers ÷ 64 × facts + offers whose bound is not met + candidates).
    package func outcomes(_ facts: FactTable, asOf: CalendarDay, _ body: (Int, Outcome) -> Void) {
        let offers = offers.span
        candidates(facts).forEach { place in
            body(place, Assessor.outcome(of: offers[place], facts, asOf: asOf))
        }
    }

    /// How many rules would be evaluated.
    package func candidateCount(_ facts: FactTable) -> Int {
        candidates(facts).words.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    /// Those that no gate takes out.
    private func candidates(_ table: FactTable) -> PlaceSet {
        var set = possible
        for gates in facts {
            guard let index = gates.fact.index else { continue }
            let slot = table.slots[index]
            if case .unknown = slot {
                // Without a package its facts are unknown whatever the policy (R22).
                if !gates.fact.isPackageFact || table.hasPackage { gates.failing.remove(from: &set) }
            } else {
                for column in gates.columns { column.apply(slot, to: &set) }
            }
        }
        return set
    }

    /// The bytes of the index, without the offers, as an estimate.
    package var byteCount: Int {
        facts.reduce(possible.byteCount) { sum, gates in
            gates.columns.reduce(sum + gates.failing.byteCount) { $0 + $1.byteCount }
        }
    }
}
