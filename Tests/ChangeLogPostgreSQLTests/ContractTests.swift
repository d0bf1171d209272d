import ChangeLog
import Cluster
import Domain
import OS
import TestSupport
import Testing

/// What every log must do, whatever keeps it.
@Suite(.serialized) struct ContractTests {
    @Test("PostgreSQL is there", .enabled(if: !Server.isInstalled))
    func missing() { print("skipped for PostgreSQL: \(Server.missing)") }

    @Test("groups of any size make contiguous seqs from 1, and the chain holds over all", arguments: LogKind.here)
    func chain(kind: LogKind) throws {
        let site = try LogSite(kind)
        defer { site.close() }
        let log = try site.open()
        let epoch = try log.takeEpoch()
        #expect(try log.head() == .start)
        var expected: UInt64 = 1
        for (time, sizes) in [[1], [3, 0, 5], [200], [1, 1, 1], [45]].enumerated() {
            let groups = sizes.enumerated().map { AppendGroup.of($1, mark: "\(time).\($0)") }
            let outcomes = log.append(groups, epoch: epoch, timeMs: Int64(time))
            for (size, outcome) in zip(sizes, outcomes) {
                #expect(outcome == .committed(first: expected, last: expected + UInt64(size) - 1))
                expected += UInt64(size)
            }
        }
        let records = try log.all()
        #expect(records.map(\.seq) == Array(1..<expected))
        var previous = [UInt8](repeating: 0, count: 16)
        for record in records {
            previous = chained(previous, record)
            #expect(record.chain.bytes == previous, "chain at \(record.seq)")
            #expect(record.birth == record.seq && record.epoch == epoch && record.vshard == 3)
        }
        #expect(try log.head() == Position(seq: expected - 1, chain: Chain(bytes: previous)))
    }

    @Test("a read gives at least one record and stops at either limit", arguments: LogKind.here)
    func limits(kind: LogKind) throws {
        let site = try LogSite(kind)
        defer { site.close() }
        let log = try site.open()
        let body = String(repeating: "b", count: 1_000)
        let entries = (0..<10).map { LogEntry.model("m\($0)", body) }
        _ = log.append([AppendGroup(idempotencyKey: [], entries: entries)], epoch: try log.takeEpoch(), timeMs: 0)
        #expect(try log.read(after: 0, maxRecords: 4, maxBytes: .max).map(\.seq) == [1, 2, 3, 4])
        #expect(try log.read(after: 7, maxRecords: 9, maxBytes: 1).map(\.seq) == [8])
        #expect(try log.read(after: 2, maxRecords: 9, maxBytes: 2_000).map(\.seq) == [3, 4])
        #expect(try log.read(after: 10, maxRecords: 9, maxBytes: .max).isEmpty)
        #expect(try log.record(at: 5)?.id == "m4")
        #expect(try log.record(at: 11) == nil)
        var lent: [UInt64] = []
        try log.forEach(after: 3, maxRecords: 3, maxBytes: .max) { record in
            lent.append(record.seq)
            #expect(record.body.count == 1_000 && record.chain.count == 16)
        }
        #expect(lent == [4, 5, 6])
    }

