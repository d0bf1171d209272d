import DemoData
package import Domain
package import JSON
import OS
import Queries
import ReferenceData
import Rules
import Store
import TextAnalysis

/// Reverse questions in the worker: the projects that fit an offer, and who needs a model, on one thread.
package struct ReverseBench {
    package var seed: UInt64 = 1
    /// Needs of a registry.
    package var sizes = [10_000, 100_000, 1_000_000]
    /// Of each series.
    package var questions = 1_000
    /// Where registries are kept between runs.
    package var keep: String?

    package init() {}

    /// Runs it.
    ///
    /// - Parameter report: gets a line a figure, as it is measured.
    /// - Returns: the figures as JSON.
    package func run(asOf: CalendarDay, report: (String) -> Void) throws -> JSONValue {
        var figures = JSONObject()
        MachineFacts.add(to: &figures)
        figures.add("seed", .int(seed))
        for size in sizes { figures.add("needs_\(size)", try measure(size, asOf, report)) }
        return .object(figures)
    }

    static let suppliers = 2_000

    private func measure(_ size: Int, _ asOf: CalendarDay, _ report: (String) -> Void) throws -> JSONValue {
        let content = StoreBench.Content(
            seed: seed, asOf: asOf, suppliers: ReverseBench.suppliers, enterprises: max(1, size / 2), needs: size,
            hasOffers: true)
        let bench = try StoreBench(content, keep: keep, report: report)
        defer { bench.end() }
        var figures = JSONObject()
        try bench.addBuild(to: &figures, report)
        try projects(bench, &figures, report)
        try wanted(bench, &figures, report)
        bench.addMemory(to: &figures, report)
        return .object(figures)
    }
}

/// Projects of an offer.
extension ReverseBench {
    private func projects(_ bench: StoreBench, _ figures: inout JSONObject, _ report: (String) -> Void) throws {
        var maker = try ProjectQuestions(seed: seed)
        func series(
            _ name: String, _ what: String, _ queries: [ProjectQuery], before: () throws -> Void = {}
        ) throws -> [(ProjectQuery, ProjectPage)] {
            var (times, totals) = (QuestionTimes(), Times())
            var pages: [(ProjectQuery, ProjectPage)] = []
            for query in queries {
                try before()
                let page = try times.measure { try bench.projects(query) }
                totals.record(UInt64(page.total))
                pages.append((query, page))
            }
            times.add(name, to: &figures)
            figures.add(name + "_total_p50", .int(Int(totals.at(50))))
            figures.add(name + "_total_max", .int(Int(totals.at(100))))
            report("  \(what): \(times.text); projects: p50 \(Int(totals.at(50))), max \(Int(totals.at(100)))")
            return pages
        }
        let firsts = maker.firsts()
        _ = try series("first_of_offer", "the first question about an offer", Array(firsts.prefix(questions)))
        let pages = try series("page_1", "first page", (0..<questions).map { _ in maker.next() })
        let following = pages.compactMap { query, page in
            page.total > page.rows.count ? page.rows.last.map { query.following($0.key) } : nil
        }
        _ = try series("page_2", "next page", following)
        _ = try series("filtered", "with filters", (0..<questions).map { _ in maker.filtered() })
        var changes = NeedChanges(bench, seed: seed)
        _ = try series(
            "after_change", "first page after a change of a need",
            (0..<max(1, questions / 10)).map { _ in maker.next() }, before: { try changes.next() })
        try changes.undo()
    }

    private func wanted(_ bench: StoreBench, _ figures: inout JSONObject, _ report: (String) -> Void) throws {
        let demo = DemoData(
            seed: seed, sizes: .init(suppliers: ReverseBench.suppliers, models: 20_000), asOf: bench.content.asOf)
        var counter = TermCounter()
        for record in demo.records(.suppliers) { counter.note(record) }
        for record in demo.records(.models) { counter.count(record) }
        let terms = counter.statistics
        var random = SplitMix(state: seed &+ 41)
        var (times, lines) = (QuestionTimes(), Times())
        for number in 0..<questions + questions / 10 {
            let index = Int(random.next() % UInt64(demo.count(.models)))
            guard case .model(let model) = demo.record(.models, at: index) else { continue }
            let tokens = TermCounts(
                DemoText.fields(of: model).joined(separator: " ") + " " + (model.brand ?? "")
                    + " " + (model.modelNumber ?? "")
            ).tokens
            let statistics = terms.statistics(for: tokens)
            func ask() throws -> Int {
                try bench.store.wantedBy(
                    model: model, tokens: tokens, statistics: statistics, asOf: bench.content.asOf, top: 20,
                    vshards: StoreBench.vshards, at: bench.seq
                ).candidates
            }
            // The first are not counted: they warm the caches.
            if number < questions / 10 { _ = try ask() } else { lines.record(UInt64(try times.measure(ask))) }
        }
        times.add("wanted_by", to: &figures)
        figures.add("wanted_by_lines_p50", .int(Int(lines.at(50))))
        figures.add("wanted_by_lines_p99", .int(Int(lines.at(99))))
        report("  wanted by: \(times.text); lines that fit: p50 \(Int(lines.at(50))), p99 \(Int(lines.at(99)))")
    }
}

