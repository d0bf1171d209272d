import Glibc
import Synchronization

/// A thread of its own, for what must not sit on the cooperative pool: sockets, the writer of a store.
///
///     let thread = try OSThread.start(name: "apply") { loop.run() }
///     …
///     thread.join()
package final class OSThread: Sendable {
    /// Name the thread was started under.
    package let name: String
    private let state: Mutex<State>

    private enum State {
        case running(pthread_t)
        case joined
    }

    private init(_ name: String, _ id: pthread_t) {
        self.name = name
        state = Mutex(.running(id))
    }

    deinit {
        if case .running(let id) = state.withLock({ $0 }) { pthread_detach(id) }
    }

    /// Runs `body` on a new thread, which ends with it. Signals are left to the other threads.
    ///
    /// - Parameters:
    ///   - name: shown by `top -H` and debuggers, its first 15 bytes.
    ///   - stackBytes: size of the stack, whole pages.
    /// - Throws: if the system has no room for a thread.
    package static func start(
        name: String,
        stackBytes: Int = 1 << 20,
        _ body: sending @escaping () -> Void
    ) throws(OSError) -> OSThread {
        let start = Unmanaged.passRetained(Start(name, body))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        precondition(pthread_attr_setstacksize(&attributes, stackBytes) == 0, "too small a stack")
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var id = pthread_t()
        let code = pthread_create(
            &id,
            &attributes,
            { argument in
                guard let argument else { fatalError("a thread starts with a body") }
                Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            start.toOpaque()
        )
        guard code == 0 else {
            start.release()
            throw OSError("start thread", name, errno: code)
        }
        return OSThread(name, id)
    }

    /// Waits until the thread has ended; once it has, calling again returns at once. Not to be called by the thread
    /// itself.
    package func join() {
        // Under the lock, so that a second caller waits too.
        state.withLock { state in
            guard case .running(let id) = state else { return }
            precondition(pthread_equal(id, pthread_self()) == 0, "a thread cannot wait for itself")
            precondition(pthread_join(id, nil) == 0, "a thread is joined once")
            state = .joined
        }
    }

    /// Lets other threads of the same program go first where there is not a core for each.
    package static func yieldToOthers() {
        // Of the calling thread alone, on Linux. Failing to lower it changes nothing but the order of things.
        _ = nice(5)
    }

    /// What a new thread takes along.
    private final class Start {
        private let name: String
        private let body: () -> Void

        init(_ name: String, _ body: @escaping () -> Void) {
            self.name = name
            self.body = body
        }

        func run() {
            // A name is a convenience: failing to set it changes nothing.
            let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
            if file >= 0 {
                let bytes = Array(name.utf8.prefix(15))
                _ = write(file, bytes, bytes.count)
                close(file)
            }
            body()
        }
    }
}
