import ChangeLog
import Cluster
import OS
import ServiceKit
import Transport

/// Asks the log for the lease, on a thread of its own: a database may take its time, and a lease must be renewed while
/// an append or a read waits for it.
final class LeaseThread: Sendable {
    private struct Shared {
        var orders: [Lease.Action] = []
        var events: [Lease.Event] = []
        var isEnding = false
    }

    private let shared: SharedState<Shared>
    private let thread: OSThread

    /// - Parameters:
    ///   - holder: names this life of this process, and where clients find it.
    ///   - waker: raised when there is an answer.
    init(log: any ChangeLog, holder: String, waker: Waker) throws {
        let shared = SharedState(Shared())
        self.shared = shared
        thread = try OSThread.start(name: "lease") {
            while true {
                let next = shared.wait { state -> Lease.Action?? in
                    if !state.orders.isEmpty { return .some(state.orders.removeFirst()) }
                    return state.isEnding ? .some(nil) : nil
                }
                guard let order = next else { return }
                guard let event = LeaseThread.ask(log, holder, order) else { continue }
                shared.change { $0.events.append(event) }
                waker.raise()
            }
        }
    }

    /// What the log says; nil where nothing is to be said.
    static func ask(_ log: any ChangeLog, _ holder: String, _ order: Lease.Action) -> Lease.Event? {
        do {
            switch order {
            case .acquire:
                return try log.acquireLease(holder: holder, ttlMs: Lease.ttlMs).map { .acquired(epoch: $0) }
                    ?? .notAcquired
            case .renew(let epoch):
                return .renewed(epoch: epoch, try log.renewLease(holder: holder, epoch: epoch, ttlMs: Lease.ttlMs))
            case .release(let epoch):
                try log.releaseLease(holder: holder, epoch: epoch)
                return nil
            case .becomeHolder, .stepDown: return nil
            }
        } catch { return .failed }
    }

    func order(_ action: Lease.Action) { shared.change { $0.orders.append(action) } }

    func takeEvents() -> [Lease.Event] {
        shared.change { state in
            defer { state.events = [] }
            return state.events
        }
    }

    /// Ends the thread after what was ordered.
    func end() {
        shared.change { $0.isEnding = true }
        thread.join()
    }
}
