package import Cluster
package import Domain

/// A change to be appended.
package struct LogEntry: Equatable, Sendable {
    package var vshard: UInt32
    package var kind: RecordKind
    package var id: String
    /// Canonical JSON.
    package var body: [UInt8]
    /// The seq of the record's first version; nil = this is the first.
    package var birth: UInt64?

    package init(vshard: UInt32, kind: RecordKind, id: String, body: [UInt8], birth: UInt64?) {
        self.vshard = vshard
        self.kind = kind
        self.id = id
        self.body = body
        self.birth = birth
    }
}

/// A change as it stands in the log.
package struct LogRecord: Equatable, Sendable {
    package var seq: UInt64
    package var epoch: UInt64
    package var vshard: UInt32
    package var kind: RecordKind
    package var id: String
    package var body: [UInt8]
    package var birth: UInt64
    /// Milliseconds since 1970, by the clock of the process that appended.
    package var timeMs: Int64
    package var chain: Chain

    package init(
        seq: UInt64, epoch: UInt64, vshard: UInt32, kind: RecordKind, id: String, body: [UInt8], birth: UInt64,
        timeMs: Int64, chain: Chain
    ) {
        self.seq = seq
        self.epoch = epoch
        self.vshard = vshard
        self.kind = kind
        self.id = id
        self.body = body
        self.birth = birth
        self.timeMs = timeMs
        self.chain = chain
    }
}

/// What one client asked to write, with the key that makes a repeat harmless.
package struct AppendGroup: Equatable, Sendable {
    /// Empty = no key.
    package var idempotencyKey: [UInt8]
    /// A hash of what the client sent under the key: another one under the same key is another request.
    package var content: UInt64
    package var entries: [LogEntry]

    package init(idempotencyKey: [UInt8], content: UInt64 = 0, entries: [LogEntry]) {
        self.idempotencyKey = idempotencyKey
        self.content = content
        self.entries = entries
    }
}

/// What became of one group.
package enum AppendOutcome: Equatable, Sendable {
    /// Durable, with these seqs; first = last + 1 where the group was empty.
    case committed(first: UInt64, last: UInt64)
    /// Was done before under the same key.
    case duplicate(first: UInt64, last: UInt64)
    /// The key was used for other content: nothing was written.
    case keyReused
    /// Another holder has taken over: step down.
    case fenced
    /// It is not known whether it is durable; the same key is safe to retry.
    case unknown(String)

    /// Whether the group is on the disk.
    package var isDurable: Bool {
        switch self {
        case .committed, .duplicate: true
        case .keyReused, .fenced, .unknown: false
        }
    }
}

/// A change where it lies in the log; its bytes are valid within the call that lends it, and no longer.
package struct LentRecord: ~Copyable {
    package let seq: UInt64
    package let birth: UInt64
    package let vshard: UInt32
    package let kind: RecordKind
    package let timeMs: Int64
    package let id: UnsafeRawBufferPointer
    package let body: UnsafeRawBufferPointer
    package let chain: UnsafeRawBufferPointer

    package init(
        seq: UInt64, birth: UInt64, vshard: UInt32, kind: RecordKind, timeMs: Int64, id: UnsafeRawBufferPointer,
        body: UnsafeRawBufferPointer, chain: UnsafeRawBufferPointer
    ) {
        self.seq = seq
        self.birth = birth
        self.vshard = vshard
        self.kind = kind
        self.timeMs = timeMs
        self.id = id
        self.body = body
        self.chain = chain
    }
}

extension ChangeLog {
    package func forEach(
        after seq: UInt64, maxRecords: Int, maxBytes: Int, _ body: (borrowing LentRecord) -> Void
    ) throws {
        for record in try read(after: seq, maxRecords: maxRecords, maxBytes: maxBytes) {
            var id = record.id
            id.withUTF8 { id in
                record.body.withUnsafeBytes { bytes in
                    record.chain.bytes.withUnsafeBytes { chain in
                        body(
                            LentRecord(
                                seq: record.seq, birth: record.birth, vshard: record.vshard, kind: record.kind,
                                timeMs: record.timeMs, id: UnsafeRawBufferPointer(id), body: bytes, chain: chain))
                    }
                }
            }
        }
    }
}

/// The one totally ordered record of all changes (40-cluster.md, section 5). A gap is an error.
package protocol ChangeLog: Sendable {
    /// The identity of this log; a restored one has another.
    var incarnation: [UInt8] { get }

    /// Whether reading it is as fast as reading a file here: then bodies are read from it while a question waits.
    var isLocal: Bool { get }

    /// The newest change, durable.
    func head() throws -> Position

    /// Appends the groups in one transaction, all or none, durable on return.
    func append(_ groups: [AppendGroup], epoch: UInt64, timeMs: Int64) -> [AppendOutcome]

    /// The changes after `seq` in order, at least one where there is one, until a limit is passed.
    func read(after seq: UInt64, maxRecords: Int, maxBytes: Int) throws -> [LogRecord]

    /// Lends the same changes one after another where they lie.
    func forEach(
        after seq: UInt64, maxRecords: Int, maxBytes: Int, _ body: (borrowing LentRecord) -> Void
    ) throws

    /// The change of that seq.
    func record(at seq: UInt64) throws -> LogRecord?

    /// What an idempotency key stands for, if it was used: a duplicate, or `keyReused` where the content was another.
    func outcome(of idempotencyKey: [UInt8], content: UInt64) throws -> AppendOutcome?

    /// The newest seq not after that time.
    func seq(at timeMs: Int64) throws -> UInt64

    /// A named value kept beside the log, such as the placement table.
    func setting(_ name: String) throws -> [UInt8]?

    /// Sets it, unless the epoch was left behind.
    func set(_ name: String, to value: [UInt8], epoch: UInt64) throws -> Bool

    /// Takes the lease for so long, if it is free, has run out or is this holder's own, and with it the next epoch:
    /// whoever appends with an older one is fenced. The clock of the log judges, not that of a caller.
    ///
    /// - Parameter holder: names one life of one process; a restarted one has another.
    /// - Returns: the new epoch; nil while another's lease runs.
    func acquireLease(holder: String, ttlMs: Int) throws -> UInt64?

    /// Makes the lease run for at least so long from now.
    ///
    /// - Returns: false where another has taken it.
    func renewLease(holder: String, epoch: UInt64, ttlMs: Int) throws -> Bool

    /// Ends the lease, so that the next one need not wait; without effect where another has taken it.
    func releaseLease(holder: String, epoch: UInt64) throws

    /// Whose lease runs; nil where none does.
    func leaseHolder() throws -> LeaseHolder?

    /// Waits until the log has changes after `seq`, but not longer than that.
    ///
    /// - Returns: the newest seq.
    func waitForHead(after seq: UInt64, timeoutMs: Int) throws -> UInt64
}

/// Who may append.
package struct LeaseHolder: Equatable, Sendable {
    /// As given to `acquireLease`.
    package var holder: String
    package var epoch: UInt64

    package init(holder: String, epoch: UInt64) {
        self.holder = holder
        self.epoch = epoch
    }
}
