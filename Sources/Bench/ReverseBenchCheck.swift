import Answers
import DemoData
package import Domain
package import JSON
import Matching
import Queries
import ReferenceData
import Rules
import Store
import TextAnalysis

/// Holds the worker's projects and wanted lines against the plain way, on random registries, some of whose needs and
/// enterprises have changed.
package struct ReverseCheck {
    package var seed: UInt64 = 1
    package var needs = 1_000
    package var questions = 10_000
    /// Asked of one registry before the next is made.
    private let perRegistry = 1_000

    package init() {}

    /// Runs it.
    ///
    /// - Parameter report: gets the first differences, each with what gives it again.
    /// - Returns: how many answers were equal.
    package func run(asOf: CalendarDay, report: (String) -> Void) throws -> JSONValue {
        var (asked, equal, rows) = (0, 0, 0)
        var registry: UInt64 = 0
        while asked < questions {
            registry += 1
            let part = try PlainNeeds(seed: seed &* 1_000 &+ registry, needs: needs, asOf: asOf)
            defer { part.bench.end() }
            for number in 0..<min(perRegistry, questions - asked) {
                let difference = try number % 4 == 3 ? part.wantedDifference() : part.projectsDifference()
                asked += 1
                rows += part.lastRows
                if difference == nil { equal += 1 }
                if let difference, asked - equal <= 5 {
                    report("seed \(seed), registry \(registry), question \(number): \(difference)")
                }
            }
        }
        var figures = JSONObject()
        figures.add("seed", .int(seed))
        figures.add("needs", .int(needs))
        figures.add("registries", .int(registry))
        figures.add("questions", .int(asked))
        figures.add("equal", .int(equal))
        figures.add("rows", .int(rows))
        report(
            "\(equal) of \(asked) answers equal to the plain way's: \(registry) registries of \(needs) needs, "
                + "\(rows) rows in all")
        return .object(figures)
    }
}

/// A registry of needs twice: in a store, and as plain records with the outcome of every offer for each.
private final class PlainNeeds {
    let bench: StoreBench
    private(set) var lastRows = 0
    private let needs: [(need: Need, enterprise: Enterprise?)]
    private let offers: [CompiledOffer]
    private let models: DemoData
    private var suppliers: [String: Supplier] = [:]
    private let terms: TermStatistics
    private var maker: ProjectQuestions
    private var random: SplitMix
    private var before: (query: ProjectQuery, last: ProjectKey)?
    private let days: [CalendarDay]
    /// By day and offer: the outcome of every need.
    private var outcomes: [CalendarDay: [String: [Outcome]]] = [:]
    private var facts: [CalendarDay: [FactTable]] = [:]

    init(seed: UInt64, needs count: Int, asOf: CalendarDay) throws {
        bench = try StoreBench(
            .init(
                seed: seed, asOf: asOf, suppliers: 40, enterprises: max(1, count / 3), needs: count, hasOffers: true),
            keep: nil)
        var random = SplitMix(state: seed)
        func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
        var changed: [Record] = []
        var births: [UInt64] = []
        var firms: [String: Enterprise] = [:]
        for (index, record) in bench.demo.records(.enterprises).enumerated() {
            guard case .enterprise(var firm) = record else { continue }
            if below(6) == 0 {
                switch below(4) {
                case 0: firm.creditGrade = [.a, .b, .c, .d, nil][below(5)]
                case 1: firm.industry = nil
                case 2: firm.annualRevenue = below(2) == 0 ? nil : Fen(Int64(below(1_000_000_000)) * 100)
                default: firm.designations = below(2) == 0 ? nil : ["high_tech", "srdi_province"]
                }
                changed.append(.enterprise(firm))
                births.append(bench.birth(.enterprises, at: index))
            }
            firms[firm.id] = firm
        }
        var needs: [(need: Need, enterprise: Enterprise?)] = []
        for (index, record) in bench.demo.records(.needs).enumerated() {
            guard case .need(var need) = record else { continue }
            if below(4) == 0 {
                switch below(6) {
                case 0: need.status = Need.Status.allCases[below(6)]
                case 1: need.equipmentAmount = Fen(Int64(below(1_000_000)) * 100_000)
                case 2: need.filingNumber = need.filingNumber == nil ? "示例" : nil
                case 3: need.startedOn = below(3) == 0 ? nil : asOf.adding(days: below(600) - 200)
                case 4: need.directions = below(3) == 0 ? nil : ["digital", "green"]
                default: if !need.lines.isEmpty { need.lines[0].text = "数控 激光 laser" }
                }
                changed.append(.need(need))
                births.append(bench.birth(.needs, at: index))
            }
            needs.append((need, firms[need.enterprise]))
        }
        self.needs = needs
        try bench.put(changed, births: births)
        // Of offers with the same outcome the first by id is shown.
        offers = try RulesBench.offers().map { CompiledOffer($0) }.sorted {
            $0.offer.id.utf8.lexicographicallyPrecedes($1.offer.id.utf8)
        }
        models = DemoData(seed: seed, sizes: .init(suppliers: 40, models: 500), asOf: asOf)
        var counter = TermCounter()
        for record in models.records(.suppliers) {
            counter.note(record)
            if case .supplier(let supplier) = record { suppliers[supplier.id] = supplier }
        }
        for record in models.records(.models) { counter.count(record) }
        terms = counter.statistics
        maker = try ProjectQuestions(seed: seed)
        days = [asOf, asOf.adding(days: -200), asOf.adding(days: 90)]
        self.random = random
    }

    private func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

