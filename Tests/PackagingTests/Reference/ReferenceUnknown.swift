import Domain
import Rules

/// Which unknown facts an offer rests on (30-financing.md, "Amounts of benefits", R40, R12; README, `package`).
enum ReferenceUnknown {
    /// The facts of conditions that were let pass though they are unknown, in rule order, each once.
    static func letPass(_ offer: CompiledOffer, _ facts: FactTable) -> [Fact] {
        var found: [Fact] = []
        for result in offer.rule.explain(facts).conditions where result.condition.unknown == .pass {
            for fact in read(by: result.condition) where facts[fact] == nil && !found.contains(fact) {
                found.append(fact)
            }
        }
        return found
    }

    /// What an unknown bonus hangs on: the facts asked, in rule order.
    static func undecided(_ rule: RuleTree, _ explanation: RuleExplanation) -> [Fact] {
        let asked = explanation.asks + explanation.dependsOnPackage
        var found: [Fact] = []
        for condition in CompiledRule(rule).conditions {
            for fact in read(by: condition) where asked.contains(fact) && !found.contains(fact) { found.append(fact) }
        }
        return found
    }

    private static func read(by condition: Condition) -> [Fact] {
        if case .atMostShareOf(let other, _) = condition.test { return [condition.fact, other] }
        return [condition.fact]
    }
}
