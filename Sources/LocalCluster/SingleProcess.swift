import ChangeLogLMDB
import Coordinator
import Domain
import Logging
import OS
import ReferenceData
package import ServiceKit
import Store
import Synchronization
import Transport
import WorkerRuntime

/// All services of a cluster in one process, over `inproc://`: for tests and tiny sites (`up --single`).
package final class SingleProcess {
    private let stop: StopSignal
    private var threads: [OSThread] = []
    private let transport = TransportContext()

    /// Starts a thread for the coordinator and one for each worker.
    package init(layout: ClusterLayout, settings: ClusterSettings, stop: StopSignal) throws {
        self.stop = stop
        let names = ClusterLayout.workers(settings.workers)
        let (query, apply) = ("inproc://query", "inproc://apply")
        let coordinator = CoordinatorSettings(
            directory: layout.coordinator, clientAddress: layout.clientAddress, queryAddress: query,
            applyAddress: apply, workers: names, vshards: settings.shards, copies: settings.replicas,
            codes: ReferenceData.codes)
        let transport = transport
        let log = settings.log
        threads.append(
            try start("coordinator", stop) { logger in
                try CoordinatorProcess.run(coordinator, log: log, transport: transport, stop: stop, logger: logger)
            })
        for name in names {
            let worker = WorkerSettings(
                name: name, host: name, coordinators: [CoordinatorAddress(query: query, apply: apply)],
                copyAddress: "inproc://copy-\(name)", store: WorkerStore.Settings(directory: layout.worker(name)))
            threads.append(
                try start(name, stop) { logger in
                    try WorkerProcess.run(worker, transport: transport, stop: stop, logger: logger)
                })
        }
    }

    private func start(
        _ name: String, _ stop: StopSignal, _ body: @escaping @Sendable (Logger) throws -> Void
    ) throws -> OSThread {
        let logger = JSONLog.logger(name)
        return try OSThread.start(name: name, stackBytes: 8 << 20) {
            do {
                try body(logger)
            } catch {
                logger.critical("service ended", metadata: ["error": "\(error)"])
                stop.raise(failed: true)
            }
        }
    }

    /// Waits until all have ended, after `stop` was raised.
    package func wait() {
        for thread in threads { thread.join() }
        transport.terminate()
    }
}
