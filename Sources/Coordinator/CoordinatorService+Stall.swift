import Answers
import CatalogueStore
import ChangeLog
import Cluster
import Logging
import ServiceKit

/// A group that is in the log and not yet in the catalogue.
struct Stall {
    var group: WriteGroup
    var outcomes: [AppendOutcome]
}

extension CoordinatorService {
    /// The catalogue could not take what the log has: no more is written until it can; reads go on at what it has.
    func stall(_ group: WriteGroup, _ outcomes: [AppendOutcome], _ error: any Error) {
        logger.critical("the catalogue cannot follow the log: no writes", metadata: ["error": "\(error)"])
        stalled = Stall(group: group, outcomes: outcomes)
        clear(after: error)
    }

    /// Tries again, some records at a time; when the catalogue is at the head, writes go on.
    func goOn() {
        guard let stall = stalled else { return }
        do {
            guard try catchUp(records: 5_000) else { return }
        } catch {
            logger.debug("the catalogue still cannot follow", metadata: ["error": "\(error)"])
            return clear(after: error)
        }
        logger.info("the catalogue follows the log again", metadata: ["seq": "\(catalogue.position.seq)"])
        stalled = nil
        conclude(stall.group, stall.outcomes)
    }

    /// Applies the next changes of the log; true at its head.
    func catchUp(records: Int) throws -> Bool {
        let head = try log.head().seq
        if catalogue.position.seq < head {
            let changes = try log.read(after: catalogue.position.seq, maxRecords: records, maxBytes: 16 << 20)
            guard !changes.isEmpty else { throw CoordinatorFlaw("the log ends before its head") }
            try catalogue.apply(changes)
        }
        return catalogue.position.seq >= head
    }

    /// What is damaged is built anew: here where its figures are wrong, at the next start where its file is.
    func clear(after error: any Error) {
        guard Catalogue.isDamage(error) else { return }
        if (try? catalogue.clear()) == nil {
            logger.critical("the catalogue is damaged and is built anew at the next start")
            stop.raise(failed: true)
        }
    }

    static var stalledError: AnswerError {
        AnswerError("unavailable", "nothing can be written at the moment", hint: "try again in a while")
    }
}
