import ChangeLog
import ChangeLogPostgreSQL
import Cluster
import Domain
import Glibc
import OS
import PostgreSQL
import TestSupport
import Testing

/// A kill keeps what the kernel has, so only counting finds an fsync that is not made.
@Suite(.serialized, .enabled(if: Files.exists("/usr/bin/strace"), "strace is not installed: ops/install --tests"))
struct SyncCallsTests {
    @Test("each acknowledged append was brought to the disk first", arguments: LogKind.here)
    func counted(kind: LogKind) throws {
        let site = try LogSite(kind)
        defer { site.close() }
        let log = try site.open()
        let epoch = try log.takeEpoch()
        _ = log.append([.of(1)], epoch: epoch, timeMs: 0)
        let scratch = try Scratch()
        let output = scratch.path + "/calls"
        // Of PostgreSQL the process that serves the writing connection; of LMDB this one.
        let watched = kind == .embedded ? getpid() : try writerProcess(site)
        let strace = try Command.start(
            ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", output, "-p", "\(watched)"],
            output: scratch.path + "/words")
        try poll("strace watches", seconds: 10) {
            let words = try Files.read(scratch.path + "/words") ?? []
            return String(decoding: words, as: UTF8.self).contains("attached")
        }
        let appends = 25
        for _ in 0..<appends {
            #expect(log.append([.of(2)], epoch: epoch, timeMs: 0)[0].isDurable)
        }
        kill(strace, SIGTERM)
        waitpid(strace, nil, 0)
        let text = String(decoding: try Files.read(output) ?? [], as: UTF8.self)
        let calls = text.split(separator: "\n").filter { line in
            line.contains("sync(") && (kind == .postgreSQL || line.contains("/log.lmdb/data.mdb"))
        }
        #expect(calls.count >= appends, "\(calls.count) calls")
        print("\(kind): \(calls.count) fsync or fdatasync for \(appends) appends")
    }

    private func writerProcess(_ site: LogSite) throws -> pid_t {
        let rows = try site.connect().execute(
            """
            SELECT pid FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE 'WITH fence%INSERT INTO log %'
            """, timeoutMs: 5_000)
        guard rows.count == 1 else { throw TestFailure("\(rows.count) writers") }
        return pid_t(rows.number(0, 0, as: Int32.self))
    }
}
