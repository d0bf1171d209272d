import Domain
import JSON
import Matching
import Queries
import Records
import Rules
import TestSupport
import Testing
import Wire

extension Inquiry {
    /// Holds an answer against the records as they stood.
    func expect(_ pages: [JSONValue], _ registry: Registry, _ place: Comment) {
        let answer = pages[0]
        switch self {
        case .match(let need, _, let line, let top, let explain):
            let lines = need.lines.filter { line.isEmpty || $0.line == line }
            let expected = lines.map {
                registry.match(need, $0, asOf: Asker.asOf, top: top).json(line: $0.line, explain: explain)
            }
            #expect(answer["lines"]?.text == JSONValue.array(expected).text, place)
        case .wantedBy(let id, let top):
            guard let model = registry.models[id] else { return }
            let expected = registry.wantedBy(model, asOf: Asker.asOf)
            #expect(answer["candidates"]?.int == expected.count, place)
            let found = (answer["lines"]?.array ?? []).map { line in
                "\(line["need"]?.string ?? "") \(line["line"]?.string ?? "") \(millionths(line["score"]))"
            }
            #expect(found == expected.prefix(top).map { "\($0.need) \($0.line) \($0.score)" }, place)
        case .assess(let need, let enterprise, let offer, let explain):
            let expected = registry.assess(
                need, enterprise: enterprise, offer: offer.isEmpty ? nil : offer, asOf: Asker.asOf, explain: explain)
            #expect(answer["offers"]?.text == JSONValue.array(expected).text, place)
        case .package(let need, let enterprise, let picks, let best, let objective, let top, let schedule):
            let expected = registry.packages(
                need, enterprise: enterprise, asked: picks, best: best, objective: objective, top: top,
                asOf: Asker.asOf, schedule: schedule)
            #expect(answer["packages"]?.text == expected.packages?.text, place)
            let found = (answer["picks"]?.array ?? []).map {
                "\($0["line"]?.string ?? "") \($0["model"]?.string ?? "")"
            }
            #expect(found.sorted() == expected.picks.map { "\($0.key) \($0.value)" }.sorted(), place)
        case .askNext(let need, let objective):
            let expected = registry.askNext(need, enterprise: nil, objective: objective, asOf: Asker.asOf)
            #expect(answer["interval"]?.text == (expected?.interval ?? .null).text, place)
            #expect(expected == nil || answer["facts"]?.text == expected?.facts.text, place)
            let next = expected.map { $0.facts.array?.first?["fact"]?.string } ?? "project.equipment_amount_cny"
            #expect(answer["next"]?["fact"]?.string == next, place)
        case .impact(let draft): expectImpact(answer, draft, registry, place)
        case .projects(let ask): expectProjects(pages, ask, registry, place)
        case .search(let kind, let text, let filters, let top):
            let expected = registry.search(kind, text, where: filters.compactMap { RecordFilter($0) })
            #expect(answer["total"]?.int == expected.count, place)
            let found = (answer["hits"]?.array ?? []).map { "\($0["id"]?.string ?? "") \(millionths($0["score"]))" }
            #expect(found == expected.prefix(top).map { "\($0.id) \($0.score)" }, place)
        case .list(let kind, let filters, let limit):
            let expected = registry.list(kind, where: filters.compactMap { RecordFilter($0) })
            #expect(pages.allSatisfy { $0["total"]?.int == expected.count }, place)
            let found = pages.flatMap { $0["records"]?.array ?? [] }
            #expect(found.compactMap { $0["id"]?.string } == Array(expected.prefix(limit * 4)), place)
            #expect(
                found.allSatisfy { record in
                    record == record["id"]?.string.flatMap { registry.record(kind, $0) }.map(RecordText.json)
                }, place)
        case .show(let kind, let id, _):
            #expect(answer["record"] == registry.record(kind, id).map(RecordText.json), place)
        }
    }

    private func expectImpact(_ answer: JSONValue, _ draft: Offer, _ registry: Registry, _ place: Comment) {
        let expected = registry.impact(of: draft, asOf: Asker.asOf)
        let cities = (answer["by_city"]?.array ?? []).map { ($0["city"]?.string ?? "", Registry.ImpactCount($0)) }
        #expect(Dictionary(uniqueKeysWithValues: cities) == expected.cities, place)
        let changes = cities.map { $0.1.supportAfter - $0.1.supportBefore }
        #expect(changes == changes.sorted(by: >), place)
        let moves = (answer["moves"]?.array ?? []).map {
            ("\($0["from"]?.string ?? "") \($0["to"]?.string ?? "")", $0["needs"]?.int ?? -1)
        }
        #expect(Dictionary(uniqueKeysWithValues: moves) == expected.moves, place)
        let all = expected.all
        #expect(answer["needs"]?.int == all.needs, place)
        #expect(answer["gain"]?.int == all.gain && answer["lose"]?.int == all.lose, place)
        #expect(answer["unchanged_claimable"]?.int == all.claimableBefore - all.lose, place)
        #expect(Registry.ImpactCount.fen(answer["support_before_cny"]) == all.supportBefore, place)
        #expect(Registry.ImpactCount.fen(answer["support_after_cny"]) == all.supportAfter, place)
        #expect(answer["without_backbone"]?.int == expected.withoutBackbone, place)
        #expect(answer["amount_unknown"]?.int == expected.amountUnknown, place)
        #expect(answer["stored"]?.bool == (registry.offers[draft.id] != nil), place)
    }

    private func expectProjects(_ pages: [JSONValue], _ ask: WireListProjects, _ registry: Registry, _ place: Comment) {
        var query = ProjectQuery(
            provider: ask.provider, sort: ProjectQuery.Sort(rawValue: ask.sort) ?? .fit, limit: Int(ask.limit))
        query.offer = ask.offer.isEmpty ? nil : ask.offer
        query.region = Region(ask.region)
        query.category = ask.category.isEmpty ? nil : CategoryPath(ask.category)
        query.industry = ask.industry.isEmpty ? nil : Industry(code: ask.industry)
        query.direction = ask.direction.isEmpty ? nil : ask.direction
        query.minAmount = Int64(ask.minAmount).map { Fen($0 * 100) }
        query.maxAmount = Int64(ask.maxAmount).map { Fen($0 * 100) }
        let expected = registry.projects(query, asOf: Asker.asOf)
        #expect(pages[0]["total"]?.int == expected.count, place)
        let found = pages.flatMap { $0["projects"]?.array ?? [] }.map {
            "\($0["need"]?.string ?? "") \($0["outcome"]?.string ?? "")"
        }
        #expect(found == expected.prefix(Int(ask.limit) * 4).map { "\($0.need) \($0.outcome.rawValue)" }, place)
    }

    private func millionths(_ value: JSONValue?) -> Int64 { Int64(((value?.double ?? -1) * 1e6).rounded()) }
}

