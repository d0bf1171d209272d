import Domain
import Rules
import Testing

@Suite("Three values")
struct ThreeValueTests {
    private static let asOf = CalendarDay(number: 20_000)

    /// One atom of each kind for a need that says nothing: false, true, unknown, unknown by the package.
    private static let atoms: [RuleTree] = [
        .condition(Condition(fact: .projectFiled, test: .isEqual(true))),
        .condition(Condition(fact: .projectFiled, test: .isEqual(false))),
        .condition(Condition(fact: .enterpriseSize, test: .oneOf(["small"]))),
        .condition(Condition(fact: .packageUsesLoan, test: .isEqual(true), unknown: .pass)),
    ]

    /// Every group of none, one or two of these, and every negation.
    private static func groups(of parts: [RuleTree]) -> [RuleTree] {
        var lists: [[RuleTree]] = [[]]
        lists += parts.map { [$0] }
        for first in parts { lists += parts.map { [first, $0] } }
        return lists.flatMap { [.all($0), .any($0)] } + parts.map { .not($0) }
    }

    @Test("every tree up to depth two agrees with the naive evaluator")
    func everySmallTree() {
        let facts = FactTable(enterprise: nil, need: Need(id: "n"), asOf: Self.asOf)
        let flat = Self.atoms + Self.groups(of: Self.atoms)
        let trees = flat + Self.groups(of: flat)
        #expect(trees.count > 5000)
        for tree in trees { check(tree, facts, hasPackage: false) }
    }

    @Test("random rules on random facts agree", arguments: 0..<20)
    func randomRules(block: Int) {
        for offset in 0..<200 {
            let seed = UInt64(block * 1000 + offset)
            var random = Generator(seed: seed)
            let package = random.package()
            let facts = FactTable(
                enterprise: random.enterprise(),
                need: random.need(),
                asOf: Self.asOf,
                package: package
            )
            check(random.rule(depth: 4), facts, hasPackage: package != nil, seed: seed)
        }
    }

    private func check(_ tree: RuleTree, _ facts: FactTable, hasPackage: Bool, seed: UInt64? = nil) {
        let naive = NaiveEvaluator(facts: facts, hasPackage: hasPackage)
        let rule = CompiledRule(tree)
        let explanation = rule.explain(facts)
        let expected = naive.truth(tree)
        let listed = naive.conditions(tree).map(\.condition)
        let comment = Comment(rawValue: "seed \(seed.map(String.init) ?? "none"): \(tree)")
        #expect(rule.evaluate(facts) == expected, comment)
        #expect(explanation.truth == expected, comment)
        #expect(explanation.conditions.map(\.condition) == listed, comment)
        #expect(explanation.conditions.map(\.result) == listed.map(naive.truth), comment)
        let asked = naive.asked(tree)
        #expect(explanation.asks == asked.filter { !$0.isPackageFact }, comment)
        #expect(explanation.dependsOnPackage == asked.filter(\.isPackageFact), comment)
        checkOutcome(tree, facts, explanation, comment)
    }

    /// The fast outcome says the same as the lists of what is asked.
    private func checkOutcome(_ tree: RuleTree, _ facts: FactTable, _ explanation: RuleExplanation, _ comment: Comment)
    {
        var offer = Offer(id: "o", kind: .gate)
        offer.rule = tree
        let compiled = CompiledOffer(offer)
        let expected: Outcome =
            explanation.truth == .false
            ? .notEligible
            : !explanation.asks.isEmpty
                ? .needsFacts : explanation.truth == .unknown ? .eligibleWithPackage : .eligible
        #expect(Assessor.outcome(of: compiled, facts, asOf: Self.asOf) == expected, comment)
        let plain = Assessor.assess(compiled, facts, asOf: Self.asOf, explain: false)
        #expect(plain.outcome == expected, comment)
        #expect(plain.asks == explanation.asks, comment)
        #expect(plain.dependsOnPackage == explanation.dependsOnPackage, comment)
    }
}
