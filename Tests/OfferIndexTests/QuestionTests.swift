import Domain
import Foundation
import OfferIndex
import Rules
import Testing

/// As many random questions as wanted: `HUANXIN_QUESTIONS=100000 HUANXIN_SEED=7 swift test --filter QuestionTests`.
@Suite("The index agrees with the evaluator on many questions")
struct QuestionTests {
    private static let asOf = CalendarDay(number: 20_002)
    private static let environment = ProcessInfo.processInfo.environment

    @Test("a question is what one offer comes to for one table of facts")
    func many() {
        let wanted = Self.environment["HUANXIN_QUESTIONS"].flatMap { Int($0) } ?? 2_000
        let seed = Self.environment["HUANXIN_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1...999_999)
        var random = Generator(seed: seed)
        var asked = 0
        var outcomes = [Int](repeating: 0, count: Outcome.allCases.count)
        var differences = 0
        while asked < wanted {
            let offers = (0..<(1 + random.below(130))).map { CompiledOffer(random.offer($0, asOf: Self.asOf)) }
            let index = OfferIndex(offers)
            for _ in 0..<8 {
                let facts = random.facts(asOf: Self.asOf)
                var found = [Outcome](repeating: .notEligible, count: offers.count)
                index.outcomes(facts, asOf: Self.asOf) { place, outcome in found[place] = outcome }
                for (place, offer) in offers.enumerated() {
                    let expected = Assessor.outcome(of: offer, facts, asOf: Self.asOf)
                    asked += 1
                    outcomes[expected.order] += 1
                    guard found[place] != expected else { continue }
                    differences += 1
                    Issue.record("seed \(seed), question \(asked): \(found[place]), not \(expected): \(offer.offer)")
                }
            }
        }
        print("seed \(seed): \(asked) questions, \(differences) differences, by outcome \(outcomes)")
        #expect(outcomes[Outcome.eligible.order] > 0 && outcomes[Outcome.needsFacts.order] > 0, "seed \(seed)")
    }
}
