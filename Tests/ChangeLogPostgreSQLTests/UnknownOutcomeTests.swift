import ChangeLog
import ChangeLogPostgreSQL
import Cluster
import Domain
import OS
import PostgreSQL
import TestSupport
import Testing

/// What becomes of an append whose answer does not come (40-cluster.md, section 5, pitfall 2).
@Suite(.serialized, .enabled(if: Server.isInstalled, "PostgreSQL 15 is not installed: ops/install --tests"))
struct UnknownOutcomeTests {
    /// A log behind a proxy, and the same one beside it.
    private final class Site {
        let proxy: Proxy
        let log, direct: PostgreSQLLog
        let epoch: UInt64

        init() throws {
            let server = try Server.common()
            let address = try server.makeDatabase()
            proxy = try Proxy(server)
            var limits = LogSite.small
            limits.commitTimeoutMs = 400
            limits.readTimeoutMs = 2_000
            log = try PostgreSQLLog(proxy.address(address), newIncarnation: Array(0..<16), limits: limits)
            direct = try PostgreSQLLog(address, newIncarnation: Array(0..<16), limits: LogSite.small)
            epoch = try direct.takeEpoch()
        }

        func append(_ group: AppendGroup) -> AppendOutcome { log.append([group], epoch: epoch, timeMs: 0)[0] }

        deinit { proxy.end() }
    }

    @Test("the answer is lost after the commit: unknown; the same key says duplicate, and it is there once")
    func answerLost() throws {
        for (mode, size) in [(Proxy.Mode.loseAnswer, 2), (.silence, 2), (.loseAnswer, 60), (.loseCommit, 60)] {
            let site = try Site()
            #expect(site.append(.of(1)) == .committed(first: 1, last: 1))
            site.proxy.mode = mode
            let group = AppendGroup.of(size, key: "k")
            #expect(site.append(group).isUnknown, "\(mode)")
            site.proxy.mode = .pass
            let isCommitted = if case .loseCommit = mode { true } else { size < LogSite.small.copyFrom }
            if isCommitted {
                #expect(try site.log.outcome(of: "k") == .duplicate(first: 2, last: UInt64(size) + 1))
                #expect(site.append(group) == .duplicate(first: 2, last: UInt64(size) + 1))
            } else {
                // COPY takes several round trips, and the commit was not reached.
                #expect(try site.log.outcome(of: "k") == nil)
                #expect(site.append(group) == .committed(first: 2, last: UInt64(size) + 1))
            }
            #expect(site.append(.of(1)) == .committed(first: UInt64(size) + 2, last: UInt64(size) + 2))
            #expect(try site.direct.head().seq == UInt64(size) + 2)
        }
    }

    @Test("the request is lost before the server had it: unknown, and the same key commits")
    func requestLost() throws {
        let site = try Site()
        #expect(site.append(.of(1)) == .committed(first: 1, last: 1))
        site.proxy.mode = .loseRequest
        #expect(site.append(.of(1, key: "k")).isUnknown)
        #expect(throws: (any Error).self, "while the log is away nobody can say") { try site.log.outcome(of: "k") }
        site.proxy.mode = .pass
        #expect(try site.log.outcome(of: "k") == nil)
        #expect(site.append(.of(1, key: "k")) == .committed(first: 2, last: 2))
    }

    @Test("a request that arrives after it was said not to be there is shut out by the fence")
    func lateRequest() throws {
        let site = try Site()
        #expect(site.append(.of(1)) == .committed(first: 1, last: 1))
        #expect(site.append(.of(1, key: "warm")) == .committed(first: 2, last: 2))
        site.proxy.mode = .hold
        #expect(site.append(.of(1, key: "k", mark: "late")).isUnknown)
        #expect(site.proxy.held > 0)
        site.proxy.mode = .pass
        #expect(try site.log.outcome(of: "k") == nil, "which is a promise")
        site.proxy.release()
        Pause.milliseconds(200)
        #expect(try site.log.outcome(of: "k") == nil)
        #expect(try site.direct.head().seq == 2)
        #expect(site.append(.of(1, key: "k")) == .committed(first: 3, last: 3))
    }

    @Test("whatever the network does, each write that is retried until it is durable is there once, in order")
    func random() throws {
        let seed = SeededRandom.drawnSeed(CurrentProcess.environment("HUANXIN_SEED"))
        print("HUANXIN_SEED=\(seed)")
        var random = SeededRandom(seed: seed)
        let site = try Site()
        var ids: [String] = []
        var unknown = 0
        for index in 0..<40 {
            let group = AppendGroup.of(random.chance(10) ? 50 : 1 + random.below(3), key: "k\(index)", mark: "\(index)")
            site.proxy.mode = random.one(of: [.pass, .pass, .loseAnswer, .loseRequest, .silence])
            var outcome = site.append(group)
            while !outcome.isDurable {
                unknown += 1
                site.proxy.mode = .pass
                outcome = site.append(group)
            }
            ids += group.entries.map(\.id)
        }
        #expect(try site.direct.all().map(\.id) == ids, "seed \(seed)")
        print("unknown outcomes: \(unknown)")
    }

    @Test("a connection that the server ended while nothing was under way costs no outcome")
    func terminatedIdle() throws {
        let server = try Server.common()
        let log = try PostgreSQLLog(try server.makeDatabase(), newIncarnation: Array(0..<16), limits: LogSite.small)
        let epoch = try log.takeEpoch()
        #expect(log.append([.of(1)], epoch: epoch, timeMs: 0) == [.committed(first: 1, last: 1)])
        try server.connect().run(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'huanxin' AND pid <> pg_backend_pid()
            """, timeoutMs: 5_000)
        Pause.milliseconds(50)
        #expect(log.append([.of(1)], epoch: epoch, timeMs: 0) == [.committed(first: 2, last: 2)])
        #expect(try log.head().seq == 2)
        #expect(try log.renewLease(holder: "test", epoch: epoch, ttlMs: 1_000))
    }

    @Test("a log that was restored under another identity takes nothing from who knew the old one")
    func incarnation() throws {
        let server = try Server.common()
        let address = try server.makeDatabase()
        let log = try PostgreSQLLog(address, newIncarnation: Array(0..<16), limits: LogSite.small)
        let epoch = try log.takeEpoch()
        #expect(log.append([.of(1)], epoch: epoch, timeMs: 0) == [.committed(first: 1, last: 1)])
        try Connection(address).run("UPDATE head SET incarnation = gen_random_uuid()", timeoutMs: 5_000)
        #expect(log.append([.of(1)], epoch: epoch, timeMs: 0) == [.fenced])
        #expect(throws: PostgreSQLLog.Flaw.self) { try log.head() }
    }

    @Test("partitions are made ahead of need, and bodies are not stored the slow way")
    func partitions() throws {
        let server = try Server.common()
        let address = try server.makeDatabase()
        let log = try PostgreSQLLog(address, newIncarnation: Array(0..<16), limits: LogSite.small)
        let epoch = try log.takeEpoch()
        _ = log.append([.of(340)], epoch: epoch, timeMs: 0)
        let connection = try Connection(address)
        let rows = try connection.execute(
            """
            SELECT (SELECT count(*) FROM pg_inherits WHERE inhparent = 'log'::regclass), count(*)
            FROM pg_inherits JOIN pg_attribute ON attrelid = inhrelid
            WHERE inhparent = 'log'::regclass AND attname = 'body' AND (attcompression = 'l' OR attstorage = 'e')
            """, timeoutMs: 5_000)
        #expect(rows.number(0, 0) >= 4)
        #expect(rows.number(0, 0) == rows.number(0, 1))
    }
}
