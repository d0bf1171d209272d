import Domain
import OfferIndex
import Rules
import Testing

@Suite("The index agrees with the evaluator")
struct AgreementTests {
    private static let asOf = CalendarDay(number: 20_002)

    /// Outcomes by place, from the index; what it does not name is not eligible.
    private func outcomes(_ index: OfferIndex, _ facts: FactTable) -> [Outcome] {
        var result = [Outcome](repeating: .notEligible, count: index.offers.count)
        index.outcomes(facts, asOf: Self.asOf) { place, outcome in result[place] = outcome }
        return result
    }

    @Test("on every offer, whatever the rules and facts", arguments: 0..<60 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = Generator(seed: seed)
        // Sizes on both sides of a word of bits, and large enough for lists that are kept as bits.
        let count = random.one(of: [1, 63, 64, 65, 300])
        let offers = (0..<count).map { CompiledOffer(random.offer($0, asOf: Self.asOf)) }
        let index = OfferIndex(offers)
        for table in 0..<25 {
            let facts = random.facts(asOf: Self.asOf)
            let found = outcomes(index, facts)
            for (place, offer) in offers.enumerated() {
                let expected = Assessor.outcome(of: offer, facts, asOf: Self.asOf)
                #expect(found[place] == expected, "seed \(seed), table \(table), \(offer.offer)")
            }
        }
    }

    @Test("one fact at a time, so that each kind of gate decides often", arguments: Fact.allCases)
    func single(fact: Fact) {
        let seed = UInt64(1_000 + (fact.index ?? -1))
        var random = Generator(seed: seed)
        let offers = (0..<300).map { number in
            var offer = Offer(id: "o-\(number)", kind: .gate)
            offer.rule = random.rule(depth: random.below(3), on: [fact])
            return CompiledOffer(offer)
        }
        let index = OfferIndex(offers)
        for table in 0..<60 {
            let facts = random.facts(asOf: Self.asOf)
            let found = outcomes(index, facts)
            for (place, offer) in offers.enumerated() {
                let expected = Assessor.outcome(of: offer, facts, asOf: Self.asOf)
                #expect(found[place] == expected, "seed \(seed), table \(table), \(offer.offer)")
            }
        }
    }

    @Test("most offers of a registry are never evaluated")
    func selective() {
        var random = Generator(seed: 7)
        let offers = (0..<2_000).map { number in
            var offer = Offer(id: "o-\(number)", kind: .gate)
            let region = Condition(fact: .projectRegion, test: .within([random.one(of: Generator.regions)]))
            let size = Condition(fact: .enterpriseSize, test: .oneOf([random.one(of: ["large", "small", "micro"])]))
            offer.rule = .all([.condition(region), .condition(size)])
            return CompiledOffer(offer)
        }
        var need = Need(id: "n")
        need.region = Region("440106")
        var firm = Enterprise(id: "e")
        firm.size = .small
        let facts = FactTable(enterprise: firm, need: need, asOf: Self.asOf)
        let index = OfferIndex(offers)
        let eligible = offers.count { Assessor.outcome(of: $0, facts, asOf: Self.asOf) == .eligible }
        #expect(index.candidateCount(facts) == eligible)
        #expect(eligible < 500)
    }

    @Test("no outcome depends on the order of the offers", arguments: 0..<10 as Range<UInt64>)
    func order(seed: UInt64) {
        var random = Generator(seed: 500 + seed)
        let offers = (0..<200).map { CompiledOffer(random.offer($0, asOf: Self.asOf)) }
        let shuffled = offers.shuffled(using: &random)
        let (first, second) = (OfferIndex(offers), OfferIndex(shuffled))
        for _ in 0..<10 {
            let facts = random.facts(asOf: Self.asOf)
            let byID = Dictionary(uniqueKeysWithValues: zip(offers.map(\.offer.id), outcomes(first, facts)))
            for (offer, outcome) in zip(shuffled, outcomes(second, facts)) {
                #expect(byID[offer.offer.id] == outcome, "seed \(seed), \(offer.offer)")
            }
        }
    }

    @Test("the list has every offer once, by outcome, then by place", arguments: 0..<10 as Range<UInt64>)
    func list(seed: UInt64) {
        var random = Generator(seed: 900 + seed)
        let count = random.one(of: [1, 64, 130, 300])
        let offers = (0..<count).map { CompiledOffer(random.offer($0, asOf: Self.asOf)) }
        let index = OfferIndex(offers)
        for _ in 0..<10 {
            let facts = random.facts(asOf: Self.asOf)
            let all = offers.map { Assessor.outcome(of: $0, facts, asOf: Self.asOf) }
            let expected = offers.indices.sorted { (all[$0].order, $0) < (all[$1].order, $1) }
            let list = index.list(facts, asOf: Self.asOf)
            #expect(list.places.map { Int($0) } == expected, "seed \(seed)")
            for outcome in Outcome.allCases {
                #expect(list[outcome].map { Int($0) } == offers.indices.filter { all[$0] == outcome })
            }
        }
    }

    @Test("no offers at all")
    func none() {
        var random = Generator(seed: 1)
        let facts = random.facts(asOf: Self.asOf)
        #expect(OfferIndex([]).list(facts, asOf: Self.asOf).places.isEmpty)
    }
}
