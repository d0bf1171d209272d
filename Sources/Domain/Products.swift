/// A range whose ends are included; either may be absent.
package struct Bounds<Value: Equatable & Sendable>: Equatable, Sendable {
    package var min, max: Value?

    package init(min: Value? = nil, max: Value? = nil) {
        self.min = min
        self.max = max
    }
}

/// Terms of a loan (30-financing.md, "Products"). Without a rate it is assessed and shown, never in a package.
package struct LoanTerms: Equatable, Sendable {
    package enum Repayment: String, CaseIterable, Sendable {
        case equalPayment = "equal_payment"
        case equalPrincipal = "equal_principal"
        case bullet
    }
    package enum Kind: String, CaseIterable, Sendable {
        case fixedAsset = "fixed_asset"
        case workingCapital = "working_capital"
        case technologyInnovation = "technology_innovation"
    }

    /// A fraction per year.
    package var rateAnnual: Rate?
    package var tenorMonths: Bounds<Int>?
    package var amount: Bounds<Fen>?
    package var maxShareOfInvestment: Rate?
    package var repayment: Repayment?
    /// Of the principal, paid in month 0.
    package var feeRate: Rate?
    package var type: Kind?

    package init() {}
}

/// Terms of a lease; all shares are of the leased amount (R4).
package struct LeaseTerms: Equatable, Sendable {
    package enum Mode: String, CaseIterable, Sendable { case direct, leaseback }

    package var rateAnnual: Rate?
    package var tenorMonths: Bounds<Int>?
    package var amount: Bounds<Fen>?
    package var downPaymentShare, residualShare, feeRate, depositShare: Rate?
    package var mode: Mode?

    package init() {}
}

/// Terms of a guarantee of a loan.
package struct GuaranteeTerms: Equatable, Sendable {
    package var feeRateAnnual: Rate?
    /// Nil = 1.
    package var coverShare: Rate?
    package var maxAmount: Fen?

    package init() {}
}

/// Terms of an insurance.
package struct InsuranceTerms: Equatable, Sendable {
    package enum Insured: String, CaseIterable, Sendable {
        case equipmentAmount = "equipment_amount"
        case loanPrincipal = "loan_principal"
    }

    package var premiumRate: Rate?
    package var insured: Insured?
    /// Nil = 1.
    package var years: Int?
    package var line: String?

    package init() {}
}
