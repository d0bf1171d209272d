package import Cluster
import Domain
import LMDB

/// A part of the backlog on its way into the index.
struct IndexRun {
    /// Ranges of the backlog that it has.
    let ranges: Int
    let through: Position
    let broadcast: [Change]
    let own: [VShard: [Change]]
    /// What is still to be written: the broadcast kinds first, for models join to their suppliers.
    var parts: [StorePart]
    /// Vshards that turned out to be damaged and began anew.
    var rebuilt: Set<VShard> = []
}

/// How changes get into the index.
///
/// `receive` puts them into the backlog. `beginRun` begins to index the first of them, `nextTask` and `finish` go from
/// one write transaction to the next. Between a commit and its `finish` questions are answered from memory and from
/// snapshots as they were before it: each environment moves on as a whole. Environments need not move on together, for
/// each answers a question at any seq from its floor on.
extension WorkerStore {
    /// Nothing is read ahead of a longer backlog, as in an import: a question goes through all that is in memtables,
    /// and what comes so fast is indexed sooner without.
    private static let readAheadMax = 4_096

    /// Takes changes that follow those before in the order of the log.
    package func receive(_ changes: [Change], through: Position) { backlog.add(changes, through: through) }

    /// Of the changes that were received and are not indexed, about.
    package var backlogBytes: Int { backlog.bytes }

    package var hasBacklog: Bool { !backlog.isEmpty }

    /// Questions up to here can be answered, but for those that `needsIndex` says.
    package var visible: UInt64 { max(backlog.visible, position.seq) }

    /// Lets questions see changes before they are indexed, where it can: those of models.
    ///
    /// - Parameter most: changes to read now.
    /// - Returns: whether more could be read at once.
    package func readAhead(most: Int) throws -> Bool {
        guard backlog.count <= WorkerStore.readAheadMax else { return false }
        var left = most
        while let element = backlog.upcoming {
            if case .change(let change) = element, isToIndex(change) {
                guard change.kind == .models, let replica = replicas[VShard(id: change.id, count: vshards)] else {
                    return false
                }
                guard left > 0 else { return true }
                left -= 1
                try replica.readAhead(change, context)
            }
            backlog.pass()
        }
        return false
    }

    /// Whether a change is of something that is held here, and not in its index yet.
    private func isToIndex(_ change: Change) -> Bool {
        if change.kind.isBroadcast { return common.position.seq < change.seq }
        let home = VShard(id: change.id, count: vshards)
        return !parked.contains(home) && replicas[home].map { $0.position.seq < change.seq } ?? false
    }

    /// Begins to index the backlog, about so many bytes of it; nothing where a run is under way.
    package func beginRun(maxBytes: Int) {
        guard run == nil, let (ranges, changes, through) = backlog.first(maxBytes: maxBytes) else { return }
        var own: [VShard: [Change]] = [:]
        for change in changes where !change.kind.isBroadcast {
            own[VShard(id: change.id, count: vshards), default: []].append(change)
        }
        run = IndexRun(
            ranges: ranges, through: through, broadcast: changes.filter(\.kind.isBroadcast), own: own,
            parts: [.common] + assignedHere.map { .vshard($0) })
    }

    /// Begins to write down the positions of environments that had no change lately, and to put new words into their
    /// lists once no more come.
    package func beginSettle() {
        guard settling.isEmpty, isAdopted else { return }
        settling = [.common] + assignedHere.map { .vshard($0) }
        hasTimeToSettle = true
    }

    /// What is to be written next. The one before must be finished.
    package func nextTask() throws -> IndexTask? {
        if let task = unfinished.popLast() { return task }
        while let part = run?.parts.first {
            run?.parts.removeFirst()
            if let task = try indexTask(part) { return task }
        }
        endRun()
        while !settling.isEmpty {
            if let task = settleTask(settling.removeFirst()) { return task }
        }
        return nil
    }

    /// Nil where there is nothing to write: the part moves on at once.
    private func indexTask(_ part: StorePart) throws -> IndexTask? {
        guard let run else { return nil }
        switch part {
        case .common:
            let (common, context) = (common, writingContext)
            return common.indexTask(run.broadcast, through: run.through, context.documents) { [self] in widen($0) }
        case .vshard(let vshard):
            return replicas[vshard]?.indexTask(run.own[vshard] ?? [], through: run.through, writingContext)
        }
    }

    /// Suppliers have another version: blocks that may have their models can score more.
    private func widen(_ change: (suppliers: [UInt32], before: UInt64)) {
        // One that is new has no models, but where the common environment was built anew and is behind a vshard.
        let isBehind = replicas.values.contains { $0.position.seq > change.before }
        for supplier in change.suppliers where isBehind || common.suppliers.hasHistory(supplier) {
            let bounds = common.suppliers.bounds(supplier)
            for replica in replicas.values { replica.models.widen(supplier, bounds) }
        }
    }

    private func settleTask(_ part: StorePart) -> IndexTask? {
        switch part {
        case .common: return common.settleTask()
        case .vshard(let vshard):
            // One list of words a round: it takes about a tenth of a second.
            let (task, isLong) = replicas[vshard]?.settleTask(hasTime: hasTimeToSettle) ?? (nil, false)
            if isLong { hasTimeToSettle = false }
            return task
        }
    }

    private func endRun() {
        guard let ended = run else { return }
        run = nil
        // What begins anew is sent again from its beginning, and all that follows with it.
        if ended.rebuilt.isEmpty { backlog.removeFirst(ended.ranges) } else { forgetBacklog() }
    }

    /// Takes up in memory what a task wrote.
    ///
    /// - Returns: whether something turned out to be damaged and began anew: `position` then lies before the range.
    @discardableResult
    package func finish(_ task: IndexTask) throws -> Bool {
        guard let outcome = task.outcome else { preconditionFailure("a task is finished before it has run") }
        do {
            try outcome.get()()
        } catch let error as LMDBError where error.code == .mapFull {
            // Nothing was written. Here, for the map grows only where nobody reads it.
            try grow(task.part)
            unfinished.append(task)
        } catch  where Damage.isDamage(error) {
            switch task.part {
            case .common: try rebuildCommon(error)
            case .vshard(let vshard):
                // The others go on.
                let rest = run
                try rebuild(vshard, error)
                run = rest
                run?.rebuilt.insert(vshard)
            }
            return true
        }
        return false
    }

    /// Questions read what was committed last. No task may be under way.
    package func renewSnapshots() throws {
        try common.renew()
        for replica in replicas.values { try replica.renew() }
    }

    private func grow(_ part: StorePart) throws {
        switch part {
        case .common: try common.grow()
        case .vshard(let vshard): try replicas[vshard]?.grow()
        }
    }

    /// Forgets what was received and is not indexed: it will be sent again. No task may be under way.
    package func forgetBacklog() {
        run = nil
        settling = []
        unfinished = []
        for replica in replicas.values { replica.forgetAhead() }
        backlog = Backlog(visible: position.seq)
    }

    /// Applies a range: the broadcast kinds first, for models join to their suppliers, then each vshard.
    ///
    /// What turns out to be damaged begins anew: `position` then lies before the range.
    /// - Parameter between: called between commits, so that a caller can keep its link alive.
    package func apply(_ changes: [Change], through: Position, between: () -> Void = {}) throws {
        receive(changes, through: through)
        beginRun(maxBytes: .max)
        try work(between)
    }

    /// Writes down the positions of environments that had no change lately.
    package func settle() throws {
        beginSettle()
        try work {}
    }

    private func work(_ between: () -> Void) throws {
        while let task = try nextTask() {
            task.run()
            try finish(task)
            between()
        }
    }
}
