package import Wire
package import ZeroMQ

/// A dealer connected to one router. Used from one thread.
///
/// Frames: empty · header · traceparent · body.
package final class PeerEndpoint {
    private var tally = TransportCounters()
    private(set) var socket: Socket
    private let connections = ConnectionTally()
    private let servers: [CurveKey]?
    private let context: TransportContext
    private let kind: EndpointKind
    private let address: String
    private let routingID: [UInt8]?

    /// - Parameters:
    ///   - routingID: the name at the router; nil lets the router choose.
    ///   - servers: public keys of the server there, its present one and the next; nil = those of the context.
    package init(
        _ context: TransportContext, _ kind: EndpointKind, address: String, routingID: [UInt8]?,
        servers: [CurveKey]? = nil
    ) throws {
        self.servers = servers
        self.context = context
        self.kind = kind
        self.address = address
        self.routingID = routingID
        socket = try PeerEndpoint.open(context, kind, address, routingID, servers, connections)
    }

    private static func open(
        _ context: TransportContext, _ kind: EndpointKind, _ address: String, _ routingID: [UInt8]?,
        _ servers: [CurveKey]?, _ connections: ConnectionTally
    ) throws -> Socket {
        var options = kind.options(inProcess: address.hasPrefix("inproc://"))
        options.routingID = routingID
        options.security = try context.clientSecurity(kind, address, servers)
        let socket = try context.open(.dealer, options, at: address, connections)
        try socket.connect(address)
        return socket
    }

    /// Frames and connections since it was opened, over all its sockets.
    package var counters: TransportCounters {
        var counters = tally
        connections.add(to: &counters)
        return counters
    }

    /// Drops the connection and makes a new one: the old may be half dead without anybody noticing.
    package func reconnect() throws {
        socket = try PeerEndpoint.open(context, kind, address, routingID, servers, connections)
    }

    /// The next message that can be read; nil when there is none now.
    package func receive() -> Incoming? {
        while true {
            guard let frames = try? socket.receive() else { return nil }
            switch FrameReader.read(frames, hasRoute: false) {
            case .message(let message):
                tally.received += 1
                return message
            case .garbage: tally.garbage += 1
            }
        }
    }

    /// Sends without waiting.
    package func send(_ header: FrameHeader, _ body: [UInt8], trace: [UInt8] = []) -> SendOutcome {
        let outcome = try? socket.send(frames: [[], header.encode(body: body), trace, body])
        switch outcome {
        case .sent:
            tally.sent += 1
            return .sent
        case .wouldBlock:
            tally.refusedSends += 1
            return .full
        case .unreachable, nil:
            tally.refusedSends += 1
            return .unreachable
        }
    }
}
