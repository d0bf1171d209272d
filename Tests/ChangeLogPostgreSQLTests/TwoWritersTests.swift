import ChangeLog
import ChangeLogPostgreSQL
import Cluster
import Domain
import OS
import PostgreSQL
import Synchronization
import TestSupport
import Testing

/// Holders that take the log from one another while somebody reads its tail (40-cluster.md, section 5, pitfalls 1, 3).
@Suite(.serialized, .enabled(if: Server.isInstalled, "PostgreSQL 15 is not installed: ops/install --tests"))
struct TwoWritersTests {
    private final class Shared: Sendable {
        let acknowledged = Mutex<[UInt64: String]>([:])
        let seen = Mutex<[String]>([])
        let isOver = Atomic<Bool>(false)
    }

    @Test("holders in turn: each acknowledged record is there once, in order, and a reader of the tail meets no hole")
    func turns() throws {
        let address = try Server.common().makeDatabase()
        let shared = Shared()
        let writers = try (0..<2).map { number in
            let log = try PostgreSQLLog(address, newIncarnation: Array(0..<16), limits: LogSite.small)
            return try OSThread.start(name: "writer", stackBytes: 1 << 20) {
                var index = 0
                var terms = 0
                var asked = 0
                while terms < 12, asked < 1_000 {
                    asked += 1
                    // One that waited for the other's statement asks by the time at which it began to wait: again then.
                    guard let epoch = try? log.acquireLease(holder: "w\(number)", ttlMs: 0) else { continue }
                    terms += 1
                    var isFenced = false
                    while !isFenced, index < terms * 40 {
                        index += 1
                        let group = AppendGroup.of(1 + index % 3, mark: "\(number).\(index)")
                        switch log.append([group], epoch: epoch, timeMs: 0)[0] {
                        case .committed(let first, _):
                            shared.acknowledged.withLock { known in
                                for (offset, entry) in group.entries.enumerated() {
                                    known[first + UInt64(offset)] = entry.id
                                }
                            }
                        case .fenced: isFenced = true
                        case .duplicate, .keyReused, .unknown: return
                        }
                    }
                }
            }
        }
        let tail = try PostgreSQLLog(address, newIncarnation: Array(0..<16), limits: LogSite.small)
        let reader = try OSThread.start(name: "tail", stackBytes: 1 << 20) {
            var at: UInt64 = 0
            while !shared.isOver.load(ordering: .sequentiallyConsistent) {
                // Throws at a gap, and then sees no more.
                guard let head = try? tail.waitForHead(after: at, timeoutMs: 20),
                    let records = try? tail.read(after: at, maxRecords: .max, maxBytes: .max)
                else { return }
                shared.seen.withLock { $0 += records.map(\.id) }
                at = max(at, records.last?.seq ?? 0)
                if head < at - min(at, 1_000) { return }
            }
        }
        for writer in writers { writer.join() }
        Pause.milliseconds(300)
        shared.isOver.store(true, ordering: .sequentiallyConsistent)
        reader.join()
        let all = try tail.all()
        #expect(shared.seen.withLock { $0 } == all.map(\.id))
        #expect(Set(all.map(\.epoch)).count > 2, "they did take turns")
        let known = shared.acknowledged.withLock { $0 }
        #expect(known.count == all.count && all.allSatisfy { known[$0.seq] == $0.id })
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.epoch <= $1.epoch })
        print("turns: \(all.count) records in \(Set(all.map(\.epoch)).count) epochs")
    }
}
