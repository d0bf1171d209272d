/// Nanoseconds of a monotonic clock; the shells read it, the state machines are told.
package typealias Instant = UInt64

extension Instant {
    /// So many milliseconds as nanoseconds.
    package static func milliseconds(_ count: UInt64) -> Instant { count * 1_000_000 }
}

/// The running hash of the log up to a seq: the first 16 bytes of SHA-256 (40-cluster.md, section 5).
package struct Chain: Hashable, Sendable {
    package var bytes: [UInt8]

    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// Before the first record.
    package static let start = Chain(bytes: [UInt8](repeating: 0, count: 16))
}

/// A place in the log.
package struct Position: Hashable, Sendable {
    package var seq: UInt64
    package var chain: Chain

    package init(seq: UInt64, chain: Chain) {
        self.seq = seq
        self.chain = chain
    }

    /// Before the first record.
    package static let start = Position(seq: 0, chain: .start)
}

/// What a worker says of itself after every (re)connect.
package struct Ready: Equatable, Sendable {
    package var worker: String
    /// Label of the machine.
    package var host: String
    package var bootNonce: UInt64
    package var protocolMin, protocolMax: UInt32
    package var format: UInt32
    /// Of the log its replicas were built from; empty = none.
    package var incarnation: [UInt8]
    /// Where its replicas stand; the stream goes on from the lowest.
    package var replicas: [VShard: Position]
    package var common: Position
    /// Where other workers copy its replicas from; empty = nowhere.
    package var copyAddress: String
    /// Whether it is to be sent the log by this coordinator: it takes it from one.
    package var isFed: Bool
    /// Processors of its machine; 0 = not said.
    package var cores: UInt32 = 0

    package init(
        worker: String,
        host: String = "",
        bootNonce: UInt64,
        protocolMin: UInt32 = ProtocolVersion.oldest,
        protocolMax: UInt32 = ProtocolVersion.newest,
        format: UInt32 = 1,
        incarnation: [UInt8],
        replicas: [VShard: Position],
        common: Position,
        copyAddress: String = "",
        isFed: Bool = true
    ) {
        self.worker = worker
        self.host = host.isEmpty ? worker : host
        self.bootNonce = bootNonce
        self.protocolMin = protocolMin
        self.protocolMax = protocolMax
        self.format = format
        self.incarnation = incarnation
        self.replicas = replicas
        self.common = common
        self.copyAddress = copyAddress
        self.isFed = isFed
    }
}

/// What this build speaks: a version and the one before it, so that processes are upgraded one by one.
package enum ProtocolVersion {
    package static let newest: UInt32 = 2
    package static let oldest: UInt32 = 1

    /// The newest that both sides speak; nil where there is none.
    package static func common(_ least: UInt32, _ most: UInt32) -> UInt32? {
        let newest = Swift.min(most, ProtocolVersion.newest)
        return newest >= Swift.max(least, oldest) ? newest : nil
    }
}

/// A replica to be copied from another worker.
package struct CopyOrder: Equatable, Sendable {
    package var vshard: VShard
    /// Names the attempt.
    package var transfer: UInt32
    /// Of the worker that has it.
    package var address: String

    package init(vshard: VShard, transfer: UInt32, address: String) {
        self.vshard = vshard
        self.transfer = transfer
        self.address = address
    }
}

/// The answer to READY, and again whenever the table changes: what to hold, what to copy, and whether what is there is
/// of this log.
package struct ReadyAck: Equatable, Sendable {
    package var incarnation: [UInt8]
    package var vshards: Int
    package var assigned: [VShard]
    package var copies: [CopyOrder]
    package var rebuild: Bool
    /// Of the table; a worker says which it obeys, so that orders that were lost are given again.
    package var version: UInt32

    package init(
        incarnation: [UInt8], vshards: Int, assigned: [VShard], copies: [CopyOrder] = [], rebuild: Bool,
        version: UInt32 = 0
    ) {
        self.incarnation = incarnation
        self.vshards = vshards
        self.assigned = assigned
        self.copies = copies
        self.rebuild = rebuild
        self.version = version
    }
}

/// What a worker says of one vshard.
package struct ReplicaReport: Equatable, Sendable {
    /// Applied through here, with what it joins to.
    package var seq: UInt64
    /// Of the copy that it is making or has made; 0 = none.
    package var transfer: UInt32
    /// Why the copy failed; empty = it has not.
    package var failure: String
    /// On the disk, or of the copy so far.
    package var bytes: UInt64
    /// Processor time spent on questions and changes since the worker started, in microseconds.
    package var busyMicroseconds: UInt64

    package init(
        seq: UInt64, transfer: UInt32 = 0, failure: String = "", bytes: UInt64 = 0, busyMicroseconds: UInt64 = 0
    ) {
        self.seq = seq
        self.transfer = transfer
        self.failure = failure
        self.bytes = bytes
        self.busyMicroseconds = busyMicroseconds
    }
}

/// How far a worker is and what it may still be sent.
package struct Progress: Equatable, Sendable {
    /// The lowest position of all that it holds.
    package var applied: Position
    /// Through where it has what is on every worker.
    package var common: UInt64
    /// Of each vshard that it holds or copies; empty = all are at `applied`.
    package var replicas: [VShard: ReplicaReport]
    /// Bytes of records it takes past `applied`, those under way or waiting included.
    package var recordCreditBytes: Int
    /// Sub-requests it takes at a time, those under way included.
    package var queryCredit: Int
    /// Sub-requests that wait in it.
    package var queued: Int
    /// The version of the orders that it obeys.
    package var obeys: UInt32
    /// Whether it takes the log from the coordinator that it tells.
    package var isFed = true

    package init(
        applied: Position, common: UInt64? = nil, replicas: [VShard: ReplicaReport] = [:], recordCreditBytes: Int,
        queryCredit: Int, queued: Int = 0, obeys: UInt32 = 0
    ) {
        self.applied = applied
        self.common = common ?? applied.seq
        self.replicas = replicas
        self.recordCreditBytes = recordCreditBytes
        self.queryCredit = queryCredit
        self.queued = queued
        self.obeys = obeys
    }

    /// Through where a vshard can be asked.
    package func seq(of vshard: VShard) -> UInt64 {
        guard !replicas.isEmpty else { return applied.seq }
        return replicas[vshard]?.seq ?? 0
    }
}

/// Why work is not done; raw values are the codes on the wire.
package enum Refusal: Int, Sendable {
    case wrongEpoch = 1
    case behind, tooOld, draining, busy, noRetry, unsupported, failed, notReady

    /// As coverage reasons and error codes say it.
    package var name: String {
        switch self {
        case .wrongEpoch: "wrong_epoch"
        case .behind: "behind"
        case .tooOld: "too_old"
        case .draining: "draining"
        case .busy: "overload"
        case .noRetry: "no_retry"
        case .unsupported: "unsupported"
        case .failed: "failed"
        case .notReady: "unreachable"
        }
    }
}
