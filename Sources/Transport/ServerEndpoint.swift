package import Wire
import ZeroMQ

/// A bound router: many peers, each with a routing id. Used from one thread.
///
/// Frames: routing id · empty · header · traceparent · body.
package final class ServerEndpoint {
    private var tally = TransportCounters()
    let socket: Socket
    /// Where it listens: with the port where `*` was asked for.
    package let address: String
    private let connections = ConnectionTally()
    private var admitted: Admitted?

    /// The keys let in, as this thread knows them.
    private struct Admitted {
        let list: AllowList
        var version: UInt64
        var names: [String: String]
    }

    package init(_ context: TransportContext, _ kind: EndpointKind, address: String) throws {
        var options = kind.options(inProcess: address.hasPrefix("inproc://"))
        options.security = try context.serverSecurity(kind, address)
        socket = try context.open(.router, options, at: address, connections)
        self.address = try socket.bind(address)
        if case .server = options.security, let list = context.keys?.allowed {
            admitted = Admitted(list: list, version: .max, names: [:])
        }
    }

    /// Frames since it was bound; messages past the socket's limits are garbage too.
    package var counters: TransportCounters {
        var counters = tally
        counters.garbage += socket.discarded
        connections.add(to: &counters)
        return counters
    }

    /// The next message that can be read; nil when there is none now. What cannot be read is answered and counted.
    package func receive() -> Incoming? {
        while true {
            guard let frames = try? socket.receive() else { return nil }
            switch FrameReader.read(frames, hasRoute: true) {
            case .message(var message):
                if admitted != nil {
                    guard let peer = peer(of: frames) else {
                        tally.revoked += 1
                        continue
                    }
                    message.peer = peer
                }
                tally.received += 1
                return message
            case .garbage(let flaw):
                tally.garbage += 1
                answerGarbage(frames, flaw)
            }
        }
    }

    /// Name of the key that a message came by; nil if it is let in no more.
    private func peer(of frames: [Frame]) -> String? {
        guard var admitted else { return nil }
        let version = admitted.list.version
        if admitted.version != version {
            let names = admitted.list.names.map { ($0.key.text, $0.value) }
            admitted.names = Dictionary(uniqueKeysWithValues: names)
            admitted.version = version
            self.admitted = admitted
        }
        return frames.last?.property(Authenticator.keyProperty).flatMap { admitted.names[$0] }
    }

    /// An unknown version or type is answered, never passed over in silence; noise is only counted.
    private func answerGarbage(_ frames: [Frame], _ flaw: FrameHeader.Flaw?) {
        guard flaw == .version || flaw == .type, let route = frames.first?.copy() else { return }
        _ = send(route, FrameHeader(.refuse), FrameReader.unsupported)
    }

    /// Sends to one peer without waiting.
    package func send(_ route: [UInt8], _ header: FrameHeader, _ body: [UInt8], trace: [UInt8] = []) -> SendOutcome {
        let outcome = try? socket.send(frames: [route, [], header.encode(body: body), trace, body])
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

/// Frames to messages.
enum FrameReader {
    enum Result {
        case message(Incoming)
        /// Nil = not even the right number of frames.
        case garbage(FrameHeader.Flaw?)
    }

    /// A refusal with the code UNSUPPORTED, as bytes of `huanxin.peer.Refuse`.
    static let unsupported: [UInt8] = {
        var refuse = WireRefuse()
        refuse.code = .unsupported
        refuse.message = "protocol version or message type not known here"
        return refuse.wireBytes
    }()

    static func read(_ frames: [Frame], hasRoute: Bool) -> Result {
        let frames = hasRoute ? frames : [Frame([])] + frames
        guard frames.count == 5, frames[1].isEmpty else { return .garbage(nil) }
        let body = frames[4].copy()
        do {
            let header = try FrameHeader(frames[2].copy(), body: body)
            return .message(Incoming(route: frames[0].copy(), header: header, trace: frames[3].copy(), body: body))
        } catch {
            return .garbage(error)
        }
    }
}
