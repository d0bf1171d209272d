package import Domain

/// What an insurance costs (30-financing.md, "Products").
package enum Premiums {
    /// Yearly premiums: premium_rate × insured sum, rounded half up to the fen, at the start of each year.
    ///
    /// The insured sum is the same in each year: the loan's principal is the amount lent, not what is still owed.
    /// - Parameters:
    ///   - terms: without `insured` it insures the equipment amount; without `years` one year.
    ///   - equipment: the equipment amount.
    ///   - loanPrincipal: of the package's loan; nil = it has none.
    /// - Returns: an amount for each year, months 0, 12, …; nil without a premium rate (such a product is never in a
    ///   package), and where the principal is insured and there is no loan (R16).
    package static func payments(
        _ terms: InsuranceTerms,
        equipment: Fen,
        loanPrincipal: Fen?
    ) -> [MonthAmount]? {
        let insured: Fen? =
            switch terms.insured ?? .equipmentAmount {
            case .equipmentAmount: equipment
            case .loanPrincipal: loanPrincipal
            }
        guard let rate = terms.premiumRate, let insured else { return nil }
        let premium = rate.of(insured)
        return (0..<(terms.years ?? 1)).map { MonthAmount(month: 12 * $0, amount: premium) }
    }
}
