import CZeroMQ

/// Everything a socket is set to, in one place. None of ZeroMQ's defaults is relied on.
///
/// The presets are the endpoints of 40-cluster.md, section 3; section 14 gives the reasons.
///
///     var options = SocketOptions.query
///     options.routingID = worker
///     let socket = try Socket(.dealer, options, in: context)
package struct SocketOptions: Sendable {
    /// How long closing keeps sending what is queued; never for ever, which would hang the end of the context.
    package var lingerMs: Int
    /// Messages queued towards one peer before a send would block; both ends and TCP's buffers add.
    package var sendHighWater: Int
    /// Messages queued from one peer before it is held back.
    package var receiveHighWater: Int
    /// Name of a dealer at the routers it connects to: 1 to 255 bytes, not beginning with 0; `nil` lets the router
    /// choose.
    package var routingID: [UInt8]?

    /// A router answers `.unreachable` or `.wouldBlock` in place of dropping in silence.
    package var isMandatory = true
    /// A new connection takes over the routing id of an old one, so that a restarted peer is heard at once.
    package var allowsHandover = true
    /// Queue only for peers that are connected; otherwise messages pile up for a dead one.
    package var isImmediate = true

    /// Interval of ZMTP pings; 0 for none. Answered by the I/O thread, so they prove the process only.
    package var heartbeatIntervalMs = 200
    /// Silence after a ping that ends the connection.
    package var heartbeatTimeoutMs = 600
    /// Silence after which the peer ends it; whole tenths of a second.
    package var heartbeatLifeMs = 600

    /// First wait before connecting again.
    package var reconnectMs = 100
    /// Longest wait, doubling up to it.
    package var reconnectMaxMs = 2000
    /// Limit of one attempt to connect.
    package var connectTimeoutMs = 2000
    /// Limit of a handshake.
    package var handshakeMs = 3000
    /// TCP gives up a connection after so long without an acknowledgement.
    package var retransmitMaxMs = 5000
    /// Connections waiting to be accepted.
    package var backlog = 100

    /// Largest frame accepted, in bytes; who sends more is disconnected.
    package var maxFrameBytes = 64 << 20
    /// Most frames of a message accepted; a longer message is discarded and counted.
    package var maxFrames = 16
    /// Most bytes of a message accepted, over all frames; a larger message is discarded and counted.
    package var maxMessageBytes = 64 << 20

    /// Who may be at the other end.
    package var security = SocketSecurity.open

    package init(lingerMs: Int, highWater: Int) {
        self.lingerMs = lingerMs
        sendHighWater = highWater
        receiveHighWater = highWater
    }

    /// Gateway and CLI to coordinator: requests, answers, events.
    package static let client = SocketOptions(lingerMs: 1000, highWater: 1000)
    /// Worker to coordinator: sub-requests and replies, worthless when late.
    package static let query = SocketOptions(lingerMs: 0, highWater: 64)
    /// Worker to coordinator: READY, heartbeats, log records, orders.
    package static let apply = SocketOptions(lingerMs: 1000, highWater: 64)
    /// Worker to worker: chunks of a copy.
    package static let copy = SocketOptions(lingerMs: 0, highWater: 16)
    /// Between threads of one process.
    package static let inproc = SocketOptions(lingerMs: 0, highWater: 1000)

    /// The settings as ZeroMQ's numbers, for a socket of this kind.
    func numbers(for kind: Socket.Kind) -> [(name: Int32, value: Int)] {
        precondition(lingerMs >= 0, "a socket does not linger for ever")
        precondition(sendHighWater > 0 && receiveHighWater > 0, "a queue has a limit")
        precondition(maxFrameBytes > 0 && maxFrames > 0 && maxMessageBytes > 0, "a message has a limit")
        precondition(heartbeatLifeMs % 100 == 0, "a heartbeat's life is whole tenths of a second")
        var numbers: [(name: Int32, value: Int)] = [
            (ZMQ_LINGER, lingerMs), (ZMQ_SNDHWM, sendHighWater), (ZMQ_RCVHWM, receiveHighWater),
            (ZMQ_IMMEDIATE, isImmediate ? 1 : 0),
            (ZMQ_HEARTBEAT_IVL, heartbeatIntervalMs), (ZMQ_HEARTBEAT_TIMEOUT, heartbeatTimeoutMs),
            (ZMQ_HEARTBEAT_TTL, heartbeatLifeMs),
            (ZMQ_RECONNECT_IVL, reconnectMs), (ZMQ_RECONNECT_IVL_MAX, reconnectMaxMs),
            (ZMQ_CONNECT_TIMEOUT, connectTimeoutMs), (ZMQ_HANDSHAKE_IVL, handshakeMs),
            (ZMQ_TCP_MAXRT, retransmitMaxMs), (ZMQ_BACKLOG, backlog),
        ]
        if kind == .router {
            numbers.append((ZMQ_ROUTER_MANDATORY, isMandatory ? 1 : 0))
            numbers.append((ZMQ_ROUTER_HANDOVER, allowsHandover ? 1 : 0))
        }
        return numbers
    }
}
