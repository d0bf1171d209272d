package import Domain

/// What a guarantee of a loan costs (30-financing.md, "Products").
package enum GuaranteeFees {
    /// Yearly fees: fee_rate_annual × cover_share × loan balance at the start of each 12 months, paid then.
    ///
    /// The amount × both rates is one product, computed exactly in 128 bits and rounded half up once (R49). The worked
    /// cases have the same fees when the covered amount is rounded first, so they do not decide between the readings;
    /// the contract rounds products of an amount and rates, and the covered amount is never paid.
    /// - Returns: an amount for each begun year of the tenor, months 0, 12, …, 0 included; nil without a fee rate (such
    ///   a product is never in a package).
    package static func payments(_ terms: GuaranteeTerms, _ loan: LoanSchedule) -> [MonthAmount]? {
        guard let feeRate = terms.feeRateAnnual else { return nil }
        let rate = Int128(feeRate.rawValue) * Int128((terms.coverShare ?? .one).rawValue)
        return stride(from: 0, to: loan.rows.count, by: 12).map { month in
            let balance = loan.balance(beforeMonth: month + 1)
            let fee = (Int128(balance.rawValue) * rate).dividedHalfUp(by: 1_000_000_000_000_000_000)
            return MonthAmount(month: month, amount: Fen(fee))
        }
    }

    /// Whether cover_share × principal ≤ max_amount_cny, exactly (R16); without a maximum it always fits.
    package static func fits(_ terms: GuaranteeTerms, principal: Fen) -> Bool {
        guard let max = terms.maxAmount else { return true }
        let covered = Int128(principal.rawValue) * Int128((terms.coverShare ?? .one).rawValue)
        return covered <= Int128(max.rawValue) * Int128(Rate.one.rawValue)
    }
}
