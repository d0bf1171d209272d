package import Domain
package import Rules

extension Project {
    /// What rules may ask about it, no package chosen.
    package func facts(asOf: CalendarDay) -> FactTable {
        FactTable(enterprise: enterprise, need: need, asOf: asOf)
    }
}

/// A fact that was set, with its value before and after; nil = unknown.
package struct EditedFact: Equatable, Sendable {
    package var fact: Fact
    package var from, to: FactValue?

    package init(fact: Fact, from: FactValue?, to: FactValue?) {
        self.fact = fact
        self.from = from
        self.to = to
    }

    /// The facts of an edit in its order.
    package static func list(
        _ edit: FactEdit, before: Project, after: Project, asOf: CalendarDay
    ) -> [EditedFact] {
        let (old, new) = (before.facts(asOf: asOf), after.facts(asOf: asOf))
        return edit.settings.map { EditedFact(fact: $0.fact, from: old[$0.fact], to: new[$0.fact]) }
    }
}

/// An offer whose outcome is another one after facts were changed.
package struct OutcomeChange: Sendable {
    package var offer: Offer
    package var from, to: Outcome

    /// Those that differ, in the order of answers by the outcome after, then by id in byte order.
    package static func between(
        _ before: FactTable, _ after: FactTable, offers: [CompiledOffer], asOf: CalendarDay
    ) -> [OutcomeChange] {
        let changes = offers.compactMap { offer -> OutcomeChange? in
            let from = Assessor.outcome(of: offer, before, asOf: asOf)
            let to = Assessor.outcome(of: offer, after, asOf: asOf)
            return from == to ? nil : OutcomeChange(offer: offer.offer, from: from, to: to)
        }
        return changes.sorted { a, b in
            if a.to != b.to { return a.to.order < b.to.order }
            return a.offer.id.utf8.lexicographicallyPrecedes(b.offer.id.utf8)
        }
    }
}
