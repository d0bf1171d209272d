import Glibc
import Testing
import ZeroMQ

enum ZeroMQTestFailure: Error { case tooLate, noThread }

/// How long a test waits for what must happen; reached only when it fails.
let patienceNs = 10_000_000_000

func nowNs() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// The short waits of a test: peers come and go quickly.
extension SocketOptions {
    static func test(id: String? = nil, highWater: Int = 1000) -> SocketOptions {
        var options = SocketOptions(lingerMs: 0, highWater: highWater)
        options.routingID = id.map { bytes($0) }
        options.reconnectMs = 5
        options.reconnectMaxMs = 20
        return options
    }
}

extension Socket {
    /// The next message, waited for.
    func awaitMessage() throws -> [[UInt8]] {
        var poller = Poller()
        _ = poller.add(self)
        let deadline = nowNs() + patienceNs
        while nowNs() < deadline {
            if let message = try receive() { return message.map { $0.copy() } }
            try poller.wait(timeoutMs: 100)
        }
        throw ZeroMQTestFailure.tooLate
    }

    /// Sends, again and again until the outcome is the wanted one.
    func sendUntil(_ wanted: SendOutcome, _ frames: [[UInt8]]) throws {
        var poller = Poller()
        let deadline = nowNs() + patienceNs
        while nowNs() < deadline {
            if try send(frames: frames) == wanted { return }
            try poller.wait(timeoutMs: 1)
        }
        throw ZeroMQTestFailure.tooLate
    }
}

/// Runs `body` on a thread of its own; `join` waits for it.
struct TestThread {
    private let id: pthread_t

    init(_ body: @escaping @Sendable () -> Void) throws {
        let box = Unmanaged.passRetained(Box(body))
        var id = pthread_t()
        let code = pthread_create(
            &id,
            nil,
            { argument in
                if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            },
            box.toOpaque()
        )
        guard code == 0 else { throw ZeroMQTestFailure.noThread }
        self.id = id
    }

    func join() { pthread_join(id, nil) }

    private final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
