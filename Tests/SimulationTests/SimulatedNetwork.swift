import Cluster

/// A process by name: the coordinator, a worker, a client.
enum Node: Hashable, CustomStringConvertible {
    case coordinator(Int)
    case worker(String)
    case client(Int)

    var description: String {
        switch self {
        case .coordinator(let number): "coordinator \(number)"
        case .worker(let name): name
        case .client(let number): "client \(number)"
        }
    }
}

/// One asking of one worker for a part of a question.
struct Attempt: Hashable {
    /// The coordinator that asks.
    var coordinator: Int
    var request: UInt64
    var number: UInt8

    /// As it counts against a worker's credit.
    var flight: UInt64 { request << 8 | UInt64(number) }
}

/// What processes say to each other.
enum Message {
    // Worker → coordinator.
    case ready(route: [UInt8], Ready)
    case progress(route: [UInt8], Progress)
    case reply(Attempt, worker: String, readSeq: UInt64, [VShard: [Int: UInt64]])
    case refusedQuery(Attempt, worker: String, Refusal)
    // Coordinator → worker, with the coordinator's number and the epoch that it knows.
    case acknowledge(Int, epoch: UInt64, ReadyAck)
    case refuse(Int, epoch: UInt64, Refusal)
    case heartbeat(Int, sentThrough: UInt64)
    case records(Int, from: UInt64, through: Position, [SimulatedRecord])
    case ask(Attempt, [VShard], readSeq: UInt64, budget: Instant)
    case cancel(Attempt)
    // Worker → worker.
    case copyAsked(from: String, CopyOrder)
    case copied(CopyOrder, SimulatedReplica?)
    // Client → coordinator.
    case write(client: Int, request: UInt64, SimulatedWrite)
    case read(client: Int, request: UInt64, minSeq: UInt64, budget: Instant)
    // Coordinator → client.
    case written(request: UInt64, first: UInt64, last: UInt64)
    case refusedRequest(request: UInt64, Refusal)
    /// Another coordinator writes; its number where it is known.
    case notHolder(request: UInt64, Int?)
    case answer(request: UInt64, Answer)
}

/// A network that loses, repeats, reorders, delays, cuts and half-cuts. What was sent to a process is lost with it.
final class SimulatedNetwork {
    struct Habits {
        var lossPerMille = 0
        var repeatPerMille = 0
        /// One message in 50 takes so much longer, in ms.
        var spikeMs = 0
        /// Each link keeps its order, as one TCP connection does.
        var keepsOrder = true
        var delayUs = 500
    }

    private struct Link: Hashable {
        var from: Node
        var to: Node
    }

    /// A running process; whoever restarts is another.
    private struct Process {
        var life: Int
        var pausedUntil: Instant = 0
        var receive: (Message) -> Void
    }

    var habits: Habits
    private let timeline: Timeline
    private var chance: Chance
    private var processes: [Node: Process] = [:]
    private var lives = 0
    private var cutUntil: [Link: Instant] = [:]
    private var lastArrival: [Link: Instant] = [:]
    /// The sockets of a node towards another; what travels to closed ones is lost.
    private var sockets: [Link: Int] = [:]

    init(timeline: Timeline, chance: Chance, habits: Habits) {
        self.timeline = timeline
        self.chance = chance
        self.habits = habits
    }

    func start(_ node: Node, receive: @escaping (Message) -> Void) {
        lives += 1
        processes[node] = Process(life: lives, receive: receive)
        for link in sockets.keys where link.from == node { sockets[link, default: 0] += 1 }
    }

    func stop(_ node: Node) { processes[node] = nil }

    func isRunning(_ node: Node) -> Bool { processes[node] != nil }

    /// Closes and opens the sockets of a node. Where links keep their order this loses what is on its way there;
    /// elsewhere it still arrives, which is worse than any real network.
    func closeSockets(of node: Node, towards other: Node) { sockets[Link(from: node, to: other), default: 0] += 1 }

    /// Stops a process for a while (SIGSTOP): messages and timers wait.
    func pause(_ node: Node, for pause: Instant) { processes[node]?.pausedUntil = timeline.now + pause }

    func resumeAll() {
        for node in processes.keys { processes[node]?.pausedUntil = 0 }
        cutUntil = [:]
    }

    func cut(from: Node, to: Node, for pause: Instant) {
        cutUntil[Link(from: from, to: to)] = timeline.now + pause
    }

    /// Runs a timer of a process, later if it is paused, never once it has ended.
    func timer(_ node: Node, after pause: Instant, _ run: @escaping () -> Void) {
        guard let life = processes[node]?.life else { return }
        timeline.after(pause) { [self] in deliver(to: node, life: life, run) }
    }

    /// - Returns: false where the sender learns at once that nobody is there, as a ROUTER does of a closed connection.
    @discardableResult
    func send(from: Node, to: Node, _ message: Message) -> Bool {
        guard let process = processes[to] else { return isCut(from, to) || chance.happens(perMille: 500) }
        let own = Link(from: to, to: from)
        let socket = sockets[own, default: 0]
        let copies = chance.happens(perMille: habits.lossPerMille) ? 0 : 1
        let repeats = chance.happens(perMille: habits.repeatPerMille) ? 1 : 0
        guard !isCut(from, to) else { return true }
        for _ in 0..<(copies + copies * repeats) {
            timeline.at(arrival(from, to)) { [self] in
                guard !isCut(from, to), !habits.keepsOrder || sockets[own, default: 0] == socket else { return }
                deliver(to: to, life: process.life) { process.receive(message) }
            }
        }
        return true
    }

    private func arrival(_ from: Node, _ to: Node) -> Instant {
        var delay = chance.microseconds(20, habits.delayUs)
        if habits.spikeMs > 0, chance.happens(perMille: 20) { delay += chance.milliseconds(0, habits.spikeMs) }
        guard habits.keepsOrder else { return timeline.now + delay }
        let link = Link(from: from, to: to)
        let arrival = max(timeline.now + delay, lastArrival[link] ?? 0)
        lastArrival[link] = arrival
        return arrival
    }

    private func isCut(_ from: Node, _ to: Node) -> Bool {
        timeline.now < cutUntil[Link(from: from, to: to)] ?? 0
    }

    private func deliver(to node: Node, life: Int, _ run: @escaping () -> Void) {
        guard let process = processes[node], process.life == life else { return }
        guard timeline.now < process.pausedUntil else { return run() }
        // Waiting calls keep their order: the timeline runs equal times as planned.
        timeline.at(process.pausedUntil) { [self] in deliver(to: node, life: life, run) }
    }
}
