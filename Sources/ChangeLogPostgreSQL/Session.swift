import OS
import PostgreSQL
import Synchronization

/// A connection for one purpose, made when it is needed; one thread at a time, the others wait.
final class Session: Sendable {
    private let text: String
    private let prologue: String?
    private let connection = Serial<Connection?>(nil)
    /// Until then nobody tries to connect: whoever asks a database that is away must not wait for it each time.
    private let awayUntil = Atomic<UInt64>(0)
    private static let pause: UInt64 = 500_000_000

    /// - Parameter prologue: run at the start of each connection.
    init(_ text: String, prologue: String? = nil) {
        self.text = text
        self.prologue = prologue
    }

    /// Runs `body`; whatever it throws ends the connection, so that no half of a transaction stays behind.
    func use<R>(_ body: (Connection) throws -> R) throws -> R {
        try connection.use { kept in
            do {
                let connection = try connected(&kept)
                return try body(connection)
            } catch {
                kept = nil
                throw error
            }
        }
    }

    /// Runs what may be done twice: once more on a new connection where an old one was found dead.
    func read<R>(_ body: (Connection) throws -> R) throws -> R {
        do {
            return try use(body)
        } catch let error as PostgreSQLError where error.kind == .connectionLost {
            return try use(body)
        }
    }

    private func connected(_ kept: inout Connection?) throws -> Connection {
        if let kept, kept.isAlive { return kept }
        kept = nil
        guard MonotonicClock.now >= awayUntil.load(ordering: .relaxed) else {
            throw PostgreSQLError(.notConnected, "the database could not be reached a moment ago")
        }
        do {
            let made = try Connection(text)
            if let prologue { try made.run(prologue, timeoutMs: 5_000) }
            kept = made
            return made
        } catch {
            awayUntil.store(MonotonicClock.now + Session.pause, ordering: .relaxed)
            throw error
        }
    }
}
