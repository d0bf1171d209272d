package import Domain

extension Int128 {
    /// This divided by `divisor`, rounded half up, that is towards plus infinity; `divisor` above 0 and even or 1.
    func dividedHalfUp(by divisor: Int128) -> Int64 {
        let (quotient, rest) = (self + divisor / 2).quotientAndRemainder(dividingBy: divisor)
        return Int64(rest < 0 ? quotient - 1 : quotient)
    }
}

extension Fen {
    /// A number of fen in doubles, rounded half up to the fen (30-financing.md, R49).
    ///
    /// - Parameter fen: finite, within ±9·10^18.
    package init(halfUp fen: Double) {
        let floor = fen.rounded(.down)
        // Not floor(fen + 0.5): that sum rounds, and just below a half it would round up.
        self.init(Int64(fen - floor >= 0.5 ? floor + 1 : floor))
    }

    /// This ÷ parts, rounded half up to the fen; `parts` above 0.
    func divided(by parts: Int) -> Fen { Fen((2 * Int128(rawValue)).dividedHalfUp(by: 2 * Int128(parts))) }
}

extension Rate {
    /// One month's interest at this yearly rate, rounded half up to the fen (30-financing.md, "Products", R49).
    ///
    /// balance × rate ÷ 12 in integers: balance × (rate in 10^-9) ÷ (12 × 10^9), so that a half is exactly a half.
    func monthlyInterest(on balance: Fen) -> Fen {
        Fen((Int128(balance.rawValue) * Int128(rawValue)).dividedHalfUp(by: 12_000_000_000))
    }
}
