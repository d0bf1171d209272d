import Cluster
import Logging
import Store

/// When changes go from the store's backlog into the index.
///
/// Questions see the changes of models before they are indexed, so that these wait for company: a commit of many costs
/// little more than one of few, and leaves the cores to the questions. Whatever else waits for the index is indexed at
/// once.
///
/// A long question holds up what is taken up in memory, at most until its deadline; what is written waits for one task.
/// Other questions of this worker wait for it anyway.
extension WorkerService {
    /// A run takes about so much of the backlog: a commit a vshard for many ranges costs little more than for one.
    /// While questions come it takes less, for those that wait for it.
    private static let runBytes = 16 << 20
    private static let runBytesBesideQuestions = 2 << 20
    /// Between the beginnings of two runs where no question waits for them.
    private static let runPause: Instant = .milliseconds(100)
    /// So long after the last question none is expected.
    private static let quiet: Instant = .milliseconds(1_000)
    /// Changes read ahead in one turn of the loop.
    private static let readAheadMax = 32

    private var isAsked: Bool { lastQuestion > 0 && now < lastQuestion + WorkerService.quiet }

    /// Lets questions see what has come.
    func readAhead() throws {
        isReadingAhead = false
        guard isAsked, store.isAdopted else { return }
        isReadingAhead = try store.readAhead(most: WorkerService.readAheadMax)
    }

    /// Takes up what the index thread has written, and gives it what is to be written next.
    func index() throws {
        if let task = indexThread.takeFinished() { try finish(task) }
        guard !indexThread.isBusy, store.isAdopted else { return }
        if now >= lastSettled + .milliseconds(2_000) {
            lastSettled = now
            store.beginSettle()
        }
        var task = try store.nextTask()
        while task == nil, isRunDue {
            lastRun = now
            pace.applied()
            store.beginRun(maxBytes: isAsked ? WorkerService.runBytesBesideQuestions : WorkerService.runBytes)
            task = try store.nextTask()
        }
        if let task { indexThread.run(task) }
        guard applied != store.position else { return }
        applied = store.position
        lastApplied = now
        for link in links where link.link.isFed { _ = link.link.on(.applied(applied), now: now) }
        beat()
    }

    private var isRunDue: Bool {
        guard store.hasBacklog else { return false }
        guard isAsked else { return pace.isDue(bytes: store.backlogBytes, isAsked: !behind.isEmpty, now: now) }
        return !behind.isEmpty || store.backlogBytes >= WorkerService.runBytesBesideQuestions
            || now >= lastRun + WorkerService.runPause
    }

    /// Waits until nothing is written: the store may be changed then.
    func finishTask() throws {
        if let task = indexThread.waitForFinished() { try finish(task) }
    }

    private func finish(_ task: IndexTask) throws {
        busy.spent(task.busy, on: task.vshard.map { [$0] } ?? [])
        if try store.finish(task) { fallBack() }
    }

    /// Something was damaged and begins anew: the stream must start again where that is.
    func fallBack() {
        for link in links where link.link.on(.fellBack, now: now).contains(.sayReady) { sayReady(over: link) }
    }
}
