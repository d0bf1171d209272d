import ChangeLog
import OS
import ServiceKit
import Synchronization
import Transport

/// Appends on a thread of its own, one group at a time: the disk may be slow, and the sockets must not wait for it.
package final class AppendThread: Sendable {
    private struct Work {
        var groups: [AppendGroup]
        var epoch: UInt64
        var timeMs: Int64
    }

    private struct Shared {
        var work: Work?
        var finished: [[AppendOutcome]] = []
        var isEnding = false
    }

    private let shared: SharedState<Shared>
    private let thread: OSThread

    /// - Parameter waker: raised when a group is finished.
    init(log: any ChangeLog, waker: Waker) throws {
        let shared = SharedState(Shared())
        self.shared = shared
        thread = try OSThread.start(name: "append") {
            while true {
                let next = shared.wait { state -> Work?? in
                    if state.isEnding { return .some(nil) }
                    guard let work = state.work else { return nil }
                    state.work = nil
                    return .some(work)
                }
                guard let work = next else { return }
                let outcomes = log.append(work.groups, epoch: work.epoch, timeMs: work.timeMs)
                shared.change { $0.finished.append(outcomes) }
                waker.raise()
            }
        }
    }

    /// Hands over the next group; the one before must be finished.
    func append(_ groups: [AppendGroup], epoch: UInt64, timeMs: Int64) {
        shared.change { state in
            precondition(state.work == nil, "two groups in flight")
            state.work = Work(groups: groups, epoch: epoch, timeMs: timeMs)
        }
    }

    /// The outcomes of groups that were finished since the last call.
    func takeFinished() -> [[AppendOutcome]] {
        shared.change { state in
            defer { state.finished = [] }
            return state.finished
        }
    }

    /// Ends the thread after the group in flight.
    func end() {
        shared.change { $0.isEnding = true }
        thread.join()
    }
}
