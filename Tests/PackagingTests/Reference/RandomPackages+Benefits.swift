import Domain
import Packaging
import Rules

/// Benefits of all kinds, bases, forms and caps.
extension RandomPackages {
    /// The bases of the contract.
    private static let quantities: [BenefitBase.Quantity] = [
        .equipmentAmount, .investmentTotal, .fixedAssetInvestment, .plantInvestment, .loanPrincipal, .loanInterest,
        .leaseContract, .leaseInterest, .premium, .guaranteeFee,
    ]

    /// Mostly of a kind that the products offered can have.
    mutating func benefit(among products: [Offer]) -> Offer {
        let kinds = products.flatMap { product -> [Offer.Kind] in
            switch product.kind {
            case .loan: [.interestSubsidy, .interestSubsidy]
            case .lease: [.leaseSubsidy]
            case .insurance: [.insuranceSubsidy]
            case .guarantee: [.guaranteeSubsidy]
            default: []
            }
        }
        let any: [Offer.Kind] = [.interestSubsidy, .leaseSubsidy, .insuranceSubsidy, .guaranteeSubsidy]
        let kind: Offer.Kind =
            random.chance(45) ? .equipmentReward : random.one(of: kinds.isEmpty || random.chance(10) ? any : kinds)
        var offer = Offer(id: name(), kind: kind)
        offer.provider.id = "gov:a"
        offer.provider.type = random.one(of: [.government, .government, .government, .bank])
        frame(&offer)
        offer.delivery = random.one(of: [nil, .automatic, .automatic, .firstCome, .reviewed])
        if random.chance(7) { offer.beneficiary = random.one(of: Offer.Beneficiary.allCases) }
        if random.chance(92) { offer.benefit = terms(kind) }
        benefits.append(offer.id)
        return offer
    }

    private mutating func terms(_ kind: Offer.Kind) -> Benefit {
        let base = base(kind)
        let size = size(of: base)
        var benefit = Benefit(base: base, form: form(base, size))
        if random.chance(15) { benefit.baseCap = amount(about: size) }
        if random.chance(15) { benefit.baseCapShare = .init(of: anyBase(), share: rate([250, 500, 1000])) }
        if random.chance(20) { benefit.cap = amount(about: size / 4) }
        if random.chance(20) { benefit.capPerYear = amount(about: size / 8) }
        if random.chance(15) { benefit.floor = amount(about: size / 10) }
        if random.chance(25) { benefit.bonus = (0...random.below(2)).map { _ in bonus(size) } }
        if random.chance(20) { benefit.maxMonths = random.one(of: [1, 6, 12, 13, 24]) }
        pay(&benefit)
        return benefit
    }

    private mutating func base(_ kind: Offer.Kind) -> BenefitBase {
        if random.chance(10), !benefits.isEmpty { return .benefit(random.one(of: benefits)) }
        let usual: [BenefitBase.Quantity]
        switch kind {
        case .interestSubsidy: usual = [.loanInterest, .loanPrincipal]
        case .leaseSubsidy: usual = [.leaseInterest, .leaseContract]
        case .insuranceSubsidy: usual = [.premium]
        case .guaranteeSubsidy: usual = [.guaranteeFee]
        default:
            usual = [.equipmentAmount, .equipmentAmount, .equipmentAmount, .investmentTotal, .fixedAssetInvestment]
        }
        return random.chance(90) ? .quantity(random.one(of: usual)) : anyBase()
    }

    /// Of a cap, or where a benefit has a base that is not usual for its kind.
    private mutating func anyBase() -> BenefitBase {
        if random.chance(8), !benefits.isEmpty { return .benefit(random.one(of: benefits)) }
        return .quantity(random.one(of: RandomPackages.quantities))
    }

    /// About what a base comes to.
    private func size(of base: BenefitBase) -> Int {
        switch base {
        case .quantity(.loanInterest), .quantity(.leaseInterest), .quantity(.premium), .quantity(.guaranteeFee):
            equipment / 50
        case .benefit: equipment / 20
        default: equipment
        }
    }

