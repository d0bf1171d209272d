package import Domain

/// What an insurance costs (30-financing.md, "Products").
package enum Premiums {
    /// Yearly premiums: premium_rate × the sum insured at the start of each year, rounded half up to the fen, paid
    /// then.
    ///
    /// The equipment is insured at its amount, a loan at what is owed when the year begins, as a guarantee is: nothing
    /// once it is repaid.
    /// - Parameters:
    ///   - terms: without `insured` it insures the equipment amount; without `years` one year.
    ///   - equipment: the equipment amount.
    ///   - loan: of the package; nil = it has none.
    /// - Returns: an amount for each year, months 0, 12, …; nil without a premium rate (such a product is never in a
    ///   package), and where the principal is insured and there is no loan (R16).
    package static func payments(_ terms: InsuranceTerms, equipment: Fen, loan: LoanSchedule?) -> [MonthAmount]? {
        let insuresLoan = terms.insured == .loanPrincipal
        guard let rate = terms.premiumRate, !insuresLoan || loan != nil else { return nil }
        return (0..<(terms.years ?? 1)).map { year in
            let insured = insuresLoan ? loan?.balance(beforeMonth: 12 * year + 1) ?? .zero : equipment
            return MonthAmount(month: 12 * year, amount: rate.of(insured))
        }
    }
}
