import ChangeLog
import ChangeLogLMDB
import Cluster
import Domain
import OS
import TestSupport
import Testing

@Suite struct EmbeddedLogTests {
    @Test("a key used before gives the seqs of its first use and writes nothing, in a later group and in the same one")
    func idempotency() throws {
        let site = try LogSite()
        let log = try site.open()
        let epoch = try log.takeEpoch()
        #expect(log.append([.of(3, key: "k", mark: "a")], epoch: epoch, timeMs: 1) == [.committed(first: 1, last: 3)])
        #expect(log.append([.of(9, key: "k", mark: "b")], epoch: epoch, timeMs: 2) == [.duplicate(first: 1, last: 3)])
        let both = log.append(
            [.of(2, key: "same", mark: "c"), .of(2, key: "same", mark: "d"), .of(1, mark: "e")], epoch: epoch, timeMs: 3
        )
        #expect(both == [.committed(first: 4, last: 5), .duplicate(first: 4, last: 5), .committed(first: 6, last: 6)])
        #expect(try log.head().seq == 6)
        #expect(try log.outcome(of: Array("k".utf8)) == .duplicate(first: 1, last: 3))
        #expect(try log.outcome(of: Array("never".utf8)) == nil)
    }

    @Test("a key used with other content is refused, in a later group and in the same one, and writes nothing")
    func keyReused() throws {
        let site = try LogSite()
        let log = try site.open()
        let epoch = try log.takeEpoch()
        let groups = [
            AppendGroup.of(1, key: "k", content: 7), .of(2, key: "k", content: 8), .of(1, key: "k", content: 7),
        ]
        let outcomes = log.append(groups, epoch: epoch, timeMs: 1)
        #expect(outcomes == [.committed(first: 1, last: 1), .keyReused, .duplicate(first: 1, last: 1)])
        #expect(log.append([.of(2, key: "k", content: 8)], epoch: epoch, timeMs: 2) == [.keyReused])
        #expect(try log.outcome(of: Array("k".utf8), content: 8) == .keyReused)
        #expect(try log.head().seq == 1)
    }

    @Test("a log that outgrows its map goes on")
    func grows() throws {
        let site = try LogSite()
        var limits = LogSite.small
        limits.mapBytes = 1 << 20
        let log = try site.open(limits)
        let epoch = try log.takeEpoch()
        let body = String(repeating: "b", count: 100_000)
        for index in 1...40 as ClosedRange<UInt64> {
            let group = AppendGroup(idempotencyKey: [], entries: [.model("m\(index)", body)])
            #expect(log.append([group], epoch: epoch, timeMs: 0) == [.committed(first: index, last: index)])
        }
        #expect(try log.record(at: 40)?.body.count == 100_000)
    }

    @Test("times never fall along the log, also where the clock was set back")
    func clockSetBack() throws {
        let site = try LogSite()
        let log = try site.open()
        let epoch = try log.takeEpoch()
        for time in [100, 40, 150, -5] as [Int64] { _ = log.append([.of(1)], epoch: epoch, timeMs: time) }
        #expect(try log.read(after: 0, maxRecords: 9, maxBytes: .max).map(\.timeMs) == [100, 100, 150, 150])
        #expect(try log.seq(at: 120) == 2)
    }

