package import Domain

/// An amount in a month: month 0 is the purchase, month k is k whole months later (30-financing.md, "Cost").
package struct MonthAmount: Hashable, Sendable {
    package var month: Int
    package var amount: Fen

    package init(month: Int, amount: Fen) {
        self.month = month
        self.amount = amount
    }
}
