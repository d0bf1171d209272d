package import Domain
package import FinanceMath

/// One package with its amounts, cash and reasons (30-financing.md, "The package").
package struct PackagePlan: Equatable, Sendable {
    package enum BackboneKind: String, CaseIterable, Sendable { case cash, loan, lease }

    /// What pays for the equipment.
    package struct Backbone: Equatable, Sendable {
        package var kind: BackboneKind
        /// Nil for own cash, as are amount and tenor.
        package var offer: String?
        package var amount: Fen?
        package var tenorMonths: Int?

        package init(kind: BackboneKind, offer: String? = nil, amount: Fen? = nil, tenorMonths: Int? = nil) {
            self.kind = kind
            self.offer = offer
            self.amount = amount
            self.tenorMonths = tenorMonths
        }
    }

    /// An offer of the package beside the backbone.
    package struct Part: Equatable, Sendable {
        package var id: String
        package var kind: Offer.Kind
        /// Of a benefit; nil for guarantees, insurances and information-only offers.
        package var amount: Fen?
        /// Of a benefit: when it is paid, months of 0 left out. Of a guarantee or insurance: its fees or premiums.
        package var paid: [MonthAmount]
        /// In the order they bit: `base_cap_cny`, `base_cap`, `cap_per_year_cny`, `cap_cny`, `floor_cny`,
        /// `joint_cap:ID`, `subsidised`, `equipment_amount`.
        package var cappedBy: [String]
        /// Reviewed or unverified: nothing under `certain`.
        package var isCertain: Bool
        package var providerType: Offer.Provider.Kind?

        package init(
            id: String, kind: Offer.Kind, amount: Fen?, paid: [MonthAmount], cappedBy: [String], isCertain: Bool,
            providerType: Offer.Provider.Kind?
        ) {
            self.id = id
            self.kind = kind
            self.amount = amount
            self.paid = paid
            self.cappedBy = cappedBy
            self.isCertain = isCertain
            self.providerType = providerType
        }
    }

    /// One flow: out above 0, in below 0, as own cash is counted.
    package struct Flow: Equatable, Sendable {
        package enum What: String, CaseIterable, Sendable {
            case equipment
            case loanPrincipal = "loan_principal"
            case downPayment = "down_payment"
            case leasedAmount = "leased_amount"
            case deposit, fee, interest, principal, residual
            case depositReturned = "deposit_returned"
            case guaranteeFee = "guarantee_fee"
            case premium, benefit
        }

        package var month: Int
        package var amount: Fen
        package var what: What
        /// The offer it comes from; nil for the equipment.
        package var offer: String?

        package init(month: Int, amount: Fen, what: What, offer: String?) {
            self.month = month
            self.amount = amount
            self.what = what
            self.offer = offer
        }
    }

    /// A benefit of a certain package that could still be had (R17).
    package struct Upside: Equatable, Sendable {
        package var id: String
        package var amount: Fen

        package init(id: String, amount: Fen) {
            self.id = id
            self.amount = amount
        }
    }

    /// Support from one type of provider.
    package struct ProviderSupport: Equatable, Sendable {
        package var type: Offer.Provider.Kind
        package var amount: Fen

        package init(type: Offer.Provider.Kind, amount: Fen) {
            self.type = type
            self.amount = amount
        }
    }

    /// The unknown facts that an offer of the package was let pass on, or that its amount hangs on.
    package struct Unknown: Equatable, Sendable {
        package var offer: String
        package var facts: [Fact]

        package init(offer: String, facts: [Fact]) {
            self.offer = offer
            self.facts = facts
        }
    }

    package var backbone: Backbone
    /// By id in byte order.
    package var parts: [Part]
    package var netPresentCost, netPresentCostCertain: Fen
    /// Effective yearly; nil for cash or where there is none (R19).
    package var yearlyCostRate: Double?
    /// Own cash in month 0 (R59).
    package var upfront: Fen
    package var support: Fen
    /// By type in byte order of its name, types without support left out.
    package var supportByProviderType: [ProviderSupport]
    /// Out minus in, months of 0 left out.
    package var ownCashByMonth: [MonthAmount]
    /// By id; nil where the objective is not `certain`.
    package var upside: [Upside]?
    /// By offer id.
    package var restsOnUnknown: [Unknown]
    package var shortOfFunds: Fen?
    /// Ids of offers in it, the backbone too, that have no status.
    package var unverified: [String]
    /// By how much a better package could at most be cheaper than this one; 0 when proven.
    package var gap: Fen
    /// By month, then in the order of `What`, then offer id.
    package var flows: [Flow]
}

/// The packages of a need.
package struct PackageSolution: Sendable {
    package var equipmentAmount: Fen
    /// The best first; the others are the best of their kinds.
    package var plans: [PackagePlan]
}
