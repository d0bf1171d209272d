import PostgreSQL
import Synchronization

/// A connection for one purpose, made when it is needed; one thread at a time, the others wait.
// Sendable: `connection` is touched only with the lock held.
final class Session: @unchecked Sendable {
    private let text: String
    private let prologue: String?
    private let lock = Mutex(())
    private var connection: Connection?

    /// - Parameter prologue: run at the start of each connection.
    init(_ text: String, prologue: String? = nil) {
        self.text = text
        self.prologue = prologue
    }

    /// Runs `body`; whatever it throws ends the connection, so that no half of a transaction stays behind.
    func use<R>(_ body: (Connection) throws -> R) throws -> R {
        try lock.withLock { _ in
            do {
                let connection = try connected()
                return try body(connection)
            } catch {
                connection = nil
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

    private func connected() throws -> Connection {
        if let connection, connection.isAlive { return connection }
        connection = nil
        let made = try Connection(text)
        if let prologue { try made.run(prologue, timeoutMs: 5_000) }
        connection = made
        return made
    }
}
