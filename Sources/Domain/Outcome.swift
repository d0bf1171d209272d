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
    package var order: Int { Outcome.allCases.firstIndex(of: self) ?? 0 }
}

/// One of three truth values: unknown is never shown as no, and never as yes.
package enum Truth: String, Sendable { case `true`, `false`, unknown }