    private mutating func form(_ base: BenefitBase, _ size: Int) -> Benefit.Form {
        if base == .quantity(.loanPrincipal), random.chance(60) { return .points(rate([5, 10, 15, 20, 60])) }
        let rates =
            base == .quantity(.equipmentAmount) ? [0, 50, 100, 100, 125, 300, 600] : [50, 300, 350, 500, 800, 1000]
        switch random.below(10) {
        case 0..<6: return .rate(rate(rates))
        case 6, 7: return .flat(amount(about: size / 4))
        default:
            let ends = [amount(about: size / 3), amount(about: size)].sorted()
            var tiers = [Benefit.Tier(upTo: ends[0], rate: rate(rates))]
            if ends[1] > ends[0] { tiers.append(.init(upTo: ends[1], rate: rate(rates))) }
            tiers.append(.init(upTo: nil, rate: rate(rates)))
            return .tiers(
                tiers, mode: random.one(of: Benefit.TierMode.allCases),
                bounds: random.one(of: [nil] + Benefit.TierBounds.allCases)
            )
        }
    }

    private mutating func bonus(_ size: Int) -> Benefit.Bonus {
        let change: Benefit.Bonus.Change? = random.one(of: [
            nil, .addRate(rate([10, 50])), .addRate(rate([10, 50])), .rate(rate([100, 500])),
        ])
        let cap = random.chance(change == nil ? 100 : 30) ? amount(about: size / 4) : nil
        return Benefit.Bonus(when: rule(depth: 1), change: change, cap: cap)
    }

    /// One time, or a list of parts.
    private mutating func pay(_ benefit: inout Benefit) {
        guard random.chance(60) else { return }
        guard random.chance(30) else {
            benefit.paid = [.init(time: time(.withPayment))]
            return
        }
        benefit.paidIsList = true
        let shares = random.one(of: [[500], [300, 300], [600, 399], [1000]])
        benefit.paid =
            shares.map { .init(time: time(.withPayment), share: rate([$0])) }
            + [.init(time: time(.withPayment), share: random.chance(50) ? rate([1]) : nil)]
    }

    private mutating func time(_ other: Benefit.PaymentTime) -> Benefit.PaymentTime {
        random.one(of: [
            other, .month(random.one(of: [0, 0, 1, 6, 12, 14])), .monthsAfterCompletion(random.one(of: [0, 6, 12])),
        ])
    }
}

/// What ties offers to each other.
extension RandomPackages {
    mutating func connect(_ offers: inout [Offer]) {
        for index in offers.indices {
            switch offers[index].kind {
            case .loan, .lease: if random.chance(20) { offers[index].requires = [requirement(offers, depth: 1)] }
            case .gate, .relending, .riskCompensation: continue
            default:
                if random.chance(20) {
                    offers[index].requires = (0...random.below(2)).map { _ in requirement(offers, depth: 1) }
                }
            }
        }
    }

    private mutating func requirement(_ offers: [Offer], depth: Int) -> Offer.Requirement {
        if depth > 0, random.chance(25) {
            return .any((0...random.below(2)).map { _ in requirement(offers, depth: depth - 1) })
        }
        if random.chance(60) { return .offer(random.chance(96) ? random.one(of: offers).id : "not-here") }
        if random.chance(20) { return .kind(.insurance, line: random.one(of: [nil, "quality", "property"])) }
        return .kind(random.one(of: [.loan, .loan, .lease, .guarantee, .gate, .gate, .equipmentReward]), line: nil)
    }

    mutating func jointCap(_ offers: [Offer]) -> JointCap {
        var members = random.shuffled(random.some(of: benefits, percent: 70))
        if members.isEmpty { members = benefits }
        if random.chance(10), let first = offers.first, !members.contains(first.id) { members.append(first.id) }
        let limit: JointCap.Limit =
            random.chance(50)
            ? .amount(amount(about: equipment / random.one(of: [2, 10, 100])))
            : .share(rate([100, 500, 1000]), of: anyBase())
        return JointCap(id: name(), members: members, limit: limit, perYear: random.one(of: [nil, false, true]))
    }
}
