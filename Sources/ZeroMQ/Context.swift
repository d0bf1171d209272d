import CZeroMQ
import Glibc
import Synchronization

/// The I/O threads and the inproc names of a process; usually one.
///
/// Sockets hold it. It ends with its last reference, then waiting for what sockets still linger on, or by
/// `terminate()`. Not usable after `fork`.
// Sendable: a ZeroMQ context is thread-safe, and `state` guards its pointer.
package final class Context: @unchecked Sendable {
    private enum State {
        case open(UnsafeMutableRawPointer)
        case ended
    }

    private let state: Mutex<State>
    private let isAuthenticated = Atomic<Bool>(false)

    /// Whether an authenticator has been bound in this context.
    var hasAuthenticator: Bool { isAuthenticated.load(ordering: .acquiring) }

    func noteAuthenticator() { isAuthenticated.store(true, ordering: .releasing) }

    /// - Parameters:
    ///   - ioThreads: one for each GB/s; twice that with encryption.
    ///   - maxSockets: most sockets at a time; a connection takes a file descriptor beside.
    package init(ioThreads: Int = 1, maxSockets: Int = 1023) {
        precondition(ioThreads >= 0 && maxSockets > 0, "limits of a context are not negative")
        guard let raw = zmq_ctx_new() else { fatalError("no memory for a ZeroMQ context") }
        precondition(zmq_ctx_set(raw, ZMQ_IO_THREADS, Int32(ioThreads)) == 0, "too many I/O threads")
        precondition(zmq_ctx_set(raw, ZMQ_MAX_SOCKETS, Int32(maxSockets)) == 0, "too many sockets")
        // Sending: the pointer goes to the lock and nowhere else.
        nonisolated(unsafe) let owned = raw
        state = Mutex(.open(owned))
    }

    deinit { terminate() }

    /// Makes every call on every socket of the context fail with `.terminated`, from any thread, so that their threads
    /// leave.
    package func shutdown() {
        state.withLock { state in
            if case .open(let raw) = state { zmq_ctx_shutdown(raw) }
        }
    }

    /// Shuts down, waits until every socket is closed and its lingering over, and frees the context.
    ///
    /// The calling thread must have closed its own sockets. Calling again does nothing.
    package func terminate() {
        shutdown()
        let address = state.withLock { state -> UInt? in
            guard case .open(let raw) = state else { return nil }
            state = .ended
            return UInt(bitPattern: raw)
        }
        guard let raw = address.flatMap(UnsafeMutableRawPointer.init(bitPattern:)) else { return }
        _ = uninterrupted { zmq_ctx_term(raw) }
    }

    /// A new socket of this context, as an address: pointers do not cross the lock.
    func makeSocket(_ kind: Int32) throws(ZeroMQError) -> UnsafeMutableRawPointer {
        let (address, code) = state.withLock { state -> (UInt, Int32) in
            guard case .open(let raw) = state else { return (0, ZeroMQError.Code.terminated.rawValue) }
            let socket = zmq_socket(raw, kind)
            return (UInt(bitPattern: socket), socket == nil ? zmq_errno() : 0)
        }
        guard let socket = UnsafeMutableRawPointer(bitPattern: address) else {
            throw ZeroMQError.failure(code, "make socket")
        }
        return socket
    }
}
