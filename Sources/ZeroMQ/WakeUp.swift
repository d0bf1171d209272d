import CZeroMQ
import Glibc
import Synchronization

/// Lets any thread end the wait of a poller's thread.
///
///     queue.append(work)      // first the work,
///     wakeUp.raise()          // then the signal
///
/// and on the other side, after the poller says it is ready: `wakeUp.lower()`, then take all work from the queue.
package final class WakeUp: Sendable {
    let descriptor: Int32
    private let isRaised = Atomic<Bool>(false)

    package init() {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        precondition(descriptor >= 0, "no file descriptor for a wake-up")
    }

    deinit { close(descriptor) }

    /// Makes the poller ready until `lower()`; raising again before costs no system call.
    package func raise() {
        if isRaised.exchange(true, ordering: .sequentiallyConsistent) { return }
        var one: UInt64 = 1
        while write(descriptor, &one, 8) == -1 && errno == EINTR {}
    }

    /// Takes the signal back; called by the poller's thread before it takes work, so that no raise is lost.
    package func lower() {
        // Read first: a raise between the two then costs nothing, its work is taken after. The other way round, the
        // read could eat the signal of a raise that has already marked itself, and no later raise would write.
        var count: UInt64 = 0
        while read(descriptor, &count, 8) == -1 && errno == EINTR {}
        isRaised.store(false, ordering: .sequentiallyConsistent)
    }
}
