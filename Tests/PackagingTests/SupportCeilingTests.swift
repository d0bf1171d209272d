import Domain
import Packaging
import Rules
import Testing

/// What one offer comes to in the smallest package in which it can be had.
@Suite("Support ceiling") struct SupportCeilingTests {
    private static let day = CalendarDay(number: 20_000)

    private func loan(
        _ id: String, rate: Int64, lender: String = "bank", rule: RuleTree? = nil, requires: [Offer.Requirement]? = nil
    ) -> CompiledOffer {
        var offer = Offer(id: id, kind: .loan)
        offer.status = .open
        offer.provider = Offer.Provider(id: lender)
        offer.rule = rule
        offer.requires = requires
        var terms = LoanTerms()
        terms.rateAnnual = Rate(rawValue: rate)
        terms.repayment = .bullet
        offer.loan = terms
        return CompiledOffer(offer)
    }

    private func subsidy(_ id: String = "s", rule: RuleTree? = nil, requires: [Offer.Requirement]? = nil)
        -> CompiledOffer
    {
        var offer = Offer(id: id, kind: .interestSubsidy)
        offer.status = .open
        offer.rule = rule
        offer.requires = requires
        offer.benefit = Benefit(base: .quantity(.loanInterest), form: .rate(Rate(rawValue: 500_000_000)))
        return CompiledOffer(offer)
    }

    private func reward(requires: [Offer.Requirement]? = nil) -> CompiledOffer {
        var offer = Offer(id: "r", kind: .equipmentReward)
        offer.status = .open
        offer.requires = requires
        offer.benefit = Benefit(base: .quantity(.equipmentAmount), form: .rate(Rate(rawValue: 100_000_000)))
        return CompiledOffer(offer)
    }

    private var guarantee: CompiledOffer {
        var offer = Offer(id: "g", kind: .guarantee)
        offer.status = .open
        var terms = GuaranteeTerms()
        terms.feeRateAnnual = Rate(rawValue: 10_000_000)
        offer.guarantee = terms
        return CompiledOffer(offer)
    }

    private func find(
        _ offer: CompiledOffer, _ beside: [CompiledOffer], equipment: Fen? = Fen(120_000_000)
    ) -> SupportCeiling.Finding {
        var need = Need(id: "n")
        need.equipmentAmount = equipment
        return SupportCeiling(offer, beside: beside).find(enterprise: nil, need: need, asOf: Self.day)
    }

    private func condition(_ fact: Fact, _ test: Condition.Test) -> RuleTree {
        .condition(Condition(fact: fact, test: test))
    }

    @Test("a reward needs no loan: own cash will do") func cash() {
        #expect(find(reward(), []) == .amount(Fen(12_000_000)))
        #expect(find(reward(), [loan("l", rate: 40_000_000)]) == .amount(Fen(12_000_000)))
    }

    @Test("half the interest of the first loan by id: three years of a bullet loan") func firstLoan() {
        // 1,200,000 × 4 % × 3 years, and half of it.
        let loans = [loan("l2", rate: 80_000_000), loan("l1", rate: 40_000_000)]
        #expect(find(subsidy(), loans) == .amount(Fen(7_200_000)))
        #expect(find(subsidy(), []) == .noPackage)
    }

    @Test("a loan that is not eligible, or with which the offer is not, is passed over") func passedOver() {
        let closed = loan("l1", rate: 40_000_000, rule: condition(.projectFiled, .isEqual(true)))
        #expect(find(subsidy(), [closed, loan("l2", rate: 80_000_000)]) == .amount(Fen(14_400_000)))
        let only = subsidy(rule: condition(.packageLender, .oneOf(["other"])))
        let loans = [loan("l1", rate: 40_000_000), loan("l2", rate: 80_000_000, lender: "other")]
        #expect(find(only, loans) == .amount(Fen(14_400_000)))
        #expect(find(only, [loans[0]]) == .noPackage)
    }

    @Test("what an offer or its loan requires is taken in, else there is no package") func required() {
        let guaranteed = loan("l1", rate: 40_000_000, requires: [.kind(.guarantee, line: nil)])
        #expect(find(subsidy(), [guaranteed]) == .noPackage)
        #expect(find(subsidy(), [guaranteed, guarantee]) == .amount(Fen(7_200_000)))
        #expect(find(subsidy(requires: [.offer("r")]), [guaranteed, guarantee]) == .noPackage)
        #expect(find(subsidy(requires: [.offer("r")]), [guaranteed, guarantee, reward()]) == .amount(Fen(7_200_000)))
        #expect(find(reward(requires: [.any([.kind(.lease, line: nil), .kind(.loan, line: nil)])]), []) == .noPackage)
    }

    @Test("offers that require each other come to an end") func circle() {
        let (a, b) = (subsidy("a", requires: [.offer("b")]), subsidy("b", requires: [.offer("a"), .offer("c")]))
        #expect(find(a, [b, loan("l", rate: 40_000_000)]) == .noPackage)
    }

    @Test("of a loan the amount asked; of an unknown equipment amount nothing is said") func others() {
        #expect(find(loan("l", rate: 40_000_000), []) == .amount(Fen(120_000_000)))
        #expect(find(loan("l", rate: 40_000_000), [], equipment: nil) == .amountUnknown)
        #expect(find(reward(), [], equipment: nil) == .amountUnknown)
        #expect(find(guarantee, []) == .amount(.zero))
    }

    @Test("a benefit for another than the buyer is worked out like a buyer's") func beneficiary() {
        var offer = reward().offer
        offer.beneficiary = .supplier
        #expect(find(CompiledOffer(offer), []) == .amount(Fen(12_000_000)))
    }

    @Test("it ends where it is told to") func stopped() {
        struct Late: Error {}
        var need = Need(id: "n")
        need.equipmentAmount = Fen(100)
        #expect(throws: Late.self) {
            try SupportCeiling(reward(), beside: []).find(enterprise: nil, need: need, asOf: Self.day) { throw Late() }
        }
    }
}
