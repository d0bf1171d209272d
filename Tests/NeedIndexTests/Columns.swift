import Domain
import JSON
import Matching
import NeedIndex
import Queries
import Rules
import TestSupport

/// A registry beside the columns of the same needs in two vshards.
struct Columns {
    var registry = Registry()
    private let facts: FactWords
    let firms: FirmColumns
    let lineWords = LineWords()
    let parts: [NeedColumns]
    let lines: [LineColumns]
    private var scanner = LineScanner()
    private var ordinals: [String: (part: Int, row: UInt32)] = [:]
    private var versions: UInt64 = 0
    private var offerVersions: [String: UInt64] = [:]

    init() {
        let facts = FactWords()
        let firms = FirmColumns(facts)
        let words = lineWords
        self.facts = facts
        self.firms = firms
        parts = (0..<2).map { _ in NeedColumns(firms) }
        lines = (0..<2).map { _ in LineColumns(words, facts) }
    }

    mutating func put(_ record: Record) {
        switch record {
        case .enterprise(let firm): firms.put(firm, replacing: registry.enterprises[firm.id])
        case .need(let need):
            let row = NeedRow(need, with: &scanner)
            let place = ordinals[need.id] ?? (ordinals.count % 2, UInt32(ordinals.count / 2))
            ordinals[need.id] = place
            parts[place.part].put(place.row, row.need, replacing: registry.needs[need.id])
            lines[place.part].put(place.row, row.need, terms: row.terms, replacing: registry.needs[need.id])
        case .offer(let offer):
            versions += 1
            offerVersions[offer.id] = versions
        default: break
        }
        registry.put(record)
    }

    /// The page as the columns give it; only needs and outcomes of its rows.
    func page(_ query: ProjectQuery, asOf: CalendarDay, hiding hidden: Set<String> = []) -> (
        ProjectPage, rows: [(need: String, outcome: Int)]
    ) {
        let offers = registry.offers.values.filter {
            $0.offer.provider.id == query.provider && (query.offer == nil || query.offer == $0.offer.id)
        }.sorted { $0.offer.id < $1.offer.id }
        var key = StandingKey(offers: offers.compactMap { offerVersions[$0.offer.id] }, asOf: asOf)
        let filter = ProjectFilter(query)
        key.filter = filter.isEmpty ? nil : filter
        var scan = ProjectScan(ProjectRules(offers, asOf: asOf), key)
        for (place, part) in parts.enumerated() {
            scan.add(part, hiding: Set(hidden.compactMap { ordinals[$0] }.filter { $0.part == place }.map(\.row)))
        }
        var page = ProjectPage()
        scan.count(in: &page)
        let found = scan.first(query.limit, by: query.sort, after: query.after)
        page.rows = found.map { ProjectPage.Row(key: $0.key, sort: query.sort, json: .null) }
        return (page, found.map { (parts[$0.part].idText($0.row), $0.key.outcome) })
    }

    /// The lines that want a model.
    func wanted(_ model: EquipmentModel, asOf: CalendarDay, top: Int) -> WantedScan {
        let tokens = registry.tokens(of: model)
        var scan = WantedScan(
            model: model, supplier: registry.suppliers[model.supplier], document: registry.document(of: model),
            statistics: registry.statistics(.models, tokens), asOf: asOf, top: top)
        for (part, lines) in zip(parts, lines) {
            scan.add(lines, of: part, paths: model.category.selfAndAncestors, hiding: []) {}
        }
        return scan
    }
}
