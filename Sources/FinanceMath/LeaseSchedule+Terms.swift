package import Domain

extension LeaseSchedule {
    /// A lease of an amount over a tenor, month by month (30-financing.md, "Products", R4).
    ///
    /// Shares and fee are of the leased amount, each rounded half up to the fen; an absent one is 0. The rent is the
    /// level payment, in doubles, that takes the financed amount to the residual in n months, rounded half up; interest
    /// as of a loan; the last rent takes the balance to the residual exactly. Where the residual is above the financed
    /// amount the balance rises to it, and rents are below the interest.
    /// - Parameters:
    ///   - amount: the leased amount, as fitted to the product.
    ///   - tenorMonths: n, as fitted to the product.
    /// - Returns: nil without a rate (such a product is never in a package), for n below 1 and an amount below 0.
    package init?(_ terms: LeaseTerms, amount: Fen, tenorMonths: Int) {
        guard let rate = terms.rateAnnual, tenorMonths > 0, amount >= .zero else { return nil }
        func part(_ share: Rate?) -> Fen { share?.of(amount) ?? .zero }
        let downPayment = part(terms.downPaymentShare)
        let residual = part(terms.residualShare)
        let financed = amount - downPayment
        let debt = Amortisation(start: financed, end: residual, rate: rate, months: tenorMonths)
        self.init(
            amount: amount,
            downPayment: downPayment,
            financed: financed,
            residual: residual,
            fee: part(terms.feeRate),
            deposit: part(terms.depositShare),
            rows: debt.rows(.level)
        )
    }

    /// Its cash flows, out of the enterprise positive; the lessor pays for equipment of the leased amount in month 0.
    ///
    /// Month 0: down payment, fee and deposit less the amount. Then the rents; with the last the residual is paid and
    /// the deposit returned.
    package var flows: [MonthAmount] {
        var flows = [MonthAmount(month: 0, amount: downPayment + fee + deposit - amount)]
        flows += rows.map { MonthAmount(month: $0.month, amount: $0.payment) }
        flows[flows.count - 1].amount = flows[flows.count - 1].amount + residual - deposit
        return flows
    }
}
