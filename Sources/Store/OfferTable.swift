import Domain
import OfferIndex
import Rules

/// The offers, compiled, all versions: any worker can assess any need.
///
/// Offers are numbered as they come; their order by id, the order of changes and the index are made when somebody asks
/// for them, so that an import pays for none of them.
struct OfferTable: Sendable {
    private var numbers: [String: Int] = [:]
    private var ids: [String] = []
    private var versions: [Versioned<CompiledOffer>] = []
    /// Numbers by id in byte order; empty = to be sorted.
    private var order: [Int] = []
    /// Which offer changed when; ascending by seq where `areChangesSorted`.
    private var changes: [(seq: UInt64, number: Int)] = []
    private var areChangesSorted = true
    private var indexed: IndexedOffers?
    /// So many offers, or a sixteenth of all, are judged beside the index before it is made anew.
    private static let apartMax = 8

    mutating func put(_ offer: Offer, seq: UInt64) {
        let number = number(of: offer.id)
        versions[number].put(CompiledOffer(offer), seq: seq)
        if let last = changes.last, last.seq > seq { areChangesSorted = false }
        changes.append((seq, number))
        // A version of before the index was made: the log was replayed.
        if let indexed, seq <= indexed.seq { self.indexed = nil }
    }

    private mutating func number(of id: String) -> Int {
        if let number = numbers[id] { return number }
        let number = ids.count
        numbers[id] = number
        ids.append(id)
        versions.append(Versioned())
        order = []
        return number
    }

    func offer(_ id: String, at seq: UInt64) -> CompiledOffer? { numbers[id].flatMap { versions[$0].at(seq) } }

    /// The seq of the version of an offer that stood at a seq.
    func version(_ id: String, at seq: UInt64) -> UInt64? {
        numbers[id].flatMap { versions[$0].version(at: seq)?.seq }
    }

    /// The offers as they stood at a seq, by id in byte order.
    mutating func all(at seq: UInt64) -> [CompiledOffer] {
        sort()
        return order.compactMap { versions[$0].at(seq) }
    }

    private mutating func sort() {
        if order.count != ids.count {
            let ids = ids
            order = ids.indices.sorted { ids[$0].utf8.lexicographicallyPrecedes(ids[$1].utf8) }
        }
        if !areChangesSorted {
            changes.sort { ($0.seq, $0.number) < ($1.seq, $1.number) }
            areChangesSorted = true
        }
    }
}

extension OfferTable {
    /// Every offer as it stood at a seq with its outcome.
    ///
    /// Judged through an index of one state; the few offers that changed between that state and the seq are judged one
    /// by one. Where many changed since, the index is made anew; where many changed after the seq, a question about the
    /// past goes through the offers one by one.
    mutating func judged(_ facts: FactTable, asOf: CalendarDay, at seq: UInt64) -> JudgedOffers {
        sort()
        var changed = indexed.map { changedNumbers(between: $0.seq, and: seq) } ?? []
        let isFar = changed.count > max(OfferTable.apartMax, ids.count / 16)
        if indexed == nil || (isFar && (indexed?.seq ?? 0) < seq) {
            indexed = IndexedOffers(order.compactMap { number in versions[number].at(seq).map { (number, $0) } }, seq)
            changed = []
        }
        guard let indexed else { preconditionFailure("the index was just made") }
        let others = isFar && !changed.isEmpty ? order : changed.sorted { isBefore($0, $1) }
        return JudgedOffers(
            indexed, others: others.map { ($0, versions[$0].at(seq)) }, areAll: others.count == order.count, facts,
            asOf: asOf)
    }

    private func isBefore(_ a: Int, _ b: Int) -> Bool { ids[a].utf8.lexicographicallyPrecedes(ids[b].utf8) }

    /// The offers that stand differently at two seqs.
    private func changedNumbers(between a: UInt64, and b: UInt64) -> Set<Int> {
        var result: Set<Int> = []
        for index in firstChange(after: min(a, b))..<firstChange(after: max(a, b)) {
            result.insert(changes[index].number)
        }
        return result
    }

    private func firstChange(after seq: UInt64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].seq > seq { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
