import ChangeLog
import Cluster
import Domain
import PostgreSQL
import Synchronization

/// Appends for any thread, one at a time.
final class Writer: Sendable {
    static let channel = "huanxin_log"
    /// A role or database may have been set to less; `remote_apply` is more and stays.
    static let durable = """
        SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')
        """

    private let state: Serial<WriterState>
    /// The epoch of an append whose outcome is open, plus 1; 0 = none is.
    private let openEpoch = Atomic<UInt64>(0)

    init(_ address: String, incarnation: [UInt8], limits: PostgreSQLLog.Limits) {
        state = Serial(WriterState(address: address, incarnation: incarnation, limits: limits))
    }

    func append(_ groups: [AppendGroup], epoch: UInt64, timeMs: Int64) -> [AppendOutcome] {
        state.use { state in
            do {
                let outcomes = try state.append(groups, epoch: epoch, timeMs: timeMs)
                openEpoch.store(0, ordering: .sequentiallyConsistent)
                return outcomes
            } catch is WriterState.Fenced {
                // The other holder's epoch shuts out whatever was open.
                openEpoch.store(0, ordering: .sequentiallyConsistent)
                state.drop()
                return groups.map { _ in .fenced }
            } catch {
                openEpoch.store(epoch + 1, ordering: .sequentiallyConsistent)
                state.drop()
                return groups.map { _ in .unknown("\(error)") }
            }
        }
    }

    /// Makes sure that nothing is open any more; throws while that cannot be said.
    func settleUnknown() throws {
        guard openEpoch.load(ordering: .sequentiallyConsistent) != 0 else { return }
        try state.use { state in
            let open = openEpoch.load(ordering: .sequentiallyConsistent)
            guard open != 0 else { return }
            do {
                _ = try state.ready(open - 1)
            } catch is WriterState.Fenced {
                state.drop()
            } catch {
                state.drop()
                throw error
            }
            openEpoch.store(0, ordering: .sequentiallyConsistent)
        }
    }
}

/// What appends. Knows where the log ends as long as each commit was confirmed; after any doubt it connects anew and
/// **takes the fence**: a new number in `head.writer`, which each append names. That waits for an append under way at
/// the server, shuts out one that has yet to arrive, and, being a confirmed commit itself, says that all before it is
/// replicated as well. Only then is the end of the log read again.
struct WriterState {
    /// Keys past their life are looked for after so many new ones.
    private static let forgetEvery = 1_000

    struct Fenced: Error {}

    /// The end of the log, and the right to write after it.
    private struct Place {
        var epoch: UInt64
        var nonce: Int64
        var position: Position
        var timeMs: Int64
    }

    private let address: String
    private let incarnation: [UInt8]
    private let limits: PostgreSQLLog.Limits
    private var connection: Connection?
    private var place: Place?
    private var partitionsReach: UInt64 = 0
    private var keysSinceForgetting = 0

    init(address: String, incarnation: [UInt8], limits: PostgreSQLLog.Limits) {
        self.address = address
        self.incarnation = incarnation
        self.limits = limits
    }

    mutating func append(_ groups: [AppendGroup], epoch: UInt64, timeMs: Int64) throws -> [AppendOutcome] {
        var connection = try ready(epoch)
        let outcomes = try append(groups, epoch, timeMs, &connection)
        forget(before: timeMs - limits.keyLifeMs, connection)
        return outcomes
    }

    mutating func drop() {
        connection = nil
        place = nil
    }

    /// A connection that may write after a known end of the log.
    mutating func ready(_ epoch: UInt64) throws -> Connection {
        if let connection, connection.isAlive, place?.epoch == epoch { return connection }
        drop()
        let made = try Connection(address)
        try made.run(Writer.durable, timeoutMs: limits.commitTimeoutMs)
        place = try takeFence(made, epoch)
        connection = made
        return made
    }

    private func takeFence(_ connection: Connection, _ epoch: UInt64) throws -> Place {
        let nonce = Int64.random(in: .min ... .max)
        var parameters = Parameters()
        parameters.add(nonce)
        parameters.add(Int32(clamping: epoch))
        parameters.add(uuid: incarnation)
        _ = connection.takeNotices()
        let rows = try connection.execute(
            "UPDATE head SET writer = $1 WHERE epoch = $2 AND incarnation = $3 RETURNING next_seq", parameters,
            timeoutMs: limits.commitTimeoutMs)
        try connection.throwWarnings()
        guard rows.count == 1 else { throw Fenced() }
        let last = rows.number(0, 0) - 1
        guard last > 0 else { return Place(epoch: epoch, nonce: nonce, position: .start, timeMs: .min) }
        var at = Parameters()
        at.add(last)
        let record = try connection.execute(
            "SELECT chain, at FROM log WHERE seq = $1", at, timeoutMs: limits.commitTimeoutMs)
        guard record.count == 1 else {
            throw PostgreSQLLog.Flaw(description: "the log lacks its newest record, seq \(last)")
        }
        return Place(
            epoch: epoch, nonce: nonce,
            position: Position(seq: UInt64(last), chain: Chain(bytes: [UInt8](record.bytes(0, 0)))),
            timeMs: LogTime.milliseconds(record.number(0, 1)))
    }

