package import Domain

/// One change of a nearest fix; `from` nil = unknown so far.
package struct FactChange: Equatable, Sendable {
    package let fact: Fact
    package let from: FactValue?
    package let to: FactValue

    package init(fact: Fact, from: FactValue?, to: FactValue) {
        self.fact = fact
        self.from = from
        self.to = to
    }
}

/// The smallest set of changes to changeable facts after which a rule is not false (30-financing.md, "Explanation",
/// R23).
///
/// A fact can take the bounds of the conditions on it, on the side that helps: the bound itself, else one fen, month or
/// day beyond, moved into what a need may hold. For `at_most_share_of` the bound follows from the other fact's value
/// after the fix; where both are new, each may be set first and the other follow. Fewest facts, then smallest summed
/// size, then facts earlier in the rule, then smaller values; all compared exactly.
package enum NearestFix {
    /// Values tried before the search gives up; a rule of ten changeable facts needs far fewer unless it is made of
    /// alternatives that contradict each other. Beyond it there is no answer, rather than one that may not be the
    /// nearest.
    package static let maxSteps = 200_000

    /// The changes in rule order; empty where no change of changeable facts to a value the rule names makes it other
    /// than false, and where it is not false to begin with; nil beyond `maxSteps`.
    package static func search(_ rule: CompiledRule, _ facts: FactTable, maxSteps: Int = maxSteps) -> [FactChange]? {
        FixSearch(rule, facts, maxSteps: maxSteps).run()
    }
}
