import LocalCluster
import OS
import ServiceKit
import TestSupport

/// A cluster in this process, on a directory of its own.
final class SingleSite {
    private let scratch: Scratch
    private let stop = StopSignal()
    private let cluster: SingleProcess
    let asker: Asker

    /// Where its state lies.
    var directory: String { scratch.path }

    init(workers: Int, shards: Int, replicas: Int = 1, scratch: Scratch? = nil) throws {
        let scratch = try scratch ?? Scratch()
        self.scratch = scratch
        let layout = ClusterLayout(directory: scratch.path)
        try layout.prepare()
        cluster = try SingleProcess(
            layout: layout,
            settings: ClusterSettings.settle(layout, workers: workers, shards: shards, replicas: replicas), stop: stop)
        asker = try Asker(layout.clientAddress)
        try asker.waitForCoverage()
    }

    /// Whether a service gave up.
    var hasFailed: Bool { stop.hasFailed }

    deinit {
        stop.raise()
        cluster.wait()
    }
}
