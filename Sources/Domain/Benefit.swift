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
        /// What the lease finances: its amount less the down payment.
        case leasePrincipal = "lease_principal"
        /// What the guarantees of the package cover: cover share × principal.
        case guaranteedAmount = "guaranteed_amount"
        /// What the enterprise has received from this very offer, ever or in the calendar year of the day judged.
        case received
        case receivedThisYear = "received_this_year"
    }

    case quantity(Quantity)
    /// A top-up on another benefit of the package: `benefit:<offer id>`.
    case benefit(String)
    /// What the other benefits of a group come to in the package: `group:<name>`.
    case group(String)
    /// A sum of money among the open figures, written like the fact.
    case figure(Figure)

    /// As written in JSON.
    package var text: String {
        switch self {
        case .quantity(let quantity): quantity.rawValue
        case .benefit(let id): "benefit:" + id
        case .group(let name): "group:" + name
        case .figure(let figure): figure.text
        }
    }

    package init?(_ text: String) {
        if let quantity = Quantity(rawValue: text) {
            self = .quantity(quantity)
        } else if text.utf8.starts(with: "benefit:".utf8), text.utf8.count > 8 {
            self = .benefit(String(text.dropFirst(8)))
        } else if text.utf8.starts(with: "group:".utf8), text.utf8.count > 6 {
            self = .group(String(text.dropFirst(6)))
        } else if let figure = Figure(text), figure.isMoney {
            self = .figure(figure)
        } else {
            return nil
        }
    }

    /// Whether it only counts beside others: what it comes to goes by which others are there, or by what was received.
    package var onlyCounts: Bool {
        switch self {
        case .group, .quantity(.received), .quantity(.receivedThisYear): true
        default: false
        }
    }

    /// Whether it comes by payments, month by month, however the amount is formed (30-financing.md, R8).
    package var goesByPayments: Bool {
        switch self {
        case .quantity(.loanInterest), .quantity(.leaseInterest), .quantity(.leaseContract), .quantity(.premium),
            .quantity(.guaranteeFee):
            true
        default: false
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
        /// Points that are a share of a rate among the open figures, such as a benchmark rate.
        case pointsOf(Figure, share: Rate)
        /// Points by which the loan's or lease's own rate is above such a rate, up to a bound.
        case pointsAbove(Figure, max: Rate?)
        case tiers([Tier], mode: TierMode, bounds: TierBounds?)
    }
    /// A cap that is a share of a base.
    package struct ShareCap: Equatable, Sendable {
        package var of: BenefitBase
        package var share: Rate
        /// Of `base_cap`: binds in each run of twelve months, not on the whole. Nil = false.
        package var perYear: Bool?

        package init(of: BenefitBase, share: Rate, perYear: Bool? = nil) {
            self.of = of
            self.share = share
            self.perYear = perYear
        }
    }
    /// Terms that hold where a rule does, in place of the benefit's own; what is nil stays as the benefit says.
    package struct Case: Equatable, Sendable {
        package var when: RuleTree
        package var form: Form?
        package var baseCap, cap, capPerYear: Fen?
        package var capShare: ShareCap?
        package var maxMonths: Int?

        package init(when: RuleTree, form: Form? = nil) {
            self.when = when
            self.form = form
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
        /// A supplement on top of the capped amount.
        package var addAmount: Fen?

        package init(when: RuleTree, change: Change? = nil, cap: Fen? = nil, addAmount: Fen? = nil) {
            self.when = when
            self.change = change
            self.cap = cap
            self.addAmount = addAmount
        }
    }
    package enum PaymentTime: Equatable, Sendable {
        case withPayment
        case monthsAfterCompletion(Int)
        case month(Int)
        /// In the last month of the package's loan or lease.
        case atLoanEnd
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
    /// Of a `premium` base: the line of the insurances that count. Nil = all.
    package var line: String?
    /// Taken off the base.
    package var baseLess: [BenefitBase]?
    /// With `cases`, what holds where none of them does; a flat sum of nothing stands for no form at all.
    package var form: Form
    /// The first whose rule holds. Nil = the form always holds.
    package var cases: [Case]?
    package var baseCap: Fen?
    package var baseCapShare: ShareCap?
    package var cap, capPerYear, floor: Fen?
    package var capShare, capPerYearShare: ShareCap?
    /// What `cap` and `capShare` count besides this benefit.
    package var capIncludes: [BenefitBase]?
    /// What the yearly caps count in the first year besides this benefit.
    package var capPerYearIncludes: [BenefitBase]?
    /// A smaller amount is raised to it.
    package var min: Fen?
    /// The amount is rounded half up to a multiple of it.
    package var roundTo: Fen?
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
