package import Wire
import ZeroMQ

/// A bound router: many peers, each with a routing id. Used from one thread.
///
/// Frames: routing id · empty · header · traceparent · body.
package final class ServerEndpoint {
    private var tally = TransportCounters()
    let socket: Socket
    private let address: String

    package init(_ context: TransportContext, _ kind: EndpointKind, address: String) throws {
        socket = try Socket(
            .router, kind.options(inProcess: address.hasPrefix("inproc://")), in: context.context)
        self.address = address
        _ = try socket.bind(address)
    }

    /// Frames since it was bound; messages past the socket's limits are garbage too.
    package var counters: TransportCounters {
        var counters = tally
        counters.garbage += socket.discarded
        return counters
    }

    /// The next message that can be read; nil when there is none now. What cannot be read is answered and counted.
    package func receive() -> Incoming? {
        while true {
            guard let frames = try? socket.receive() else { return nil }
            switch FrameReader.read(frames, hasRoute: true) {
            case .message(let message):
                tally.received += 1
                return message
            case .garbage(let flaw):
                tally.garbage += 1
                answerGarbage(frames, flaw)
            }
        }
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