    @Test("more keys are forgotten than are added")
    func forgets() throws {
        let site = try LogSite()
        var limits = LogSite.small
        limits.keyLifeMs = 1_000
        let log = try site.open(limits)
        let epoch = try log.takeEpoch()
        let old = (0..<60).map { AppendGroup.of(1, key: "old\($0)") }
        _ = log.append(old, epoch: epoch, timeMs: 10_000)
        _ = log.append((0..<30).map { .of(1, key: "new\($0)") }, epoch: epoch, timeMs: 20_000)
        for index in 0..<60 { #expect(try log.outcome(of: Array("old\(index)".utf8)) == nil, "old\(index)") }
    }

    @Test("a key ends with its life, not before; then it may be used again")
    func keyLife() throws {
        let site = try LogSite()
        var limits = LogSite.small
        limits.keyLifeMs = 1_000
        let log = try site.open(limits)
        let epoch = try log.takeEpoch()
        for index in 0..<20 { _ = log.append([.of(1, key: "k\(index)")], epoch: epoch, timeMs: 10_000) }
        _ = log.append([.of(1)], epoch: epoch, timeMs: 11_000)
        #expect(try log.outcome(of: Array("k0".utf8)) == .duplicate(first: 1, last: 1))
        // A few go with each append.
        for _ in 0..<3 { _ = log.append([.of(1)], epoch: epoch, timeMs: 11_001) }
        for index in 0..<20 { #expect(try log.outcome(of: Array("k\(index)".utf8)) == nil, "k\(index)") }
        #expect(log.append([.of(1, key: "k0")], epoch: epoch, timeMs: 11_002) == [.committed(first: 25, last: 25)])
        #expect(log.append([.of(1, key: "k0")], epoch: epoch, timeMs: 11_003) == [.duplicate(first: 25, last: 25)])
    }

    @Test("an older epoch neither appends nor sets anything")
    func fencing() throws {
        let site = try LogSite()
        let log = try site.open()
        let old = try log.takeEpoch()
        #expect(try log.set("table", to: [1], epoch: old))
        let new = try log.takeEpoch()
        #expect(new == old + 1)
        #expect(log.append([.of(1), .of(2)], epoch: old, timeMs: 0) == [.fenced, .fenced])
        #expect(try !log.set("table", to: [2], epoch: old))
        #expect(try log.setting("table") == [1])
        #expect(try log.head() == .start)
        #expect(log.append([.of(1)], epoch: new, timeMs: 0) == [.committed(first: 1, last: 1)])
        #expect(log.append([.of(1)], epoch: new + 1, timeMs: 0) == [.fenced])
    }

    @Test("what was there is there after it was opened again: records, keys, settings, epoch, incarnation")
    func reopen() throws {
        let site = try LogSite()
        var before: [LogRecord] = []
        do {
            let log = try site.open()
            let epoch = try log.takeEpoch()
            _ = log.append([.of(5, key: "k")], epoch: epoch, timeMs: 77)
            _ = try log.set("table", to: [9], epoch: epoch)
            before = try log.read(after: 0, maxRecords: 9, maxBytes: .max)
        }
        let log = try EmbeddedLog(
            directory: site.scratch.path + "/log", newIncarnation: [UInt8](repeating: 0xFF, count: 16),
            limits: LogSite.small)
        #expect(try log.read(after: 0, maxRecords: 9, maxBytes: .max) == before)
        #expect(log.incarnation == Array(0..<16), "an existing log keeps its identity")
        #expect(try log.setting("table") == [9])
        let epoch = try log.takeEpoch()
        #expect(epoch == 2)
        #expect(log.append([.of(5, key: "k")], epoch: epoch, timeMs: 78) == [.duplicate(first: 1, last: 5)])
        #expect(log.append([.of(1)], epoch: epoch, timeMs: 78) == [.committed(first: 6, last: 6)])
        let last = try #require(try log.record(at: 6))
        #expect(last.chain.bytes == chained(before[4].chain.bytes, last))
    }

    @Test("the lease of a dead process is over at once; one that lives on keeps it until its time has run out")
    func leaseOfTheDead() throws {
        let site = try LogSite()
        do {
            let log = try site.open()
            #expect(try log.acquireLease(holder: "a", ttlMs: 60_000) == 1)
            #expect(try log.acquireLease(holder: "b", ttlMs: 60_000) == nil)
            #expect(try log.leaseHolder() == LeaseHolder(holder: "a", epoch: 1))
        }
        let log = try site.open()
        #expect(try log.leaseHolder() == nil, "its lock is free")
        #expect(try log.acquireLease(holder: "b", ttlMs: 30) == 2)
        #expect(try log.acquireLease(holder: "c", ttlMs: 30) == nil)
        try poll("the lease runs out", seconds: 5) { try log.acquireLease(holder: "c", ttlMs: 60_000) == 3 }
    }

    @Test("the newest seq not after a time", arguments: [(-1, 0), (0, 2), (5, 2), (10, 3), (19, 3), (20, 6), (99, 6)])
    func time(time: Int64, seq: UInt64) throws {
        let site = try LogSite()
        let log = try site.open()
        let epoch = try log.takeEpoch()
        for (count, at) in [(2, 0), (1, 10), (3, 20)] as [(Int, Int64)] {
            _ = log.append([.of(count, mark: "\(at)")], epoch: epoch, timeMs: at)
        }
        #expect(try log.seq(at: time) == seq)
    }

    @Test("a later version names its birth, and every byte of a record comes back")
    func versions() throws {
        let site = try LogSite()
        let log = try site.open()
        let epoch = try log.takeEpoch()
        let entries = [
            LogEntry.model("设备-1", "{\"name\":\"机床\"}"), .model("设备-1", "", birth: 1),
            LogEntry(
                vshard: .max, kind: .jointCaps, id: String(repeating: "x", count: 255), body: [0, 255, 10], birth: nil),
        ]
        _ = log.append([AppendGroup(idempotencyKey: [], entries: entries)], epoch: epoch, timeMs: -5)
        let records = try log.read(after: 0, maxRecords: 9, maxBytes: .max)
        #expect(records.map(\.birth) == [1, 1, 3])
        #expect(records.map(\.timeMs) == [-5, -5, -5])
        for (record, entry) in zip(records, entries) {
            #expect(record.id == entry.id && record.body == entry.body && record.kind == entry.kind)
            #expect(record.vshard == entry.vshard)
        }
    }
}
