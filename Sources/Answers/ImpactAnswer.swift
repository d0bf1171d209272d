package import Domain
package import JSON
package import OfferIndex

/// The answer to `impact`: what a draft of an offer changes for the open needs.
package enum ImpactAnswer {
    /// The fields after the envelope.
    ///
    /// Sums are ceilings: by the offer's own terms, each need by itself; of a loan or lease what is asked of it.
    /// - Parameters:
    ///   - isStored: whether a version of the offer stands.
    ///   - withoutBackbone, amountUnknown: needs that can claim, but count with 0.
    ///   - name: of a city; nil where it has none.
    package static func fields(
        _ offer: Offer, _ counts: ImpactCounts, isStored: Bool, withoutBackbone: Int, amountUnknown: Int,
        name: (Region) -> String?
    ) -> [(String, JSONValue)] {
        let cities = counts.byCity.sorted { a, b in
            let (first, second) = (a.supportAfter - a.supportBefore, b.supportAfter - b.supportBefore)
            return first != second ? first > second : a.city < b.city
        }
        let moves = counts.moveList
        let unchanged = moves.filter { $0.to.isClaimable && $0.from?.isClaimable == true }
        return [
            ("offer", .string(offer.id)), ("kind", .string(offer.kind.rawValue)), ("stored", .bool(isStored)),
            ("up_to", .string(offer.kind == .loan || offer.kind == .lease ? "amount_asked" : "support")),
            ("needs", .int(moves.reduce(0) { $0 + $1.needs })), ("gain", .int(counts.gain)),
            ("lose", .int(counts.lose)),
            ("unchanged_claimable", .int(unchanged.reduce(0) { $0 + $1.needs })),
            ("support_before_cny", money(counts.support(.before))),
            ("support_after_cny", money(counts.support(.after))),
            ("moves", .array(moves.map(move))), ("by_city", .array(cities.map { city($0, name) })),
            ("without_backbone", .int(withoutBackbone)), ("amount_unknown", .int(amountUnknown)),
        ]
    }

    private static func move(_ move: ImpactCounts.Move) -> JSONValue {
        [
            "from": move.from.map { .string($0.rawValue) } ?? .null, "to": .string(move.to.rawValue),
            "needs": .int(move.needs),
        ]
    }

    private static func city(_ city: ImpactCounts.City, _ name: (Region) -> String?) -> JSONValue {
        [
            "city": .string(city.city.text), "name": name(city.city).map { .string($0) } ?? .null,
            "needs": .int(city.after.reduce(0, +)), "claimable_before": .int(claimable(city.before)),
            "claimable_after": .int(claimable(city.after)), "gain": .int(city.gain), "lose": .int(city.lose),
            "support_before_cny": money(city.supportBefore), "support_after_cny": money(city.supportAfter),
        ]
    }

    private static func claimable(_ needs: [Int]) -> Int {
        zip(Outcome.allCases, needs).reduce(0) { $0 + ($1.0.isClaimable ? $1.1 : 0) }
    }

    /// CNY with at most two decimals, of a sum that may exceed 64 bits.
    private static func money(_ fen: Int128) -> JSONValue {
        if let fen = Int64(exactly: fen) { return .money(Fen(fen)) }
        let (cny, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        let digits = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        return .number((fen < 0 ? "-" : "") + String(cny) + digits)
    }
}
