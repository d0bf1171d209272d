import Domain
import Packaging
import Rules

/// The question with what follows from it at once: the equipment amount, and the need that has it.
struct ReferenceSetting {
    let question: PackageQuestion
    let need: Need
    /// In fen.
    let equipment: Int
    let picks: [PackageFacts.Pick]
    let discount: ReferenceDiscount
    let completionMonth: Int

    /// Nil where the equipment amount is not known.
    ///
    /// With picks it is Σ quantity × price, of a line without a pick its highest price, whatever the need gives
    /// (R57).
    init?(_ question: PackageQuestion) {
        self.question = question
        var need = question.need
        if question.picks.isEmpty {
            guard let amount = need.equipmentAmountOrDefault else { return nil }
            equipment = amount.int
            picks = []
        } else {
            var sum = 0
            for line in need.lines {
                guard let price = question.picks[line.line]?.model.price ?? line.maxUnitPrice else { return nil }
                sum += line.quantity * price.int
            }
            equipment = sum
            picks = need.lines.compactMap { question.picks[$0.line] }
            need.equipmentAmount = Fen(Int64(sum))
        }
        self.need = need
        discount = ReferenceDiscount(question.discountRate)
        completionMonth = ReferenceSetting.completionMonth(need.completedOn, asOf: question.asOf)
    }

    /// What is known of the package with this backbone and these insurances.
    func facts(_ backbone: ReferenceBackbone, insurances: [Offer]) -> FactTable {
        let amount = Fen(Int64(backbone.amount))
        var known = PackageFacts.Backbone.cash
        if let offer = backbone.offer {
            known =
                offer.kind == .loan
                ? .loan(offer, amount: amount, tenorMonths: backbone.tenor) : .lease(offer, amount: amount)
        }
        return FactTable(
            enterprise: question.enterprise, need: need, asOf: question.asOf,
            package: PackageFacts(backbone: known, insurances: insurances, picks: picks)
        )
    }

    /// Fewest whole months after which the day judged is not before the completion; 12 where it is unknown (R6).
    private static func completionMonth(_ completed: CalendarDay?, asOf: CalendarDay) -> Int {
        guard let completed else { return 12 }
        var months = 0
        while asOf.adding(months: months) < completed { months += 1 }
        return months
    }
}

/// What a benefit goes by.
enum ReferenceBase {
    case unknown(Fact)
    /// One sum, in month 0 (R7).
    case sum(Int)
    /// Rounded one by one (R8).
    case payments([ReferencePayment])

    /// Nil = unknown.
    var total: Int? {
        switch self {
        case .unknown: nil
        case .sum(let amount): amount
        case .payments(let payments): payments.sum
        }
    }
}

/// A package as chosen, not yet worked out.
struct ReferenceContents {
    let setting: ReferenceSetting
    let backbone: ReferenceBackbone
    /// All but the backbone, by id in byte order.
    let offers: [CompiledOffer]
    let facts: FactTable
    /// By offer id: what each guarantee and insurance costs, month by month.
    let costs: [String: [ReferencePayment]]
    /// Of all insurances together, one payment for each month; likewise of all guarantees.
    let premiums, guaranteeFees: [ReferencePayment]

    init(_ setting: ReferenceSetting, _ backbone: ReferenceBackbone, _ offers: [CompiledOffer], _ facts: FactTable) {
        self.setting = setting
        self.backbone = backbone
        self.offers = offers
        self.facts = facts
        var costs: [String: [ReferencePayment]] = [:]
        var premiums: [ReferencePayment] = []
        var fees: [ReferencePayment] = []
        for offer in offers.map(\.offer) {
            if let terms = offer.insurance {
                let payments = ReferenceContents.premiums(terms, backbone, equipment: setting.equipment)
                costs[offer.id] = payments
                premiums += payments
            } else if let terms = offer.guarantee {
                let payments = ReferenceContents.fees(terms, backbone)
                costs[offer.id] = payments
                fees += payments
            }
        }
        self.costs = costs
        self.premiums = ReferenceContents.byMonth(premiums)
        guaranteeFees = ReferenceContents.byMonth(fees)
    }

    var ids: [String] { offers.map(\.offer.id) }

    /// On the insured sum at the start of each year, of a principal what is owed then; a begun year pays in full.
    private static func premiums(
        _ terms: InsuranceTerms, _ backbone: ReferenceBackbone, equipment: Int
    ) -> [ReferencePayment] {
        (0..<(terms.years ?? 1)).map { year in
            let month = 12 * year
            let owed = month < backbone.tenor ? backbone.months[month].owed : 0
            let insured = terms.insured == .loanPrincipal ? owed : equipment
            return .ahead(month, ReferenceArithmetic.share(insured, terms.premiumRate?.int ?? 0))
        }
    }

    /// On what is owed at the start of each 12 months, rounded once: rate × share is no amount of its own.
    private static func fees(_ terms: GuaranteeTerms, _ backbone: ReferenceBackbone) -> [ReferencePayment] {
        let cover = Int128(terms.coverShare?.int ?? ReferenceArithmetic.one)
        return stride(from: 0, to: backbone.tenor, by: 12).map { month in
            let whole = Int128(ReferenceArithmetic.one) * Int128(ReferenceArithmetic.one)
            let product = Int128(backbone.months[month].owed) * cover * Int128(terms.feeRateAnnual?.int ?? 0)
            return .ahead(month, Int((2 * product + whole) / (2 * whole)))
        }
    }

    /// The part of a loan that a guarantee covers.
    static func covered(_ terms: GuaranteeTerms, _ owed: Int) -> Int {
        ReferenceArithmetic.share(owed, terms.coverShare?.int ?? ReferenceArithmetic.one)
    }

    private static func byMonth(_ payments: [ReferencePayment]) -> [ReferencePayment] {
        var sums: [Int: Int] = [:]
        for payment in payments { sums[payment.month, default: 0] += payment.amount }
        return sums.sorted { $0.key < $1.key }.map { .ahead($0.key, $0.value) }
    }

    /// A base of this package; of another benefit what it comes to by its own terms, nothing where it is not in it.
    func base(_ base: BenefitBase, own: [String: ReferenceTerms]) -> ReferenceBase {
        switch base {
        case .benefit(let id): return .sum(own[id]?.payments.sum ?? 0)
        case .quantity(let quantity): return self.base(quantity)
        default: ReferenceArithmetic.beyondTheContract(base)
        }
    }

    private func base(_ quantity: BenefitBase.Quantity) -> ReferenceBase {
        switch quantity {
        case .equipmentAmount: .sum(setting.equipment)
        case .investmentTotal: project(.projectInvestmentTotal, setting.need.investmentTotal)
        case .fixedAssetInvestment: project(.projectFixedAssetInvestment, setting.need.fixedAssetInvestment)
        case .plantInvestment: project(.projectPlantInvestment, setting.need.plantInvestment)
        case .loanPrincipal: .sum(backbone.isLoan ? backbone.amount : 0)
        case .loanInterest: .payments(backbone.isLoan ? backbone.interest : [])
        case .leaseContract: .payments(backbone.contract)
        case .leaseInterest: .payments(backbone.isLease ? backbone.interest : [])
        case .premium: .payments(premiums)
        case .guaranteeFee: .payments(guaranteeFees)
        default: ReferenceArithmetic.beyondTheContract(quantity)
        }
    }

    private func project(_ fact: Fact, _ amount: Fen?) -> ReferenceBase {
        amount.map { .sum($0.int) } ?? .unknown(fact)
    }
}