    /// Asks both ways for a page of projects; says what differs.
    func projectsDifference() throws -> String? {
        var query = below(4) == 0 ? maker.next() : maker.filtered()
        if below(5) == 0 { query.offer = nil }
        if let before, below(3) == 0 { query = before.query.following(before.last) }
        let day = days[below(days.count)]
        let found = try bench.store.projects(query, asOf: day, vshards: StoreBench.vshards, at: bench.seq)
        let expected = plain(query, day)
        lastRows = expected.rows.count
        before = expected.rows.last.map { (query, $0.key) }
        if found.total != expected.total { return "\(found.total) projects, \(expected.total) the plain way: \(query)" }
        if found.cities != expected.cities || found.industries != expected.industries
            || found.directions != expected.directions || found.amounts != expected.amounts
        {
            return "other counts than the plain way: \(query)"
        }
        let isEqual = found.rows.elementsEqual(expected.rows) {
            $0.key == $1.key && $0.json.text == $1.json.text
        }
        return isEqual ? nil : "other rows than the plain way: \(query)"
    }

    private func plain(_ query: ProjectQuery, _ day: CalendarDay) -> ProjectPage {
        let asked = offers.filter {
            $0.offer.provider.id == query.provider && (query.offer == nil || query.offer == $0.offer.id)
        }
        var page = ProjectPage()
        var best = TopK<ProjectPage.Row>(capacity: query.limit)
        for (place, project) in needs.enumerated() where project.need.statusOrDefault == .open {
            let view = ProjectView(need: project.need, enterprise: project.enterprise, asOf: day)
            guard passes(project.need, project.enterprise, view, query) else { continue }
            var chosen: (offer: CompiledOffer, outcome: Outcome)?
            for offer in asked {
                let outcome = outcomes(of: offer, day)[place]
                guard outcome.order <= Outcome.needsFacts.order else { continue }
                if chosen.map({ outcome.order < $0.outcome.order }) ?? true { chosen = (offer, outcome) }
            }
            guard let chosen else { continue }
            page.total += 1
            page.cities[view.city, default: 0] += 1
            page.industries[view.division.isEmpty ? "unknown" : view.division, default: 0] += 1
            for direction in project.need.directions ?? [] { page.directions[direction, default: 0] += 1 }
            page.amounts[view.amountBand, default: 0] += 1
            let key = ProjectKey(
                outcome: chosen.outcome.order, fit: view.fit, amount: view.amount?.rawValue ?? -1,
                submitted: project.need.submittedOn?.number ?? .min, need: project.need.id)
            if let after = query.after, !after.precedes(key, by: query.sort) { continue }
            let asks = Assessor.assess(chosen.offer, factTables(day)[place], asOf: day, explain: false).asks
            let json = view.row(
                outcome: chosen.outcome, offer: chosen.offer.offer.id, asks: asks, provider: query.provider,
                categories: ReferenceData.categories, asOf: day)
            best.offer(.init(key: key, sort: query.sort, json: json))
        }
        page.rows = best.sorted()
        return page
    }

    private func passes(_ need: Need, _ firm: Enterprise?, _ view: ProjectView, _ query: ProjectQuery) -> Bool {
        if let region = query.region, !(need.region?.isWithin(region) ?? false) { return false }
        if let industry = query.industry, !(firm?.industry?.isWithin(industry) ?? false) { return false }
        if let category = query.category, !need.lines.contains(where: { $0.category.isWithin(category) }) {
            return false
        }
        if let direction = query.direction, !(need.directions ?? []).contains(direction) { return false }
        if let least = query.minAmount, !(view.amount.map { $0 >= least } ?? false) { return false }
        if let most = query.maxAmount, !(view.amount.map { $0 <= most } ?? false) { return false }
        return true
    }

    private func factTables(_ day: CalendarDay) -> [FactTable] {
        if let known = facts[day] { return known }
        let tables = needs.map { FactTable(enterprise: $0.enterprise, need: $0.need, asOf: day) }
        facts[day] = tables
        return tables
    }

    private func outcomes(of offer: CompiledOffer, _ day: CalendarDay) -> [Outcome] {
        if let known = outcomes[day]?[offer.offer.id] { return known }
        let list = factTables(day).map { Assessor.outcome(of: offer, $0, asOf: day) }
        outcomes[day, default: [:]][offer.offer.id] = list
        return list
    }

    /// Asks both ways who needs a model; says what differs.
    func wantedDifference() throws -> String? {
        guard case .model(let model) = models.record(.models, at: below(models.count(.models))) else { return nil }
        let day = days[0].adding(days: below(300) - 100)
        let text = DocumentText.text(of: model, category: ReferenceData.categories[model.category])
        let counts = TermCounts(text)
        let found = try bench.store.wantedBy(
            model: model, tokens: counts.tokens, statistics: terms.statistics(for: counts.tokens), asOf: day, top: 20,
            vshards: StoreBench.vshards, at: bench.seq)
        var expected: [WantedLine] = []
        for (need, _) in needs where need.statusOrDefault == .open {
            for line in need.lines {
                let query = LineQuery(need: need, line: line, asOf: day)
                let supplier = suppliers[model.supplier]
                guard Evaluator.passes(query, model: model, supplier: supplier) else { continue }
                let s = BM25(terms.statistics(for: query.tokens)).score(
                    frequencies: query.tokens.map { counts.frequency(of: $0) }, length: counts.length)
                let parts = Evaluator.scoreParts(query, model: model, supplier: supplier, bm25: s)
                expected.append(WantedLine(need: need.id, line: line.line, score: parts.score))
            }
        }
        expected.sort { $0.precedes($1) }
        lastRows = expected.count
        if found.candidates != expected.count { return "\(found.candidates) lines, \(expected.count) the plain way" }
        return found.hits.map(\.line) == Array(expected.prefix(20))
            ? nil : "other lines than the plain way: \(model.id)"
    }
}
