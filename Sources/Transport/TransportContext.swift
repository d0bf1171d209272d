import Synchronization
package import Wire
package import ZeroMQ

/// The ZeroMQ context of a process; shared by its services, ended when the last socket is closed.
package final class TransportContext: Sendable {
    package let context: Context
    let keys: TransportKeys?
    private let watch = Mutex<ConnectionWatch?>(nil)

    /// - Parameter keys: nil = none, and `tcp://` only over loopback.
    package init(keys: TransportKeys? = nil) {
        // Encryption is done by the I/O threads, and takes most of their time.
        context = Context(ioThreads: keys == nil ? 1 : 2)
        self.keys = keys
    }

    /// Ends the context; sockets must be closed before.
    package func terminate() {
        watch.withLock { $0?.stop() }
        context.terminate()
    }

    /// A socket for an endpoint that counts what becomes of its connections; to be bound or connected.
    func open(
        _ kind: Socket.Kind, _ options: SocketOptions, at address: String, _ tally: ConnectionTally
    ) throws -> Socket {
        let watch = try watch.withLock { held in
            // The authenticator has to be there before the first socket asks it.
            let watch = try held ?? ConnectionWatch(context, keys?.allowed)
            held = watch
            return watch
        }
        let socket = try Socket(kind, options, in: context)
        // Within a process nothing is connected or lost.
        if !address.hasPrefix("inproc://") { watch.add(try socket.monitor(readBy: watch), tally) }
        return socket
    }
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
    /// Name in the allow-list of the key that it came by; nil where the endpoint has no keys.
    package var peer: String?
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
    /// Messages by connections of keys that have since left the allow-list; not taken.
    package var revoked: UInt64 = 0
    /// Handshakes that succeeded, and connections that ended at whatever stage.
    package var connected: UInt64 = 0
    package var disconnected: UInt64 = 0
    /// Handshakes that the other end broke off: a wrong server key looks so to a client.
    package var handshakesFailed: UInt64 = 0
    /// Handshakes of another mechanism, or that broke the protocol.
    package var handshakesBrokeProtocol: UInt64 = 0
    /// Handshakes with a key that is not in the allow-list.
    package var handshakesRefused: UInt64 = 0
    /// Attempts to connect again.
    package var retries: UInt64 = 0
}
