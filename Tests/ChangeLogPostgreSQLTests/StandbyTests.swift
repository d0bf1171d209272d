import ChangeLog
import ChangeLogPostgreSQL
import Cluster
import Domain
import OS
import PostgreSQL
import Synchronization
import TestSupport
import Testing

/// A log with a standby that every commit waits for.
@Suite(.serialized, .enabled(if: Server.isInstalled, "PostgreSQL 15 is not installed: ops/install --tests"))
struct StandbyTests {
    private final class Pair {
        let primary, standby: Server

        init() throws {
            let space = try Server.makeSpace()
            primary = try Server(space, name: "first")
            standby = try Server(space, name: "second", standbyOf: primary)
            let connection = try primary.connect()
            try connection.run("ALTER SYSTEM SET synchronous_standby_names = 'second'", timeoutMs: 5_000)
            try connection.run("SELECT pg_reload_conf()", timeoutMs: 5_000)
            try waitForStandby()
        }

        func waitForStandby() throws {
            let connection = try primary.connect()
            try poll("the standby is in step", seconds: 30) {
                try connection.execute("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'", timeoutMs: 5_000)
                    .count == 1
            }
        }

        /// Calls a function for each server process whose commit waits for the standby.
        func signal(_ function: String) throws {
            let connection = try primary.connect()
            try poll("a commit waits", seconds: 10) {
                try connection.execute(
                    "SELECT \(function)(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'", timeoutMs: 5_000
                ).count > 0
            }
        }

        deinit {
            primary.stop()
            standby.stop()
            try? Files.removeTree(primary.directory)
        }
    }

    private func inBackground(_ body: @escaping @Sendable () -> AppendOutcome) throws -> () -> AppendOutcome {
        let result = Slot()
        let thread = try OSThread.start(name: "append", stackBytes: 1 << 20) { result.value.withLock { $0 = body() } }
        return {
            thread.join()
            return result.value.withLock { $0 } ?? .unknown("no outcome")
        }
    }

    private final class Slot: Sendable {
        let value = Mutex<AppendOutcome?>(nil)
    }

    @Test(
        "a sync wait that is cancelled counts as unknown, not as done; only a standby makes it a duplicate",
        arguments: ["pg_cancel_backend", "pg_terminate_backend"])
    func cancelledWait(function: String) throws {
        let pair = try Pair()
        var limits = LogSite.small
        limits.commitTimeoutMs = 20_000
        let log = try PostgreSQLLog(try pair.primary.makeDatabase(), newIncarnation: Array(0..<16), limits: limits)
        let epoch = try log.takeEpoch()
        #expect(log.append([.of(1)], epoch: epoch, timeMs: 0) == [.committed(first: 1, last: 1)])
        pair.standby.stop()

        let first = try inBackground { log.append([.of(2, key: "k")], epoch: epoch, timeMs: 0)[0] }
        Pause.milliseconds(300)
        #expect(try log.head().seq == 1, "nobody sees what is not confirmed")
        try pair.signal(function)
        let outcome = first()
        #expect(outcome.isUnknown, "\(outcome)")

        // The record is at the primary; to acknowledge it now would be to lose it with the primary.
        let second = try inBackground { log.append([.of(2, key: "k")], epoch: epoch, timeMs: 0)[0] }
        Pause.milliseconds(300)
        try pair.signal(function)
        #expect(second().isUnknown)

        try pair.standby.start()
        try pair.waitForStandby()
        #expect(log.append([.of(2, key: "k")], epoch: epoch, timeMs: 0) == [.duplicate(first: 2, last: 3)])
        #expect(log.append([.of(1)], epoch: epoch, timeMs: 0) == [.committed(first: 4, last: 4)])
        #expect(try log.all().count == 4)
    }

    @Test("the primary dies while it takes writes: the log goes on at the standby, and nothing acknowledged is lost")
    func failover() throws {
        let pair = try Pair()
        _ = try pair.primary.makeDatabase()
        let name = "failover"
        try pair.primary.connect().run("CREATE DATABASE \(name)", timeoutMs: 30_000)
        let (one, two) = (pair.primary, pair.standby)
        let address =
            "host=\(one.directory),\(two.directory) port=\(one.port),\(two.port) user=postgres dbname=\(name) "
            + "target_session_attrs=read-write connect_timeout=2"
        let log = try PostgreSQLLog(address, newIncarnation: Array(0..<16), limits: LogSite.small)
        let epoch = try log.takeEpoch()
        var acknowledged: [String] = []
        var unknown = 0
        let killer = try OSThread.start(name: "killer", stackBytes: 1 << 20) {
            Pause.milliseconds(300)
            one.stop()
            Pause.milliseconds(300)
            try? two.promote()
        }
        let end = MonotonicClock.now + 60_000_000_000
        var after = 0
        var index = 0
        while after < 50, MonotonicClock.now < end {
            let group = AppendGroup.of(1, key: "k\(index)", mark: "\(index)")
            var outcome = log.append([group], epoch: epoch, timeMs: 0)[0]
            while !outcome.isDurable, MonotonicClock.now < end {
                unknown += 1
                Pause.milliseconds(20)
                outcome = log.append([group], epoch: epoch, timeMs: 0)[0]
            }
            acknowledged.append(group.entries[0].id)
            index += 1
            if unknown > 0 { after += 1 }
        }
        killer.join()
        #expect(unknown > 0)
        #expect(try log.all().map(\.id) == acknowledged)
        #expect(try log.renewLease(holder: "test", epoch: epoch, ttlMs: 1_000), "the lease went along")
        print("failover: \(acknowledged.count) acknowledged, \(unknown) unknown, 0 lost")
    }
}
