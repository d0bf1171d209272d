import Domain
import Rules
import Testing

@Suite("Outcome and amount asked")
struct OutcomeTests {
    private static let today = CalendarDay(number: 20_000)

    private func outcome(
        _ kind: Offer.Kind = .gate,
        _ need: Need = Need(id: "n"),
        _ change: (inout Offer) -> Void
    ) -> Outcome {
        var offer = Offer(id: "o", kind: kind)
        offer.status = .open
        change(&offer)
        let facts = FactTable(enterprise: nil, need: need, asOf: Self.today)
        return Assessor.outcome(of: CompiledOffer(offer), facts, asOf: Self.today)
    }

    private static let fails = RuleTree.any([])
    private static let asks = RuleTree.condition(Condition(fact: .enterpriseSize, test: .oneOf(["small"])))
    private static let packs = RuleTree.condition(Condition(fact: .packageUsesLoan, test: .isEqual(true)))

    @Test("what comes earlier wins: rule, window, status, quota, fit, facts, package")
    func order() {
        let yesterday = Self.today.adding(days: -1)
        let tomorrow = Self.today.adding(days: 1)
        var need = Need(id: "n")
        need.financing = .init(amount: Fen(99))
        let unfit: (inout Offer) -> Void = { offer in
            offer.loan = LoanTerms()
            offer.loan?.amount = Bounds(min: Fen(100))
        }
        var changes: [(Outcome, (inout Offer) -> Void)] = [
            (.notEligible, { $0.rule = Self.fails }),
            (.expired, { $0.window = .init(to: yesterday) }),
            (.notYetOpen, { $0.window = .init(from: tomorrow) }),
            (.paused, { $0.status = .paused }),
            (.exhausted, { $0.quota = .init(amount: Fen(5), used: Fen(5)) }),
            (.doesNotFit, unfit),
            (.needsFacts, { $0.rule = Self.asks }),
            (.eligibleWithPackage, { $0.rule = Self.packs }),
        ]
        // Later steps are applied first, so that an earlier one that needs the same field replaces it.
        while let (expected, _) = changes.first {
            #expect(
                outcome(.loan, need) { offer in
                    for (_, change) in changes.reversed() { change(&offer) }
                } == expected
            )
            changes.removeFirst()
        }
        #expect(outcome { _ in } == .eligible)
    }

    @Test("the order of answers is that of the cases")
    func answerOrder() {
        #expect(Outcome.allCases.map(\.order) == Array(0..<Outcome.allCases.count))
    }

    @Test("both days of the window are included")
    func window() {
        #expect(outcome { $0.window = .init(from: Self.today, to: Self.today) } == .eligible)
        #expect(outcome { $0.window = .init(to: Self.today.adding(days: -1)) } == .expired)
        #expect(outcome { $0.window = .init(from: Self.today.adding(days: 1)) } == .notYetOpen)
    }

    @Test("a quota is used up from its amount on, after paused and withdrawn")
    func quota() {
        #expect(outcome { $0.quota = .init(amount: Fen(100)) } == .eligible)
        #expect(outcome { $0.quota = .init(amount: Fen(100), used: Fen(99)) } == .eligible)
        #expect(outcome { $0.quota = .init(amount: Fen(100), used: Fen(100)) } == .exhausted)
        for status in [Offer.Status.paused, .withdrawn] {
            #expect(
                outcome {
                    $0.quota = .init(amount: Fen(100), used: Fen(100))
                    $0.status = status
                }.rawValue == status.rawValue
            )
        }
    }

    @Test("an offer without a status is assessed as usual and marked")
    func unverified() {
        let offer = CompiledOffer(Offer(id: "o", kind: .gate))
        let facts = FactTable(enterprise: nil, need: Need(id: "n"), asOf: Self.today)
        let answer = Assessor.assess(offer, facts, asOf: Self.today, explain: false)
        #expect(answer.unverified)
        #expect(answer.outcome == .eligible)
    }

    private func amount(_ kind: Offer.Kind, _ terms: (inout Offer) -> Void, _ change: (inout Need) -> Void) -> Int64? {
        var offer = Offer(id: "o", kind: kind)
        terms(&offer)
        var need = Need(id: "n")
        change(&need)
        let facts = FactTable(enterprise: nil, need: need, asOf: Self.today)
        return AmountAsked.amount(of: offer, facts)?.rawValue
    }

    @Test("the amount asked, bounded by what is known")
    func amountAsked() {
        let none: (inout Offer) -> Void = { _ in }
        #expect(amount(.loan, none) { _ in } == nil)
        #expect(amount(.gate, none) { $0.equipmentAmount = Fen(50) } == nil)
        // R3: the equipment amount stands in. R41: more than the equipment is not asked. R46: an unknown bound does not
        // bind.
        #expect(amount(.loan, none) { $0.equipmentAmount = Fen(50) } == 50)
        #expect(amount(.loan, none) { $0.financing = .init(amount: Fen(70)) } == 70)
        let both: (inout Need) -> Void = {
            $0.equipmentAmount = Fen(50)
            $0.financing = .init(amount: Fen(70))
        }
        #expect(amount(.loan, none, both) == 50)
        #expect(amount(.lease, none, both) == 50)
        #expect(amount(.lease, none) { $0.financing = .init(amount: Fen(70)) } == nil)
    }

    @Test("the product's maximum and its share of the investment")
    func productBounds() {
        let terms: (inout Offer) -> Void = { offer in
            offer.loan = LoanTerms()
            offer.loan?.amount = Bounds(max: Fen(40))
            offer.loan?.maxShareOfInvestment = Rate(rawValue: 500_000_000)
        }
        #expect(amount(.loan, terms) { $0.equipmentAmount = Fen(100) } == 40)
        #expect(amount(.loan, terms) { $0.equipmentAmount = Fen(51) } == 26)
        #expect(
            amount(.loan, terms) {
                $0.equipmentAmount = Fen(51)
                $0.investmentTotal = Fen(60)
            } == 30
        )
        #expect(amount(.loan, terms) { $0.financing = .init(amount: Fen(39)) } == 39)
    }

    @Test("an amount of 0 does not fit, one at the minimum does")
    func fit() {
        let need = { (fen: Int64) in
            var need = Need(id: "n")
            need.equipmentAmount = Fen(fen)
            return need
        }
        let terms: (inout Offer) -> Void = { offer in
            offer.lease = LeaseTerms()
            offer.lease?.amount = Bounds(min: Fen(100))
        }
        #expect(outcome(.lease, need(0)) { _ in } == .doesNotFit)
        #expect(outcome(.lease, need(100), terms) == .eligible)
        #expect(outcome(.lease, need(99), terms) == .doesNotFit)
        #expect(outcome(.guarantee, need(0)) { _ in } == .eligible)
    }

    @Test("the tenor asked is moved into the product's range")
    func tenor() {
        var offer = Offer(id: "o", kind: .loan)
        offer.loan = LoanTerms()
        var need = Need(id: "n")
        let months = { (offer: Offer, need: Need) in
            AmountAsked.tenorMonths(of: offer, FactTable(enterprise: nil, need: need, asOf: Self.today))
        }
        #expect(months(offer, need) == 36)
        offer.loan?.tenorMonths = Bounds(min: 48, max: 60)
        #expect(months(offer, need) == 48)
        need.financing = .init(tenorMonths: 72)
        #expect(months(offer, need) == 60)
        #expect(months(Offer(id: "g", kind: .gate), need) == nil)
    }
}
