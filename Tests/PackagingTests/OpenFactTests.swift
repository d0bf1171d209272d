import Domain
import Packaging
import Rules
import Testing

/// Which unknown fact to ask next, and with which interval.
@Suite("Open facts") struct OpenFactTests {
    private static let day = CalendarDay(number: 20_000)

    private func reward(_ id: String, _ fen: Int64, when rule: RuleTree?) -> CompiledOffer {
        var offer = Offer(id: id, kind: .equipmentReward)
        offer.status = .open
        offer.delivery = .automatic
        offer.rule = rule
        var benefit = Benefit(base: .quantity(.equipmentAmount), form: .flat(Fen(fen)))
        benefit.paid = [Benefit.Payment(time: .month(0))]
        offer.benefit = benefit
        return CompiledOffer(offer)
    }

    private func question(_ offers: [CompiledOffer]) -> PackageQuestion {
        var need = Need(id: "n")
        need.equipmentAmount = Fen(1_000_000)
        return PackageQuestion(enterprise: nil, need: need, offers: offers, jointCaps: [], asOf: OpenFactTests.day)
    }

    private func condition(_ fact: Fact, _ test: Condition.Test) -> RuleTree {
        .condition(Condition(fact: fact, test: test))
    }

    @Test("the fact whose answer moves the cost most comes first, with the interval each answer leaves")
    func order() throws {
        let small = reward("a-small", 10_000, when: condition(.enterpriseSize, .oneOf(["small"])))
        let large = reward("b-large", 50_000, when: condition(.enterpriseAboveScale, .isEqual(true)))
        let open = try Packager.openFacts(question([small, large]))
        #expect(open.interval == CostInterval(least: Fen(940_000), most: Fen(1_000_000)))
        #expect(open.facts.map(\.fact) == [.enterpriseAboveScale, .enterpriseSize])
        #expect(open.facts.map(\.moves) == [Fen(50_000), Fen(10_000)])
        #expect(open.facts[0].offers == ["b-large"])
        #expect(
            open.facts[0].answers == [
                OpenFact.Answer(
                    value: .bool(true), interval: CostInterval(least: Fen(940_000), most: Fen(950_000))),
                OpenFact.Answer(
                    value: .bool(false), interval: CostInterval(least: Fen(990_000), most: Fen(1_000_000))),
            ])
    }

    @Test("facts that only help together are found: a no moves the lower end")
    func together() throws {
        let both = reward(
            "a", 30_000,
            when: .all([
                condition(.enterpriseAboveScale, .isEqual(true)),
                condition(.enterpriseAnnualRevenue, .atLeastFen(Fen(500))),
            ]))
        let open = try Packager.openFacts(question([both]))
        #expect(open.facts.map(\.moves) == [Fen(30_000), Fen(30_000)])
        let revenue = try #require(open.facts.first { $0.fact == .enterpriseAnnualRevenue })
        #expect(revenue.answers.map(\.value) == [.money(Fen(500)), .money(Fen(499)), .money(Fen(501))] + extra)
        #expect(revenue.answers[1].interval == CostInterval(least: Fen(1_000_000), most: Fen(1_000_000)))
    }

    private var extra: [FactValue] { [.money(Fen(1_000_000)), .money(Fen(2_000_000))] }

    @Test("a base that is unknown is asked; what is decided is not")
    func bases() throws {
        var offer = Offer(id: "a", kind: .equipmentReward)
        offer.status = .open
        offer.delivery = .automatic
        var benefit = Benefit(base: .quantity(.investmentTotal), form: .rate(Rate(rawValue: 100_000_000)))
        benefit.paid = [Benefit.Payment(time: .month(0))]
        offer.benefit = benefit
        let open = try Packager.openFacts(question([CompiledOffer(offer)]))
        #expect(open.facts.map(\.fact) == [.projectInvestmentTotal])
        // A tenth of twice the equipment amount.
        #expect(open.facts[0].moves == Fen(200_000 + 200_000))
        #expect(try Packager.openFacts(question([reward("b", 1, when: nil)])).facts.isEmpty)
    }

    @Test("without an equipment amount there is nothing to go by") func noAmount() {
        var question = question([])
        question.need.equipmentAmount = nil
        #expect(throws: PackageRefusal(fields: ["equipment_amount_cny"])) { try Packager.openFacts(question) }
    }
}
