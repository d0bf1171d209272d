/// Money in CNY as an integer number of fen (10-data-model.md, "Canonical exchange form").
package struct Fen: RawRepresentable, Hashable, Comparable, Sendable {
    package var rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }
    package init(_ fen: Int64) { rawValue = fen }

    /// No money.
    package static let zero = Fen(0)
    /// The largest amount an import accepts: 10^15 fen (R33).
    package static let limit = Fen(1_000_000_000_000_000)

    package static func < (a: Fen, b: Fen) -> Bool { a.rawValue < b.rawValue }
    package static func + (a: Fen, b: Fen) -> Fen { Fen(a.rawValue + b.rawValue) }
    package static func - (a: Fen, b: Fen) -> Fen { Fen(a.rawValue - b.rawValue) }

    /// The amount in CNY, for scores only; sums and products stay in fen.
    package var cny: Double { Double(rawValue) / 100 }
}

/// A rate or share with at most nine decimals, as an integer of 10^-9 (30-financing.md, R49).
package struct Rate: RawRepresentable, Hashable, Comparable, Sendable {
    package var rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }

    /// One: the whole.
    package static let one = Rate(rawValue: 1_000_000_000)

    package static func < (a: Rate, b: Rate) -> Bool { a.rawValue < b.rawValue }

    /// The rate as a double, for present values and level payments only.
    package var double: Double { Double(rawValue) / 1e9 }

    /// amount × rate, rounded half up to the fen in 128 bits (R49).
    package func of(_ amount: Fen) -> Fen {
        let product = Int128(amount.rawValue) * Int128(rawValue)
        let half: Int128 = 500_000_000
        let scale: Int128 = 1_000_000_000
        let sum = product + half
        // Half up means towards plus infinity, so a negative product floors.
        let quotient = sum >= 0 ? sum / scale : -((-sum + scale - 1) / scale)
        return Fen(Int64(quotient))
    }
}
