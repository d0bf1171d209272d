import Cluster
import Domain
import Glibc
import LMDB
import OS
import Queries
import Records
import TestSupport
import Testing

@testable import Store

/// What is damaged on the disk is removed and built anew from the log.
@Suite struct DamageTests {
    private static func history() -> History {
        var random = SeededRandom(seed: 23)
        return History.random(vshards: 3, updates: 40, &random)
    }

    /// A site that has applied all, closed, with its files changed by `harm`, and opened again.
    private static func harmed(_ history: History, _ harm: (String) throws -> Void) throws -> StoreSite {
        let site = try StoreSite(vshards: 3)
        try site.store.apply(history.changes, through: history.position(history.seq))
        try site.reopen { try harm(site.scratch.path + "/store") }
        return site
    }

    private static func replay(_ site: StoreSite, _ history: History) throws {
        let from = site.store.position.seq
        try site.store.apply(Array(history.range(from, history.seq)), through: history.position(history.seq))
        try expectAnswers(site, history.states[Int(history.seq)], at: history.seq, "after the rebuild")
        try site.reopen()
        #expect(site.reports.isEmpty, "what was built anew is sound")
        #expect(site.store.position == history.position(history.seq))
    }

    private static func shorten(_ file: String) throws {
        let size = try #require(try Files.size(file))
        #expect(truncate(file, size / 2 / 4096 * 4096) == 0)
    }

    private static func overwrite(_ file: String) throws {
        try Files.writeAtomically([UInt8](repeating: 0xA5, count: 40_000), to: file)
    }

    @Test("a vshard that is no database or was cut short begins anew; the others stay", arguments: [true, false])
    func vshard(isShort: Bool) throws {
        let history = Self.history()
        let site = try Self.harmed(history) { directory in
            let file = directory + "/vshard-1/data.mdb"
            if isShort { try Self.shorten(file) } else { try Self.overwrite(file) }
        }
        #expect(site.reports.count == 1 && site.reports[0].contains("vshard 1"), "\(site.reports)")
        #expect(site.store.positions[VShard(rawValue: 1)] == .start)
        #expect(site.store.positions[VShard(rawValue: 0)] == history.position(history.seq))
        #expect(site.store.commonPosition == history.position(history.seq))
        try Self.replay(site, history)
    }

    @Test("a damaged common environment takes all with it, for it says of which log that is", arguments: [true, false])
    func common(isShort: Bool) throws {
        let history = Self.history()
        let site = try Self.harmed(history) { directory in
            let file = directory + "/common/data.mdb"
            if isShort { try Self.shorten(file) } else { try Self.overwrite(file) }
        }
        #expect(site.reports.count == 1 && site.reports[0].contains("common"), "\(site.reports)")
        #expect(site.store.position == .start && site.store.positions.values.allSatisfy { $0 == .start })
        try Self.replay(site, history)
    }

    @Test("a common environment built anew catches up with vshards that are ahead, over a restart")
    func commonBehind() throws {
        let history = Self.history()
        let site = try Self.harmed(history) { _ in }
        try site.store.rebuildCommon(StoreFlaw("made up", isDamage: true))
        let half = history.seq / 2
        try site.store.apply(Array(history.range(0, half)), through: history.position(half))
        try site.reopen()
        try site.store.apply(Array(history.range(half, history.seq)), through: history.position(history.seq))
        try expectAnswers(site, history.states[Int(history.seq)], at: history.seq, "caught up")
    }

    @Test("vshards without a common environment, and what names no log, are built anew")
    func noLog() throws {
        let history = Self.history()
        let site = try Self.harmed(history) { try Files.removeTree($0 + "/common") }
        #expect(site.reports.count == 1 && site.reports[0].contains("no known log"), "\(site.reports)")
        #expect(site.store.positions.values.allSatisfy { $0 == .start })
        try Self.replay(site, history)

        let unnamed = try StoreSite(vshards: 3)
        try unnamed.adopt(incarnation: [], rebuild: true)
        try unnamed.store.apply(history.changes, through: history.position(history.seq))
        try unnamed.reopen()
        #expect(unnamed.reports.count == 1, "\(unnamed.reports)")
        #expect(unnamed.store.position == .start)
        #expect(unnamed.store.incarnation == [1], "adopting writes it down")
        try unnamed.reopen()
        #expect(unnamed.reports.isEmpty && unnamed.store.incarnation == [1])
    }

    @Test("a range without broadcast changes is not written to the common environment before it settles")
    func lazyCommon() throws {
        let site = try StoreSite(vshards: 3)
        let before = site.store.common.environment.information().lastTransaction
        let history = Self.history()
        try site.store.apply([], through: history.position(50))
        #expect(site.store.commonPosition.seq == 50)
        #expect(site.store.common.environment.information().lastTransaction == before)
        try site.store.settle()
        #expect(site.store.common.environment.information().lastTransaction == before + 1)
        try site.reopen()
        #expect(site.store.commonPosition == history.position(50))
    }

    @Test("a fetch of versions returns the newest thousand, and no more than its bytes")
    func versions() throws {
        let site = try StoreSite(vshards: 1)
        func change(_ seq: UInt64, _ body: [UInt8]) -> Change {
            Change(seq: seq, birth: 1, kind: .inventory, id: "i-1", body: body, timeMs: 0)
        }
        let small = (1...1_200).map { change(UInt64($0), Array("{}".utf8)) }
        try site.store.apply(small, through: Position(seq: 1_200, chain: .start))
        func fetch() throws -> [UInt64] {
            try site.store.fetch(
                .inventory, id: "i-1", versions: true, vshards: site.all, at: site.store.position.seq
            ).map(\.seq)
        }
        #expect(try fetch() == Array((201...1_200).reversed()))
        let large = [UInt8](repeating: 32, count: 3 << 20)
        try site.store.apply((1_201...1_208).map { change($0, large) }, through: Position(seq: 1_208, chain: .start))
        #expect(try fetch() == [1_208, 1_207, 1_206, 1_205, 1_204])
    }
}