extension StoreBench {
    /// A page as a worker is asked for it.
    func projects(_ query: ProjectQuery) throws -> ProjectPage {
        try store.projects(query, asOf: content.asOf, vshards: StoreBench.vshards, at: seq)
    }
}

extension ProjectQuery {
    /// The same question for the page after a row.
    func following(_ key: ProjectKey) -> ProjectQuery {
        var next = self
        next.after = key
        return next
    }
}

/// Makes questions of providers about the shipped offers; the same seed gives the same ones.
struct ProjectQuestions {
    private let offers: [Offer]
    private var random: SplitMix
    private let regions: [Region]
    private let divisions: [Industry]
    private let categories: [CategoryPath]

    init(seed: UInt64) throws {
        offers = try RulesBench.offers()
        random = SplitMix(state: seed &* 77 &+ 5)
        let table = ReferenceData.regions
        let cities = table.children(of: Region(code: 440_000)).map(\.region)
        regions = [Region(code: 440_000)] + cities + cities.flatMap { table.children(of: $0).map(\.region) }
        divisions = ReferenceData.industries.all.map(\.industry).filter { $0.code.utf8.count == 3 }
        categories = ReferenceData.categoryTable.all.map(\.path)
    }

    /// One question about each offer, in random order.
    mutating func firsts() -> [ProjectQuery] {
        var rest = offers
        var queries: [ProjectQuery] = []
        while !rest.isEmpty { queries.append(query(rest.remove(at: below(rest.count)))) }
        return queries
    }

    /// About a random offer, in a random order, without filters.
    mutating func next() -> ProjectQuery {
        var query = query(offers[below(offers.count)])
        query.sort = ProjectQuery.Sort.allCases[below(ProjectQuery.Sort.allCases.count)]
        return query
    }

    /// The same with one to three filters.
    mutating func filtered() -> ProjectQuery {
        var query = next()
        for _ in 0...below(3) {
            switch below(5) {
            case 0: query.region = regions[below(regions.count)]
            case 1: query.industry = divisions[below(divisions.count)]
            case 2: query.category = categories[below(categories.count)]
            case 3:
                let least = Int64(1 + below(200)) * 10_000_000
                query.minAmount = Fen(least)
                if below(2) == 0 { query.maxAmount = Fen(least * Int64(2 + below(10))) }
            default: query.direction = Need.Direction.allCases[below(Need.Direction.allCases.count)].rawValue
            }
        }
        return query
    }

    private func query(_ offer: Offer) -> ProjectQuery {
        var query = ProjectQuery(provider: offer.provider.id, limit: 20)
        query.offer = offer.id
        return query
    }

    private mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
}

/// Changes of needs between questions.
private struct NeedChanges {
    private let bench: StoreBench
    private var random: SplitMix
    private var changed: Set<Int> = []

    init(_ bench: StoreBench, seed: UInt64) {
        self.bench = bench
        random = SplitMix(state: seed &+ 97)
    }

    /// One need gets another amount, readiness or status.
    mutating func next() throws {
        let index = Int(random.next() % UInt64(bench.demo.count(.needs)))
        guard case .need(var need) = bench.demo.record(.needs, at: index) else { return }
        switch random.next() % 3 {
        case 0: need.equipmentAmount = Fen(Int64(random.next() % 10_000_000_000))
        case 1: need.filingNumber = need.filingNumber == nil ? "示例" : nil
        default: need.status = need.statusOrDefault == .open ? .withdrawn : .open
        }
        changed.insert(index)
        try put(index, .need(need))
    }

    /// Every need is again as it was, for the next run that keeps the registry.
    func undo() throws {
        for index in changed.sorted() { try put(index, bench.demo.record(.needs, at: index)) }
    }

    private func put(_ index: Int, _ record: Record) throws {
        try bench.put([record], births: [bench.birth(.needs, at: index)])
    }
}
