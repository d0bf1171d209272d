// swift-format-ignore-file: NeverForceUnwrap
// The ids are taken from the tables they are looked up in.

import Cluster
import DemoData
import Domain
import JSON
import Queries
import Rules
import TestSupport
import Testing

@testable import Store

/// Projects, wanted lines and impact from the columns of a store, while needs, enterprises and offers change.
@Suite struct ReverseTests {
    /// A registry with the published offers, then random changes of what the questions read.
    private static func history(vshards: Int, updates: Int, _ random: inout SeededRandom) throws -> History {
        var history = History(vshards: vshards)
        let demo = DemoData(
            seed: UInt64(random.below(1_000_000)),
            sizes: .init(enterprises: 10, suppliers: 4, models: 20, needs: 60), asOf: History.asOf)
        for record in try RecordText.published().filter({ $0.kind == .offers }) { history.add(record) }
        for record in demo.all { history.add(record) }
        for _ in 0..<updates { history.add(history.states[history.states.count - 1].changedNeed(demo, &random)) }
        return history
    }

    private func query(_ registry: Registry, _ random: inout SeededRandom) -> ProjectQuery {
        let offer = registry.offers[random.one(of: registry.ids(.offers))]!.offer
        var query = ProjectQuery(
            provider: offer.provider.id, sort: random.one(of: ProjectQuery.Sort.allCases),
            limit: random.one(of: [3, 200]))
        if random.chance(70) { query.offer = offer.id }
        if random.chance(20) { query.region = Region(random.one(of: ["440000", "440100", "441900"])) }
        if random.chance(20) { query.industry = Industry(code: random.one(of: ["C", "C34", "C38"])) }
        if random.chance(20) { query.direction = random.one(of: ["digital", "green"]) }
        if random.chance(20) { query.minAmount = Fen(Int64(random.below(5)) * 50_000_000) }
        return query
    }

    private func expect(
        _ site: StoreSite, _ registry: Registry, _ query: ProjectQuery, at seq: UInt64, _ place: Comment
    ) throws {
        var query = query
        let expected = registry.projects(query, asOf: History.asOf)
        var found: [JSONValue] = []
        while true {
            let page = try site.store.projects(query, asOf: History.asOf, vshards: site.all, at: seq)
            #expect(page.total == expected.count, place)
            #expect(page.cities.values.reduce(0, +) == expected.count, place)
            #expect(page.industries.values.reduce(0, +) == expected.count, place)
            #expect(page.amounts.values.reduce(0, +) == expected.count, place)
            found += page.rows.map(\.json)
            guard let last = page.rows.last, found.count <= expected.count else { break }
            query.after = last.key
        }
        #expect(found.map { $0["need"]?.string } == expected.map(\.need), place)
        #expect(found.map { $0["outcome"]?.string } == expected.map(\.outcome.rawValue), place)
    }

    @Test(
        "questions at any seq between changes, restarts among them, are answered as judging need by need does",
        arguments: [1, 2, 3, 4] as [UInt64])
    func interleaved(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let history = try Self.history(vshards: 1 + random.below(3), updates: 120, &random)
        let site = try StoreSite(vshards: history.vshards)
        var at = history.seq - 150
        try site.store.apply(Array(history.range(0, at)), through: history.position(at))
        // At times the same question, so that what is kept of it follows the changes.
        var asked: [ProjectQuery] = []
        while at < history.seq {
            let through = min(history.seq, at + UInt64(1 + random.below(12)))
            try site.store.apply(Array(history.range(at, through)), through: history.position(through))
            at = through
            if random.chance(15) {
                try site.reopen()
                let from = site.store.position.seq
                try site.store.apply(Array(history.range(from, at)), through: history.position(at))
            }
            for _ in 0..<4 {
                let seq = random.chance(50) ? at : at - UInt64(random.below(20))
                let registry = history.states[Int(seq)]
                let query = asked.isEmpty || random.chance(40) ? query(registry, &random) : random.one(of: asked)
                asked.append(query)
                try expect(site, registry, query, at: seq, "seed \(seed), seq \(seq) of \(at), \(query)")
            }
            let model = history.states[Int(at)].models.values.randomElement(using: &random)!
            let tokens = history.states[Int(at)].tokens(of: model)
            let seq = at - UInt64(random.below(10))
            let found = try site.store.wantedBy(
                model: model, tokens: tokens, statistics: history.states[Int(seq)].statistics(.models, tokens),
                asOf: History.asOf, top: 5, vshards: site.all, at: seq)
            let expected = history.states[Int(seq)].wantedBy(model, asOf: History.asOf)
            #expect(found.candidates == expected.count, "seed \(seed), seq \(seq) of \(at), \(model.id)")
            #expect(found.hits.map(\.line) == Array(expected.prefix(5)), "seed \(seed), seq \(seq) of \(at)")
        }
    }

