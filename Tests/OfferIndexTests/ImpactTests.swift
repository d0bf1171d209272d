import Domain
import OfferIndex
import Rules
import Testing

@Suite("Impact of a draft")
struct ImpactTests {
    private static let asOf = CalendarDay(number: 20_002)
    private static let cities = ["440100", "440600", "450100"].compactMap { Region($0) }

    @Test("outcomes, moves and support are those of judging both versions by hand", arguments: 0..<8 as Range<UInt64>)
    func counts(seed: UInt64) {
        var random = Generator(seed: seed)
        let draft = CompiledOffer(random.offer(0, asOf: Self.asOf))
        let previous = random.chance(70) ? CompiledOffer(random.offer(1, asOf: Self.asOf)) : nil
        var run = ImpactRun(draft: draft, previous: previous, asOf: Self.asOf)
        var (before, after): ([Outcome: Int], [Outcome: Int]) = ([:], [:])
        var moves: [[Outcome?]: Int] = [:]
        var support = 0
        var (gain, lose) = (0, 0)
        for number in 0..<300 {
            let facts = random.facts(asOf: Self.asOf)
            let city = Self.cities[number % 3]
            run.judge(facts, city: city) { _, _, _ in Fen(Int64(number)) }
            let outcome = Assessor.outcome(of: draft, facts, asOf: Self.asOf)
            let old = previous.map { Assessor.outcome(of: $0, facts, asOf: Self.asOf) }
            moves[[old, outcome], default: 0] += 1
            if outcome == .eligible || outcome == .eligibleWithPackage { support += number }
            guard number % 3 == 0 else { continue }
            if outcome.isClaimable, old?.isClaimable != true { gain += 1 }
            if !outcome.isClaimable, old?.isClaimable == true { lose += 1 }
            after[outcome, default: 0] += 1
            if let old { before[old, default: 0] += 1 }
        }
        for outcome in Outcome.allCases {
            #expect(run.counts.needs(.before, outcome, in: Self.cities[0]) == before[outcome] ?? 0, "seed \(seed)")
            #expect(run.counts.needs(.after, outcome, in: Self.cities[0]) == after[outcome] ?? 0, "seed \(seed)")
            for old in [nil] + Outcome.allCases.map({ Optional($0) }) {
                #expect(run.counts.moves(from: old, to: outcome) == moves[[old, outcome]] ?? 0, "seed \(seed)")
            }
        }
        #expect(run.counts.support(.after) == Int128(support), "seed \(seed)")
        #expect(run.counts.cities == Self.cities)
        let city = run.counts.byCity[0]
        #expect(city.city == Self.cities[0] && city.gain == gain && city.lose == lose, "seed \(seed)")
        #expect(run.counts.gain == run.counts.byCity.reduce(0) { $0 + $1.gain }, "seed \(seed)")
        #expect(run.counts.moveList.reduce(0) { $0 + $1.needs } == 300, "seed \(seed)")
        let again = ImpactCounts(byCity: run.counts.byCity, moves: run.counts.moveList)
        #expect(again == run.counts, "what goes over the wire is all there is; seed \(seed)")
    }

    @Test("parts counted apart add up to the whole, in any order")
    func merge() {
        var random = Generator(seed: 77)
        let draft = CompiledOffer(random.offer(0, asOf: Self.asOf))
        let old = CompiledOffer(random.offer(1, asOf: Self.asOf))
        let empty = ImpactRun(draft: draft, previous: old, asOf: Self.asOf)
        var whole = empty
        var parts = [empty, empty, empty]
        for number in 0..<200 {
            let facts = random.facts(asOf: Self.asOf)
            let city = Self.cities[random.below(3)]
            whole.judge(facts, city: city) { _, _, _ in Fen(Int64(number)) }
            parts[number % 3].judge(facts, city: city) { _, _, _ in Fen(Int64(number)) }
        }
        for order in [[0, 1, 2], [2, 0, 1]] {
            var sum = empty
            for part in order { sum.merge(parts[part].counts) }
            #expect(sum.counts == whole.counts)
        }
        #expect(whole.counts.needs(.after, .notEligible) > 0)
    }

    @Test("a table of what an offer reads gives the outcome of a whole table", arguments: 0..<6 as Range<UInt64>)
    func reads(seed: UInt64) {
        var random = Generator(seed: 40 + seed)
        var table = FactTable()
        for number in 0..<200 {
            let offer = CompiledOffer(random.offer(number, asOf: Self.asOf))
            let (firm, need, package) = (random.maybe { $0.enterprise() }, random.need(), random.package())
            table.refill(enterprise: firm, need: need, asOf: Self.asOf, package: package, reading: offer.reads)
            let whole = FactTable(enterprise: firm, need: need, asOf: Self.asOf, package: package)
            #expect(
                Assessor.outcome(of: offer, table, asOf: Self.asOf)
                    == Assessor.outcome(of: offer, whole, asOf: Self.asOf), "seed \(seed), \(offer.offer)")
        }
    }

    @Test("each fact by itself is refilled as in a whole table", arguments: Fact.allCases)
    func refill(fact: Fact) {
        var random = Generator(seed: 60)
        var table = FactTable()
        for _ in 0..<20 {
            let (firm, need, package) = (random.maybe { $0.enterprise() }, random.need(), random.package())
            table.refill(
                enterprise: firm, need: need, asOf: Self.asOf, package: package, reading: FactSet([fact]))
            let whole = FactTable(enterprise: firm, need: need, asOf: Self.asOf, package: package)
            #expect("\(String(describing: table[fact]))" == "\(String(describing: whole[fact]))")
        }
    }
}
