import Domain
import OfferIndex
package import Queries
package import Wire

extension WireImpactReply {
    package init(_ result: ImpactResult) {
        self.init()
        stored = result.isStored
        withoutBackbone = UInt64(result.withoutBackbone)
        amountUnknown = UInt64(result.amountUnknown)
        cities = result.counts.byCity.map { WireImpactCity($0) }
        moves = result.counts.moveList.map { WireImpactMove($0) }
    }

    /// Nil for a damaged message.
    package var result: ImpactResult? {
        var result = ImpactResult()
        let cities = cities.compactMap(\.counts)
        let moves = moves.compactMap(\.move)
        guard cities.count == self.cities.count, moves.count == self.moves.count else { return nil }
        result.counts = ImpactCounts(byCity: cities, moves: moves)
        result.isStored = stored
        result.withoutBackbone = Int(clamping: withoutBackbone)
        result.amountUnknown = Int(clamping: amountUnknown)
        return result
    }
}

extension WireImpactCity {
    fileprivate init(_ counts: ImpactCounts.City) {
        self.init()
        city = counts.city.code
        before = counts.before.map { UInt64($0) }
        after = counts.after.map { UInt64($0) }
        supportBeforeFen = String(counts.supportBefore)
        supportAfterFen = String(counts.supportAfter)
        gain = UInt64(counts.gain)
        lose = UInt64(counts.lose)
    }

    fileprivate var counts: ImpactCounts.City? {
        guard let supportBefore = Int128(supportBeforeFen), let supportAfter = Int128(supportAfterFen) else {
            return nil
        }
        return ImpactCounts.City(
            city: Region(code: city), before: before.map { Int(clamping: $0) }, after: after.map { Int(clamping: $0) },
            supportBefore: supportBefore, supportAfter: supportAfter, gain: Int(clamping: gain),
            lose: Int(clamping: lose))
    }
}

extension WireImpactMove {
    fileprivate init(_ move: ImpactCounts.Move) {
        self.init()
        from = move.from?.rawValue ?? ""
        to = move.to.rawValue
        needs = UInt64(move.needs)
    }

    fileprivate var move: ImpactCounts.Move? {
        guard let after = Outcome(rawValue: to), from.isEmpty || Outcome(rawValue: from) != nil else { return nil }
        return ImpactCounts.Move(from: Outcome(rawValue: from), to: after, needs: Int(clamping: needs))
    }
}
