package import Domain

extension LoanSchedule {
    /// A loan of an amount over a tenor, month by month (30-financing.md, "Products").
    ///
    /// Interest = balance × rate ÷ 12, exact and rounded half up to the fen; the level payment in doubles, rounded half
    /// up; equal principal = amount ÷ n, rounded half up; the last month pays the rest. The fee is of the principal.
    /// - Parameters:
    ///   - terms: without `repayment` it is taken as `equal_payment`.
    ///   - amount: the principal, as fitted to the product.
    ///   - tenorMonths: n, as fitted to the product.
    /// - Returns: nil without a rate (such a product is never in a package), for n below 1 and an amount below 0.
    package init?(_ terms: LoanTerms, amount: Fen, tenorMonths: Int) {
        guard let rate = terms.rateAnnual, tenorMonths > 0, amount >= .zero else { return nil }
        let debt = Amortisation(start: amount, end: .zero, rate: rate, months: tenorMonths)
        let plan: Amortisation.Plan =
            switch terms.repayment ?? .equalPayment {
            case .equalPayment: .level
            case .equalPrincipal: .equalPrincipal
            case .bullet: .bullet
            }
        self.init(amount: amount, fee: terms.feeRate?.of(amount) ?? .zero, rows: debt.rows(plan))
    }

    /// What is owed at the start of month k, before its payment; 0 after the tenor.
    ///
    /// - Parameter month: k, from 1.
    package func balance(beforeMonth month: Int) -> Fen {
        precondition(month >= 1, "months of a loan count from 1")
        if month == 1 { return amount }
        return month <= rows.count ? rows[month - 2].balance : .zero
    }

    /// Its cash flows, out of the enterprise positive: amount and fee in month 0, then the payments.
    package var flows: [MonthAmount] {
        [MonthAmount(month: 0, amount: fee - amount)] + rows.map { MonthAmount(month: $0.month, amount: $0.payment) }
    }
}
