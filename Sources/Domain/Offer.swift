/// An offer of support or finance: a product or a benefit with a rule (30-financing.md, "An offer").
package struct Offer: Equatable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case loan, lease, guarantee, insurance
        case equipmentReward = "equipment_reward"
        case interestSubsidy = "interest_subsidy"
        case leaseSubsidy = "lease_subsidy"
        case insuranceSubsidy = "insurance_subsidy"
        case guaranteeSubsidy = "guarantee_subsidy"
        case riskCompensation = "risk_compensation"
        case relending, gate
    }
    package enum Status: String, CaseIterable, Sendable { case open, paused, exhausted, withdrawn }
    package enum Delivery: String, CaseIterable, Sendable {
        case automatic
        case firstCome = "first_come"
        case reviewed
    }
    package enum Beneficiary: String, CaseIterable, Sendable { case buyer, supplier, lender, guarantor }

    /// Who gives the offer.
    package struct Provider: Equatable, Sendable {
        package enum Kind: String, CaseIterable, Sendable { case bank, lessor, guarantor, insurer, government }

        package var id: String
        package var name: String = ""
        package var type: Kind?
        package var region: Region?
        /// Sorted, each once.
        package var classes: [String]?

        package init(id: String) { self.id = id }
    }

    /// The days it is open, both included; either may be absent.
    package struct Window: Equatable, Sendable {
        package var from, to: CalendarDay?

        package init(from: CalendarDay? = nil, to: CalendarDay? = nil) {
            self.from = from
            self.to = to
        }
    }

    /// What must be in the same package.
    package indirect enum Requirement: Equatable, Sendable {
        case kind(Kind, line: String?)
        case offer(String)
        case any([Requirement])
    }

    /// A pot that may be used up.
    package struct Quota: Equatable, Sendable {
        package enum Measure: String, CaseIterable, Sendable {
            case benefit
            case loanPrincipal = "loan_principal"
        }
        package enum Period: String, CaseIterable, Sendable { case total, year }

        package var amount: Fen
        package var used: Fen?
        package var of: Measure?
        package var per: Period?

        package init(amount: Fen, used: Fen? = nil, of: Measure? = nil, per: Period? = nil) {
            self.amount = amount
            self.used = used
            self.of = of
            self.per = per
        }
    }

    /// One row of who bears a lender's loss; the first row that holds; shown, never a cash flow.
    package struct LossShare: Equatable, Sendable {
        package var when: RuleTree?
        package var upTo: Fen?
        package var share: Rate

        package init(when: RuleTree? = nil, upTo: Fen? = nil, share: Rate) {
            self.when = when
            self.upTo = upTo
            self.share = share
        }
    }

    package var id: String
    package var kind: Kind
    package var name: String = ""
    package var provider = Provider(id: "")
    /// Nil = unverified.
    package var status: Status?
    package var window: Window?
    /// Nil = true.
    package var rule: RuleTree?
    package var loan: LoanTerms?
    package var lease: LeaseTerms?
    package var guarantee: GuaranteeTerms?
    package var insurance: InsuranceTerms?
    package var benefit: Benefit?
    /// Sorted, each once.
    package var groups: [String]?
    package var requires: [Requirement]?
    /// Nil = reviewed (R17).
    package var delivery: Delivery?
    /// Nil = buyer.
    package var beneficiary: Beneficiary?
    package var quota: Quota?
    package var shareTable: [LossShare]?
    package var source: Source?

    package init(id: String, kind: Kind) {
        self.id = id
        self.kind = kind
    }
}
