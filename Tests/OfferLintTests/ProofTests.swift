import Domain
import OfferLint
import Rules
import Testing

/// What is claimed of a rule is held against the evaluator that judges by it.
@Suite struct ProofTests {
    /// Rules tried.
    private static let seeds = 0..<4_000 as Range<UInt64>
    private static let tables: [FactTable] = {
        var partial = RandomFacts(seed: 1, isComplete: false)
        var complete = RandomFacts(seed: 2, isComplete: true)
        return (0..<400).map { _ in partial.table() } + (0..<400).map { _ in complete.table() }
    }()
    private static let completeTables: [FactTable] = {
        var complete = RandomFacts(seed: 3, isComplete: true)
        return (0..<500).map { _ in complete.table() }
    }()

    private func findings(_ rule: RuleTree) -> [LintFinding] {
        var offer = Offer(id: "o", kind: .gate)
        offer.rule = rule
        return OfferLint(offers: [offer], jointCaps: [], asOf: Fixtures.day).findings()
    }

    @Test("no facts make a rule true of which it is said that none do")
    func neverTrue() {
        var claimed = 0
        var missed = 0
        for seed in ProofTests.seeds {
            var random = RandomRules(seed: seed)
            let rule = random.rule()
            let isClaimed = findings(rule).contains { $0.code == .ruleNeverTrue }
            let compiled = CompiledRule(rule)
            let isTrue = ProofTests.tables.contains { compiled.evaluate($0) == .true }
            #expect(!(isClaimed && isTrue), "seed \(seed): \(rule)")
            if isClaimed { claimed += 1 } else if !isTrue { missed += 1 }
        }
        #expect(claimed > 500)
        // What no table made true is nearly always proven: the search is complete for single values.
        #expect(missed * 20 < claimed, "\(missed) of \(claimed + missed) not proven")
    }

    @Test("a part that is said to do nothing can be left out")
    func useless() {
        var claims: [LintCode: Int] = [:]
        for seed in ProofTests.seeds {
            var random = RandomRules(seed: seed)
            let rule = random.rule()
            let whole = CompiledRule(rule)
            for finding in findings(rule) where ProofTests.partCodes.contains(finding.code) {
                guard let rest = rule.without(finding.field) else { continue }
                claims[finding.code, default: 0] += 1
                let part = CompiledRule(rest)
                // A branch that can never hold may go whatever is known; the others, once the facts are.
                let tables =
                    finding.code == .conditionNeverTrue ? ProofTests.tables : ProofTests.completeTables
                let differs = tables.contains { (whole.evaluate($0) == .true) != (part.evaluate($0) == .true) }
                #expect(!differs, "seed \(seed), \(finding.code.rawValue) at \(finding.field): \(rule)")
            }
        }
        for code in ProofTests.partCodes { #expect(claims[code, default: 0] > 20, "\(code.rawValue): \(claims)") }
    }

    private static let partCodes: [LintCode] = [
        .conditionNeverTrue, .conditionAlwaysTrue, .conditionCovered, .conditionRepeated,
    ]

    @Test("beyond the bound nothing is claimed, and an answer comes at once")
    func bounded() {
        // 2^24 ways to choose: each pair is possible alone, and no choice is.
        let pairs = (0..<24).map { index in
            RuleTree.any([
                .condition(Condition(fact: .projectAttested, test: .hasAny(["a\(index)"]))),
                .condition(Condition(fact: .projectAttested, test: .hasAny(["b\(index)"]))),
            ])
        }
        let none = (0..<24).map { index in
            RuleTree.any([
                .condition(Condition(fact: .projectAttested, test: .hasNone(["a\(index)", "b\(index)"]))),
                .condition(Condition(fact: .projectFiled, test: .isEqual(true))),
            ])
        }
        let last = RuleTree.condition(Condition(fact: .projectFiled, test: .isEqual(false)))
        let rule = RuleTree.all([.all(pairs), .all(none)])
        #expect(!findings(rule).contains { $0.code == .ruleNeverTrue })
        let clock = ContinuousClock()
        #expect(clock.measure { _ = findings(.all([rule, last])) } < .seconds(60))
    }
}

extension RuleTree {
    /// The tree without the part at a path such as `rule.all[1].not.any[0]`; nil for the whole.
    func without(_ path: String) -> RuleTree? {
        var steps: [Int?] = []
        for step in path.split(separator: ".").dropFirst() {
            if step == "not" { steps.append(nil) } else { steps.append(Int(step.filter { "0123456789".contains($0) })) }
        }
        return removing(steps[...])
    }

    private func removing(_ steps: ArraySlice<Int?>) -> RuleTree? {
        guard let step = steps.first else { return nil }
        let rest = steps.dropFirst()
        switch self {
        case .not(let part): return part.removing(rest).map { .not($0) }
        case .all(let parts): return RuleTree.removing(parts, step, rest).map { .all($0) }
        case .any(let parts): return RuleTree.removing(parts, step, rest).map { .any($0) }
        case .condition: return nil
        }
    }

    private static func removing(_ parts: [RuleTree], _ step: Int?, _ rest: ArraySlice<Int?>) -> [RuleTree]? {
        guard let step else { return nil }
        var parts = parts
        if rest.isEmpty {
            parts.remove(at: step)
            return parts
        }
        // `not` directly around the part has nothing left to be around.
        guard let part = parts[step].removing(rest) else { return nil }
        parts[step] = part
        return parts
    }
}
