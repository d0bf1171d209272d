import Domain
import Foundation
import Packaging
import Testing

/// `HUANXIN_PACKAGE_INSTANCES` says how many instances, `HUANXIN_SEED` the seed of the first; the next have the next.
@Suite("The best package against every package, on random instances")
struct AgainstReferenceTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let count = environment["HUANXIN_PACKAGE_INSTANCES"].flatMap { Int($0) } ?? usualCount
    private static let seed = environment["HUANXIN_SEED"].flatMap { UInt64($0) } ?? 1
    /// What takes about 20 s on one core.
    #if DEBUG
        private static let usualCount = 600
    #else
        private static let usualCount = 5000
    #endif
    /// After so many disagreements the rest tells nothing new.
    private static let failuresMax = 5

    /// Nil where the best may turn on how doubles were added.
    private static func differences(_ question: PackageQuestion) -> [String]? {
        let search = ReferenceSearch(question)
        if search?.isDelicate == true { return nil }
        return ReferenceComparison.differences(question, search)
    }

    @Test("the same package, amounts, cash and reasons")
    func same() {
        var delicate = 0
        var failures = 0
        for seed in Self.seed..<(Self.seed + UInt64(Self.count)) where failures < Self.failuresMax {
            var random = RandomPackages(seed: seed)
            let question = random.question()
            guard let differences = Self.differences(question) else {
                delicate += 1
                continue
            }
            if differences.isEmpty { continue }
            failures += 1
            let smallest = ReferenceShrinking.smallest(question) { Self.differences($0)?.isEmpty == false }
            Issue.record(
                """
                HUANXIN_SEED=\(seed) HUANXIN_PACKAGE_INSTANCES=1: \(differences)
                smallest: \(Self.differences(smallest) ?? [])
                \(ReferenceShrinking.text(smallest))
                """
            )
        }
        #expect(delicate * 100 <= Self.count + 100, "\(delicate) of \(Self.count) hang on the last bits of a double")
    }

    @Test("the order of offers and joint caps changes nothing; no bound is broken")
    func orderAndBounds() {
        var failures = 0
        for seed in Self.seed..<(Self.seed + UInt64(Self.count)) where failures < Self.failuresMax {
            var random = RandomPackages(seed: seed)
            let question = random.question()
            guard let solution = try? Packager.solve(question), let plan = solution.plans.first else { continue }
            var shuffled = question
            shuffled.offers = random.random.shuffled(question.offers)
            shuffled.jointCaps = random.random.shuffled(question.jointCaps)
            let other = try? Packager.solve(shuffled).plans.first
            let broken = ReferenceBounds.broken(plan, question, equipment: solution.equipmentAmount)
            if other == plan, broken.isEmpty { continue }
            failures += 1
            let order = other == plan ? "" : "another order gives another package"
            Issue.record("HUANXIN_SEED=\(seed): \(order) \(broken)\n\(ReferenceShrinking.text(question))")
        }
    }
}
