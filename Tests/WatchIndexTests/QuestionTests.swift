import Domain
import Foundation
import Testing
import WatchIndex

/// As many random questions as wanted: `HUANXIN_QUESTIONS=100000 HUANXIN_SEED=7 swift test --filter QuestionTests`.
@Suite("The index agrees with each watch judged by itself on many questions")
struct QuestionTests {
    private static let asOf = CalendarDay(number: 20_002)
    private static let environment = ProcessInfo.processInfo.environment

    @Test("a question is whether one watch matches one need")
    func many() {
        let wanted = Self.environment["HUANXIN_QUESTIONS"].flatMap { Int($0) } ?? 2_000
        let seed = Self.environment["HUANXIN_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1...999_999)
        var random = Generator(seed: seed)
        var asked = 0
        var matched = 0
        while asked < wanted {
            var model = Model(&random, offers: 1 + random.below(40), asOf: Self.asOf)
            for _ in 0..<(1 + random.below(200)) { model.insert(random.watch(offers: 40)) }
            for _ in 0..<8 {
                if random.chance(20) { model.remove(&random) }
                model.check(nil, random.state(asOf: Self.asOf), "seed \(seed), question \(asked)")
                asked += model.index.count
            }
            matched += model.matched
        }
        print("seed \(seed): \(asked) questions, \(matched) of them matches")
        #expect(matched > 0, "seed \(seed)")
    }
}
