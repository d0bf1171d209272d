package import ChangeLog
import Cluster
import Domain
import PostgreSQL

/// Reading: pages of a range of seqs in binary, so that nothing is held open at the server between two calls.
extension PostgreSQLLog {
    private static let columns = "seq, vshard, kind, birth, at, id, body, chain, epoch"
    private static let range = "SELECT \(columns) FROM log WHERE seq > $1 AND seq <= $2 ORDER BY seq"
    /// Rows of the first page, before it is known how long they are.
    private static let firstPage = 256
    private static let largestPage = 8_192

    package func read(after seq: UInt64, maxRecords: Int, maxBytes: Int) throws -> [LogRecord] {
        var records: [LogRecord] = []
        try pages(after: seq, maxRecords: maxRecords, maxBytes: maxBytes) { rows, row, lent in
            records.append(
                LogRecord(
                    seq: lent.seq, epoch: UInt64(rows.number(row, 8, as: UInt32.self)), vshard: lent.vshard,
                    kind: lent.kind, id: String(decoding: lent.id, as: UTF8.self), body: [UInt8](lent.body),
                    birth: lent.birth, timeMs: lent.timeMs, chain: Chain(bytes: [UInt8](lent.chain))))
        }
        return records
    }

    package func forEach(
        after seq: UInt64, maxRecords: Int, maxBytes: Int, _ body: (borrowing LentRecord) -> Void
    ) throws {
        try pages(after: seq, maxRecords: maxRecords, maxBytes: maxBytes) { _, _, lent in body(lent) }
    }

    package func record(at seq: UInt64) throws -> LogRecord? {
        guard seq > 0, seq < UInt64(Int64.max) else { return nil }
        let found = try read(after: seq - 1, maxRecords: 1, maxBytes: .max)
        return found.first
    }

    package func seq(at timeMs: Int64) throws -> UInt64 {
        // Times never fall along the log; looked up by halves, because an index on them would cost every append.
        var low: UInt64 = 0
        var high = try head().seq
        return try reader.read { connection in
            while low < high {
                let middle = low + (high - low + 1) / 2
                var parameters = Parameters()
                parameters.add(Int64(middle))
                let rows = try connection.execute(
                    "SELECT at FROM log WHERE seq = $1", parameters, timeoutMs: limits.readTimeoutMs)
                let isBefore = rows.count == 0 || LogTime.milliseconds(rows.number(0, 0)) <= timeMs
                if isBefore { low = middle } else { high = middle - 1 }
            }
            return low
        }
    }

    private func pages(
        after seq: UInt64, maxRecords: Int, maxBytes: Int, _ body: (Rows, Int, borrowing LentRecord) -> Void
    ) throws {
        var (last, count, bytes) = (seq, 0, 0)
        var size = min(PostgreSQLLog.firstPage, max(1, maxRecords))
        while true {
            let rows = try page(after: last, size)
            for row in 0..<rows.count {
                let lent = try lend(rows, row)
                guard lent.seq == last + 1 else {
                    throw Flaw(description: "the log has a gap at seq \(last + 1)")
                }
                last += 1
                count += 1
                bytes += lent.body.count + 64
                body(rows, row, lent)
                guard count < maxRecords, bytes < maxBytes else { return }
            }
            guard rows.count == size else { return }
            // As many as what is left may hold, by the length of those seen.
            let fitting = (maxBytes - bytes) / max(1, bytes / count) + 1
            size = max(1, min(fitting, maxRecords - count, PostgreSQLLog.largestPage))
        }
    }

    private func page(after seq: UInt64, _ size: Int) throws -> Rows {
        guard seq < UInt64(Int64.max) - UInt64(size) else { throw Flaw(description: "no log reaches seq \(seq)") }
        var parameters = Parameters()
        parameters.add(Int64(seq))
        parameters.add(Int64(seq) + Int64(size))
        return try reader.read { connection in
            try connection.execute(PostgreSQLLog.range, parameters, timeoutMs: limits.readTimeoutMs)
        }
    }

    private func lend(_ rows: Rows, _ row: Int) throws -> LentRecord {
        let seq = UInt64(rows.number(row, 0))
        guard let kind = RecordKind(number: UInt8(truncatingIfNeeded: rows.number(row, 2, as: Int16.self))) else {
            throw Flaw(description: "the log has a record of an unknown kind at seq \(seq)")
        }
        return LentRecord(
            seq: seq, birth: UInt64(rows.number(row, 3)),
            vshard: UInt32(bitPattern: rows.number(row, 1, as: Int32.self)), kind: kind,
            timeMs: LogTime.milliseconds(rows.number(row, 4)), id: rows.bytes(row, 5), body: rows.bytes(row, 6),
            chain: rows.bytes(row, 7))
    }
}

/// Times of the log as the database keeps them: microseconds since 2000-01-01 UTC.
enum LogTime {
    private static let epochMs: Int64 = 946_684_800_000

    static func microseconds(_ milliseconds: Int64) -> Int64 { (milliseconds - epochMs) * 1_000 }

    static func milliseconds(_ microseconds: Int64) -> Int64 {
        // A time before 2000 is below 0 and must not be rounded towards it.
        Int64((Double(microseconds) / 1_000).rounded(.down)) + epochMs
    }
}
