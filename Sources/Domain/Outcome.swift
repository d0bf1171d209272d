/// The outcome of an offer for a project, in the order answers list them (50-interfaces.md, `assess`).
package enum Outcome: String, CaseIterable, Sendable {
    case eligible
    case eligibleWithPackage = "eligible_with_package"
    case needsFacts = "needs_facts"
    case doesNotFit = "does_not_fit"
    case notYetOpen = "not_yet_open"
    case exhausted, paused, expired
    case notEligible = "not_eligible"
    case withdrawn

    /// The place in that order, from 0.
    package var order: Int {
        switch self {
        case .eligible: 0
        case .eligibleWithPackage: 1
        case .needsFacts: 2
        case .doesNotFit: 3
        case .notYetOpen: 4
        case .exhausted: 5
        case .paused: 6
        case .expired: 7
        case .notEligible: 8
        case .withdrawn: 9
        }
    }
}

/// One of three truth values: unknown is never shown as no, and never as yes.
package enum Truth: String, Sendable { case `true`, `false`, unknown }
