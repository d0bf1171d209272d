internal import Domain
internal import OfferIndex
internal import Rules

/// What watches ask of offers, each once: a provider, or one offer of it.
struct OfferGroups: Sendable {
    private struct Group: Hashable, Sendable {
        let provider: String
        let offer: String?
    }

    private var groups = Interner<Group>()
    /// By place of the offer in its index, 0 = nobody asks.
    private(set) var ofProvider: [UInt32] = []
    private(set) var ofOffer: [UInt32] = []
    /// The places of a provider's offers.
    private var places: [String: [Int]] = [:]

    /// One above the highest number.
    var end: Int { groups.end }

    /// Counts one more watch of a provider, or of one offer of it.
    mutating func take(_ provider: String, _ offer: String?, _ index: OfferIndex) -> UInt32 {
        let group = Group(provider: provider, offer: offer)
        let isNew = groups.number(of: group) == nil
        let number = groups.take(group)
        if isNew { set(number, group, index) }
        return number
    }

    /// Counts one watch less.
    mutating func release(_ number: UInt32, _ index: OfferIndex) {
        if let group = groups.release(number) { set(0, group, index) }
    }

    /// Finds the offers of every group in another index.
    mutating func place(in index: OfferIndex) {
        ofProvider = Array(repeating: 0, count: index.offers.count)
        ofOffer = ofProvider
        places = Dictionary(grouping: index.offers.indices) { index.offers[$0].offer.provider.id }
        for number in 1..<UInt32(groups.end) {
            if let group = groups[number] { set(number, group, index) }
        }
    }

    private mutating func set(_ number: UInt32, _ group: Group, _ index: OfferIndex) {
        for place in places[group.provider] ?? [] {
            if let offer = group.offer {
                if index.offers[place].offer.id == offer { ofOffer[place] = number }
            } else {
                ofProvider[place] = number
            }
        }
    }
}
