import CZeroMQ
import Synchronization

/// What became of a connection.
package enum ConnectionEvent: Hashable, Sendable {
    /// The handshake is done: messages can pass.
    case connected
    /// The connection ended, at whatever stage.
    case disconnected
    /// A handshake ended without a reason given, as when the other end closes: so a wrong server key looks here.
    case handshakeFailed
    /// The other end breaks the protocol, or has another mechanism.
    case handshakeBrokeProtocol
    /// The authenticator refused the peer's key, or there is none.
    case handshakeRefused
    /// Another attempt to connect was put off.
    case retried
    /// The socket is closed: nothing comes after.
    case stopped

    init?(_ number: Int32) {
        switch number {
        case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: self = .connected
        case ZMQ_EVENT_DISCONNECTED: self = .disconnected
        case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL: self = .handshakeFailed
        case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL: self = .handshakeBrokeProtocol
        case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: self = .handshakeRefused
        case ZMQ_EVENT_CONNECT_RETRIED: self = .retried
        case ZMQ_EVENT_MONITOR_STOPPED: self = .stopped
        default: return nil
        }
    }

    static let all =
        ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL
        | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH | ZMQ_EVENT_CONNECT_RETRIED
        | ZMQ_EVENT_MONITOR_STOPPED
}

/// The events of a socket's connections. Made by the socket's thread; belongs to the thread that first receives.
///
/// It must be read until `.stopped`: libzmq's I/O thread waits where events pile up.
// Sendable: made by one thread and used by one other, which gets it through a lock.
package final class SocketMonitor: @unchecked Sendable {
    /// To be polled.
    package let socket: Socket

    init(_ socket: Socket) { self.socket = socket }

    /// The next event; `nil` if there is none now.
    ///
    /// - Throws: `.terminated`.
    package func receive() throws(ZeroMQError) -> ConnectionEvent? {
        while let frames = try socket.receive() {
            guard let head = frames.first?.copy(), head.count >= 2 else { continue }
            // libzmq writes the number in the machine's order; Linux machines here are little-endian.
            if let event = ConnectionEvent(Int32(head[0]) | Int32(head[1]) << 8) { return event }
        }
        return nil
    }
}

extension Socket {
    private static let monitors = Atomic<UInt64>(0)

    /// The events of this socket's connections from now on; to be called before `bind` and `connect`, and once.
    ///
    /// - Parameter keeper: whose thread reads them; kept as long as the socket.
    /// - Throws: `.tooManySockets`, `.terminated`.
    package func monitor(readBy keeper: AnyObject) throws(ZeroMQError) -> SocketMonitor {
        let number = Socket.monitors.wrappingAdd(1, ordering: .relaxed).newValue
        let endpoint = "inproc://monitor-\(number)"
        var options = SocketOptions.inproc
        options.heartbeatIntervalMs = 0
        // The I/O thread must never wait for the reader.
        options.receiveHighWater = 1_000_000
        let reader = try Socket(.pair, options, in: context)
        if zmq_socket_monitor(owned(), endpoint, ConnectionEvent.all) != 0 {
            throw ZeroMQError.failure(zmq_errno(), "monitor", endpoint)
        }
        monitorReader = keeper
        try reader.connect(endpoint)
        reader.disown()
        return SocketMonitor(reader)
    }
}
