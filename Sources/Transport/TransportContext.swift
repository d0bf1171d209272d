package import Wire
import ZeroMQ

/// The ZeroMQ context of a process; shared by its services, ended when the last socket is closed.
package final class TransportContext: Sendable {
    let context: Context

    package init() { context = Context(ioThreads: 1) }

    /// Ends the context; sockets must be closed before.
    package func terminate() { context.terminate() }
}

/// The endpoints of 40-cluster.md, section 3, each with its own limits.
package enum EndpointKind: Sendable {
    case client, query, apply, copy

    func options(inProcess: Bool) -> SocketOptions {
        var options: SocketOptions =
            switch self {
            case .client: .client
            case .query: .query
            case .apply: .apply
            case .copy: .copy
            }
        if inProcess {
            // Pings make no sense within a process.
            options.heartbeatIntervalMs = 0
        }
        return options
    }
}

/// A message with its header read and checked.
package struct Incoming: Sendable {
    /// The peer's routing id at a router; empty at a dealer.
    package var route: [UInt8]
    package var header: FrameHeader
    /// W3C traceparent; empty = none.
    package var trace: [UInt8]
    package var body: [UInt8]
}

/// What became of a message to send.
package enum SendOutcome: Equatable, Sendable {
    case sent
    /// The peer's pipe is full: nothing was queued.
    case full
    /// There is no such peer.
    case unreachable
}

/// Frames through an endpoint since it was opened.
package struct TransportCounters: Sendable {
    package var received: UInt64 = 0
    package var sent: UInt64 = 0
    package var refusedSends: UInt64 = 0
    /// Messages that were none of ours: too few frames, no header, a wrong checksum, a version or type that is not
    /// known.
    package var garbage: UInt64 = 0
}
