import DemoData
package import Domain
package import JSON
import Matching
import Queries
import ReferenceData
import Store
import TextAnalysis

/// Holds the worker's answers against the plain evaluator: random registries, some of whose records have changed, and
/// random lines with text, on random days, in random regions.
package struct RetrievalCheck {
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
                let difference = try part.difference(number)
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

/// A small registry twice: in a store, and as plain records.
private final class PlainRegistry {
    let bench: StoreBench
    private(set) var lastHits = 0
    private var suppliers: [String: Supplier] = [:]
    private var models: [EquipmentModel] = []
    private let documents: LiveDocuments
    private var maker: RetrievalQuestions

    init(seed: UInt64, models count: Int, asOf: CalendarDay) throws {
        bench = try StoreBench(
            .init(seed: seed, asOf: asOf, suppliers: max(5, count / 25), models: count), keep: nil)
        var random = SplitMix(state: seed)
        func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
        var changed: [Record] = []
        var births: [UInt64] = []
        for (index, record) in bench.demo.records(.suppliers).enumerated() {
            guard case .supplier(var supplier) = record else { continue }
            if below(10) == 0 {
                supplier.status = supplier.isActive ? .suspended : .active
                changed.append(.supplier(supplier))
                births.append(bench.birth(.suppliers, at: index))
            }
            suppliers[supplier.id] = supplier
        }
        let ids = suppliers.keys.sorted()
        for (index, record) in bench.demo.records(.models).enumerated() {
            guard case .model(var model) = record else { continue }
            if below(4) == 0 {
                switch below(6) {
                case 0: model.price = Fen(Int64(below(90_000_000)) + 100)
                case 1: model.status = model.isActive ? .withdrawn : .active
                case 2: model.supplier = ids[below(ids.count)]
                case 3: model.name += " 数控 laser 高效"
                case 4: model.specs = nil
                default:
                    let categories = ReferenceData.categoryTable.all
                    model.category = categories[below(categories.count)].path
                }
                changed.append(.model(model))
                births.append(bench.birth(.models, at: index))
            }
            models.append(model)
        }
        try bench.put(changed, births: births)
        documents = LiveDocuments(models: models, suppliers: suppliers, categories: ReferenceData.categories)
        maker = RetrievalQuestions(bench.demo, seed: seed, isWide: true)
    }

    /// Asks both ways; says what differs.
    func difference(_ number: Int) throws -> String? {
        var need = maker.next()
        maker.addText(to: &need)
        let day = maker.day()
        let query = LineQuery(need: need, line: need.lines[0], asOf: day)
        let statistics = documents.statistics(for: query.tokens)
        let found = try bench.store.match(
            need: need, statistics: [statistics], asOf: day, top: 10, explain: false, vshards: StoreBench.vshards,
            at: bench.seq)[0]
        let expected = plain(query, BM25(statistics))
        lastHits = expected.hits.count
        if found.candidates != expected.candidates {
            return "\(found.candidates) models pass, \(expected.candidates) by the plain evaluator"
        }
        guard found.hits != expected.hits else { return nil }
        return "\(found.hits.map(\.model)), by the plain evaluator \(expected.hits.map(\.model))"
    }

    private func plain(_ query: LineQuery, _ bm25: BM25) -> MatchResult {
        var candidates = 0
        var best = TopK<Hit>(capacity: 10)
        for model in models {
            let supplier = suppliers[model.supplier]
            guard Evaluator.passes(query, model: model, supplier: supplier) else { continue }
            candidates += 1
            let s = documents.bm25(of: model.id, tokens: query.tokens, with: bm25)
            let parts = Evaluator.scoreParts(query, model: model, supplier: supplier, bm25: s)
            best.offer(
                Hit(
                    model: model.id, score: parts.score, parts: RoundedParts(parts), price: model.price,
                    supplier: model.supplier, name: model.name))
        }
        return MatchResult(candidates: candidates, hits: best.sorted())
    }
}
