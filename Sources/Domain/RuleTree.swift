/// A rule as written: `all`, `any`, `not` or a condition (30-financing.md, "Rules").
package indirect enum RuleTree: Equatable, Sendable {
    case all([RuleTree])
    case any([RuleTree])
    case not(RuleTree)
    case condition(Condition)
}

/// One test on one fact, with what an unknown fact means for it.
package struct Condition: Equatable, Sendable {
    /// What a condition on an unknown fact comes to.
    package enum UnknownPolicy: String, CaseIterable, Sendable { case ask, fail, pass }

    /// The test and its operand.
    package enum Test: Equatable, Sendable {
        case oneOf([String]), noneOf([String])
        case hasAny([String]), hasAll([String]), hasNone([String])
        case within([String]), notWithin([String]), anyWithin([String]), allWithin([String])
        /// On a number.
        case atLeast(Double), atMost(Double), above(Double), below(Double)
        /// On money.
        case atLeastFen(Fen), atMostFen(Fen), aboveFen(Fen), belowFen(Fen)
        case onOrAfter(CalendarDay), onOrBefore(CalendarDay)
        case isEqual(Bool)
        case atMostShareOf(Fact, Rate)

        /// The test's name in JSON.
        package var name: String {
            switch self {
            case .oneOf: "one_of"
            case .noneOf: "none_of"
            case .hasAny: "has_any"
            case .hasAll: "has_all"
            case .hasNone: "has_none"
            case .within: "within"
            case .notWithin: "not_within"
            case .anyWithin: "any_within"
            case .allWithin: "all_within"
            case .atLeast, .atLeastFen: "at_least"
            case .atMost, .atMostFen: "at_most"
            case .above, .aboveFen: "above"
            case .below, .belowFen: "below"
            case .onOrAfter: "on_or_after"
            case .onOrBefore: "on_or_before"
            case .isEqual: "is"
            case .atMostShareOf: "at_most_share_of"
            }
        }
    }

    package var fact: Fact
    package var test: Test
    /// Nil = `ask`.
    package var unknown: UnknownPolicy?
    /// The condition in plain words.
    package var says: String?
    package var cite: String?

    package init(fact: Fact, test: Test, unknown: UnknownPolicy? = nil, says: String? = nil, cite: String? = nil) {
        self.fact = fact
        self.test = test
        self.unknown = unknown
        self.says = says
        self.cite = cite
    }
}
