import DemoData
import Domain
import Matching
import Queries
import ReferenceData
import Store
import TextAnalysis

/// A small registry twice: in a store, and as plain records.
final class PlainRegistry {
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

    /// Asks both ways for the best models of the next line; says what differs.
    func lineDifference() throws -> String? {
        var need = maker.next()
        maker.addText(to: &need)
        let day = maker.day()
        let query = LineQuery(need: need, line: need.lines[0], asOf: day)
        let statistics = documents.statistics(for: query.tokens)
        let found = try bench.store.match(
            need: need, statistics: [statistics], asOf: day, top: 10, count: maker.flips(), explain: false,
            vshards: StoreBench.vshards, at: bench.seq)[0]
        let expected = plain(query, BM25(statistics))
        lastHits = expected.hits.count
        if found.isExact, found.candidates != expected.candidates {
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

    /// Asks both ways for the models of the next words; says what differs.
    func wordDifference() throws -> String? {
        let tokens = maker.tokens()
        let statistics = documents.statistics(for: tokens)
        let isCounted = maker.flips()
        let found = try bench.store.search(
            .models, tokens: tokens, statistics: statistics, where: [], top: 10, isCounted: isCounted,
            vshards: StoreBench.vshards, at: bench.seq)
        let expected = plain(tokens, BM25(statistics))
        lastHits = expected.hits.count
        if isCounted, found.total != expected.total {
            return "\(found.total) found, \(expected.total) by the plain evaluator"
        }
        let areCountsEqual =
            found.categories == expected.categories && found.regions == expected.regions
            && found.efficiencies == expected.efficiencies
        if isCounted, !areCountsEqual {
            return "other counts than by the plain evaluator"
        }
        let isEqual = found.hits.elementsEqual(expected.hits) { $0.id == $1.id && $0.score == $1.score }
        return isEqual ? nil : "\(found.hits.map(\.id)), by the plain evaluator \(expected.hits.map(\.id))"
    }

    /// The counts of all that have a word, and the best ten.
    private func plain(_ tokens: [String], _ bm25: BM25) -> SearchResult {
        var result = SearchResult()
        var best = TopK<TextHit>(capacity: 10)
        for model in models {
            guard let terms = documents.counts[model.id], let supplier = suppliers[model.supplier] else { continue }
            let counts = tokens.map { terms.frequency(of: $0) }
            guard counts.contains(where: { $0 > 0 }) else { continue }
            result.total += 1
            result.categories[model.category.path, default: 0] += 1
            result.efficiencies[(model.efficiency ?? .unrated).rawValue, default: 0] += 1
            if let region = supplier.region {
                result.regions[(region.city ?? region.province ?? .country).text, default: 0] += 1
            }
            let score = ScoreParts.millionths(bm25.score(frequencies: counts, length: terms.length))
            best.offer(TextHit(id: model.id, score: score, name: model.name, body: []))
        }
        result.hits = best.sorted()
        return result
    }
}
