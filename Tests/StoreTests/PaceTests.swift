// swift-format-ignore-file: NeverForceUnwrap
// The ids are taken from the tables they are looked up in.

import Cluster
import DemoData
import Domain
import Matching
import Queries
import Records
import TestSupport
import Testing
import TextAnalysis

@testable import Store

/// A long question looks up every few rows and can be given up there.
@Suite struct PaceTests {
    /// A site with so many models and needs in one vshard, all applied.
    private static func site(models: Int, needs: Int) throws -> (StoreSite, Registry, UInt64) {
        var history = History(vshards: 1)
        let demo = DemoData(
            seed: 5, sizes: .init(enterprises: 5, suppliers: 3, models: models, inventory: 0, needs: needs),
            asOf: History.asOf)
        for record in demo.all { history.add(record) }
        let site = try StoreSite(vshards: 1)
        try site.store.apply(history.changes, through: history.position(history.seq))
        return (site, history.states[history.states.count - 1], history.seq)
    }

    private static func need(_ registry: Registry) -> Need { registry.needs[registry.ids(.needs)[0]]! }

    /// The first words of the categories in use.
    private static func roots(_ registry: Registry) -> [String] {
        Set(registry.models.values.map { String($0.category.path.prefix { $0 != "." }) }).sorted()
    }

    private static func match(_ site: StoreSite, _ need: Need, _ seq: UInt64, _ pace: Pace) throws {
        _ = try site.store.match(
            need: need, statistics: need.lines.map { _ in TextStatistics(tokens: 0) }, asOf: History.asOf, top: 5,
            explain: false, vshards: site.all, at: seq, pace: pace)
    }

    /// Every kind of scan, with the pace it is given.
    private static let scans: [(String, @Sendable (StoreSite, Registry, UInt64, Pace) throws -> Void)] = [
        (
            "match",
            { site, registry, seq, pace in
                var need = need(registry)
                // The whole registry lies within these.
                need.lines = roots(registry).map { path in
                    // Without limits, so that no block is passed over.
                    var line = Line(line: path)
                    line.category = CategoryPath(path)
                    return line
                }
                try match(site, need, seq, pace)
            }
        ),
        (
            "search",
            { site, _, seq, pace in
                _ = try site.store.search(
                    .models, tokens: ["示例"], statistics: TextStatistics(tokens: 1), where: [], top: 3,
                    vshards: site.all,
                    at: seq, pace: pace)
            }
        ),
        (
            "statistics",
            { site, _, seq, pace in
                _ = try site.store.statistics(.needs, tokens: ["数控"], vshards: site.all, at: seq, pace: pace)
            }
        ),
        (
            "list",
            { site, _, seq, pace in
                _ = try site.store.list(.models, where: [], limit: 1, after: "", vshards: site.all, at: seq, pace: pace)
            }
        ),
    ]

    @Test("a scan looks up every 256 rows, and ends where the look throws")
    func looks() throws {
        let (site, registry, seq) = try Self.site(models: 1_100, needs: 1_100)
        for (name, scan) in Self.scans {
            var looks = 0
            try scan(site, registry, seq, Pace { looks += 1 })
            #expect(looks >= 1_000 / Pace.stride, "\(name)")
            looks = 0
            let late = Pace {
                looks += 1
                if looks == 2 { throw Pace.Late() }
            }
            #expect(throws: Pace.Late.self, "\(name)") { try scan(site, registry, seq, late) }
            #expect(looks == 2, "\(name): nothing is read after the time is over")
        }
    }

    @Test("a question below the floor reads the versions once, however many lines the need has")
    func onePass() throws {
        let (site, registry, seq) = try Self.site(models: 1_100, needs: 5)
        // A restart sets the floor to the position: the question is older.
        try site.store.apply([], through: Position(seq: seq + 10, chain: .start))
        try site.store.settle()
        try site.reopen()
        var need = Self.need(registry)
        let line = need.lines[0]
        func looks(_ lines: Int) throws -> Int {
            need.lines = (0..<lines).map { index in
                var copy = line
                copy.line = "\(index)"
                return copy
            }
            var looks = 0
            try Self.match(site, need, seq, Pace { looks += 1 })
            return looks
        }
        let one = try looks(1)
        #expect(one >= 4)
        #expect(try looks(20) == one)
    }
}
