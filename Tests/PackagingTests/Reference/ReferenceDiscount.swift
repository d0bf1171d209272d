import Domain

/// A net present cost in whole fen.
struct ReferenceCost {
    var fen: Int
    /// Whether the sum lies so near to a half fen that doubles added in another order may round it the other way.
    var isDelicate: Bool
}

/// Net present costs at one yearly rate (30-financing.md, "Cost").
struct ReferenceDiscount {
    private let rate: Rate
    /// (1 + rate) to the power of month ÷ 12, by month.
    private let growth: [Double]

    init(_ rate: Rate) {
        self.rate = rate
        let twelfth = ReferenceDiscount.twelfthRoot(1 + rate.double)
        let months = (0..<12).map { twelfth.power($0) }
        var growth: [Double] = []
        var whole = 1.0
        for _ in 0..<60 {
            for month in months { growth.append(whole * month) }
            whole *= 1 + rate.double
        }
        self.growth = growth
    }

    /// Σ cash ÷ growth, rounded to the fen.
    func cost(_ cash: [Int]) -> ReferenceCost {
        if rate.rawValue == 0 { return ReferenceCost(fen: cash.reduce(0, +), isDelicate: false) }
        var sum = 0.0
        var size = 0.0
        for (month, amount) in cash.enumerated() where amount != 0 {
            let present = Double(amount) / growth[month]
            sum += present
            size += abs(present)
        }
        let fraction = sum - sum.rounded(.down)
        return ReferenceCost(
            fen: Int((sum + 0.5).rounded(.down)), isDelicate: abs(fraction - 0.5) < 1e-6 + size * 4e-15
        )
    }

    /// Newton on x^12 = base.
    private static func twelfthRoot(_ base: Double) -> Double {
        var root = 1 + (base - 1) / 12
        for _ in 0..<6 { root -= (root.power(12) - base) / (12 * root.power(11)) }
        return root
    }
}

extension Double {
    fileprivate func power(_ n: Int) -> Double { (0..<n).reduce(1) { product, _ in product * self } }
}
