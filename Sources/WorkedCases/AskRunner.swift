package import Domain
package import JSON

/// Answers one kind of question of worked cases with the code that answers the verb of that name.
package protocol AskRunner: Sendable {
    /// What `ask` of a case says.
    var ask: String { get }

    /// The answer in the form of `expected`; it may have more fields.
    ///
    /// - Throws: `CaseFlaw` where the case lacks what is needed or it cannot be read.
    func answer(_ input: CaseInput) async throws(CaseFlaw) -> JSONValue
}

/// The questions that this build answers: one runner each.
package struct AskRunners: Sendable {
    /// In the order in which messages list them.
    private let runners: [any AskRunner]

    /// - Parameter runners: each for another `ask`.
    package init(_ runners: [any AskRunner]) {
        precondition(Set(runners.map(\.ask)).count == runners.count, "an ask has one runner")
        self.runners = runners
    }

    /// All that there are.
    ///
    /// - Parameter codes: the regions and industries that exist, for `validate` (R44, R45); its categories are the
    ///   case's.
    package static func all(codes: KnownCodes) -> AskRunners {
        AskRunners([
            AssessRunner(), ScheduleRunner(), AmountsRunner(), PackageRunner(), MatchRunner(), WantedByRunner(),
            TokensRunner(),
            ValidateRunner(codes: codes),
        ])
    }

    /// What can be asked.
    package var asks: [String] { runners.map(\.ask) }

    /// The runner of a question; nil where this build cannot answer it.
    package subscript(ask: String) -> (any AskRunner)? { runners.first { $0.ask == ask } }
}
