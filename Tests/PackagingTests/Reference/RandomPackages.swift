import Domain
import Packaging
import Rules

/// SplitMix64 (Steele, Lea, Flood 2014): a test that names its seed can be run again.
struct RandomNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ n: Int) -> Int { Int(next() % UInt64(n)) }
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
    mutating func one<T>(of list: [T]) -> T { list[below(list.count)] }

    /// Some of a list, in its order.
    mutating func some<T>(of list: [T], percent: Int = 50) -> [T] { list.filter { _ in chance(percent) } }

    mutating func shuffled<T>(_ list: [T]) -> [T] {
        var list = list
        for index in list.indices.dropFirst().reversed() { list.swapAt(index, below(index + 1)) }
        return list
    }
}

/// A question with few offers that meet each other often: shared interest and premiums, groups, joint caps, chains of
/// requirements, round amounts that tie and amounts that come to nothing. The same seed gives the same question.
struct RandomPackages {
    var random: RandomNumbers
    /// Ids not yet given; their order has nothing to do with what they are given to.
    private var names: [String]
    /// Of the benefits so far, for those that go on top of another.
    var benefits: [String] = []
    /// In fen; where lines give it the need does not say it.
    var equipment = 0

    init(seed: UInt64) {
        random = RandomNumbers(seed: seed)
        names = [
            "a", "b", "c", "d", "e", "A", "B", "Z", "a-1", "a-10", "a-2", "a1", "ab", "b.x", "b_x", "b:x", "b-x", "1",
            "10", "2", "z", "zz", "aa", "m", "n",
        ]
        names = random.shuffled(names)
    }

    mutating func name() -> String { names.isEmpty ? "more-\(random.next())" : names.removeLast() }

    static let asOf = CalendarDay(number: 20_148)

    mutating func question() -> PackageQuestion {
        var need = need()
        let picks = picks(&need)
        var offers = backbones()
        for _ in 0..<random.one(of: [0, 0, 0, 1, 1, 2]) { offers.append(guarantee()) }
        for _ in 0..<random.one(of: [0, 0, 0, 1, 1, 2, 3]) { offers.append(insurance()) }
        if random.chance(30) { offers.append(gate()) }
        let others = offers.filter { $0.kind != .loan && $0.kind != .lease }.count
        for _ in 0..<min(random.one(of: [1, 2, 3, 3, 4, 5, 6, 7]), 9 - others) { offers.append(benefit(among: offers)) }
        connect(&offers)
        return PackageQuestion(
            enterprise: random.chance(90) ? enterprise() : nil, need: need, offers: offers.map { CompiledOffer($0) },
            jointCaps: (0..<random.one(of: [0, 0, 0, 1, 1, 2])).map { _ in jointCap(offers) }, picks: picks,
            asOf: RandomPackages.asOf, objective: random.one(of: PackageObjective.allCases + [.cost]),
            discountRate: random.one(
                of: [PackageQuestion.defaultDiscountRate, Rate(rawValue: 0), Rate(rawValue: 50_000_000)]
            )
        )
    }

    /// Round, or any number of fen; now and then little money.
    mutating func amount(about size: Int) -> Fen {
        let share = random.one(of: [5, 10, 20, 25, 50, 75, 100, 120]) * size / 100
        switch random.below(10) {
        case 0..<5: return Fen(Int64(max(1, share / 10_000 * 10_000)))
        case 5..<9: return Fen(Int64(max(1, share + random.below(max(1, share / 10)))))
        default: return Fen(Int64(1 + random.below(1000)))
        }
    }

    mutating func rate(_ perMille: [Int]) -> Rate { Rate(rawValue: Int64(random.one(of: perMille)) * 1_000_000) }
}

/// Enterprise and need.
extension RandomPackages {
    private mutating func enterprise() -> Enterprise {
        var enterprise = Enterprise(id: "e-1")
        enterprise.size = random.chance(80) ? .small : nil
        enterprise.aboveScale = random.chance(40) ? random.chance(70) : nil
        enterprise.lists = random.chance(40) ? ["list-1"] : nil
        enterprise.region = Region(code: 440_106)
        return enterprise
    }

    private mutating func need() -> Need {
        equipment = random.chance(60) ? (1 + random.below(40)) * 1_000_000 : 100_000 + random.below(900_000_000)
        var need = Need(id: "n-1")
        need.enterprise = "e-1"
        need.region = Region(code: 440_106)
        need.lines = [Line(line: "L1")]
        need.equipmentAmount = random.chance(99) ? Fen(Int64(equipment)) : nil
        need.investmentTotal = random.chance(70) ? Fen(Int64(equipment * random.one(of: [1, 2, 3]))) : nil
        need.fixedAssetInvestment = random.chance(50) ? amount(about: equipment) : nil
        need.plantInvestment = random.chance(30) ? amount(about: equipment) : nil
        if random.chance(70) { need.completedOn = RandomPackages.asOf.adding(days: random.below(500) - 60) }
        if random.chance(40) { need.directions = random.some(of: ["digital", "green"]) }
        need.filingNumber = random.chance(50) ? "1" : nil
        need.financing = financing()
        return need
    }

    private mutating func financing() -> Need.Financing? {
        guard random.chance(90) else { return nil }
        return Need.Financing(
            amount: random.chance(70) ? amount(about: equipment) : nil,
            tenorMonths: random.chance(80) ? random.one(of: [1, 2, 3, 6, 6, 12, 12, 13, 24, 25]) : nil,
            ownFunds: random.chance(25) ? amount(about: equipment) : nil
        )
    }

