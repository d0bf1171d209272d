import Cluster
import Logging
import Store

/// Compactions of a worker's environments, one at a time and only while there is nothing else to do.
struct Upkeep {
    /// The copy being made, and of what.
    var running: (compaction: Compaction, vshard: VShard?)?
    /// The environment to look at next.
    var turn = 0
    var nextLook: Instant = 0
}

extension WorkerService {
    /// The worker is idle after so long without a question and without a change.
    private static let idleAfter: Instant = .milliseconds(3_000)
    private static let lookEvery: Instant = .milliseconds(500)

    private var isIdle: Bool {
        inbox.isEmpty && behind.isEmpty && !indexThread.isBusy && !store.hasBacklog
            && now >= max(lastQuestion, lastApplied) + WorkerService.idleAfter
    }

    /// Looks at one environment after another and takes out its free pages where they are more than half.
    func keepUp() {
        guard isIdle, now >= upkeep.nextLook else { return }
        upkeep.nextLook = now + WorkerService.lookEvery
        if let running = upkeep.running {
            guard running.compaction.isFinished else { return }
            upkeep.running = nil
            return take(running.compaction, of: running.vshard)
        }
        guard let target = store.compactionTarget(upkeep.turn) else { return }
        upkeep.turn += 1
        do {
            guard try Compaction.isDue(target.environment) else { return }
            upkeep.running = (try Compaction(target.environment), target.vshard)
        } catch {
            logger.warning("an environment cannot be compacted", metadata: ["error": "\(error)"])
        }
    }

    private func take(_ compaction: Compaction, of vshard: VShard?) {
        do {
            if try store.take(compaction, of: vshard) {
                let name = vshard.map { "vshard-\($0.rawValue)" } ?? "common"
                logger.info("compacted", metadata: ["environment": "\(name)"])
            }
        } catch let failure as Compaction.CopyFailure {
            logger.warning("an environment cannot be compacted", metadata: ["error": "\(failure)"])
        } catch {
            // Half way between two environments: the next start puts it right.
            fail(error)
        }
    }
}
