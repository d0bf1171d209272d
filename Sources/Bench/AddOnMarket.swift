import Domain
import Rules

/// A made-up need with a set of offers that are all open to it: backbones, covers and benefits that share groups, joint
/// caps, requirements and what they subsidise. The same seed gives the same set.
struct AddOnMarket {
    let need: Need
    let offers: [CompiledOffer]
    let jointCaps: [JointCap]

    /// - Parameters:
    ///   - addOns: guarantees, insurances and benefits together.
    ///   - withProducts: false = own cash and rewards alone.
    init(addOns: Int, withProducts: Bool, seed: UInt64) {
        var random = SplitMix(state: seed)
        var made: [Offer] = []
        let equipment = Fen(Int64(random.int(200_000_000...2_000_000_000)))
        if withProducts { made += AddOnMarket.products(&random) }
        let covers = made.filter { $0.kind == .guarantee || $0.kind == .insurance }.count
        let benefits = (0..<max(0, addOns - covers)).map { index in
            AddOnMarket.benefit(index, of: addOns, withProducts, &random)
        }
        made += benefits
        need = AddOnMarket.need(equipment, &random)
        offers = made.map { CompiledOffer($0) }
        jointCaps = (0..<3).map { AddOnMarket.jointCap($0, benefits.map(\.id), &random) }
    }

    private static func need(_ equipment: Fen, _ random: inout SplitMix) -> Need {
        var need = Need(id: "need")
        need.equipmentAmount = equipment
        need.investmentTotal = equipment + equipment
        need.financing = Need.Financing(
            amount: Fen(equipment.rawValue / 2), tenorMonths: [12, 24, 36, 60][random.int(0...3)])
        return need
    }

    /// Three loans, a lease, two guarantees, three insurances.
    private static func products(_ random: inout SplitMix) -> [Offer] {
        var offers: [Offer] = []
        for index in 0..<3 {
            var loan = offer("loan-\(index)", .loan)
            var terms = LoanTerms()
            terms.rateAnnual = Rate(rawValue: Int64(random.int(250...500)) * 100_000)
            terms.repayment = LoanTerms.Repayment.allCases[random.int(0...2)]
            loan.loan = terms
            if random.int(0...2) == 0 { loan.requires = [.kind(.guarantee, line: nil)] }
            offers.append(loan)
        }
        var lease = offer("lease", .lease)
        var terms = LeaseTerms()
        terms.rateAnnual = Rate(rawValue: 50_000_000)
        terms.downPaymentShare = Rate(rawValue: 200_000_000)
        terms.depositShare = Rate(rawValue: 50_000_000)
        lease.lease = terms
        offers.append(lease)
        for index in 0..<2 {
            var guarantee = offer("guarantee-\(index)", .guarantee)
            guarantee.guarantee = GuaranteeTerms()
            guarantee.guarantee?.feeRateAnnual = Rate(rawValue: 10_000_000)
            offers.append(guarantee)
        }
        for index in 0..<3 {
            var insurance = offer("insurance-\(index)", .insurance)
            var terms = InsuranceTerms()
            terms.premiumRate = Rate(rawValue: Int64(random.int(10...100)) * 100_000)
            terms.insured = index == 0 ? .loanPrincipal : .equipmentAmount
            terms.years = random.int(1...3)
            insurance.insurance = terms
            offers.append(insurance)
        }
        return offers
    }

    private static func benefit(
        _ index: Int, of count: Int, _ withProducts: Bool, _ random: inout SplitMix
    ) -> Offer {
        let share = withProducts ? random.int(0...99) : 0
        var offer: Offer
        var benefit: Benefit
        switch share {
        case 0..<50:
            offer = self.offer(id(index), .equipmentReward)
            benefit = Benefit(base: .quantity(.equipmentAmount), form: .rate(random.rate(3...50)))
            benefit.paid = [.init(time: .month(random.int(1...36)))]
            if random.int(0...9) < 4 { benefit.cap = Fen(Int64(random.int(1_000_000...20_000_000))) }
        case 50..<75:
            offer = self.offer(id(index), .interestSubsidy)
            benefit =
                random.int(0...1) == 0
                ? Benefit(base: .quantity(.loanInterest), form: .rate(random.rate(100...600)))
                : Benefit(base: .quantity(.loanPrincipal), form: .points(random.rate(5...20)))
            if random.int(0...1) == 0 { benefit.capPerYear = Fen(Int64(random.int(500_000...8_000_000))) }
        case 75..<85:
            offer = self.offer(id(index), .insuranceSubsidy)
            benefit = Benefit(base: .quantity(.premium), form: .rate(random.rate(200...800)))
        case 85..<92:
            offer = self.offer(id(index), .guaranteeSubsidy)
            benefit = Benefit(base: .quantity(.guaranteeFee), form: .rate(Rate(rawValue: 500_000_000)))
        default:
            offer = self.offer(id(index), .leaseSubsidy)
            benefit = Benefit(base: .quantity(.leaseInterest), form: .rate(Rate(rawValue: 300_000_000)))
        }
        offer.benefit = benefit
        if random.int(0...9) < 6 { offer.groups = ["group-\(random.int(0...max(1, count / 4)))"] }
        if index > 0, random.int(0...4) == 0 { offer.requires = [.offer(id(random.int(0...index - 1)))] }
        return offer
    }

    private static func jointCap(_ index: Int, _ ids: [String], _ random: inout SplitMix) -> JointCap {
        var members: [String] = []
        for _ in 0..<min(ids.count, [4, 8, 10][random.int(0...2)]) {
            let id = ids[random.int(0...ids.count - 1)]
            if !members.contains(id) { members.append(id) }
        }
        let limit: JointCap.Limit =
            random.int(0...1) == 0
            ? .amount(Fen(Int64(random.int(3_000_000...40_000_000))))
            : .share(Rate(rawValue: 60_000_000), of: .quantity(.equipmentAmount))
        return JointCap(id: "cap-\(index)", members: members, limit: limit)
    }

    private static func id(_ index: Int) -> String { "benefit-\(index < 10 ? "0" : "")\(index)" }

    private static func offer(_ id: String, _ kind: Offer.Kind) -> Offer {
        var offer = Offer(id: id, kind: kind)
        offer.status = .open
        offer.delivery = .automatic
        return offer
    }
}

extension SplitMix {
    /// A number of the range, both ends included.
    mutating func int(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(range.count)).high)
    }

    /// So many thousandths.
    mutating func rate(_ thousandths: ClosedRange<Int>) -> Rate { Rate(rawValue: Int64(int(thousandths)) * 1_000_000) }
}
