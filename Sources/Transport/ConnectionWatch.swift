import OS
import Synchronization
import ZeroMQ

/// What became of the connections of one endpoint.
final class ConnectionTally: Sendable {
    private let connected = Atomic<UInt64>(0)
    private let disconnected = Atomic<UInt64>(0)
    private let failed = Atomic<UInt64>(0)
    private let brokeProtocol = Atomic<UInt64>(0)
    private let refused = Atomic<UInt64>(0)
    private let retries = Atomic<UInt64>(0)

    func count(_ event: ConnectionEvent) {
        switch event {
        case .connected: connected.wrappingAdd(1, ordering: .relaxed)
        case .disconnected: disconnected.wrappingAdd(1, ordering: .relaxed)
        case .handshakeFailed: failed.wrappingAdd(1, ordering: .relaxed)
        case .handshakeBrokeProtocol: brokeProtocol.wrappingAdd(1, ordering: .relaxed)
        case .handshakeRefused: refused.wrappingAdd(1, ordering: .relaxed)
        case .retried: retries.wrappingAdd(1, ordering: .relaxed)
        case .stopped: break
        }
    }

    func add(to counters: inout TransportCounters) {
        counters.connected = connected.load(ordering: .relaxed)
        counters.disconnected = disconnected.load(ordering: .relaxed)
        counters.handshakesFailed = failed.load(ordering: .relaxed)
        counters.handshakesBrokeProtocol = brokeProtocol.load(ordering: .relaxed)
        counters.handshakesRefused = refused.load(ordering: .relaxed)
        counters.retries = retries.load(ordering: .relaxed)
    }
}

/// The thread of a context that lets peers in and counts what becomes of connections. It must not be slow: libzmq's
/// handshakes wait for it.
final class ConnectionWatch: Sendable {
    /// What the thread and the others share; the thread holds no more, so that it never keeps a context alive.
    private final class Desk: Sendable {
        struct Content {
            var monitors: [(SocketMonitor, ConnectionTally)] = []
            var isEnding = false
        }

        let content = Mutex(Content())
        let wakeUp = WakeUp()
    }

    /// How often the allow-list's file is looked at beside handshakes, so that a key removed is soon not heard.
    private static let refreshMs = 250

    private let desk = Desk()
    private let thread: OSThread

    /// Binds the authenticator where there is a list, before any endpoint can be bound.
    init(_ context: Context, _ allowed: AllowList?) throws {
        let desk = desk
        let authenticator = try allowed.map { try Authenticator(context, $0) }
        thread = try OSThread.start(name: "connections") {
            // A failure is the end of the context.
            try? ConnectionWatch.run(desk, authenticator, allowed)
        }
    }

    deinit { stop() }

    /// Counts a socket's events until it is closed.
    func add(_ monitor: SocketMonitor, _ tally: ConnectionTally) {
        desk.content.withLock { $0.monitors.append((monitor, tally)) }
        desk.wakeUp.raise()
    }

    /// Ends the thread, and with it the sockets it owns.
    func stop() {
        desk.content.withLock { $0.isEnding = true }
        desk.wakeUp.raise()
        thread.join()
    }

    private static func run(_ desk: Desk, _ authenticator: Authenticator?, _ allowed: AllowList?) throws(ZeroMQError) {
        var poller = Poller()
        let wakeUp = poller.add(desk.wakeUp)
        let questions = authenticator.map { poller.add($0.socket) }
        var watched: [(token: Poller.Token, monitor: SocketMonitor, tally: ConnectionTally)] = []
        while true {
            try poller.wait(timeoutMs: allowed == nil ? nil : refreshMs)
            if let authenticator, let questions, poller.isReady(questions) { try authenticator.serve() }
            allowed?.refresh()
            var ended: [Poller.Token] = []
            for (token, monitor, tally) in watched where poller.isReady(token) {
                while let event = try monitor.receive() {
                    tally.count(event)
                    if event == .stopped { ended.append(token) }
                }
            }
            for token in ended { poller.remove(token) }
            watched.removeAll { ended.contains($0.token) }
            guard poller.isReady(wakeUp) else { continue }
            desk.wakeUp.lower()
            let (monitors, isEnding) = desk.content.withLock { content in
                defer { content.monitors = [] }
                return (content.monitors, content.isEnding)
            }
            if isEnding { return }
            for (monitor, tally) in monitors { watched.append((poller.add(monitor.socket), monitor, tally)) }
        }
    }
}
