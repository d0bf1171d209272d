import Domain
import Rules

/// The offers, compiled, all versions: any worker can assess any need.
struct OfferTable: Sendable {
    private var offers: [String: Versioned<CompiledOffer>] = [:]
    /// Ids in byte order.
    private var ids: [String] = []

    mutating func put(_ offer: Offer, seq: UInt64) {
        if offers[offer.id] == nil {
            let place = ids.firstIndex { offer.id.utf8.lexicographicallyPrecedes($0.utf8) } ?? ids.count
            ids.insert(offer.id, at: place)
        }
        offers[offer.id, default: Versioned()].put(CompiledOffer(offer), seq: seq)
    }

    /// The offers as they stood at a seq, by id in byte order.
    func all(at seq: UInt64) -> [CompiledOffer] { ids.compactMap { offers[$0]?.at(seq) } }

    func offer(_ id: String, at seq: UInt64) -> CompiledOffer? { offers[id]?.at(seq) }

    /// The seq of the version of an offer that stood at a seq.
    func version(_ id: String, at seq: UInt64) -> UInt64? { offers[id]?.version(at: seq)?.seq }
}
