import Cluster
import Logging
import Store

/// Replicas that come from other workers, and those that other workers want.
///
/// What is ordered is fetched and put in place; the coordinator is told, and assigns the vshard then.
extension WorkerService {
    /// A fetch that was ordered, and what became of it.
    struct Fetching {
        let order: CopyOrder
        var failure = ""
        /// It is in place, and waits for its assignment.
        var isHere = false

        /// The number of its transfer: the attempt and the vshard.
        var number: UInt64 { UInt64(order.transfer) << 32 | UInt64(order.vshard.rawValue) }
    }

    /// Fetches what is ordered, and gives up what is no longer.
    func take(_ orders: [CopyOrder], _ assigned: [VShard]) throws {
        guard let copies else { return }
        for (vshard, fetching) in fetches where !orders.contains(fetching.order) {
            fetches[vshard] = nil
            copies.cancel(fetching.number)
            if !assigned.contains(vshard) { try store.discard(vshard) }
        }
        for order in orders where fetches[order.vshard] == nil {
            let fetching = Fetching(order: order)
            fetches[order.vshard] = fetching
            copies.fetch(
                CopyFetch(
                    vshard: order.vshard, transfer: fetching.number, vshards: store.vshards,
                    incarnation: store.incarnation, format: WorkerStore.format), from: order.address)
        }
    }

    /// Lends what others want, and puts in place what has come.
    func serveCopies() throws {
        guard let copies else { return }
        for request in copies.takeRequests() {
            // Only what is of this log for certain.
            let isGood = orders?.assigned.contains(request.vshard) ?? false
            copies.provide(isGood ? store.snapshotSource(of: request.vshard) : nil, for: request)
        }
        for outcome in copies.takeFinished() {
            guard var fetching = fetches[outcome.vshard], fetching.number == outcome.transfer else { continue }
            do {
                let copied = try outcome.result.get()
                try finishTask()
                try store.install(outcome.vshard, from: copied.directory)
                fetching.isHere = true
                logger.info("a copy is here", metadata: ["vshard": "\(outcome.vshard.rawValue)"])
            } catch {
                fetching.failure = "\(error)"
                logger.warning(
                    "a copy failed", metadata: ["vshard": "\(outcome.vshard.rawValue)", "why": "\(error)"])
            }
            fetches[outcome.vshard] = fetching
            beat()
        }
    }

    /// What is said of copies on their way.
    func report(_ replicas: inout [VShard: ReplicaReport]) {
        guard let copies, !fetches.isEmpty else { return }
        let progress = copies.progress
        for (vshard, fetching) in fetches {
            var report = ReplicaReport(seq: 0, transfer: fetching.order.transfer, failure: fetching.failure)
            if fetching.isHere {
                report.seq = max(1, store.positions[vshard]?.seq ?? 0)
            } else {
                report.bytes = progress[fetching.number]?.received ?? 0
            }
            replicas[vshard] = report
        }
    }
}
