import Cluster
import Domain
import LMDB
import OS
import TestSupport
import Testing

@testable import Store

@Suite struct SnapshotTests {
    private static let seed = SeededRandom.drawnSeed(CurrentProcess.environment("HUANXIN_SEED"))
    private let moved = VShard(rawValue: 1)

    /// Applies (position, through] in batches of random size.
    private func run(_ site: StoreSite, _ history: History, through: UInt64, _ random: inout SeededRandom) throws {
        while site.store.position.seq < through {
            let from = site.store.position.seq
            let next = min(through, from + UInt64(random.below(40)) + 1)
            try site.store.apply(Array(history.range(from, next)), through: history.position(next))
            if random.chance(20) { try site.store.settle() }
        }
    }

    /// Makes a copy of the vshard and leads it to the target's directory.
    private func copy(
        _ source: StoreSite, to target: StoreSite, isDurable: Bool = false
    ) throws -> (directory: String, SnapshotManifest) {
        let directory = target.store.snapshotDirectory + "/copy"
        let made = try #require(source.store.snapshotSource(of: moved)).copy(to: directory, isDurable: isDurable)
        #expect(try SnapshotFile.manifest(in: directory) == made)
        try SnapshotFile.check(directory, made)
        return (directory, made)
    }

    private func adopt(_ site: StoreSite, without: Bool = false, awaiting: Set<VShard> = []) throws {
        try site.store.adopt(
            incarnation: [1], vshards: 3, assigned: without ? site.all.filter { $0 != moved } : site.all,
            awaiting: awaiting, rebuild: false)
    }

    @Test("a copied replica answers as the registry stood, whichever of copy and target is ahead", arguments: 0..<8)
    func answers(turn: Int) throws {
        var random = SeededRandom(seed: SnapshotTests.seed &+ UInt64(turn))
        let history = History.random(vshards: 3, updates: 90, &random)
        let place = "seed \(SnapshotTests.seed), turn \(turn)"
        let (source, target) = (try StoreSite(vshards: 3), try StoreSite(vshards: 3))
        let copied = UInt64(60 + random.below(Int(history.seq) - 60))
        let held = UInt64(random.below(Int(history.seq)))
        try run(source, history, through: copied, &random)
        if random.chance(50) { try source.store.settle() }
        // Before the assignment, or after it.
        let isEarly = turn.isMultiple(of: 2)
        if isEarly { try adopt(target, without: true) } else { try adopt(target, awaiting: [moved]) }
        #expect(target.store.replicas[moved] == nil)
        // As a coordinator sends it: nothing of what is not here.
        try run(target, history, through: held, &random)
        let (directory, manifest) = try copy(source, to: target)
        #expect(manifest.position.seq <= copied)
        try target.store.install(moved, from: directory)
        #expect(!Files.exists(directory) && target.store.positions[moved] == manifest.position)
        if isEarly {
            #expect(target.store.position == history.position(held), "what waits does not hold the others back")
            let more = min(history.seq, held + 10)
            try run(target, history, through: more, &random)
            #expect(target.store.positions[moved] == manifest.position, "nor do changes come for it")
            try adopt(target, without: true)
            #expect(target.store.positions[moved] == manifest.position, "nor does another READY drop it")
            try adopt(target)
        }
        #expect(target.store.positions[moved] == manifest.position)
        #expect(target.store.position(of: [moved]).seq == min(manifest.position.seq, target.store.commonPosition.seq))
        if turn % 4 >= 2 {
            try target.store.rebuildCommon(StoreFlaw("for the test"))
            #expect(target.store.position == .start)
        }
        try run(target, history, through: history.seq, &random)
        for seq in [history.seq, history.seq - 25, copied] {
            try expectAnswers(target, history.states[Int(seq)], at: seq, "\(place), at \(seq)")
        }
        try target.reopen()
        try expectAnswers(target, history.states[Int(history.seq)], at: history.seq, "\(place), reopened")
        #expect(target.reports.isEmpty)
        for site in [source, target] { try run(site, history, through: history.seq, &random) }
        let suppliers = history.states[Int(history.seq)].ids(.suppliers)
        for id in suppliers {
            #expect(try source.store.common.supplierOrdinal(id) == target.store.common.supplierOrdinal(id), "\(place)")
        }
    }

    @Test("what is no whole copy for this worker is refused, and nothing is changed")
    func refusals() throws {
        var random = SeededRandom(seed: 5)
        let history = History.random(vshards: 3, updates: 20, &random)
        let (source, target) = (try StoreSite(vshards: 3), try StoreSite(vshards: 3))
        try run(source, history, through: history.seq, &random)
        try adopt(target, without: true)
        let (directory, manifest) = try copy(source, to: target)
        let data = directory + "/data.mdb"
        let whole = try #require(try Files.read(data))
        for (name, bytes) in [
            ("cut", Array(whole.dropLast(4_096))), ("longer", whole + [0]),
            ("flipped", whole.enumerated().map { $0 == whole.count / 2 ? $1 ^ 4 : $1 }),
        ] {
            try Files.writeAtomically(bytes, to: data)
            #expect(throws: StoreFlaw.self, "\(name)") { try SnapshotFile.check(directory, manifest) }
        }
        try Files.writeAtomically(whole, to: data)
        try SnapshotFile.check(directory, manifest)
        for change: (inout SnapshotManifest) -> Void in [
            { $0.incarnation = [9] }, { $0.format += 1 }, { $0.vshards = 4 }, { $0.vshard = VShard(rawValue: 0) },
        ] {
            var other = manifest
            change(&other)
            try Files.writeAtomically(other.text, to: directory + "/manifest")
            #expect(throws: StoreFlaw.self) { try target.store.install(moved, from: directory) }
        }
        try Files.writeAtomically(manifest.text, to: directory + "/manifest")
        #expect(target.store.positions[moved] == nil)
        #expect(source.store.objection(to: moved) != nil, "an active replica is here")
        #expect(throws: StoreFlaw.self) { try source.store.install(moved, from: directory) }
        try target.store.install(moved, from: directory)
        #expect(target.store.objection(to: moved) != nil)
        try target.store.discard(moved)
        #expect(target.store.positions[moved] == nil && !Files.exists(target.store.directory(of: moved)))
    }

