package import Domain

/// The seven parts of a score, each in [0, 1], in the order of the contract's table.
///
/// Source: 20-matching.md, "Score". The functions are inlinable because an index scan calls them for every candidate.
@usableFromInline
package struct ScoreParts: Equatable, Sendable {
    @usableFromInline package var price, efficiency, delivery, locality, rating, policy, text: Double

    /// The parts of one model for one line.
    @inlinable
    package init(_ inputs: ScoreInputs) {
        price = ScoreParts.price(limitFen: inputs.limitFen, priceFen: inputs.priceFen)
        efficiency = ScoreParts.efficiency(rank: inputs.efficiencyRank)
        delivery = ScoreParts.delivery(daysUntilNeeded: inputs.daysUntilNeeded, leadTimeDays: inputs.leadTimeDays)
        locality = inputs.locality
        rating = ScoreParts.rating(inputs.rating)
        policy = inputs.isFavoured ? 1 : 0
        text = ScoreParts.text(bm25: inputs.bm25)
    }

    @inlinable
    package init(
        price: Double,
        efficiency: Double,
        delivery: Double,
        locality: Double,
        rating: Double,
        policy: Double,
        text: Double
    ) {
        self.price = price
        self.efficiency = efficiency
        self.delivery = delivery
        self.locality = locality
        self.rating = rating
        self.policy = policy
        self.text = text
    }

    /// R of a line without a limit, in fen.
    @inlinable
    package static var referenceFen: Int64 { 10_000_000 }

    /// R ÷ (R + price), R = the line's limit or 100,000 CNY; 0 when both are 0.
    @inlinable
    package static func price(limitFen: Int64?, priceFen: Int64) -> Double {
        let r = Double(limitFen ?? referenceFen)
        let sum = r + Double(priceFen)
        return sum == 0 ? 0 : r / sum
    }

    /// advanced 1, saving 0.7, entry 0.4, below and unrated 0, by rank.
    @inlinable
    package static func efficiency(rank: Int) -> Double {
        switch rank {
        case 4: 1
        case 3: 0.7
        case 2: 0.4
        default: 0
        }
    }

    /// D ÷ (D + lead time), D = the days until needed, at least 1, or 90 without a date.
    @inlinable
    package static func delivery(daysUntilNeeded: Int?, leadTimeDays: Int) -> Double {
        let d = Double(max(1, daysUntilNeeded ?? 90))
        return d / (d + Double(leadTimeDays))
    }

    /// rating ÷ 5; unknown 0.
    @inlinable
    package static func rating(_ rating: Double?) -> Double { (rating ?? 0) / 5 }

    /// s ÷ (s + 8).
    @inlinable
    package static func text(bm25: Double) -> Double { bm25 / (bm25 + 8) }

    /// s, the weighted sum of the unrounded parts, added in the order of the table (R26).
    @inlinable
    package var sum: Double {
        var s = 0.25 * price
        s += 0.20 * efficiency
        s += 0.10 * delivery
        s += 0.10 * locality
        s += 0.10 * rating
        s += 0.05 * policy
        s += 0.20 * text
        return s
    }

    /// The score that orders: `sum` in millionths.
    @inlinable
    package var score: Int64 { ScoreParts.millionths(sum) }

    /// ⌊10⁶ · value + 0.5 + 10⁻⁷⌋ (R26).
    @inlinable
    package static func millionths(_ value: Double) -> Int64 {
        let scaled = 1e6 * value + 0.5 + 1e-7
        // Cut off is rounded down from 0 on, and one instruction; the call of `floor` is not.
        return scaled >= 0 ? Int64(scaled) : Int64(scaled.rounded(.down))
    }
}

extension ScoreParts {
    /// Same city 1, same province 0.6, else 0.3; digits three and four `00` name no city, the first two `10` no
    /// province (R28).
    package static func locality(need: Region, supplier: Region?) -> Double {
        locality(needCode: need.code, supplierCode: supplier?.code ?? 0)
    }

    /// The same on bare codes, for an index scan; 0 = an unknown region.
    @inlinable
    package static func locality(needCode: UInt32, supplierCode: UInt32) -> Double {
        guard supplierCode != 0 else { return 0.3 }
        let (a, b) = (needCode / 100, supplierCode / 100)
        if a == b, a % 100 != 0 { return 1 }
        if a / 100 == b / 100, a / 100 != 10 { return 0.6 }
        return 0.3
    }
}
