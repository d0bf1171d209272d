import ChangeLog
import Cluster
import OS
import ServiceKit
import Synchronization
import Transport

/// Watches the log for what other coordinators write: records, the placement table, who holds the lease.
final class LogWatch: Sendable {
    /// What was seen last.
    struct Seen: Sendable {
        var head: UInt64 = 0
        var placement: [UInt8]?
        var holder: LeaseHolder?
        /// Whether the log could be asked.
        var isReachable = true
    }

    private struct Shared: Sendable {
        var seen = Seen()
        var isNew = false
        var isEnding = false
    }

    private static let waitMs = 50
    /// The table and the lease change seldom.
    private static let settingsEvery: Instant = .milliseconds(150)
    private static let pauseMs = 200

    private let shared: SharedState<Shared>
    private let thread: OSThread

    /// - Parameter waker: raised when something has changed.
    init(log: any ChangeLog, table: String, waker: Waker) throws {
        let shared = SharedState(Shared())
        self.shared = shared
        thread = try OSThread.start(name: "watch") {
            var seen = Seen()
            var nextSettings: Instant = 0
            let pause = Waker()
            while !shared.change({ $0.isEnding }) {
                var next = seen
                do {
                    next.head = try log.waitForHead(after: seen.head, timeoutMs: LogWatch.waitMs)
                    if MonotonicClock.now >= nextSettings {
                        nextSettings = MonotonicClock.now + LogWatch.settingsEvery
                        next.placement = try log.setting(table)
                        next.holder = try log.leaseHolder()
                    }
                    next.isReachable = true
                } catch {
                    next.isReachable = false
                    var poller = EndpointPoller()
                    poller.add(pause)
                    try? poller.wait(milliseconds: LogWatch.pauseMs)
                }
                let isNew =
                    next.head != seen.head || next.placement != seen.placement || next.holder != seen.holder
                    || next.isReachable != seen.isReachable
                seen = next
                guard isNew else { continue }
                let last = seen
                shared.change { state in
                    state.seen = last
                    state.isNew = true
                }
                waker.raise()
            }
        }
    }

    /// What has changed since the last call; nil where nothing has.
    func takeSeen() -> Seen? {
        shared.change { state in
            guard state.isNew else { return nil }
            state.isNew = false
            return state.seen
        }
    }

    func end() {
        shared.change { $0.isEnding = true }
        thread.join()
    }
}
