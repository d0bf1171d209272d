import OS
import ServiceKit
import Store

/// Writes on a thread of its own, one transaction at a time: commits wait for the disk, and questions must not.
final class IndexThread {
    private struct Shared {
        var task: IndexTask?
        var finished: IndexTask?
        var isEnding = false
    }

    /// What reading and laying out a batch may take.
    private static let stackBytes = 8 << 20

    private let shared: SharedState<Shared>
    private let thread: OSThread
    /// Whether a task was handed over and not taken back.
    private(set) var isBusy = false

    /// - Parameter done: called on the thread when a task has run.
    init(done: @escaping @Sendable () -> Void) throws {
        let shared = SharedState(Shared())
        self.shared = shared
        thread = try OSThread.start(name: "index", stackBytes: IndexThread.stackBytes) {
            OSThread.yieldToOthers()
            while true {
                let next = shared.wait { state -> IndexTask?? in
                    if let task = state.task {
                        state.task = nil
                        return .some(task)
                    }
                    return state.isEnding ? .some(nil) : nil
                }
                guard let task = next else { return }
                task.run()
                shared.change { $0.finished = task }
                done()
            }
        }
    }

    /// Hands a task over; the one before must be taken back.
    func run(_ task: IndexTask) {
        precondition(!isBusy, "two tasks at a time")
        isBusy = true
        shared.change { $0.task = task }
    }

    /// The task, if it has run.
    func takeFinished() -> IndexTask? {
        guard isBusy else { return nil }
        let task = shared.change { state in
            defer { state.finished = nil }
            return state.finished
        }
        if task != nil { isBusy = false }
        return task
    }

    /// The task, once it has run; nil where there is none.
    func waitForFinished() -> IndexTask? {
        guard isBusy else { return nil }
        isBusy = false
        // Of a type that is named: `wait` goes on while it gets nil, and would take an optional one for a value.
        let task: IndexTask = shared.wait { state in
            defer { state.finished = nil }
            return state.finished
        }
        return task
    }

    /// Ends the thread after the task that it has.
    func end() {
        shared.change { $0.isEnding = true }
        thread.join()
    }
}
