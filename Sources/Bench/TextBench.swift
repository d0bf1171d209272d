package import Domain
package import JSON
import OS
import Queries
import Store
import TextAnalysis

/// Text search in the worker: the best ten models for one to six words, without and with counts, on one thread.
package struct TextBench {
    package var seed: UInt64 = 1
    package var sizes = [10_000, 100_000, 1_000_000, 2_000_000]
    package var questions = 2_000
    /// Where registries are kept between runs; the same as of `RetrievalBench`.
    package var keep: String?
    /// Where texts, questions and answers are written for other programs.
    package var export: String?

    package init() {}

    /// Runs it.
    ///
    /// - Parameter report: gets a line a figure, as it is measured.
    /// - Returns: the figures as JSON.
    package func run(asOf: CalendarDay, report: (String) -> Void) throws -> JSONValue {
        var figures = JSONObject()
        MachineFacts.add(to: &figures)
        figures.add("seed", .int(seed))
        for size in sizes { figures.add("models_\(size)", try measure(size, asOf, report)) }
        return .object(figures)
    }

    private func measure(_ size: Int, _ asOf: CalendarDay, _ report: (String) -> Void) throws -> JSONValue {
        let content = StoreBench.Content(
            seed: seed, asOf: asOf, suppliers: RetrievalBench.suppliers(for: size), models: size)
        let bench = try StoreBench(content, keep: keep, report: report)
        defer { bench.end() }
        var figures = JSONObject()
        try bench.addBuild(to: &figures, report)
        var maker = RetrievalQuestions(bench.demo, seed: seed)
        let asker = TextAsker(bench)
        let warm = (0..<max(1, questions / 10)).map { _ in maker.tokens() }
        let asked = (0..<questions).map { _ in maker.tokens() }
        for (name, what, counts) in [("top10", "top 10", false), ("top10_with_counts", "top 10 with counts", true)] {
            for tokens in warm { _ = try asker.ask(tokens, counting: counts) }
            var times = QuestionTimes()
            for tokens in asked { _ = try times.measure { try asker.ask(tokens, counting: counts) } }
            times.add(name, to: &figures)
            report("  \(what): \(times.text)")
        }
        var found = Times()
        for tokens in asked { found.record(UInt64(try asker.ask(tokens, counting: true).total)) }
        figures.add("found_p50", .int(Int(found.at(50))))
        figures.add("found_p99", .int(Int(found.at(99))))
        report("  models found: p50 \(Int(found.at(50))), p99 \(Int(found.at(99)))")
        bench.addMemory(to: &figures, report)
        if let export { try TextExport(asker, directory: export).write(asked) }
        return .object(figures)
    }
}

/// Asks a registry for the models of some words.
struct TextAsker {
    let bench: StoreBench

    init(_ bench: StoreBench) { self.bench = bench }

    /// The best ten, as a worker is asked for them.
    ///
    /// - Parameter counting: with exact counts of all that were found, in all and by facet.
    func ask(_ tokens: [String], counting: Bool) throws -> SearchResult {
        try bench.store.search(
            .models, tokens: tokens, statistics: bench.terms.statistics(for: tokens), where: [], top: 10,
            isCounted: counting, vshards: StoreBench.vshards, at: bench.seq)
    }
}
