package import Domain
package import Rules

/// Every offer's outcome for one need, in the order of answers: by outcome, then by place.
///
/// With offers in byte order of their ids that is the order of the contract (50-interfaces.md, `assess`).
package struct OutcomeList: Sendable {
    /// Places in order.
    package let places: [UInt32]
    /// By `Outcome.order`, where its places end.
    private let ends: [Int]

    /// The places of an outcome, ascending.
    package subscript(outcome: Outcome) -> ArraySlice<UInt32> {
        let order = outcome.order
        return places[(order == 0 ? 0 : ends[order - 1])..<ends[order]]
    }
}

extension OfferIndex {
    /// Judges every offer. Complexity: as `outcomes`, and O(offers) to list them.
    package func list(_ facts: FactTable, asOf: CalendarDay) -> OutcomeList {
        var found: [(place: UInt32, order: Int)] = []
        var rest = PlaceSet(count: offers.count, isFull: true)
        var counts = [Int](repeating: 0, count: Outcome.allCases.count)
        outcomes(facts, asOf: asOf) { place, outcome in
            if case .notEligible = outcome { return }
            let order = outcome.order
            found.append((UInt32(place), order))
            counts[order] += 1
            rest.remove(UInt32(place))
        }
        counts[Outcome.notEligible.order] = offers.count - found.count
        return OutcomeList(found, rest, counts)
    }
}

extension OutcomeList {
    /// Sorts by counting; what was not found is not eligible.
    fileprivate init(_ found: [(place: UInt32, order: Int)], _ rest: PlaceSet, _ counts: [Int]) {
        var next = [Int](repeating: 0, count: counts.count)
        for order in counts.indices.dropFirst() { next[order] = next[order - 1] + counts[order - 1] }
        ends = zip(next, counts).map { $0 + $1 }
        var places = [UInt32](repeating: 0, count: rest.count)
        for (place, order) in found {
            places[next[order]] = place
            next[order] += 1
        }
        var at = next[Outcome.notEligible.order]
        rest.forEach { place in
            places[at] = UInt32(place)
            at += 1
        }
        self.places = places
    }
}