    @Test("a key gives the seqs of its first use, with other content it is refused", arguments: LogKind.here)
    func idempotency(kind: LogKind) throws {
        let site = try LogSite(kind)
        defer { site.close() }
        let log = try site.open()
        let epoch = try log.takeEpoch()
        #expect(log.append([.of(3, key: "k", mark: "a")], epoch: epoch, timeMs: 1) == [.committed(first: 1, last: 3)])
        #expect(log.append([.of(9, key: "k", mark: "b")], epoch: epoch, timeMs: 2) == [.duplicate(first: 1, last: 3)])
        let both = log.append(
            [
                .of(2, key: "same", mark: "c"), .of(2, key: "k", content: 9), .of(2, key: "same", mark: "d"),
                .of(1, mark: "e"), .of(50, key: "same", content: 8), .of(50, key: "large"), .of(0, key: "empty"),
            ], epoch: epoch, timeMs: 3)
        #expect(
            both == [
                .committed(first: 4, last: 5), .keyReused, .duplicate(first: 4, last: 5), .committed(first: 6, last: 6),
                .keyReused, .committed(first: 7, last: 56), .committed(first: 57, last: 56),
            ])
        #expect(try log.head().seq == 56)
        #expect(try log.outcome(of: "k") == .duplicate(first: 1, last: 3))
        #expect(try log.outcome(of: Array("k".utf8), content: 2) == .keyReused)
        #expect(try log.outcome(of: "never") == nil)
        #expect(log.append([.of(60, key: "large")], epoch: epoch, timeMs: 4) == [.duplicate(first: 7, last: 56)])
        #expect(log.append([.of(3, key: "empty")], epoch: epoch, timeMs: 4) == [.duplicate(first: 57, last: 56)])
    }

    @Test("random groups with repeated keys agree with a list in memory", arguments: LogKind.here)
    func random(kind: LogKind) throws {
        let seed = SeededRandom.drawnSeed(CurrentProcess.environment("HUANXIN_SEED"))
        print("HUANXIN_SEED=\(seed)")
        var random = SeededRandom(seed: seed)
        let site = try LogSite(kind)
        defer { site.close() }
        var log = try site.open()
        var epoch = try log.takeEpoch()
        var ids: [String] = []
        var keys: [String: (first: UInt64, last: UInt64, content: UInt64)] = [:]
        for round in 0..<60 {
            if random.chance(10) {
                log = try site.open()
                epoch = try log.takeEpoch()
            }
            var groups: [AppendGroup] = []
            var expected: [AppendOutcome] = []
            for index in 0..<random.below(5) {
                let key = random.chance(60) ? "k\(random.below(40))" : ""
                let content = UInt64(random.below(2))
                let group = AppendGroup.of(
                    random.chance(10) ? random.below(70) : random.below(4), key: key, content: content,
                    mark: "\(round).\(index)")
                groups.append(group)
                if let known = keys[key] {
                    expected.append(
                        known.content == content ? .duplicate(first: known.first, last: known.last) : .keyReused)
                    continue
                }
                let first = UInt64(ids.count + 1)
                ids += group.entries.map(\.id)
                if !key.isEmpty { keys[key] = (first, UInt64(ids.count), content) }
                expected.append(.committed(first: first, last: UInt64(ids.count)))
            }
            #expect(log.append(groups, epoch: epoch, timeMs: Int64(round)) == expected, "seed \(seed), round \(round)")
        }
        #expect(try log.all().map(\.id) == ids, "seed \(seed)")
        #expect(try log.head().seq == UInt64(ids.count))
    }

    @Test("times never fall along the log; the newest seq not after a time", arguments: LogKind.here)
    func times(kind: LogKind) throws {
        let site = try LogSite(kind)
        defer { site.close() }
        let log = try site.open()
        let epoch = try log.takeEpoch()
        for time in [-5, 40, 20, 1_800_000_000_123] as [Int64] {
            _ = log.append([.of(2)], epoch: epoch, timeMs: time)
        }
        #expect(try log.all().map(\.timeMs) == [-5, -5, 40, 40, 40, 40, 1_800_000_000_123, 1_800_000_000_123])
        for (time, seq) in [(-6, 0), (-5, 2), (39, 2), (40, 6), (99, 6), (1_800_000_000_123, 8)] as [(Int64, UInt64)] {
            #expect(try log.seq(at: time) == seq, "at \(time)")
        }
    }

    @Test("a later version names its birth, and every byte of a record comes back", arguments: LogKind.here)
    func versions(kind: LogKind) throws {
        let site = try LogSite(kind)
        defer { site.close() }
        let log = try site.open()
        let epoch = try log.takeEpoch()
        let large = String(repeating: "long ", count: 40_000)
        for copies in [1, 60] {
            let before = try log.head().seq
            let entries = [
                LogEntry.model("设备-1", "{\"name\":\"机床\"}"), .model("设备-1", "", birth: 1), .model("l", large),
                LogEntry(
                    vshard: .max, kind: .jointCaps, id: String(repeating: "x", count: 255), body: [0, 255, 10],
                    birth: nil),
            ]
            let all = (0..<copies).flatMap { _ in entries }
            _ = log.append([AppendGroup(idempotencyKey: [0, 1], content: .max, entries: all)], epoch: epoch, timeMs: 0)
            if copies > 1 {
                #expect(try log.head().seq == before, "the key was used")
                _ = log.append([AppendGroup(idempotencyKey: [0, 2], entries: all)], epoch: epoch, timeMs: 0)
            }
            let records = try log.read(after: before, maxRecords: .max, maxBytes: .max)
            #expect(records.count == all.count)
            for (record, entry) in zip(records, all) {
                #expect(record.id == entry.id && record.body == entry.body && record.kind == entry.kind)
                #expect(record.vshard == entry.vshard && record.birth == entry.birth ?? record.seq)
            }
        }
    }

    @Test("a second holder fences the first, whose appends and settings change nothing", arguments: LogKind.here)
    func fencing(kind: LogKind) throws {
        let site = try LogSite(kind)
        defer { site.close() }
        let (first, second) = (try site.open(), try site.open())
        let old = try first.takeEpoch("a")
        #expect(try first.set("table", to: [1], epoch: old))
        #expect(first.append([.of(2)], epoch: old, timeMs: 0) == [.committed(first: 1, last: 2)])
        let new = try second.takeEpoch("b")
        #expect(new == old + 1)
        #expect(first.append([.of(1), .of(50)], epoch: old, timeMs: 0) == [.fenced, .fenced])
        #expect(second.append([.of(1, mark: "b")], epoch: new, timeMs: 0) == [.committed(first: 3, last: 3)])
        #expect(first.append([.of(60)], epoch: old, timeMs: 0) == [.fenced])
        #expect(try !first.set("table", to: [2], epoch: old))
        #expect(try first.setting("table") == [1])
        #expect(try second.set("table", to: [3], epoch: new))
        #expect(try first.setting("table") == [3])
        #expect(try first.setting("none") == nil)
        #expect(try first.all().map(\.epoch) == [old, old, new])
        #expect(second.append([.of(1)], epoch: new + 1, timeMs: 0) == [.fenced])
    }

    @Test("one holds the lease: its own it may take again, another waits until it ends", arguments: LogKind.here)
    func lease(kind: LogKind) throws {
        let site = try LogSite(kind)
        defer { site.close() }
        let (first, second) = (try site.open(), try site.open())
        #expect(try first.leaseHolder() == nil)
        #expect(try first.acquireLease(holder: "a", ttlMs: 60_000) == 1)
        #expect(try second.acquireLease(holder: "b", ttlMs: 60_000) == nil)
        #expect(try second.leaseHolder() == LeaseHolder(holder: "a", epoch: 1))
        #expect(try first.acquireLease(holder: "a", ttlMs: 60_000) == 2, "as after an answer that was lost")
        #expect(try first.renewLease(holder: "a", epoch: 2, ttlMs: 1), "a renewal never shortens")
        #expect(try !first.renewLease(holder: "a", epoch: 1, ttlMs: 60_000))
        #expect(try !second.renewLease(holder: "b", epoch: 2, ttlMs: 60_000))
        try second.releaseLease(holder: "b", epoch: 2)
        #expect(try second.acquireLease(holder: "b", ttlMs: 60_000) == nil)
        try first.releaseLease(holder: "a", epoch: 2)
        #expect(try second.leaseHolder() == nil)
        #expect(try second.acquireLease(holder: "b", ttlMs: 60) == 3)
        #expect(try second.renewLease(holder: "b", epoch: 3, ttlMs: 400))
        #expect(try first.acquireLease(holder: "a", ttlMs: 400) == nil)
        try poll("the lease ends by itself", seconds: 10) { try first.acquireLease(holder: "a", ttlMs: 60_000) == 4 }
        #expect(try !second.renewLease(holder: "b", epoch: 3, ttlMs: 60_000))
    }

    @Test("a waiter wakes with the append, or when its time is over", arguments: LogKind.here)
    func waiting(kind: LogKind) throws {
        let site = try LogSite(kind)
        defer { site.close() }
        let (log, tail) = (try site.open(), try site.open())
        let epoch = try log.takeEpoch()
        #expect(try tail.waitForHead(after: 0, timeoutMs: 1) == 0)
        let writer = try OSThread.start(name: "writer", stackBytes: 1 << 20) {
            Pause.milliseconds(20)
            _ = log.append([.of(4)], epoch: epoch, timeMs: 0)
        }
        #expect(try tail.waitForHead(after: 0, timeoutMs: 20_000) == 4)
        writer.join()
        #expect(try tail.waitForHead(after: 2, timeoutMs: 20_000) == 4)
        #expect(try tail.waitForHead(after: 4, timeoutMs: 5) == 4)
    }

    @Test("what was there is there after it was opened again", arguments: LogKind.here)
    func reopen(kind: LogKind) throws {
        let site = try LogSite(kind)
        defer { site.close() }
        var before: [LogRecord] = []
        do {
            let log = try site.open()
            let epoch = try log.takeEpoch()
            _ = log.append([.of(5, key: "k")], epoch: epoch, timeMs: 77)
            _ = try log.set("table", to: [9], epoch: epoch)
            before = try log.all()
        }
        site.close()
        let log = try site.open()
        #expect(try log.all() == before)
        #expect(log.incarnation == Array(0..<16), "an existing log keeps its identity")
        #expect(try log.setting("table") == [9])
        let epoch = try log.takeEpoch()
        #expect(epoch == 2)
        #expect(log.append([.of(5, key: "k")], epoch: epoch, timeMs: 78) == [.duplicate(first: 1, last: 5)])
        #expect(log.append([.of(1)], epoch: epoch, timeMs: 78) == [.committed(first: 6, last: 6)])
        let last = try #require(try log.record(at: 6))
        #expect(last.chain.bytes == chained(before[4].chain.bytes, last))
    }
}
