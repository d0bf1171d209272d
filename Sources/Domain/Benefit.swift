/// What a benefit is computed from (30-financing.md, "Amounts of benefits").
package enum BenefitBase: Equatable, Sendable {
    package enum Quantity: String, CaseIterable, Sendable {
        case equipmentAmount = "equipment_amount"
        case investmentTotal = "investment_total"
        case fixedAssetInvestment = "fixed_asset_investment"
        case plantInvestment = "plant_investment"
        case loanPrincipal = "loan_principal"
        case loanInterest = "loan_interest"
        case leaseContract = "lease_contract"
        case leaseInterest = "lease_interest"
        case premium
        case guaranteeFee = "guarantee_fee"
    }

    case quantity(Quantity)
    /// A top-up on another benefit of the package: `benefit:<offer id>`.
    case benefit(String)

    /// As written in JSON.
    package var text: String {
        switch self {
        case .quantity(let quantity): quantity.rawValue
        case .benefit(let id): "benefit:" + id
        }
    }

    package init?(_ text: String) {
        if let quantity = Quantity(rawValue: text) {
            self = .quantity(quantity)
        } else if text.utf8.starts(with: "benefit:".utf8), text.utf8.count > 8 {
            self = .benefit(String(text.dropFirst(8)))
        } else {
            return nil
        }
    }
}

/// The amount of a benefit.
package struct Benefit: Equatable, Sendable {
    package struct Tier: Equatable, Sendable {
        /// Nil = without end.
        package var upTo: Fen?
        package var rate: Rate

        package init(upTo: Fen?, rate: Rate) {
            self.upTo = upTo
            self.rate = rate
        }
    }
    package enum TierMode: String, CaseIterable, Sendable { case bracket, marginal }
    package enum TierBounds: String, CaseIterable, Sendable { case lower, upper }
    package enum Form: Equatable, Sendable {
        case rate(Rate)
        case flat(Fen)
        /// A year on the outstanding principal (R5).
        case points(Rate)
        case tiers([Tier], mode: TierMode, bounds: TierBounds?)
    }
    /// A cap that is a share of a base.
    package struct ShareCap: Equatable, Sendable {
        package var of: BenefitBase
        package var share: Rate

        package init(of: BenefitBase, share: Rate) {
            self.of = of
            self.share = share
        }
    }
    package struct Bonus: Equatable, Sendable {
        package enum Change: Equatable, Sendable {
            case addRate(Rate)
            case rate(Rate)
        }

        package var when: RuleTree
        package var change: Change?
        package var cap: Fen?

        package init(when: RuleTree, change: Change? = nil, cap: Fen? = nil) {
            self.when = when
            self.change = change
            self.cap = cap
        }
    }
    package enum PaymentTime: Equatable, Sendable {
        case withPayment
        case monthsAfterCompletion(Int)
        case month(Int)
    }
    /// When it is paid; several parts each with a share, the last taking the rest.
    package struct Payment: Equatable, Sendable {
        package var time: PaymentTime
        package var share: Rate?

        package init(time: PaymentTime, share: Rate? = nil) {
            self.time = time
            self.share = share
        }
    }
    /// What a past round really came to; shown beside the ceiling, never used.
    package struct Observation: Equatable, Sendable {
        package var round: String
        package var rate: Rate

        package init(round: String, rate: Rate) {
            self.round = round
            self.rate = rate
        }
    }

    package var base: BenefitBase
    package var form: Form
    package var baseCap: Fen?
    package var baseCapShare: ShareCap?
    package var cap, capPerYear, floor: Fen?
    package var bonus: [Bonus]?
    package var maxMonths: Int?
    /// Nil = the default of the kind. `paidIsList` tells a list of one from a bare object.
    package var paid: [Payment]?
    package var paidIsList = false
    package var observed: [Observation]?

    package init(base: BenefitBase, form: Form) {
        self.base = base
        self.form = form
    }
}

/// A cap over several offers together (R2).
package struct JointCap: Equatable, Sendable {
    package enum Limit: Equatable, Sendable {
        case amount(Fen)
        case share(Rate, of: BenefitBase)
    }

    package var id: String
    /// Offer ids in the order given; the excess is cut from the last.
    package var members: [String]
    package var limit: Limit
    package var perYear: Bool?
    package var source: Source?

    package init(id: String, members: [String], limit: Limit, perYear: Bool? = nil, source: Source? = nil) {
        self.id = id
        self.members = members
        self.limit = limit
        self.perYear = perYear
        self.source = source
    }
}
