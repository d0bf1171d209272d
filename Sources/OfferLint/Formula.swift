internal import Domain

/// A condition of a rule that is wanted to come out in one way.
///
/// In three values a group is true exactly where enough of its parts are true, so "this rule is true" takes apart into
/// conditions that are wanted true, and "this rule is not true" into conditions wanted not true (30-financing.md,
/// "Three values").
struct Literal: Sendable {
    let condition: Condition
    /// The condition's test; a share of the fact itself is written as a bound.
    let test: Condition.Test
    /// Whether it stands under an odd number of `not`: then it is true where the test is false.
    let isNegated: Bool
    /// Whether it is wanted not true: false or unknown.
    let isComplement: Bool

    init(_ condition: Condition, isNegated: Bool, isComplement: Bool) {
        self.condition = condition
        test = Literal.plain(condition)
        self.isNegated = isNegated
        self.isComplement = isComplement
    }

    var fact: Fact { condition.fact }

    /// Whether what is wanted comes about when the test gives this; nil = the fact is unknown, or a wider code leaves
    /// it undecided, and the condition's policy applies (R54).
    func accepts(_ holds: Bool?) -> Bool {
        let result: Bool?
        switch (holds, condition.unknown ?? .ask) {
        case (let holds?, _): result = holds
        case (nil, .ask): result = nil
        case (nil, .fail): result = false
        case (nil, .pass): result = true
        }
        let isTrue = result == !isNegated
        return isTrue != isComplement
    }

    /// Money is never negative, so a share of the fact itself below 1 leaves only 0, and one of 1 or more any amount.
    private static func plain(_ condition: Condition) -> Condition.Test {
        guard case .atMostShareOf(let other, let share) = condition.test, other == condition.fact else {
            return condition.test
        }
        return share < Rate.one ? .atMostFen(.zero) : .atLeastFen(.zero)
    }
}

/// A rule taken apart: what must come about for it to be true, or not true.
indirect enum Formula: Sendable {
    case literal(Literal)
    case all([Formula])
    case any([Formula])

    /// "This tree is true."
    static func isTrue(_ tree: RuleTree, isNegated: Bool = false) -> Formula { make(tree, isNegated, false) }

    /// "This tree is false or unknown."
    static func isNotTrue(_ tree: RuleTree, isNegated: Bool = false) -> Formula { make(tree, isNegated, true) }

    /// "This test holds", the fact known.
    static func holds(_ fact: Fact, _ test: Condition.Test) -> Formula {
        isTrue(.condition(Condition(fact: fact, test: test)))
    }

    private static func make(_ tree: RuleTree, _ isNegated: Bool, _ isComplement: Bool) -> Formula {
        switch tree {
        case .condition(let condition):
            return .literal(Literal(condition, isNegated: isNegated, isComplement: isComplement))
        case .not(let part): return make(part, !isNegated, isComplement)
        case .all(let parts):
            let formulas = parts.map { make($0, isNegated, isComplement) }
            return isNegated == isComplement ? .all(formulas) : .any(formulas)
        case .any(let parts):
            let formulas = parts.map { make($0, isNegated, isComplement) }
            return isNegated == isComplement ? .any(formulas) : .all(formulas)
        }
    }
}
