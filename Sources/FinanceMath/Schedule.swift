package import Domain

/// One month of a loan or lease; `balance` is what is owed after the payment.
package struct ScheduleRow: Equatable, Sendable {
    package var month: Int
    package var payment, interest, principal, balance: Fen

    package init(month: Int, payment: Fen, interest: Fen, principal: Fen, balance: Fen) {
        self.month = month
        self.payment = payment
        self.interest = interest
        self.principal = principal
        self.balance = balance
    }
}

/// A loan month by month (30-financing.md, "Products").
package struct LoanSchedule: Equatable, Sendable {
    package let amount: Fen
    /// Paid in month 0.
    package let fee: Fen
    /// Months 1 to the tenor.
    package let rows: [ScheduleRow]

    package init(amount: Fen, fee: Fen, rows: [ScheduleRow]) {
        self.amount = amount
        self.fee = fee
        self.rows = rows
    }
}

/// A lease month by month (30-financing.md, "Products", R4).
package struct LeaseSchedule: Equatable, Sendable {
    package let amount: Fen
    /// Paid in month 0, with `fee` and `deposit`.
    package let downPayment: Fen
    /// Amount less down payment.
    package let financed: Fen
    /// Paid with the last rent, not part of its row.
    package let residual: Fen
    package let fee: Fen
    /// Returned with the last rent.
    package let deposit: Fen
    /// The rents, months 1 to the tenor; after the last the balance is the residual.
    package let rows: [ScheduleRow]

    package init(
        amount: Fen, downPayment: Fen, financed: Fen, residual: Fen, fee: Fen, deposit: Fen, rows: [ScheduleRow]
    ) {
        self.amount = amount
        self.downPayment = downPayment
        self.financed = financed
        self.residual = residual
        self.fee = fee
        self.deposit = deposit
        self.rows = rows
    }
}