    @Test("a page from columns is byte by byte that of reading every need", arguments: [11, 12])
    func pages(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let history = try Self.history(vshards: 2, updates: 40, &random)
        let site = try StoreSite(vshards: history.vshards)
        try site.store.apply(history.changes, through: history.position(history.seq))
        let queries = (0..<40).map { _ in query(history.states[Int(history.seq)], &random) }
        func pages() throws -> [ProjectPage] {
            try queries.map { try site.store.projects($0, asOf: History.asOf, vshards: site.all, at: history.seq) }
        }
        let fromColumns = try pages()
        // A restart sets the floor to the position: the question is older.
        try site.store.apply([], through: history.position(history.seq + 10))
        try site.store.settle()
        try site.reopen()
        let plain = try pages()
        for (query, (a, b)) in zip(queries, zip(fromColumns, plain)) {
            #expect(a.rows.map(\.json.bytes) == b.rows.map(\.json.bytes), "seed \(seed), \(query)")
            #expect(
                a.total == b.total && a.cities == b.cities && a.industries == b.industries, "seed \(seed), \(query)")
            #expect(a.directions == b.directions && a.amounts == b.amounts, "seed \(seed), \(query)")
        }
        #expect(plain.contains { !$0.rows.isEmpty })
    }

    @Test("columns that a question had no time to read are read on by the next") func late() throws {
        var history = History(vshards: 1)
        let demo = DemoData(
            seed: 5, sizes: .init(enterprises: 300, suppliers: 1, models: 1, needs: 600), asOf: History.asOf)
        var offer = Offer(id: "o", kind: .gate)
        offer.provider = Offer.Provider(id: "p")
        history.add(.offer(offer))
        for record in demo.all { history.add(record) }
        let site = try StoreSite(vshards: 1)
        let last = history.seq
        try site.store.apply(history.changes, through: history.position(last))
        let query = ProjectQuery(provider: "p", limit: 5)
        for round in 0..<2 {
            var looks = 0
            let late = Pace {
                looks += 1
                if looks == 2 { throw Pace.Late() }
            }
            #expect(throws: Pace.Late.self) {
                try site.store.projects(query, asOf: History.asOf, vshards: site.all, at: last, pace: late)
            }
            // Changes on both sides of what was read so far.
            for id in [history.states[Int(last)].ids(.needs)[round], history.states[Int(last)].ids(.needs)[590]] {
                var need = history.states[history.states.count - 1].needs[id]!
                need.status = round == 0 ? .draft : .open
                need.enterprise = history.states[Int(last)].ids(.enterprises)[round * 290]
                history.add(.need(need))
            }
            let from = site.store.position.seq
            try site.store.apply(Array(history.range(from, history.seq)), through: history.position(history.seq))
        }
        try expect(site, history.states[Int(history.seq)], query, at: history.seq, "after late questions")
    }
}

extension Registry {
    /// A new version of a need, of an enterprise or of an offer.
    fileprivate func changedNeed(_ demo: DemoData, _ random: inout SeededRandom) -> Record {
        switch random.below(10) {
        case 0..<5:
            guard case .need(var need) = demo.record(.needs, at: random.below(60)) else { break }
            need.id = random.one(of: ids(.needs))
            if random.chance(30) { need.status = random.one(of: Need.Status.allCases) }
            if random.chance(30) { need.attested = needs[random.one(of: ids(.needs))]!.attested }
            if random.chance(20) { need.enterprise = random.one(of: ["stranger", ids(.enterprises)[0]]) }
            return .need(need)
        case 5..<8:
            guard case .enterprise(var firm) = demo.record(.enterprises, at: random.below(10)) else { break }
            firm.id = random.one(of: ids(.enterprises) + ["stranger"])
            if random.chance(50) { firm.creditGrade = random.one(of: Enterprise.CreditGrade.allCases) }
            return .enterprise(firm)
        default: break
        }
        var offer = offers[random.one(of: ids(.offers))]!.offer
        offer.status = random.one(of: Offer.Status.allCases)
        if random.chance(50) { offer.window = nil }
        return .offer(offer)
    }
}
