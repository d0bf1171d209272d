package import ChangeLog
import PostgreSQL

/// The lease, judged by the clock of the database. Each statement is one transaction with the row of `head`, so nobody
/// appends under the old epoch once the new one is given out.
extension PostgreSQLLog {
    package func acquireLease(holder: String, ttlMs: Int) throws -> UInt64? {
        try confirmed { connection in
            var parameters = Parameters()
            parameters.add(holder)
            parameters.add(Int64(ttlMs))
            // A holder that asks again had no answer the first time: it gets another epoch.
            let rows = try connection.execute(
                """
                WITH taken AS (
                    UPDATE lease SET holder = $1, epoch = lease.epoch + 1,
                        expires_at = now() + $2 * interval '1 millisecond'
                    WHERE name = 'holder' AND (expires_at < now() OR holder = $1) RETURNING epoch)
                UPDATE head SET epoch = taken.epoch FROM taken RETURNING head.epoch
                """, parameters, timeoutMs: limits.leaseTimeoutMs)
            return rows.count == 0 ? nil : UInt64(rows.number(0, 0, as: Int32.self))
        }
    }

    package func renewLease(holder: String, epoch: UInt64, ttlMs: Int) throws -> Bool {
        try confirmed { connection in
            var parameters = Parameters()
            parameters.add(holder)
            parameters.add(Int32(clamping: epoch))
            parameters.add(Int64(ttlMs))
            return try connection.execute(
                """
                UPDATE lease SET expires_at = greatest(expires_at, now() + $3 * interval '1 millisecond')
                WHERE name = 'holder' AND holder = $1 AND epoch = $2
                """, parameters, timeoutMs: limits.leaseTimeoutMs
            ).changed == 1
        }
    }

    package func releaseLease(holder: String, epoch: UInt64) throws {
        try confirmed { connection in
            var parameters = Parameters()
            parameters.add(holder)
            parameters.add(Int32(clamping: epoch))
            _ = try connection.execute(
                "UPDATE lease SET expires_at = '-infinity' WHERE name = 'holder' AND holder = $1 AND epoch = $2",
                parameters, timeoutMs: limits.leaseTimeoutMs)
        }
    }

    package func leaseHolder() throws -> LeaseHolder? {
        try leases.read { connection in
            let rows = try connection.execute(
                "SELECT holder, epoch FROM lease WHERE name = 'holder' AND expires_at >= now()",
                timeoutMs: limits.leaseTimeoutMs)
            guard rows.count == 1 else { return nil }
            return LeaseHolder(holder: rows.text(0, 0), epoch: UInt64(rows.number(0, 1, as: Int32.self)))
        }
    }

    package func set(_ name: String, to value: [UInt8], epoch: UInt64) throws -> Bool {
        try confirmed { connection in
            var parameters = Parameters()
            parameters.add(name)
            parameters.add(value)
            parameters.add(Int32(clamping: epoch))
            return try connection.execute(
                """
                WITH fence AS (SELECT epoch FROM head WHERE epoch = $3 FOR SHARE)
                INSERT INTO setting (name, value, epoch) SELECT $1, $2, epoch FROM fence
                ON CONFLICT (name) DO UPDATE SET value = excluded.value, epoch = excluded.epoch
                """, parameters, timeoutMs: limits.leaseTimeoutMs
            ).changed == 1
        }
    }

    package func waitForHead(after seq: UInt64, timeoutMs: Int) throws -> UInt64 {
        try listener.read { connection in
            var left = timeoutMs
            while true {
                let rows = try connection.execute(
                    "SELECT next_seq - 1 FROM head", timeoutMs: limits.readTimeoutMs)
                let head = UInt64(rows.count == 1 ? rows.number(0, 0) : 0)
                guard head <= seq, left > 0 else { return head }
                // A notification wakes; what the head is, only the look decides, for one may be lost.
                let pause = min(left, PostgreSQLLog.lookEveryMs)
                _ = try connection.waitForNotification(timeoutMs: pause)
                left -= pause
            }
        }
    }

    private static let lookEveryMs = 200

    /// Runs a statement; a warning means that it may be undone by a failover, which nobody must build on.
    private func confirmed<R>(_ body: (Connection) throws -> R) throws -> R {
        try leases.use { connection in
            _ = connection.takeNotices()
            let result = try body(connection)
            try connection.throwWarnings()
            return result
        }
    }
}

extension Connection {
    func throwWarnings() throws {
        if let warning = takeNotices().first(where: \.isWarning) {
            throw PostgreSQLLog.Flaw(description: "not confirmed: \(warning.message)")
        }
    }
}
