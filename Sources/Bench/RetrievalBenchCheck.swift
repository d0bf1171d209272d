package import Domain
package import JSON

/// Holds the worker's answers against the plain evaluator, on random registries, some of whose records have changed.
package struct RetrievalCheck {
    /// What is asked: the best models for random lines with text, on random days in random regions; or the models of
    /// random words.
    package enum Subject: Sendable { case lines, words }

    package var subject = Subject.lines
    package var seed: UInt64 = 1
    package var models = 1_000
    package var questions = 100_000
    /// Asked of one registry before the next is made.
    private let perRegistry = 5_000

    package init() {}

    /// Runs it.
    ///
    /// - Parameter report: gets the first differences, each with what gives it again.
    /// - Returns: how many answers were equal.
    package func run(asOf: CalendarDay, report: (String) -> Void) throws -> JSONValue {
        var (asked, equal, hits) = (0, 0, 0)
        var registry: UInt64 = 0
        while asked < questions {
            registry += 1
            let part = try PlainRegistry(seed: seed &* 1_000 &+ registry, models: models, asOf: asOf)
            defer { part.bench.end() }
            for number in 0..<min(perRegistry, questions - asked) {
                let difference = try subject == .lines ? part.lineDifference() : part.wordDifference()
                asked += 1
                hits += part.lastHits
                if difference == nil { equal += 1 }
                if let difference, asked - equal <= 5 {
                    report("seed \(seed), registry \(registry), question \(number): \(difference)")
                }
            }
        }
        var figures = JSONObject()
        figures.add("seed", .int(seed))
        figures.add("models", .int(models))
        figures.add("registries", .int(registry))
        figures.add("questions", .int(asked))
        figures.add("equal", .int(equal))
        figures.add("hits", .int(hits))
        report(
            "\(equal) of \(asked) answers equal to the plain evaluator's: \(registry) registries of \(models) models, "
                + "\(hits) hits in all")
        return .object(figures)
    }
}
