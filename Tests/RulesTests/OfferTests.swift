import Domain
import Foundation
import JSONParsing
import Records
import Rules
import SharedFiles
import Testing

/// The real offers of the contract's data.
enum SharedOffers {
    static let compiled: [CompiledOffer] = {
        let decoder = RecordDecoder(
            codes: KnownCodes(regions: [], industries: [], categories: CategoryTree([])),
            mode: .literal
        )
        return ["data/offers.jsonl", "data/offers_incomplete.jsonl"]
            .flatMap { SharedFiles.bytes($0) ?? [] }
            .split(separator: UInt8(ascii: "\n"))
            .compactMap { line in
                guard let value = try? JSONParser.parse(Array(line)),
                    case .offer(let offer)? = decoder.decode(.offers, value).record
                else { return nil }
                return CompiledOffer(offer)
            }
    }()

    /// A need of ordinary size, known in most of what the offers ask.
    static func facts(seed: UInt64) -> FactTable {
        var random = Generator(seed: seed)
        var enterprise = random.enterprise()
        enterprise.region = Region("440605")
        enterprise.industry = Industry(code: "C3421")
        enterprise.attested = ["counted_in_statistics", "not_restricted"]
        var need = random.need()
        need.region = Region("440605")
        need.investmentTotal = Fen(2_000_000_000)
        need.equipmentAmount = Fen(1_500_000_000)
        need.attested = ["new_equipment_only", "no_other_support", "loan_only_for_equipment"]
        return FactTable(enterprise: enterprise, need: need, asOf: CalendarDay(number: 20_500))
    }
}

@Suite("Real offers", .enabled(if: SharedFiles.has("data/offers.jsonl")))
struct OfferTests {
    private static let asOf = CalendarDay(number: 20_500)

    @Test("all 112 are read; outcome and explanation agree on each")
    func agree() {
        #expect(SharedOffers.compiled.count == 112)
        for seed in 0..<20 as Range<UInt64> {
            let facts = SharedOffers.facts(seed: seed)
            for offer in SharedOffers.compiled {
                let answer = Assessor.assess(offer, facts, asOf: Self.asOf, explain: true)
                let naive = NaiveEvaluator(facts: facts, hasPackage: false)
                let comment = Comment(rawValue: "seed \(seed), \(offer.offer.id)")
                #expect(answer.outcome == Assessor.outcome(of: offer, facts, asOf: Self.asOf), comment)
                let isFalse = naive.truth(offer.offer.rule ?? .all([])) == .false
                #expect((answer.outcome == .notEligible) == isFalse, comment)
                #expect((answer.nearestFix != nil) == isFalse, comment)
            }
        }
    }

    @Test("what an outcome costs", .enabled(if: ProcessInfo.processInfo.environment["HUANXIN_MEASURE"] != nil))
    func measure() {
        let offers = SharedOffers.compiled
        let tables = (0..<16 as Range<UInt64>).map { SharedOffers.facts(seed: $0) }
        let count = offers.count * tables.count
        let clock = ContinuousClock()
        let rounds = 200
        var eligible = 0
        let fast = clock.measure {
            for _ in 0..<rounds {
                for facts in tables {
                    for offer in offers where Assessor.outcome(of: offer, facts, asOf: Self.asOf) == .eligible {
                        eligible += 1
                    }
                }
            }
        }
        var fixes = 0
        let explained = clock.measure {
            for facts in tables {
                for offer in offers {
                    fixes += Assessor.assess(offer, facts, asOf: Self.asOf, explain: true).nearestFix?.count ?? 0
                }
            }
        }
        print("outcome \(fast / (rounds * count)) an offer; explained \(explained / count); \(eligible) \(fixes)")
    }

    @Test("what a hard nearest fix costs", .enabled(if: ProcessInfo.processInfo.environment["HUANXIN_MEASURE"] != nil))
    func measureFix() {
        let clock = ContinuousClock()
        var slowest = Duration.zero
        var total = Duration.zero
        var without = 0
        let rounds = 2000
        for seed in 0..<rounds {
            var random = Generator(seed: UInt64(seed))
            let parts = (0..<12).map { _ in random.rule(depth: 2, on: NaiveFix.changeable) }
            let rule = CompiledRule(.all(parts))
            let facts = FactTable(
                enterprise: random.enterprise(),
                need: random.need(),
                asOf: CalendarDay(number: 20_000)
            )
            let took = clock.measure { if NearestFix.search(rule, facts) == nil { without += 1 } }
            slowest = max(slowest, took)
            total += took
        }
        print("nearest fix of 12 groups on 10 facts: mean \(total / rounds), slowest \(slowest), given up \(without)")
    }
}