extension Inquiry {
    /// Random questions about a registry: records that are there, texts and codes that occur.
    static func random(_ demo: Demo, _ random: inout SeededRandom) -> Inquiry {
        let registry = demo.registry
        func id(_ kind: RecordKind, _ random: inout SeededRandom) -> String { random.one(of: registry.ids(kind)) }
        guard let need = registry.needs[id(.needs, &random)] else { preconditionFailure("no needs") }
        switch random.below(28) {
        case 27: return impact(registry, id(.offers, &random), &random)
        case 25, 26: return .askNext(need, objective: random.one(of: ["cost", "upfront", "certain"]))
        case 20...24: return package(need, registry, &random)
        case 0...4: return match(need, registry, &random)
        case 5, 6: return .wantedBy(id(.models, &random), top: 1 + random.below(30))
        case 7...9:
            let given = random.chance(30) ? registry.enterprises[id(.enterprises, &random)] : nil
            return .assess(
                need, given: given, offer: random.chance(50) ? id(.offers, &random) : "", explain: random.chance(50))
        case 10...12: return .projects(projects(registry, need, &random))
        case 13...15:
            let kind = random.one(of: [RecordKind.models, .models, .suppliers, .needs])
            let text = random.one(of: ["数控 机床", "laser CNC", "高效 电机 节能", "更新", "装备 科技", "注塑机", "wholly-absent"])
            let filters = kind == .models && random.chance(50) ? ["price_cny<=300000"] : []
            return .search(kind, text, where: filters, top: 1 + random.below(40))
        case 16, 17:
            let kind = random.one(of: RecordKind.allCases)
            let filters = kind == .models && random.chance(50) ? ["efficiency=advanced"] : []
            return .list(kind, where: filters, limit: 1 + random.below(60))
        default:
            let kind = random.one(of: RecordKind.allCases)
            return .show(kind, id(kind, &random), versions: random.chance(50))
        }
    }

