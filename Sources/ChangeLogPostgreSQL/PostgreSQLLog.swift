package import ChangeLog
package import Cluster
import Domain
import PostgreSQL

/// The change log in a PostgreSQL database, alone or with standbys: what `append` returns as committed is as durable as
/// the server's `synchronous_standby_names` makes it, and on the disk of at least one.
///
/// One fenced writer takes the seqs from `head`; a sequence of the database would let a reader of the tail see 2 before
/// 1. All that is committed is committed in the order of seqs, because each append holds the row of `head`.
package final class PostgreSQLLog: ChangeLog {
    /// What the log may take and keep.
    package struct Limits: Sendable {
        /// Records in a partition; what is trimmed is dropped by partitions.
        package var partitionRows: UInt64 = 2_000_000
        /// Idempotency keys live seven days (40-cluster.md, section 6).
        package var keyLifeMs: Int64 = 7 * 86_400_000
        /// Appends of so many records and more go by COPY.
        package var copyFrom = 1_000
        /// After this an append that has no answer is `unknown`.
        package var commitTimeoutMs = 10_000
        package var readTimeoutMs = 10_000
        /// Shorter than the lease: who cannot renew it must know in time.
        package var leaseTimeoutMs = 1_500

        package init() {}
    }

    /// Why a log cannot be used.
    package struct Flaw: Error, CustomStringConvertible, Sendable {
        package let description: String
    }

    package let incarnation: [UInt8]
    package let isLocal = false
    let limits: Limits
    let writer: Writer
    let reader, leases, listener: Session

    /// Connects and makes the tables where they are missing.
    ///
    /// - Parameter address: a connection string or URL of libpq; several hosts with `target_session_attrs=read-write`
    ///   follow a failover.
    /// - Throws: `PostgreSQLError` where no server takes the connection; `Flaw` where it would not keep what it
    ///   confirms.
    package init(
        _ address: String, newIncarnation: @autoclosure () -> [UInt8], limits: Limits = Limits()
    ) throws {
        self.limits = limits
        reader = Session(address)
        leases = Session(address, prologue: Writer.durable)
        listener = Session(address, prologue: "LISTEN \(Writer.channel)")
        incarnation = try leases.use { connection in
            let fsync = try connection.execute("SHOW fsync", timeoutMs: limits.readTimeoutMs).text(0, 0)
            guard fsync == "on" else {
                throw Flaw(description: "the server runs with fsync = \(fsync): what it confirms may be lost")
            }
            return try PostgreSQLLog.identify(connection, limits, newIncarnation)
        }
        writer = Writer(address, incarnation: incarnation, limits: limits)
    }

    private static func identify(
        _ connection: Connection, _ limits: Limits, _ newIncarnation: () -> [UInt8]
    ) throws -> [UInt8] {
        let timeout = limits.commitTimeoutMs
        let known = "SELECT incarnation FROM head"
        if try connection.execute(Schema.isMade, timeoutMs: timeout).number(0, 0, as: UInt8.self) == 0 {
            try connection.run(Schema.makeTables, timeoutMs: timeout)
        }
        var rows = try connection.execute(known, timeoutMs: timeout)
        if rows.count == 0 {
            let fresh = newIncarnation()
            guard fresh.count == 16 else { throw Flaw(description: "an incarnation has 16 bytes") }
            var parameters = Parameters()
            parameters.add(uuid: fresh)
            _ = try connection.execute(Schema.makeHead, parameters, timeoutMs: timeout)
            rows = try connection.execute(known, timeoutMs: timeout)
        }
        guard rows.count == 1 else { throw Flaw(description: "the log has no head") }
        return [UInt8](rows.bytes(0, 0))
    }

    package func head() throws -> Position {
        try reader.read { connection in
            let rows = try connection.execute(
                "SELECT h.next_seq - 1, l.chain, h.incarnation FROM head h LEFT JOIN log l ON l.seq = h.next_seq - 1",
                timeoutMs: limits.readTimeoutMs)
            guard rows.count == 1, [UInt8](rows.bytes(0, 2)) == incarnation else {
                throw Flaw(description: "the log is another one than it was: its incarnation has changed")
            }
            let seq = UInt64(rows.number(0, 0))
            guard seq > 0 else { return .start }
            guard !rows.isNull(0, 1) else { throw Flaw(description: "the log lacks its newest record, seq \(seq)") }
            return Position(seq: seq, chain: Chain(bytes: [UInt8](rows.bytes(0, 1))))
        }
    }

    package func append(_ groups: [AppendGroup], epoch: UInt64, timeMs: Int64) -> [AppendOutcome] {
        writer.append(groups, epoch: epoch, timeMs: timeMs)
    }

    package func outcome(of idempotencyKey: [UInt8], content: UInt64) throws -> AppendOutcome? {
        guard !idempotencyKey.isEmpty else { return nil }
        // Else something that was sent could still land after it was said not to be there.
        try writer.settleUnknown()
        return try reader.read { connection in
            try KnownKey.find([idempotencyKey], connection, timeoutMs: limits.readTimeoutMs)[idempotencyKey]?
                .outcome(content: content)
        }
    }

    package func setting(_ name: String) throws -> [UInt8]? {
        try reader.read { connection in
            var parameters = Parameters()
            parameters.add(name)
            let rows = try connection.execute(
                "SELECT value FROM setting WHERE name = $1", parameters, timeoutMs: limits.readTimeoutMs)
            return rows.count == 0 ? nil : [UInt8](rows.bytes(0, 0))
        }
    }
}

/// What a used idempotency key stands for.
struct KnownKey {
    var first, last, content: UInt64

    func outcome(content asked: UInt64) -> AppendOutcome {
        asked == content ? .duplicate(first: first, last: last) : .keyReused
    }

    static func find(
        _ keys: [[UInt8]], _ connection: Connection, timeoutMs: Int
    ) throws -> [[UInt8]: KnownKey] {
        var parameters = Parameters()
        parameters.add(keys)
        let rows = try connection.execute(
            "SELECT key, first_seq, last_seq, content FROM idem WHERE key = ANY($1)", parameters, timeoutMs: timeoutMs)
        var found: [[UInt8]: KnownKey] = [:]
        for row in 0..<rows.count {
            found[[UInt8](rows.bytes(row, 0))] = KnownKey(
                first: UInt64(rows.number(row, 1)), last: UInt64(rows.number(row, 2)),
                content: UInt64(bitPattern: rows.number(row, 3)))
        }
        return found
    }
}
