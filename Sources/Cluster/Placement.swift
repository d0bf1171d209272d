/// Which worker holds which vshard; one replica each in this version of the table.
package struct Placement: Equatable, Sendable {
    /// The vshards of the cluster, fixed at creation.
    package let vshards: Int
    /// Workers by name, in the order in which they were added.
    package private(set) var workers: [String]
    /// Rises with every change of the table.
    package private(set) var version: UInt32

    package init(vshards: Int, workers: [String], version: UInt32 = 1) {
        precondition(vshards >= 1 && !workers.isEmpty, "a placement needs vshards and workers")
        self.vshards = vshards
        self.workers = workers
        self.version = version
    }

    /// The worker of a vshard: dealt out in turn, so that loads differ by one vshard at most.
    package func worker(of vshard: VShard) -> String { workers[Int(vshard.rawValue) % workers.count] }

    /// The vshards of a worker, ascending; none for a stranger.
    package func vshards(of worker: String) -> [VShard] {
        guard let place = workers.firstIndex(of: worker) else { return [] }
        return stride(from: place, to: vshards, by: workers.count).map { VShard(rawValue: UInt32($0)) }
    }
}