    /// Needs whose equipment amount is known, so that there is an answer.
    private static func package(_ need: Need, _ registry: Registry, _ random: inout SeededRandom) -> Inquiry {
        var need = need
        if need.equipmentAmountOrDefault == nil, let other = registry.needs[registry.ids(.needs)[0]] { need = other }
        var picks: [String: String] = [:]
        for line in need.lines where random.chance(30) && line.maxUnitPrice != nil {
            let models = registry.ids(.models).filter { id in
                registry.models[id].map { model in
                    model.isActive && registry.suppliers[model.supplier]?.isActive == true
                        && model.category.isWithin(line.category) && (model.validUntil.map { Asker.asOf <= $0 } ?? true)
                } ?? false
            }
            if !models.isEmpty { picks[line.line] = random.one(of: models) }
        }
        if need.lines.contains(where: { $0.maxUnitPrice == nil }) { picks = [:] }
        let given = random.chance(30) ? registry.enterprises[random.one(of: registry.ids(.enterprises))] : nil
        return .package(
            need, given: given, picks: picks, best: random.chance(80),
            objective: random.one(of: ["cost", "upfront", "certain"]), top: 1 + random.below(4),
            schedule: random.chance(50))
    }

    /// A draft that more can claim than what it is made of, in its place or beside it.
    private static func impact(_ registry: Registry, _ id: String, _ random: inout SeededRandom) -> Inquiry {
        guard var draft = registry.offers[id]?.offer else { preconditionFailure("no offers") }
        draft.status = .open
        draft.window = nil
        if random.chance(70) {
            draft.rule = .condition(Condition(fact: .enterpriseSize, test: .oneOf(["small", "medium"])))
        }
        if random.chance(50) { draft.id = "draft" }
        return .impact(draft)
    }

    private static func match(_ need: Need, _ registry: Registry, _ random: inout SeededRandom) -> Inquiry {
        var need = need
        let given = random.chance(30)
        if given {
            need.id = "not-stored"
            need.region = registry.needs[random.one(of: registry.ids(.needs))]?.region
            for index in need.lines.indices where random.chance(50) { need.lines[index].text = "数控 高效 laser 自动" }
        }
        let line = random.chance(30) ? random.one(of: need.lines).line : ""
        return .match(need, given: given, line: line, top: 1 + random.below(25), explain: random.chance(40))
    }

    private static func projects(_ registry: Registry, _ need: Need, _ random: inout SeededRandom) -> WireListProjects {
        var ask = WireListProjects()
        guard let offer = registry.offers[random.one(of: registry.ids(.offers))]?.offer else { return ask }
        ask.provider = offer.provider.id
        if random.chance(30) { ask.offer = offer.id }
        ask.sort = random.one(of: ["fit", "amount", "submitted"])
        ask.limit = UInt32(1 + random.below(20))
        if random.chance(30) { ask.region = (need.region?.city ?? .country).text }
        if random.chance(20) { ask.category = need.lines[0].category.path }
        if random.chance(20) { ask.direction = random.one(of: Need.Direction.allCases).rawValue }
        if random.chance(20) { ask.minAmount = "1000000" }
        if random.chance(20) { ask.maxAmount = "20000000" }
        if random.chance(20), let industry = registry.enterprises[need.enterprise]?.industry {
            ask.industry = industry.code
        }
        return ask
    }
}
