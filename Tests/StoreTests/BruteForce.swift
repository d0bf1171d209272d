import Cluster
import Domain
import JSON
import Matching
import Queries
import Rules
import Store
import TestSupport
import Testing
import TextAnalysis

/// Holds a store's answers at a seq against the registry as it stood then.
///
/// - Parameter areModelsIndexed: whether the index has come so far that all models can be gone through.
func expectAnswers(
    _ site: StoreSite, _ registry: Registry, areModelsIndexed: Bool = true, at seq: UInt64, _ place: Comment
) throws {
    for need in registry.ids(.needs).compactMap({ registry.needs[$0] }).prefix(6) {
        try expectMatch(site, registry, need, at: seq, place)
        try expectAssess(site, registry, need, at: seq, place)
    }
    for id in registry.ids(.models).prefix(8) {
        if let model = registry.models[id] { try expectWanted(site, registry, model, at: seq, place) }
    }
    for (kind, text) in [(RecordKind.models, "数控 laser 高效节能"), (.needs, "更新 电机 激光"), (.suppliers, "装备 有限公司")] {
        let isCounted = kind != .models || areModelsIndexed
        try expectSearch(site, registry, kind, text, isCounted: isCounted, at: seq, place)
    }
}

private func expectMatch(
    _ site: StoreSite, _ registry: Registry, _ need: Need, at seq: UInt64, _ place: Comment
) throws {
    let statistics = need.lines.map { registry.statistics(.models, $0.text.map { TermCounts($0).tokens } ?? []) }
    let lines = try site.store.match(
        need: need, statistics: statistics, asOf: History.asOf, top: 5, explain: true, vshards: site.all, at: seq)
    for (line, found) in zip(need.lines, lines) {
        let expected = registry.match(need, line, asOf: History.asOf, top: 5)
        #expect(found.candidates == expected.candidates, "\(place), seq \(seq), \(need.id) line \(line.line)")
        #expect(found.hits == expected.hits, "\(place), seq \(seq), \(need.id) line \(line.line)")
        #expect(found.tests == expected.tests, "\(place), seq \(seq), \(need.id) line \(line.line)")
    }
}

/// Holds the offers of an answer at a seq against those of the registry as it stood then, byte by byte.
func expectAssess(
    _ site: StoreSite, _ registry: Registry, _ need: Need, explain: Bool = false, at seq: UInt64, _ place: Comment
) throws {
    let found = try site.store.assess(
        need: need, enterprise: nil, offer: nil, asOf: History.asOf, explain: explain, at: seq)
    #expect(found.isEnterpriseKnown == (registry.enterprises[need.enterprise] != nil), place)
    let expected = registry.assess(need, enterprise: nil, offer: nil, asOf: History.asOf, explain: explain)
    #expect(found.offers == JSONValue.array(expected).bytes, "\(place), seq \(seq), \(need.id)")
}

private func expectWanted(
    _ site: StoreSite, _ registry: Registry, _ model: EquipmentModel, at seq: UInt64, _ place: Comment
) throws {
    let tokens = registry.tokens(of: model)
    let found = try site.store.wantedBy(
        model: model, tokens: tokens, statistics: registry.statistics(.models, tokens), asOf: History.asOf, top: 20,
        vshards: site.all, at: seq)
    let expected = registry.wantedBy(model, asOf: History.asOf)
    #expect(found.candidates == expected.count, "\(place), seq \(seq), \(model.id)")
    #expect(found.hits.map(\.line) == Array(expected.prefix(20)), "\(place), seq \(seq), \(model.id)")
}

private func expectSearch(
    _ site: StoreSite, _ registry: Registry, _ kind: RecordKind, _ text: String, isCounted: Bool, at seq: UInt64,
    _ place: Comment
) throws {
    guard let family = TextFamily(kind) else { return }
    let tokens = TermCounts(text).tokens
    let statistics = registry.statistics(kind, tokens)
    if isCounted {
        let counted = try site.store.statistics(family, tokens: tokens, vshards: site.all, at: seq)
        #expect(counted == statistics, "\(place), seq \(seq), statistics of \(kind)")
    }
    let found = try site.store.search(
        family, tokens: tokens, statistics: statistics, where: [], top: 7, vshards: site.all, at: seq)
    let expected = registry.search(kind, text, where: [])
    #expect(found.total == expected.count, "\(place), seq \(seq), search \(kind)")
    #expect(found.hits.map(\.id) == expected.prefix(7).map(\.id), "\(place), seq \(seq), search \(kind)")
    #expect(found.hits.map(\.score) == expected.prefix(7).map(\.score), "\(place), seq \(seq), search \(kind)")
    expectFacets(found, registry, kind, expected.map(\.id), "\(place), seq \(seq), facets of \(kind)")
    let best = try site.store.search(
        family, tokens: tokens, statistics: statistics, where: [], top: 7, isCounted: false, vshards: site.all, at: seq)
    #expect(best.hits.map(\.id) == found.hits.map(\.id) && best.total == 0, "\(place), seq \(seq), best \(kind)")
    let filters = [RecordFilter(field: "status", relation: .notEqual, value: "open")]
    let filtered = try site.store.search(
        family, tokens: tokens, statistics: statistics, where: filters, top: 7, vshards: site.all, at: seq)
    let passing = registry.search(kind, text, where: filters)
    #expect(filtered.total == passing.count, "\(place), seq \(seq), filtered \(kind)")
    #expect(filtered.hits.map(\.id) == passing.prefix(7).map(\.id), "\(place), seq \(seq), filtered \(kind)")
}

private func expectFacets(
    _ found: SearchResult, _ registry: Registry, _ kind: RecordKind, _ ids: [String], _ place: Comment
) {
    var categories: [String: Int] = [:]
    var efficiencies: [String: Int] = [:]
    var regions: [String: Int] = [:]
    for id in ids {
        var region: Region?
        switch registry.record(kind, id) {
        case .model(let model):
            categories[model.category.path, default: 0] += 1
            efficiencies[(model.efficiency ?? .unrated).rawValue, default: 0] += 1
            region = registry.suppliers[model.supplier]?.region
        case .need(let need):
            for path in Set(need.lines.map(\.category.path)) { categories[path, default: 0] += 1 }
            region = need.region
        case .supplier(let supplier): region = supplier.region
        default: break
        }
        if let region { regions[(region.city ?? region.province ?? .country).text, default: 0] += 1 }
    }
    #expect(found.categories == categories, place)
    #expect(found.efficiencies == efficiencies, place)
    #expect(found.regions == regions, place)
}