    private mutating func append(
        _ groups: [AppendGroup], _ epoch: UInt64, _ timeMs: Int64, _ connection: inout Connection
    ) throws -> [AppendOutcome] {
        var known: [[UInt8]: KnownKey] = [:]
        while true {
            guard var place else { throw Fenced() }
            let time = max(timeMs, place.timeMs)
            let batch = Batch(groups, after: place.position, known: known)
            if batch.isAllKnown, !groups.isEmpty, !known.isEmpty { return batch.outcomes }
            try makePartitions(for: batch)
            _ = connection.takeNotices()
            do {
                let isWritten = try write(batch, place, time, connection)
                try connection.throwWarnings()
                guard isWritten else {
                    // Another holder, or an append of this one that landed after all: the fence says which.
                    drop()
                    connection = try ready(epoch)
                    continue
                }
            } catch let error as PostgreSQLError where error.isUniqueViolation {
                if connection.isInTransaction { try connection.run("ROLLBACK", timeoutMs: limits.commitTimeoutMs) }
                let found = try KnownKey.find(batch.keys, connection, timeoutMs: limits.commitTimeoutMs)
                guard !found.isEmpty else { throw error }
                known.merge(found) { old, _ in old }
                continue
            }
            place.position = batch.end
            if batch.count > 0 { place.timeMs = time }
            self.place = place
            keysSinceForgetting += batch.keys.count
            return batch.outcomes
        }
    }

    private func write(_ batch: Batch, _ place: Place, _ timeMs: Int64, _ connection: Connection) throws -> Bool {
        let timeout = limits.commitTimeoutMs
        let at = LogTime.microseconds(timeMs)
        let fence = Batch.Fence(
            epoch: Int32(clamping: place.epoch), incarnation: incarnation, writer: place.nonce,
            first: Int64(place.position.seq) + 1, at: at)
        guard batch.count >= limits.copyFrom else {
            return try connection.execute(Batch.insert, batch.parameters(fence, withRecords: true), timeoutMs: timeout)
                .count == 1
        }
        // The manual keeps COPY out of pipelines; a plain transaction costs three round trips for many records.
        try connection.run("BEGIN", timeoutMs: timeout)
        let fenced = try connection.execute(
            Batch.takeSeqs, batch.parameters(fence, withRecords: false), timeoutMs: timeout)
        guard fenced.count == 1 else {
            try connection.run("ROLLBACK", timeoutMs: timeout)
            return false
        }
        try connection.copy(Batch.copy, batch.rows(fence), timeoutMs: timeout)
        try connection.run("COMMIT", timeoutMs: timeout)
        return true
    }

    /// Makes partitions half a partition ahead, so that no append meets the end of one.
    private mutating func makePartitions(for batch: Batch) throws {
        let needed = batch.end.seq + limits.partitionRows / 2
        guard needed >= partitionsReach, let connection else { return }
        try connection.run(
            Schema.makePartitions(through: needed, rows: limits.partitionRows), timeoutMs: limits.commitTimeoutMs)
        partitionsReach = needed + limits.partitionRows / 4
        try connection.run(
            Schema.makePartitions(through: partitionsReach, rows: limits.partitionRows),
            timeoutMs: limits.commitTimeoutMs)
    }

    /// Drops keys past their life, now and then, apart from any append.
    private mutating func forget(before timeMs: Int64, _ connection: Connection) {
        guard keysSinceForgetting >= WriterState.forgetEvery else { return }
        keysSinceForgetting = 0
        var parameters = Parameters()
        parameters.add(timestamp: LogTime.microseconds(timeMs))
        parameters.add(Int64(2 * WriterState.forgetEvery))
        do {
            _ = try connection.execute(
                "DELETE FROM idem WHERE key IN (SELECT key FROM idem WHERE at < $1 ORDER BY at LIMIT $2)", parameters,
                timeoutMs: limits.commitTimeoutMs)
        } catch {
            // The append stands; keys that live a little longer do no harm. The next append connects anew.
            drop()
        }
    }
}
