package import Wire
import ZeroMQ

/// A dealer connected to one router. Used from one thread.
///
/// Frames: empty · header · traceparent · body.
package final class PeerEndpoint {
    package private(set) var counters = TransportCounters()
    private(set) var socket: Socket
    private let context: TransportContext
    private let kind: EndpointKind
    private let address: String
    private let routingID: [UInt8]?

    /// - Parameter routingID: the name at the router; nil lets the router choose.
    package init(_ context: TransportContext, _ kind: EndpointKind, address: String, routingID: [UInt8]?) throws {
        self.context = context
        self.kind = kind
        self.address = address
        self.routingID = routingID
        socket = try PeerEndpoint.open(context, kind, address, routingID)
    }

    private static func open(
        _ context: TransportContext, _ kind: EndpointKind, _ address: String, _ routingID: [UInt8]?
    ) throws -> Socket {
        var options = kind.options(inProcess: address.hasPrefix("inproc://"))
        options.routingID = routingID
        let socket = try Socket(.dealer, options, in: context.context)
        try socket.connect(address)
        return socket
    }

    /// Drops the connection and makes a new one: the old may be half dead without anybody noticing.
    package func reconnect() throws {
        socket = try PeerEndpoint.open(context, kind, address, routingID)
    }

    /// The next message that can be read; nil when there is none now.
    package func receive() -> Incoming? {
        while true {
            guard let frames = try? socket.receive() else { return nil }
            switch FrameReader.read(frames, hasRoute: false) {
            case .message(let message):
                counters.received += 1
                return message
            case .garbage: counters.garbage += 1
            }
        }
    }

    /// Sends without waiting.
    package func send(_ header: FrameHeader, _ body: [UInt8], trace: [UInt8] = []) -> SendOutcome {
        let outcome = try? socket.send(frames: [[], header.encode(body: body), trace, body])
        switch outcome {
        case .sent:
            counters.sent += 1
            return .sent
        case .wouldBlock:
            counters.refusedSends += 1
            return .full
        case .unreachable, nil:
            counters.refusedSends += 1
            return .unreachable
        }
    }
}
