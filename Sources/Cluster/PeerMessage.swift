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
    package var bootNonce: UInt64
    package var protocolMin, protocolMax: UInt32
    package var format: UInt32
    /// Of the log its replicas were built from; empty = none.
    package var incarnation: [UInt8]
    /// Where its replicas stand; the stream goes on from the lowest.
    package var replicas: [VShard: Position]
    package var common: Position

    package init(
        worker: String,
        bootNonce: UInt64,
        protocolMin: UInt32 = 1,
        protocolMax: UInt32 = 1,
        format: UInt32 = 1,
        incarnation: [UInt8],
        replicas: [VShard: Position],
        common: Position
    ) {
        self.worker = worker
        self.bootNonce = bootNonce
        self.protocolMin = protocolMin
        self.protocolMax = protocolMax
        self.format = format
        self.incarnation = incarnation
        self.replicas = replicas
        self.common = common
    }
}

/// The answer to READY: what to hold, and whether what is there is of this log.
package struct ReadyAck: Equatable, Sendable {
    package var incarnation: [UInt8]
    package var vshards: Int
    package var assigned: [VShard]
    package var rebuild: Bool

    package init(incarnation: [UInt8], vshards: Int, assigned: [VShard], rebuild: Bool) {
        self.incarnation = incarnation
        self.vshards = vshards
        self.assigned = assigned
        self.rebuild = rebuild
    }
}

/// How far a worker is and what it may still be sent.
package struct Progress: Equatable, Sendable {
    /// The lowest position of all that it holds.
    package var applied: Position
    /// Bytes of records it takes past `applied`, those under way or waiting included.
    package var recordCreditBytes: Int
    /// Sub-requests it takes at a time, those under way included.
    package var queryCredit: Int

    package init(applied: Position, recordCreditBytes: Int, queryCredit: Int) {
        self.applied = applied
        self.recordCreditBytes = recordCreditBytes
        self.queryCredit = queryCredit
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
