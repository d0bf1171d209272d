import Cluster
import Domain
import OS
import Queries
import Records
import ReferenceData
import TestSupport
import Testing

@testable import Store

@Suite struct ReplayTests {
    private func history(_ updates: Int = 60) -> History {
        var random = SeededRandom(seed: 11)
        return History.random(vshards: 3, updates: updates, &random)
    }

    /// All of a store's answers that the tests compare, at one seq.
    private func expectSame(_ site: StoreSite, _ history: History, at seq: UInt64, _ place: Comment) throws {
        let registry = history.states[Int(seq)]
        try expectAnswers(site, registry, at: seq, place)
        for kind in [RecordKind.suppliers, .models, .needs, .enterprises, .inventory] {
            let page = try site.store.list(kind, where: [], limit: 1_000, after: "", vshards: site.all, at: seq)
            #expect(page.total == registry.ids(kind).count, place)
            #expect(
                page.bodies == registry.ids(kind).compactMap { registry.record(kind, $0).map(RecordText.body) }, place)
        }
    }

    @Test("the same range twice and ranges that overlap change nothing")
    func repeats() throws {
        let history = history()
        let site = try StoreSite(vshards: 3)
        for (from, through) in [(0, 40), (0, 40), (20, 70), (60, 70), (70, 90), (0, 100), (100, 120)]
            as [(UInt64, UInt64)]
        {
            try site.store.apply(Array(history.range(from, through)), through: history.position(through))
        }
        #expect(site.store.position == history.position(120))
        try expectSame(site, history, at: 120, "after repeats")
        let versions = try site.store.fetch(
            .suppliers, id: history.states[120].ids(.suppliers)[0], versions: true, vshards: [], at: 120)
        #expect(Set(versions.map(\.seq)).count == versions.count)
    }

    /// Commits the broadcast changes of a range and those of one vshard; memory takes nothing up.
    private func write(
        _ range: [Change], _ own: [Change], _ home: VShard, _ site: StoreSite, through: Position
    ) throws {
        let context = site.store.writingContext
        let common = site.store.common.indexTask(range, through: through, context.documents) { _ in }
        try #require(common).run()
        try #require(site.store.replicas[home]?.indexTask(own, through: through, context)).run()
    }

    @Test("a crash between the commit of the common environment and those of the vshards is made good by the replay")
    func crashBetween() throws {
        let history = history()
        let site = try StoreSite(vshards: 3)
        try site.store.apply(Array(history.range(0, 90)), through: history.position(90))
        // Of the next range only the broadcast part reaches the disk, and one vshard of three.
        let range = Array(history.range(90, 140))
        let home = VShard(rawValue: 1)
        let own = range.filter { !$0.kind.isBroadcast && VShard(id: $0.id, count: 3) == home }
        #expect(!own.isEmpty)
        try write(range, own, home, site, through: history.position(140))
        try site.reopen()
        #expect(site.store.position.seq <= 90)
        #expect(site.store.commonPosition == history.position(140))
        #expect(site.store.positions[home] == history.position(140))
        let from = site.store.position.seq
        try site.store.apply(Array(history.range(from, 140)), through: history.position(140))
        #expect(site.store.position == history.position(140))
        try expectSame(site, history, at: 140, "after the replay")
        try expectSame(site, history, at: 120, "in the past, after the replay")
    }

    @Test("a store of another log is dropped and built anew; the same log again keeps it")
    func rebuild() throws {
        let history = history()
        let site = try StoreSite(vshards: 3)
        try site.store.apply(Array(history.range(0, 100)), through: history.position(100))
        try site.adopt()
        #expect(site.store.position.seq == 100)
        #expect(site.store.incarnation == [1])
        try site.adopt(incarnation: [2], rebuild: true)
        #expect(site.store.incarnation == [2])
        #expect(site.store.position == .start && site.store.positions.values.allSatisfy { $0 == .start })
        var random = SeededRandom(seed: 12)
        let other = History.random(vshards: 3, updates: 30, &random)
        try site.store.apply(Array(other.range(0, other.seq)), through: other.position(other.seq))
        try expectSame(site, other, at: other.seq, "after the rebuild")
        try site.reopen()
        #expect(site.store.incarnation == [2])
        try expectSame(site, other, at: other.seq, "after the rebuild and a restart")
    }

    @Test("a vshard that is taken away is removed from the disk, one that comes starts empty")
    func assignment() throws {
        let history = history()
        let site = try StoreSite(vshards: 3)
        try site.store.apply(Array(history.range(0, 100)), through: history.position(100))
        let kept = [VShard(rawValue: 0), VShard(rawValue: 2)]
        try site.store.adopt(incarnation: [1], vshards: 3, assigned: kept, rebuild: false)
        #expect(Set(site.store.replicas.keys) == Set(kept))
        #expect(!Files.exists(site.scratch.path + "/store/vshard-1"))
        try site.adopt()
        #expect(site.store.positions[VShard(rawValue: 1)] == .start)
        #expect(site.store.position == .start)
        try site.store.apply(Array(history.range(0, 100)), through: history.position(100))
        try expectSame(site, history, at: 100, "after the replay of one vshard")
    }

    @Test("vshards without a change take up their position again after a settle and after a crash without one")
    func settle() throws {
        let history = history()
        let site = try StoreSite(vshards: 3)
        try site.store.apply(Array(history.range(0, 100)), through: history.position(100))
        try site.store.apply([], through: history.position(150))
        #expect(site.store.position.seq == 150)
        try site.reopen()
        #expect(site.store.position.seq <= 100, "an empty range is not written down at once")
        try site.store.apply([], through: history.position(150))
        try site.store.settle()
        try site.reopen()
        #expect(site.store.positions.values.allSatisfy { $0 == history.position(150) })
    }
}
