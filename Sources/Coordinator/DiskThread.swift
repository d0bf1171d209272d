import AnswerStore
import OS
import ServiceKit
import Synchronization
import Transport

/// Reads and writes files on a thread of its own: the sockets must not wait for the disk.
final class DiskThread: Sendable {
    /// What a piece of work came to, by its number.
    struct Finished: Sendable {
        var number: UInt64
        var outcome: Result<DiskThread.Outcome, any Error>
    }

    /// What a piece of work gives.
    enum Outcome: Sendable {
        case kept(id: String)
        case found(SavedAnswer)
        /// Whether the placement table was kept.
        case placed(Bool)
    }

    private struct Work: Sendable {
        var number: UInt64
        var run: @Sendable () throws -> Outcome
    }

    private struct Shared {
        var waiting: [Work] = []
        var finished: [Finished] = []
        var isEnding = false
    }

    private let shared: SharedState<Shared>
    private let thread: OSThread

    /// - Parameter waker: raised when a piece of work is finished.
    init(waker: Waker) throws {
        let shared = SharedState(Shared())
        self.shared = shared
        thread = try OSThread.start(name: "disk", stackBytes: 8 << 20) {
            while true {
                let next = shared.wait { state -> Work?? in
                    if !state.waiting.isEmpty { return .some(state.waiting.removeFirst()) }
                    return state.isEnding ? .some(nil) : nil
                }
                guard let work = next else { return }
                let outcome = Result { try work.run() }
                shared.change { $0.finished.append(Finished(number: work.number, outcome: outcome)) }
                waker.raise()
            }
        }
    }

    /// Hands over a piece of work; false where too much waits.
    func begin(_ number: UInt64, _ run: @escaping @Sendable () throws -> Outcome) -> Bool {
        shared.change { state in
            guard state.waiting.count < CoordinatorLimits.diskWork else { return false }
            state.waiting.append(Work(number: number, run: run))
            return true
        }
    }

    /// What was finished since the last call.
    func takeFinished() -> [Finished] {
        shared.change { state in
            defer { state.finished = [] }
            return state.finished
        }
    }

    /// Ends the thread after what waits.
    func end() {
        shared.change { $0.isEnding = true }
        thread.join()
    }
}
