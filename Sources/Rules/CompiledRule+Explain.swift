package import Domain

/// A condition with the value seen and what it came to (30-financing.md, "Explanation").
package struct ConditionResult: Equatable, Sendable {
    package let condition: Condition
    /// Of the condition's fact; nil = unknown.
    package let value: FactValue?
    package let result: Truth

    package init(condition: Condition, value: FactValue?, result: Truth) {
        self.condition = condition
        self.value = value
        self.result = result
    }
}

/// Everything there is to say about a rule and one table of facts.
package struct RuleExplanation: Equatable, Sendable {
    package let truth: Truth
    /// Every condition in rule order, whatever the others gave.
    package let conditions: [ConditionResult]
    /// Unknown facts of the enterprise, project or financing that could still decide the rule (R21).
    package let asks: [Fact]
    /// The same of package facts.
    package let dependsOnPackage: [Fact]
}

extension CompiledRule {
    /// The rule with every condition and what is asked (30-financing.md, "Asked", "Explanation").
    package func explain(_ facts: FactTable) -> RuleExplanation {
        let verdicts = leaves.map { $0.verdict(facts) }
        var asked = AskedFacts()
        collect(&asked, at: 0, verdicts, facts)
        return RuleExplanation(
            truth: verdict(of: 0, verdicts).truth,
            conditions: zip(conditions, verdicts).map { condition, verdict in
                ConditionResult(condition: condition, value: facts[condition.fact], result: verdict.truth)
            },
            asks: asked.asks,
            dependsOnPackage: asked.dependsOnPackage
        )
    }

    /// What is asked, without the conditions (R21).
    func asked(_ facts: FactTable) -> AskedFacts {
        let verdicts = leaves.map { $0.verdict(facts) }
        var asked = AskedFacts()
        collect(&asked, at: 0, verdicts, facts)
        return asked
    }

    /// The unknown facts that an unknown rule hangs on, package facts among them, in rule order; empty where it is
    /// decided (30-financing.md, `bonus`, R12).
    package func undecidedFacts(_ facts: FactTable) -> [Fact] { asked(facts).inRuleOrder }

    /// The unknown facts of conditions that let an unknown pass, each once, in rule order
    /// (cases/README.md, `rests_on_unknown`).
    package func passedFacts(_ facts: FactTable) -> [Fact] {
        var passed = AskedFacts()
        for (condition, leaf) in zip(conditions, leaves) where leaf.unknown == .pass {
            if leaf.isUnknown(facts) { passed.add(condition, facts) }
        }
        return passed.inRuleOrder
    }

    /// Whether a condition reads that fact.
    package func reads(_ fact: Fact) -> Bool { leaves.contains { $0.reads(FactPlace(fact)) } }

    /// Goes down only where a node is unknown: what stands in a decided group is not asked.
    private func collect(_ asked: inout AskedFacts, at index: Int, _ verdicts: [Verdict], _ facts: FactTable) {
        guard verdict(of: index, verdicts).isUnknown else { return }
        let node = nodes[index]
        if node.kind == .condition {
            asked.add(conditions[Int(node.leaf)], facts)
            return
        }
        var child = index + 1
        while child < Int(node.end) {
            collect(&asked, at: child, verdicts, facts)
            child = Int(nodes[child].end)
        }
    }
}

/// Facts to supply, each once, in rule order (R21).
struct AskedFacts {
    private(set) var inRuleOrder: [Fact] = []

    var asks: [Fact] { inRuleOrder.filter { !$0.isPackageFact } }
    var dependsOnPackage: [Fact] { inRuleOrder.filter(\.isPackageFact) }

    /// Adds the unknown facts of an unknown condition: both of `at_most_share_of`; a known value that is wider than a
    /// code is asked too (R54).
    mutating func add(_ condition: Condition, _ facts: FactTable) {
        guard case .atMostShareOf(let other, _) = condition.test else { return add(condition.fact) }
        let unknown = [condition.fact, other].filter { facts[slot: $0].isUnknown }
        // None is unknown only where the test does not go with the fact; then the fact itself is asked.
        for fact in unknown.isEmpty ? [condition.fact] : unknown { add(fact) }
    }

    private mutating func add(_ fact: Fact) {
        if !inRuleOrder.contains(fact) { inRuleOrder.append(fact) }
    }
}