    @Test("a copy that is not assigned after a restart goes, and so does what was under way")
    func restart() throws {
        var random = SeededRandom(seed: 6)
        let history = History.random(vshards: 3, updates: 20, &random)
        let (source, target) = (try StoreSite(vshards: 3), try StoreSite(vshards: 3))
        try run(source, history, through: history.seq, &random)
        try adopt(target, without: true)
        try run(target, history, through: 30, &random)
        let (directory, manifest) = try copy(source, to: target)
        try target.reopen()
        #expect(!Files.exists(directory))
        try adopt(target, without: true)
        let again = try copy(source, to: target, isDurable: true)
        try target.store.install(moved, from: again.directory)
        // The adoption of `reopen` assigns all.
        try target.reopen()
        #expect(target.store.positions[moved] == manifest.position)
        try adopt(target, without: true)
        #expect(target.store.positions[moved] == nil)
    }

    @Test("an environment that is being copied is not compacted meanwhile")
    func lent() throws {
        var random = SeededRandom(seed: 7)
        let history = History.random(vshards: 3, updates: 20, &random)
        let site = try StoreSite(vshards: 3)
        try run(site, history, through: history.seq, &random)
        var source = site.store.snapshotSource(of: moved)
        let target = try #require(site.store.compactionTarget(2))
        #expect(target.vshard == moved)
        #expect(try !site.store.take(Compaction(target.environment), of: moved))
        #expect(source != nil)
        source = nil
        #expect(!site.store.isLent(moved))
        #expect(try Files.names(in: site.scratch.path + "/store").allSatisfy { !$0.utf8.contains(UInt8(ascii: ".")) })
    }

    @Test("replicas of one vshard at one seq have one checksum, however their changes came; another seq has another")
    func checksum() throws {
        var random = SeededRandom(seed: SnapshotTests.seed)
        let history = History.random(vshards: 3, updates: 60, &random)
        let (a, b) = (try StoreSite(vshards: 3), try StoreSite(vshards: 3))
        try a.store.apply(history.changes, through: history.position(history.seq))
        try run(b, history, through: history.seq - 30, &random)
        let before = try b.store.replicas.mapValues { try $0.rowChecksum() }
        try run(b, history, through: history.seq, &random)
        for site in [a, b] { for _ in 0..<6 { try site.store.settle() } }
        for vshard in a.all {
            let sum = try #require(try a.store.replicas[vshard]?.rowChecksum())
            #expect(try b.store.replicas[vshard]?.rowChecksum() == sum, "seed \(SnapshotTests.seed)")
            #expect(sum.position == history.position(history.seq))
            #expect(before[vshard]?.rows != sum.rows)
            #expect(try a.store.verify(vshard).isEmpty && b.store.verify(vshard).isEmpty)
        }
        #expect(try a.store.replicas[a.all[0]]?.rowChecksum() != a.store.replicas[a.all[1]]?.rowChecksum())
    }

    @Test("verify names the index that does not hold what the versions give")
    func verify() throws {
        var random = SeededRandom(seed: 9)
        let history = History.random(vshards: 3, updates: 40, &random)
        let site = try StoreSite(vshards: 3)
        try run(site, history, through: history.seq, &random)
        for _ in 0..<6 { try site.store.settle() }
        let replica = try #require(site.store.replicas[moved])
        let whole = try replica.rowChecksum()
        for (name, part) in [
            ("docs", "documents of needs"), ("need-rows", "needs"), ("need-text", "texts of needs"),
            ("model-text", "texts of models"), ("model-blocks", "models"),
        ] {
            let table = try replica.environment.openTable(name)
            let (key, value) = try #require(
                try replica.environment.read { try $0.first(in: table) { ($0.copy(), $1.copy()) } })
            try replica.environment.write { _ = try $0.delete(key, in: table) }
            let found = try site.store.verify(moved)
            #expect(found.contains { $0.hasPrefix("\(part): ") }, "\(name): \(found)")
            let damaged = try replica.rowChecksum()
            #expect(damaged.index != whole.index && damaged.rows == whole.rows, "\(name)")
            try replica.environment.write { try $0.put(key, value: value, in: table) }
            #expect(try site.store.verify(moved).isEmpty, "\(name)")
        }
        let bodies = try replica.environment.openTable("bodies")
        let key = try #require(try replica.environment.read { try $0.last(in: bodies) { key, _ in key.copy() } })
        try replica.environment.write { _ = try $0.delete(key, in: bodies) }
        #expect(try replica.rowChecksum().rows != whole.rows)
        #expect(try !site.store.verify(moved).isEmpty)
    }
}
