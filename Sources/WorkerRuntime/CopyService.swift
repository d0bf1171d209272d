package import Cluster
package import Logging
import OS
package import Store
import Synchronization
package import Transport

/// Copies replicas from worker to worker (40-cluster.md, section 9): serves those of this worker, and fetches those
/// that it is to hold.
///
/// One thread owns the copy endpoint's sockets and files; local copies and checks have a thread each for as long as
/// they take. The loop thread, which owns the store, orders and asks through this class. It is woken when there is
/// something to take:
///
///     for request in copies.takeRequests() { copies.provide(store.snapshotSource(of: request.vshard), for: request) }
///     for outcome in copies.takeFinished() {
///         if case .success(let copy) = outcome.result { try store.install(outcome.vshard, from: copy.directory) }
///     }
package final class CopyService: Sendable {
    /// Places and limits.
    package struct Settings: Sendable {
        /// Bound for other workers' fetches.
        package var address: String
        /// Where copies are made and received (`WorkerStore.snapshotDirectory`); on the store's disk.
        package var directory: String
        /// Copies served at a time: each needs room on the disk.
        package var servedMax = 2
        package var timing = CopyTiming()
        /// Free bytes of the disk of a directory.
        package var freeDiskBytes: @Sendable (String) -> UInt64? = { try? CurrentProcess.freeDiskBytes(at: $0) }

        package init(address: String, directory: String) {
            self.address = address
            self.directory = directory
        }
    }

    /// A replica that another worker wants a copy of.
    package struct Request: Sendable {
        let number: UInt64
        package let vshard: VShard
    }

    /// A whole copy in a directory, which `WorkerStore.install` takes.
    package struct Copied: Sendable {
        package let directory: String
        package let manifest: SnapshotManifest
    }

    /// How a fetch ended.
    package struct Outcome: Sendable {
        package let transfer: UInt64
        package let vshard: VShard
        package let result: Result<Copied, CopyTarget.Failure>
    }

    /// How far a fetch is.
    package struct Progress: Equatable, Sendable {
        package var vshard: VShard
        package var received: UInt64
    }

    enum Order: Sendable {
        case fetch(CopyFetch, address: String)
        case cancel(UInt64)
        case rate(UInt64, UInt64)
        case provide(SnapshotSource?, request: UInt64)
        /// The local copy of one that is served cannot be read.
        case unreadable(CopyLoop.ServedKey, String)
    }

    struct Shared: Sendable {
        var orders: [Order] = []
        var requests: [Request] = []
        var finished: [Outcome] = []
        var progress: [UInt64: Progress] = [:]
        /// Local copies and checks that ended, by number.
        var jobs: [(number: UInt64, result: Result<SnapshotManifest, CopyTarget.Failure>)] = []
        var isEnding = false
        /// What came of the start of the thread.
        var started: Result<Void, CopyTarget.Failure>?
    }

    /// What both sides share, and how they wake each other.
    final class Desk: Sendable {
        let shared = Mutex(Shared())
        /// Wakes the thread of the copies.
        let waker = Waker()
        /// Wakes the loop thread.
        let wake: @Sendable () -> Void

        init(_ wake: @escaping @Sendable () -> Void) { self.wake = wake }
    }

    private let desk: Desk
    private let thread: OSThread

    /// Binds the endpoint and starts the thread.
    ///
    /// - Parameter wake: called on any thread when there is something to take.
    package init(
        settings: Settings, transport: TransportContext, logger: Logger, wake: @escaping @Sendable () -> Void
    ) throws {
        let desk = Desk(wake)
        self.desk = desk
        let started = Waker()
        thread = try OSThread.start(name: "copy") {
            OSThread.yieldToOthers()
            do {
                let loop = try CopyLoop(settings, transport, desk, logger)
                desk.shared.withLock { $0.started = .success(()) }
                started.raise()
                try loop.run()
            } catch {
                let failure = CopyTarget.Failure("\(error)")
                desk.shared.withLock { if $0.started == nil { $0.started = .failure(failure) } }
                started.raise()
                logger.error("copies have stopped", metadata: ["error": "\(error)"])
            }
        }
        var poller = EndpointPoller()
        poller.add(started)
        while true {
            if let result = desk.shared.withLock({ $0.started }) {
                try result.get()
                break
            }
            try poller.wait(milliseconds: 1_000)
        }
    }

    /// Begins to fetch a copy. One at a time of each vshard: a second is refused, as an outcome.
    ///
    /// - Parameters:
    ///   - fetch: the vshard, the transfer, what this worker knows of the cluster, and the rate.
    ///   - address: the source's copy endpoint.
    package func fetch(_ fetch: CopyFetch, from address: String) { order(.fetch(fetch, address: address)) }

    /// Gives up a fetch, which ends as a failure; nothing where it has ended.
    package func cancel(_ transfer: UInt64) { order(.cancel(transfer)) }

    /// Changes the limit of a fetch that is under way; 0 = none.
    package func setRate(_ maxBytesPerSecond: UInt64, of transfer: UInt64) { order(.rate(transfer, maxBytesPerSecond)) }

    /// What other workers want copies of; `provide` answers each.
    package func takeRequests() -> [Request] { take(\.requests) }

    /// - Parameter source: nil where the replica is not here.
    package func provide(_ source: SnapshotSource?, for request: Request) {
        order(.provide(source, request: request.number))
    }

    /// The fetches that ended since the last call.
    package func takeFinished() -> [Outcome] { take(\.finished) }

    /// The fetches under way, by transfer.
    package var progress: [UInt64: Progress] { desk.shared.withLock { $0.progress } }

    /// Gives up all copies and ends the thread; what was under way leaves nothing behind.
    package func end() {
        desk.shared.withLock { $0.isEnding = true }
        desk.waker.raise()
        thread.join()
    }

    private func order(_ order: Order) {
        desk.shared.withLock { $0.orders.append(order) }
        desk.waker.raise()
    }

    private func take<T: Sendable>(_ path: any WritableKeyPath<Shared, [T]> & Sendable) -> [T] {
        desk.shared.withLock { shared in
            defer { shared[keyPath: path] = [] }
            return shared[keyPath: path]
        }
    }
}
