import Cluster
import Logging
import Transport
import Wire

/// Answers for which their client's connection had no room at the moment.
///
/// A group of writes of one client is answered all at once, and may be more than the queue of its connection holds.
struct UnsentAnswers {
    private struct Answer {
        var route: [UInt8]
        var header: FrameHeader
        var body: [UInt8]
        var deadline: Instant
    }

    private static let most = 16_384
    private static let mostBytes = 64 << 20
    /// A client that does not read for so long gets nothing more of what waits.
    private static let patience: Instant = .milliseconds(5_000)

    private var answers: [Answer] = []
    private var bytes = 0

    var isEmpty: Bool { answers.isEmpty }

    /// Whether answers to this client wait: later ones go behind them.
    func holds(_ route: [UInt8]) -> Bool { answers.contains { $0.route == route } }

    /// Keeps an answer; false where too much waits.
    mutating func add(_ route: [UInt8], _ header: FrameHeader, _ body: [UInt8], now: Instant) -> Bool {
        guard answers.count < UnsentAnswers.most, bytes + body.count <= UnsentAnswers.mostBytes else { return false }
        answers.append(Answer(route: route, header: header, body: body, deadline: now + UnsentAnswers.patience))
        bytes += body.count
        return true
    }

    /// Offers each answer once, in order; `send` says whether it is to be kept.
    mutating func offer(now: Instant, _ send: ([UInt8], FrameHeader, [UInt8]) -> Bool) {
        var full: Set<[UInt8]> = []
        answers.removeAll { answer in
            if full.contains(answer.route), now < answer.deadline { return false }
            let isKept = now < answer.deadline && send(answer.route, answer.header, answer.body)
            if isKept { full.insert(answer.route) } else { bytes -= answer.body.count }
            return !isKept
        }
    }
}

extension CoordinatorService {
    /// Sends an answer now, or keeps it until the client's connection has room.
    func reply(_ route: [UInt8], _ request: UInt64, _ answer: WireClientAnswer) {
        let header = FrameHeader(.clientAnswer, request: request, epoch: epoch, seq: answer.asOfSeq)
        let body = answer.wireBytes
        if unsent.isEmpty || !unsent.holds(route) {
            switch clients.send(route, header, body) {
            case .sent: return
            case .unreachable: return logger.debug("a client is gone before its answer")
            case .full: break
            }
        }
        if !unsent.add(route, header, body, now: now) { logger.warning("a client does not take its answers") }
    }

    /// Tries again to send what found no room.
    func sendUnsent() {
        guard !unsent.isEmpty else { return }
        unsent.offer(now: now) { [clients] route, header, body in clients.send(route, header, body) == .full }
    }
}
