package import ChangeLog
package import Cluster
import Domain
import LMDB
import OS
import Synchronization

/// The change log in one LMDB environment with full sync: what `append` returns as committed is on the disk.
///
/// Tables: `log` (seq, big-endian → record), `idem` (key → first, last, time, content), `idem_age` (time, key →
/// nothing), `meta`. Any process of the machine may open it and read; the one with the lease appends, and the epoch in
/// `meta` fences one that comes back late.
package final class EmbeddedLog: ChangeLog {
    /// What the log may take and keep.
    package struct Limits: Sendable {
        package var mapBytes = 64 << 30
        /// Idempotency keys live seven days (40-cluster.md, section 6).
        package var keyLifeMs: Int64 = 7 * 86_400_000

        package init() {}
    }

    /// Why a log cannot be opened.
    package struct Flaw: Error, CustomStringConvertible, Sendable {
        package let description: String
    }

    package let incarnation: [UInt8]
    package let isLocal = true
    private let limits: Limits
    let directory: String
    let environment: Environment
    let meta: Table
    private let log, idem, idemAge: Table
    /// What this process holds while the lease is its own.
    let mark = Mutex<HolderMark?>(nil)
    /// When dead readers were last looked for, in nanoseconds of `MonotonicClock`.
    let readersChecked = Atomic<UInt64>(0)
    private static let format: UInt32 = 1
    /// Keys past their life that an append drops even if it brings none.
    private static let keysForgotten = 8

    /// Opens the log in that directory, made if it is missing; once in a process.
    ///
    /// - Throws: `Flaw` where another build wrote it; `LMDBError` of the disk.
    package init(directory: String, newIncarnation: @autoclosure () -> [UInt8], limits: Limits = Limits()) throws {
        try Files.makeDirectories(directory)
        self.directory = directory
        self.limits = limits
        environment = try Environment(
            path: directory + "/log.lmdb", options: .init(mapBytes: limits.mapBytes, maxTables: 8))
        log = try environment.openTable("log")
        idem = try environment.openTable("idem")
        idemAge = try environment.openTable("idem_age")
        meta = try environment.openTable("meta")
        incarnation = try EmbeddedLog.identify(environment, meta, newIncarnation)
    }

    private static func identify(
        _ environment: Environment, _ meta: Table, _ newIncarnation: () -> [UInt8]
    ) throws -> [UInt8] {
        try environment.write { transaction in
            if let format = try transaction.copy(Key(Array("format".utf8)), in: meta) {
                guard format == Key(EmbeddedLog.format).bytes else {
                    throw Flaw(
                        description: "the log has format \(format); this build reads format \(EmbeddedLog.format)")
                }
            } else {
                try transaction.put(Key(Array("format".utf8)), value: Key(EmbeddedLog.format), in: meta)
            }
            if let known = try transaction.copy(Key(Array("incarnation".utf8)), in: meta) { return known }
            let fresh = newIncarnation()
            try transaction.put(Key(Array("incarnation".utf8)), value: fresh, in: meta)
            return fresh
        }
    }

    package func head() throws -> Position {
        try environment.read { try EmbeddedLog.head($0, log) }
    }

    private static func head<T: ReadableTransaction & ~Copyable>(_ transaction: borrowing T, _ log: Table) throws
        -> Position
    {
        try transaction.last(in: log) { key, value in
            Position(seq: key.bigEndian(UInt64.self), chain: LogCodec.chain(value))
        } ?? .start
    }

    package func append(_ groups: [AppendGroup], epoch: UInt64, timeMs: Int64) -> [AppendOutcome] {
        do {
            return try write { try append(groups, epoch: epoch, timeMs: timeMs, &$0) }
        } catch {
            // A failed LMDB commit wrote nothing, but a failed fsync leaves that open: say so, and let the key decide.
            return groups.map { _ in .unknown("\(error)") }
        }
    }

    /// Writes, in a map twice as large where it was full.
    func write<R>(_ body: (inout WriteTransaction) throws -> R) throws -> R {
        while true {
            do {
                return try environment.write(body)
            } catch let error as LMDBError where error.code == .mapFull {
                try environment.grow(to: environment.information().mapBytes * 2)
            }
        }
    }

    private func append(
        _ groups: [AppendGroup], epoch: UInt64, timeMs: Int64, _ transaction: inout WriteTransaction
    ) throws -> [AppendOutcome] {
        guard try epochInForce(transaction) == epoch else { return groups.map { _ in .fenced } }
        var position = try EmbeddedLog.head(transaction, log)
        // A clock that was set back must not make times fall along the log, which is searched by them.
        let timeMs = try max(timeMs, transaction.last(in: log) { _, value in LogCodec.timeMs(value) } ?? .min)
        var outcomes: [AppendOutcome] = []
        var added = 0
        for group in groups {
            if let done = try done(group.idempotencyKey, group.content, transaction) {
                outcomes.append(done)
                continue
            }
            let first = position.seq + 1
            for entry in group.entries {
                position = try write(entry, after: position, epoch: epoch, timeMs: timeMs, &transaction)
            }
            try remember(group, first, position.seq, timeMs, &transaction)
            if !group.idempotencyKey.isEmpty { added += 1 }
            outcomes.append(.committed(first: first, last: position.seq))
        }
        // Twice what came: so the table shrinks again after a time of many keys.
        try forget(before: timeMs - limits.keyLifeMs, atMost: max(EmbeddedLog.keysForgotten, 2 * added), &transaction)
        return outcomes
    }

    private func write(
        _ entry: LogEntry, after position: Position, epoch: UInt64, timeMs: Int64, _ transaction: inout WriteTransaction
    ) throws -> Position {
        let seq = position.seq + 1
        let chain = position.chain.link(seq: seq, entry: entry)
        let record = LogRecord(
            seq: seq, epoch: epoch, vshard: entry.vshard, kind: entry.kind, id: entry.id, body: entry.body,
            birth: entry.birth ?? seq, timeMs: timeMs, chain: chain)
        try transaction.append(Key(seq), value: LogCodec.encode(record), in: log)
        return Position(seq: seq, chain: chain)
    }

    private func done<T: ReadableTransaction & ~Copyable>(
        _ key: [UInt8], _ content: UInt64, _ transaction: borrowing T
    ) throws -> AppendOutcome? {
        guard !key.isEmpty else { return nil }
        return try transaction.get(key, in: idem) { value in
            guard value.bigEndian(UInt64.self, at: 24) == content else { return .keyReused }
            return .duplicate(first: value.bigEndian(UInt64.self), last: value.bigEndian(UInt64.self, at: 8))
        }
    }

    private func remember(
        _ group: AppendGroup, _ first: UInt64, _ last: UInt64, _ timeMs: Int64, _ transaction: inout WriteTransaction
    ) throws {
        let key = group.idempotencyKey
        guard !key.isEmpty else { return }
        let time = UInt64(max(0, timeMs))
        try transaction.put(
            key, value: Key(first).appending(last).appending(time).appending(group.content), in: idem)
        var age = Key(time)
        age.append(key)
        try transaction.put(age, value: [UInt8](), in: idemAge)
    }

    /// Drops keys past their life, a few at a time.
    private func forget(before timeMs: Int64, atMost: Int, _ transaction: inout WriteTransaction) throws {
        guard timeMs > 0 else { return }
        for _ in 0..<atMost {
            let old = try transaction.first(in: idemAge, keys: .below(Key(UInt64(timeMs)).bytes)) { key, _ in
                key.withUnsafeBytes { [UInt8]($0) }
            }
            guard let old else { return }
            try transaction.delete(Array(old.dropFirst(8)), in: idem)
            try transaction.delete(old, in: idemAge)
        }
    }

    package func read(after seq: UInt64, maxRecords: Int, maxBytes: Int) throws -> [LogRecord] {
        try environment.read { transaction in
            var records: [LogRecord] = []
            var bytes = 0
            try transaction.forEach(in: log, keys: .from(Key(seq + 1).bytes)) { key, value in
                let at = key.bigEndian(UInt64.self)
                guard at == seq + 1 + UInt64(records.count), let record = LogCodec.decode(seq: at, value) else {
                    throw Flaw(description: "the log has a gap or a damaged record at seq \(at)")
                }
                records.append(record)
                bytes += record.body.count + 64
                return records.count < maxRecords && bytes < maxBytes ? .continue : .stop
            }
            return records
        }
    }

    package func forEach(
        after seq: UInt64, maxRecords: Int, maxBytes: Int, _ body: (borrowing LentRecord) -> Void
    ) throws {
        try environment.read { transaction in
            var count = 0
            var bytes = 0
            try transaction.forEach(in: log, keys: .from(Key(seq + 1).bytes)) { key, value in
                let at = key.bigEndian(UInt64.self)
                let isRead = value.withUnsafeBytes { value in
                    at == seq + 1 + UInt64(count)
                        && LogCodec.lend(seq: at, value) { record in
                            bytes += record.body.count + 64
                            body(record)
                        }
                }
                guard isRead else {
                    throw Flaw(description: "the log has a gap or a damaged record at seq \(at)")
                }
                count += 1
                return count < maxRecords && bytes < maxBytes ? .continue : .stop
            }
        }
    }

    package func record(at seq: UInt64) throws -> LogRecord? {
        try environment.read { transaction in
            try transaction.get(Key(seq), in: log) { LogCodec.decode(seq: seq, $0) } ?? nil
        }
    }

    package func outcome(of idempotencyKey: [UInt8], content: UInt64) throws -> AppendOutcome? {
        try environment.read { try done(idempotencyKey, content, $0) }
    }

    package func seq(at timeMs: Int64) throws -> UInt64 {
        try environment.read { transaction in
            // Times do not fall along the log but where a clock was set back; the newest seq not after the time is
            // asked.
            var low: UInt64 = 0
            var high = try EmbeddedLog.head(transaction, log).seq
            while low < high {
                let middle = low + (high - low + 1) / 2
                let time = try transaction.get(Key(middle), in: log) { LogCodec.timeMs($0) } ?? 0
                if time <= timeMs { low = middle } else { high = middle - 1 }
            }
            return low
        }
    }

    package func setting(_ name: String) throws -> [UInt8]? {
        try environment.read { try $0.copy(Array("set:\(name)".utf8), in: meta) }
    }

    package func set(_ name: String, to value: [UInt8], epoch: UInt64) throws -> Bool {
        try write { transaction in
            guard try epochInForce(transaction) == epoch else { return false }
            try transaction.put(Array("set:\(name)".utf8), value: value, in: meta)
            return true
        }
    }

    func epochInForce<T: ReadableTransaction & ~Copyable>(_ transaction: borrowing T) throws -> UInt64 {
        try transaction.get(Array("epoch".utf8), in: meta) { $0.bigEndian(UInt64.self) } ?? 0
    }
}
