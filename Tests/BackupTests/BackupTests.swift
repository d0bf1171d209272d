import Backup
import ChangeLog
import ChangeLogLMDB
import Cluster
import Domain
import OS
import TestSupport
import Testing

/// A log with records of many sizes, and a directory for its backups.
private struct Site {
    let scratch: Scratch
    let log: EmbeddedLog
    let epoch: UInt64
    var backup: String { scratch.path + "/backup" }

    init(_ name: String = "log") throws {
        scratch = try Scratch()
        log = try Site.open(scratch.path + "/" + name, mark: 1)
        guard let epoch = try log.acquireLease(holder: "test", ttlMs: 0) else { throw TestFailure("no lease") }
        self.epoch = epoch
        guard try log.set("placement", to: Array(#"{"vshards":16}"#.utf8), epoch: epoch) else {
            throw TestFailure("no table")
        }
    }

    static func open(_ path: String, mark: UInt8) throws -> EmbeddedLog {
        var limits = EmbeddedLog.Limits()
        limits.mapBytes = 64 << 20
        return try EmbeddedLog(
            directory: path, newIncarnation: [UInt8](repeating: mark, count: 16), limits: limits)
    }

    func add(_ count: Int, timeMs: Int64, _ random: inout SeededRandom) {
        let entries = (0..<count).map { _ in
            LogEntry(
                vshard: UInt32(random.below(16)), kind: .models,
                id: "m\(random.below(50))",
                body: random.bytes(random.below(300)),
                birth: nil)
        }
        _ = log.append([AppendGroup(idempotencyKey: [], entries: entries)], epoch: epoch, timeMs: timeMs)
    }

    func write(_ timeMs: Int64 = 7) throws -> BackupManifest {
        try BackupWriter.write(log, product: "test", timeMs: timeMs, to: backup, segmentBytes: 4_096)
    }
}

@Suite struct BackupTests {
    private static let seed = SeededRandom.drawnSeed(CurrentProcess.environment("HUANXIN_SEED"))

    private var random: SeededRandom {
        print("HUANXIN_SEED=\(BackupTests.seed)")
        return SeededRandom(seed: BackupTests.seed)
    }

    @Test("a backup restored through any change has the log's records as they were, also when it grew in steps")
    func prefixes() throws {
        var random = random
        let site = try Site()
        for round in 1...4 {
            site.add(Int.random(in: 1...60, using: &random), timeMs: Int64(round) * 1_000, &random)
            #expect(try site.write().position == site.log.head())
        }
        let reader = try BackupReader(site.backup)
        try reader.verify()
        let all = try site.log.read(after: 0, maxRecords: .max, maxBytes: .max)
        for attempt in 0..<8 {
            let seq = UInt64.random(in: 1...UInt64(all.count), using: &random)
            let copy = try Site.open(site.scratch.path + "/copy-\(attempt)", mark: 9)
            #expect(try reader.read(through: .seq(seq)) { try copy.load($0[...]) } == seq)
            #expect(try copy.read(after: 0, maxRecords: .max, maxBytes: .max) == Array(all.prefix(Int(seq))))
            #expect(copy.incarnation != site.log.incarnation)
        }
        for timeMs in [Int64(999), 1_000, 2_500, 9_000] {
            let seq = try reader.read(through: .time(timeMs)) { _ in }
            #expect(try seq == site.log.seq(at: timeMs), "at \(timeMs)")
        }
    }

    @Test("a restored log takes appends of the next epoch, and its chain goes on")
    func appends() throws {
        var random = random
        let site = try Site()
        site.add(20, timeMs: 1, &random)
        _ = try site.write()
        let copy = try Site.open(site.scratch.path + "/copy", mark: 9)
        try BackupReader(site.backup).read(through: .end) { try copy.load($0[...]) }
        #expect(try copy.head() == site.log.head())
        let epoch = try #require(try copy.acquireLease(holder: "new", ttlMs: 0))
        #expect(epoch > site.epoch)
        let outcome = copy.append(
            [
                AppendGroup(
                    idempotencyKey: [],
                    entries: [LogEntry(vshard: 0, kind: .models, id: "n", body: [1], birth: nil)])
            ], epoch: epoch, timeMs: 2)
        #expect(outcome == [.committed(first: 21, last: 21)])
    }

    @Test("any byte flipped, any file cut or missing is found, and named")
    func damage() throws {
        var random = random
        let site = try Site()
        site.add(120, timeMs: 1, &random)
        let manifest = try site.write()
        #expect(manifest.segments.count > 2)
        for file in manifest.segments.map(\.file) + ["manifest.json"] {
            let path = site.backup + "/" + file
            let good = try #require(try Files.read(path))
            for _ in 0..<4 {
                var bad = good
                bad[random.below(bad.count)] ^= 1 << UInt8(random.below(8))
                try Files.writeAtomically(bad, to: path)
                expectDamage(site.backup, file)
            }
            try Files.writeAtomically(Array(good.dropLast(1)), to: path)
            expectDamage(site.backup, file)
            try Files.remove(path)
            expectDamage(site.backup, file)
            try Files.writeAtomically(good, to: path)
        }
        try BackupReader(site.backup).verify()
    }

    private func expectDamage(_ backup: String, _ file: String) {
        do {
            try BackupReader(backup).verify()
            Issue.record("damage in \(file) was not found")
        } catch {
            #expect("\(error)".contains(file), "\(error)")
        }
    }

    @Test("a directory of something else, or of another log, is left alone")
    func foreign() throws {
        var random = random
        let site = try Site()
        site.add(5, timeMs: 1, &random)
        try Files.makeDirectories(site.backup)
        try Files.writeAtomically([1], to: site.backup + "/letter.txt")
        #expect(throws: BackupFlaw.self) { try site.write() }
        try Files.remove(site.backup + "/letter.txt")
        _ = try site.write()
        let other = try Site.open(site.scratch.path + "/other", mark: 2)
        let epoch = try #require(try other.acquireLease(holder: "test", ttlMs: 0))
        #expect(try other.set("placement", to: Array(#"{"vshards":16}"#.utf8), epoch: epoch))
        #expect(throws: BackupFlaw.self) {
            try BackupWriter.write(other, product: "test", timeMs: 1, to: site.backup)
        }
        #expect(throws: BackupFlaw.self) { try BackupReader(site.backup).read(through: .seq(6)) { _ in } }
    }

    @Test("a backup without new changes adds no file; with some it adds only those")
    func increments() throws {
        var random = random
        let site = try Site()
        site.add(30, timeMs: 1, &random)
        let first = try site.write()
        #expect(try site.write(8).segments == first.segments)
        site.add(3, timeMs: 2, &random)
        let third = try site.write(9)
        #expect(Array(third.segments.prefix(first.segments.count)) == first.segments)
        #expect(third.segments.last?.first == 31 && third.segments.last?.last == 33)
    }
}