    private mutating func picks(_ need: inout Need) -> [String: PackageFacts.Pick] {
        guard random.chance(15) else { return [:] }
        var picks: [String: PackageFacts.Pick] = [:]
        need.lines = (1...(1 + random.below(2))).map { index in
            var line = Line(line: "L\(index)")
            line.quantity = 1 + random.below(3)
            line.maxUnitPrice = random.chance(85) ? amount(about: equipment) : nil
            return line
        }
        for line in need.lines where random.chance(85) {
            var model = EquipmentModel(id: "m-" + line.line)
            model.price = amount(about: equipment)
            model.firstSet = random.chance(80) ? random.chance(60) : nil
            model.domesticShare = random.chance(80) ? random.one(of: [0.5, 0.8, 1]) : nil
            model.listings = random.chance(80) ? random.some(of: ["list-a", "list-b"]) : nil
            let region = random.chance(80) ? Region(code: random.one(of: [440_106, 110_105])) : nil
            picks[line.line] = PackageFacts.Pick(model: model, supplierRegion: region)
        }
        return picks
    }
}

/// Products.
extension RandomPackages {
    private mutating func backbones() -> [Offer] {
        var offers: [Offer] = []
        for _ in 0..<random.one(of: [0, 1, 1, 1, 2, 3]) { offers.append(loan()) }
        for _ in 0..<random.one(of: [0, 0, 0, 1, 1, 2]) { offers.append(lease()) }
        return offers
    }

    private mutating func product(_ kind: Offer.Kind, _ type: Offer.Provider.Kind) -> Offer {
        var offer = Offer(id: name(), kind: kind)
        offer.provider = Offer.Provider(id: type.rawValue + ":" + random.one(of: ["a", "b"]))
        offer.provider.type = type
        if random.chance(40) { offer.provider.region = Region(code: random.one(of: [440_100, 440_300])) }
        if random.chance(50) { offer.provider.classes = random.some(of: ["city_bank", "policy_bank"]) }
        frame(&offer)
        return offer
    }

    private mutating func loan() -> Offer {
        var offer = product(.loan, .bank)
        var terms = LoanTerms()
        terms.rateAnnual = random.chance(97) ? rate([0, 10, 25, 30, 30, 36, 48, 60, 90]) : nil
        if random.chance(50) { terms.tenorMonths = Bounds(min: 6, max: 24) }
        if random.chance(40) { terms.amount = Bounds(min: amount(about: equipment / 4), max: amount(about: equipment)) }
        if random.chance(30) { terms.maxShareOfInvestment = rate([300, 700, 1000, 333]) }
        terms.repayment = random.one(of: LoanTerms.Repayment.allCases)
        if random.chance(30) { terms.feeRate = rate([0, 5, 10]) }
        terms.type = random.chance(70) ? random.one(of: LoanTerms.Kind.allCases) : nil
        offer.loan = terms
        return offer
    }

    private mutating func lease() -> Offer {
        var offer = product(.lease, .lessor)
        var terms = LeaseTerms()
        terms.rateAnnual = random.chance(97) ? rate([0, 30, 45, 60]) : nil
        if random.chance(50) { terms.tenorMonths = Bounds(min: 6, max: 24) }
        if random.chance(30) { terms.amount = Bounds(min: nil, max: amount(about: equipment)) }
        if random.chance(60) { terms.downPaymentShare = rate([100, 200, 333]) }
        if random.chance(50) { terms.residualShare = rate([10, 50, 100]) }
        if random.chance(40) { terms.feeRate = rate([5, 10]) }
        if random.chance(40) { terms.depositShare = rate([50, 100]) }
        terms.mode = random.chance(70) ? random.one(of: LeaseTerms.Mode.allCases) : nil
        offer.lease = terms
        return offer
    }

    private mutating func guarantee() -> Offer {
        var offer = product(.guarantee, .guarantor)
        var terms = GuaranteeTerms()
        terms.feeRateAnnual = random.chance(97) ? rate([0, 5, 10, 20]) : nil
        if random.chance(60) { terms.coverShare = rate([700, 800, 1000, 850]) }
        if random.chance(30) { terms.maxAmount = amount(about: equipment) }
        offer.guarantee = terms
        return offer
    }

    private mutating func insurance() -> Offer {
        var offer = product(.insurance, .insurer)
        var terms = InsuranceTerms()
        terms.premiumRate = random.chance(97) ? rate([0, 1, 4, 12, 20]) : nil
        terms.insured = random.one(of: [.equipmentAmount, .equipmentAmount, .loanPrincipal])
        terms.years = random.one(of: [nil, 1, 2, 3])
        terms.line = random.one(of: [nil, "quality", "property"])
        offer.insurance = terms
        return offer
    }

    private mutating func gate() -> Offer {
        var offer = Offer(id: name(), kind: random.one(of: [.gate, .gate, .gate, .relending, .riskCompensation]))
        offer.provider.type = .government
        if random.chance(20) { offer.beneficiary = .lender }
        frame(&offer)
        return offer
    }

    /// Status, window, quota, rule and groups, as any offer may have them.
    mutating func frame(_ offer: inout Offer) {
        offer.status = random.chance(8) ? nil : .open
        if random.chance(3) { offer.status = random.one(of: Offer.Status.allCases) }
        if random.chance(6) {
            let from = RandomPackages.asOf.adding(days: random.below(4) - 2)
            offer.window = .init(from: random.chance(50) ? from : nil, to: random.chance(50) ? from : nil)
        }
        if random.chance(4) { offer.quota = .init(amount: Fen(100), used: Fen(Int64(99 + random.below(2)))) }
        if random.chance(25) { offer.rule = rule(depth: 2) }
        if random.chance(25) { offer.groups = random.some(of: ["g", "h"]) }
    }
}
