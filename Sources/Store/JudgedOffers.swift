import Answers
import Domain
import OfferIndex
import Rules

/// The offers of one state, indexed, with what is said of each that is not eligible.
struct IndexedOffers: Sendable {
    /// The state.
    let seq: UInt64
    let index: OfferIndex
    /// The place of an offer by its number in the table.
    let places: [Int: UInt32]
    /// By place.
    let rejections: Rejections

    /// - Parameter offers: with their numbers in the table, by id in byte order.
    init(_ offers: [(number: Int, offer: CompiledOffer)], _ seq: UInt64) {
        self.seq = seq
        index = OfferIndex(offers.map(\.offer))
        places = Dictionary(uniqueKeysWithValues: zip(offers.map(\.number), 0...))
        rejections = Rejections(index.offers)
    }
}

/// Every offer with its outcome for one need, in the order of answers.
struct JudgedOffers {
    private let indexed: IndexedOffers
    private let list: OutcomeList?
    /// Places of offers that stand differently.
    private let replaced: Set<UInt32>
    /// Offers judged one by one, by id in byte order.
    private let others: [(offer: CompiledOffer, outcome: Outcome)]

    /// - Parameters:
    ///   - others: numbers and offers that stand differently than indexed, nil = not at all; by id in byte order.
    ///   - areAll: whether they are all there are, so that the index is not asked.
    init(
        _ indexed: IndexedOffers, others: [(number: Int, offer: CompiledOffer?)], areAll: Bool, _ facts: FactTable,
        asOf: CalendarDay
    ) {
        self.indexed = indexed
        list = areAll ? nil : indexed.index.list(facts, asOf: asOf)
        replaced = areAll ? [] : Set(others.compactMap { indexed.places[$0.number] })
        self.others = others.compactMap { other in
            other.offer.map { ($0, Assessor.outcome(of: $0, facts, asOf: asOf)) }
        }
    }

    /// An offer of the list.
    enum Entry {
        /// As indexed, at that place.
        case indexed(Int)
        case other(CompiledOffer)
    }

    /// The offers by outcome, then id in byte order.
    func forEach(_ body: (Entry, Outcome) -> Void) {
        for outcome in Outcome.allCases {
            var mine = others.filter { $0.outcome == outcome }[...]
            for place in list?[outcome] ?? [] where replaced.isEmpty || !replaced.contains(place) {
                while let next = mine.first, isBefore(next.offer, Int(place)) {
                    body(.other(next.offer), outcome)
                    mine = mine.dropFirst()
                }
                body(.indexed(Int(place)), outcome)
            }
            for next in mine { body(.other(next.offer), outcome) }
        }
    }

    private func isBefore(_ other: CompiledOffer, _ place: Int) -> Bool {
        other.offer.id.utf8.lexicographicallyPrecedes(indexed.index.offers[place].offer.id.utf8)
    }

    /// The offers as the answer to `assess` lists them.
    func json(_ facts: FactTable, asOf: CalendarDay, explain: Bool) -> [UInt8] {
        var answer = OffersAnswer(facts, asOf: asOf, explain: explain)
        let open = (list.map { $0.places.count - $0[.notEligible].count } ?? 0) + others.count
        if !explain { answer.reserve(indexed.rejections, others: open) }
        forEach { entry, outcome in
            switch (entry, outcome) {
            case (.indexed(let place), .notEligible) where !explain: answer.add(indexed.rejections, place)
            case (.indexed(let place), _): answer.add(indexed.index.offers[place])
            case (.other(let offer), _): answer.add(offer)
            }
        }
        return answer.end()
    }
}
