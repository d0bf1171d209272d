import Glibc
import Synchronization

/// Asks the loops of a process to end; raised by SIGTERM and SIGINT, or by a service that cannot go on.
package final class StopSignal: Sendable {
    private let raised = Atomic<Bool>(false)
    private let failed = Atomic<Bool>(false)
    /// Readable when raised, so that a poller wakes.
    package let descriptor: Int32
    private let writing: Int32

    package init() {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0, "the system gives no pipe")
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, writing) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(writing)
    }

    package var isRaised: Bool { raised.load(ordering: .acquiring) }

    /// Whether a service gave up rather than being asked to end.
    package var hasFailed: Bool { failed.load(ordering: .acquiring) }

    package func raise(failed: Bool = false) {
        if failed { self.failed.store(true, ordering: .releasing) }
        raised.store(true, ordering: .releasing)
        var one: UInt8 = 1
        _ = write(writing, &one, 1)
    }

    private static let inForce = Mutex<StopSignal?>(nil)

    /// Raises this signal on SIGTERM and SIGINT; ignores SIGPIPE.
    package func handleSignals() {
        StopSignal.inForce.withLock { $0 = self }
        StopSignal.descriptorOfHandler.store(writing, ordering: .releasing)
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGTERM, SIGINT] { signal(number, StopSignal.handler) }
    }

    private static let descriptorOfHandler = Atomic<Int32>(-1)
    private static let wasSignalled = Atomic<Bool>(false)

    /// Only what a signal handler may do: an atomic store and a write.
    private static let handler: @convention(c) (Int32) -> Void = { _ in
        wasSignalled.store(true, ordering: .releasing)
        var one: UInt8 = 1
        _ = write(descriptorOfHandler.load(ordering: .acquiring), &one, 1)
    }

    /// Whether to end: raised, or signalled while this is the process's signal.
    package var shouldStop: Bool {
        if StopSignal.descriptorOfHandler.load(ordering: .acquiring) == writing,
            StopSignal.wasSignalled.load(ordering: .acquiring)
        {
            return true
        }
        return isRaised
    }
}
