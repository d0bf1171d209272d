package import Cluster
import OS

/// An environment of a store.
enum StorePart: Hashable {
    case common
    case vshard(VShard)
}

/// One write transaction of an environment, without what it changes in memory.
///
/// Made by `WorkerStore.nextTask`, run on whatever thread, given back to `WorkerStore.finish`; one at a time, and only
/// who has it touches it. What `work` reads of the tables in memory is changed by `finish` alone, so that questions may
/// read it at the same time.
package final class IndexTask {
    /// What takes the transaction's changes up in memory, after its commit.
    typealias Publish = () throws -> Void

    let part: StorePart
    private let work: () throws -> Publish
    private(set) var outcome: Result<Publish, any Error>?
    /// Processor time that it took, in nanoseconds.
    package private(set) var busy: UInt64 = 0

    init(_ part: StorePart, _ work: @escaping () throws -> Publish) {
        self.part = part
        self.work = work
    }

    /// The vshard that it writes; nil for what is on every worker.
    package var vshard: VShard? {
        if case .vshard(let vshard) = part { vshard } else { nil }
    }

    /// Writes and commits; what goes wrong is told to `finish`.
    package func run() {
        let begin = ThreadClock.busy
        outcome = Result { try work() }
        busy = ThreadClock.busy - begin
    }
}
