import Domain

/// Exact sums of the reference: fen and rates as plain integers, products in 128 bits (30-financing.md, R49).
enum ReferenceArithmetic {
    /// A rate of 1.
    static let one = 1_000_000_000

    /// amount × rate ÷ parts, rounded half up to the fen; neither is negative.
    static func share(_ amount: Int, _ rate: Int, parts: Int = 1) -> Int {
        let whole = Int128(one) * Int128(parts)
        return Int((2 * Int128(amount) * Int128(rate) + whole) / (2 * whole))
    }

    /// a ÷ b, rounded half up; neither is negative.
    static func quotient(_ a: Int, _ b: Int) -> Int { (2 * a + b) / (2 * b) }

    /// The reference knows the contract and nothing that was added to offers since.
    static func beyondTheContract(_ what: some Any) -> Never { preconditionFailure("\(what) is not in the contract") }

    /// Whether `a` comes before `b` in byte order.
    static func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}

/// An amount paid in a month, in a run of 12 months (R10).
struct ReferencePayment: Equatable {
    var month: Int
    var amount: Int
    /// 0 for months 1 to 12 of what is paid in arrears, for months 0 to 11 of what is paid ahead.
    var run: Int

    /// Paid at the end of the month: interest, rents.
    static func arrears(_ month: Int, _ amount: Int) -> ReferencePayment {
        ReferencePayment(month: month, amount: amount, run: max(0, month - 1) / 12)
    }

    /// Paid at the start of the month after: premiums, fees, and all that is one sum.
    static func ahead(_ month: Int, _ amount: Int) -> ReferencePayment {
        ReferencePayment(month: month, amount: amount, run: month / 12)
    }
}

extension [ReferencePayment] {
    var sum: Int { reduce(0) { $0 + $1.amount } }

    /// Takes off so much, from the latest payment back, at most all there is.
    mutating func cut(_ excess: Int) {
        var excess = excess
        for index in indices.reversed() where excess > 0 {
            let taken = Swift.min(excess, self[index].amount)
            self[index].amount -= taken
            excess -= taken
        }
    }
}
