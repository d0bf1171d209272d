import Cluster
import Domain
import FoundationEssentials
package import Logging
import Messages
import OS
package import ServiceKit
package import Store
import SwiftProtobuf
package import Transport
import Wire

/// What a match worker needs to know at start.
package struct WorkerSettings: Sendable {
    /// Stable name, the same after a restart.
    package var name: String
    /// Label of the machine; replicas of one vshard never share it.
    package var host: String
    /// The coordinators: it obeys the one that holds the lease, and answers all.
    package var coordinators: [CoordinatorAddress]
    /// Where other workers copy its replicas from; empty = nowhere.
    package var copyAddress: String
    package var store: WorkerStore.Settings

    package init(
        name: String, host: String, coordinators: [CoordinatorAddress], copyAddress: String = "",
        store: WorkerStore.Settings
    ) {
        self.name = name
        self.host = host
        self.coordinators = coordinators
        self.copyAddress = copyAddress
        self.store = store
    }
}

/// The worker's shell: sockets, clock and store around `WorkerLink`.
///
/// One thread owns the sockets and everything in memory: it receives changes and answers questions. What it receives is
/// written to the disk on a second thread, one environment at a time, and is taken up in memory between two questions.
package final class WorkerService {
    let settings: WorkerSettings
    let store: WorkerStore
    let handler: SubRequestHandler
    let logger: Logger
    let stop: StopSignal
    let bootNonce = ProcessFacts.randomBits
    let links: [CoordinatorLink]
    private var feeder = Feeder()
    private var allegiance = Allegiance()
    var epoch: UInt64 { allegiance.epoch }
    /// What was last taken up.
    private(set) var orders: ReadyAck?
    /// Nil where nobody copies from or to this worker.
    let copies: CopyService?
    var fetches: [VShard: Fetching] = [:]
    /// Questions for a change that is not applied yet.
    var behind: [Question] = []
    /// Questions that were read and have not had their turn.
    var inbox: [Question] = []
    /// The question being answered, and whether nobody waits for it any longer.
    var current: Question?
    var isCancelled = false
    var busy = BusyMeter()
    /// Bytes of each replica on the disk, as of a moment ago.
    var sizes: [VShard: UInt64] = [:]
    var nextSizes: Instant = 0
    /// Raised when the index thread has written something.
    private let waker = Waker()
    let indexThread: IndexThread
    /// Whether received changes are left that questions could see.
    var isReadingAhead = false
    /// When what has come is indexed while nobody asks.
    var pace = ApplyPace()
    private let started = MonotonicClock.now
    var lastSettled: Instant = 0
    /// When a part of the backlog last began to be indexed.
    var lastRun: Instant = 0
    /// What the coordinator was last told.
    var applied = Position.start
    /// When a question was last read.
    var lastQuestion: Instant = 0
    /// When a change was last taken up.
    var lastApplied: Instant = 0
    var upkeep = Upkeep()

    /// Records it may be sent without word of its progress (40-cluster.md, section 3).
    static let recordCreditBytes = 32 << 20
    static let queryCredit = 4
    /// Questions that may wait for a change.
    static let behindMax = 256
    /// Questions answered in one turn of the loop: heartbeats go out and changes come in between.
    static let turn: Instant = .milliseconds(100)

    package init(
        settings: WorkerSettings, store: WorkerStore, transport: TransportContext, stop: StopSignal, logger: Logger
    ) throws {
        self.settings = settings
        self.store = store
        handler = SubRequestHandler(store: store)
        self.logger = logger
        self.stop = stop
        let route = Array("\(settings.name):\(bootNonce)".utf8)
        links = try settings.coordinators.enumerated().map { number, coordinator in
            try CoordinatorLink(transport, coordinator, route: route, isFed: number == 0)
        }
        indexThread = try IndexThread { [waker] in waker.raise() }
        copies =
            settings.copyAddress.isEmpty
            ? nil
            : try CopyService(
                settings: .init(address: settings.copyAddress, directory: store.snapshotDirectory),
                transport: transport, logger: logger, wake: { [waker] in waker.raise() })
    }

    /// Runs until `stop` is raised.
    package func run() throws {
        var poller = EndpointPoller()
        poller.add(descriptor: stop.descriptor)
        poller.add(waker)
        defer {
            copies?.end()
            indexThread.end()
        }
        for link in links { sayReady(over: link) }
        while !stop.shouldStop {
            for link in links {
                poller.add(link.applies)
                poller.add(link.queries)
            }
            let isBusy = !inbox.isEmpty || isReadingAhead || links.contains { $0.hasHeard }
            try poller.wait(milliseconds: isBusy ? 0 : 50)
            waker.lower()
            for link in links {
                // Never more than the coordinator may send ahead of what is applied.
                while let message = link.nextApply() { try handleApply(message, over: link) }
                // Right after what was heard, or a long question would look like silence.
                try perform(link.link.on(.tick, now: now), over: link)
                payDebts(link)
            }
            try feed()
            try serveCopies()
            try index()
            try readAhead()
            answerWaiting()
            receiveQueries()
            keepUp()
        }
        try finishTask()
        store.forgetBacklog()
        try store.settle()
    }

    /// The monotonic clock, in nanoseconds since the start.
    var now: Instant { MonotonicClock.now - started }

    /// Takes the log from another coordinator where the present one is gone.
    private func feed() throws {
        let before = feeder.current
        guard let now = feeder.choose(joined: links.map(\.link.isJoined), now: now) else { return }
        logger.info("the log comes from another coordinator", metadata: ["number": "\(now)"])
        try perform(links[before].link.on(.feed(false), now: self.now), over: links[before])
        try perform(links[now].link.on(.feed(true), now: self.now), over: links[now])
    }

    private var isJoined: Bool { links.contains { $0.link.isJoined } }

    private func handleApply(_ message: Incoming, over link: CoordinatorLink) throws {
        let sender = message.header.epoch
        switch message.header.type {
        case .readyAck:
            guard let ack = try? WireReadyAck(serializedBytes: message.body).ack,
                allegiance.accept(ack.incarnation, epoch: sender, isJoined: isJoined)
            else { return }
            try perform(link.link.on(.acknowledged(ack), now: now), over: link)
        case .refuse:
            guard allegiance.hears(refusalOf: sender, isJoined: link.link.isJoined),
                let refuse = try? WireRefuse(serializedBytes: message.body)
            else { return }
            logger.debug("refused", metadata: ["why": "\(refuse.message)"])
            try perform(link.link.on(.refused(refuse.refusal), now: now), over: link)
        case .heartbeat: try perform(link.link.on(.heartbeat(sentThrough: message.header.seq), now: now), over: link)
        case .records: try handleRecords(message, over: link)
        default: logger.debug("a message of another endpoint", metadata: ["type": "\(message.header.type)"])
        }
    }

    private func handleRecords(_ message: Incoming, over link: CoordinatorLink) throws {
        guard let records = ReceivedRecords(message.body) else { return }
        let through = Position(seq: records.through, chain: Chain(bytes: records.chain))
        for action in link.link.on(.records(from: records.from, through: through), now: now) {
            if case .apply(let after, let through) = action {
                store.receive(records.changes(after: after), through: through)
                let isMoreComing = message.header.flags & FrameHeader.moreComing != 0
                pace.received(isMoreComing: isMoreComing, now: now)
            } else {
                // The link starts again from what is indexed.
                try perform([action], over: link)
            }
        }
    }

    func perform(_ actions: [WorkerLink.Action], over link: CoordinatorLink) throws {
        for action in actions {
            switch action {
            case .sayReady: sayReady(over: link)
            case .reconnect:
                logger.info("reconnecting")
                try link.reconnect()
            case .adopt(let ack, let isRepeat): try adopt(ack, isRepeat: isRepeat, over: link)
            case .apply: preconditionFailure("records are applied where they are read")
            case .heartbeat: beat(over: link)
            case .drop: break
            }
        }
    }

    /// Takes up what to hold. Several coordinators say the same; the log begins again only over the link it comes by.
    private func adopt(_ ack: ReadyAck, isRepeat: Bool, over link: CoordinatorLink) throws {
        try finishTask()
        let isNew = orders.map { $0.assigned != ack.assigned || $0.incarnation != ack.incarnation } ?? true
        if isNew || ack.rebuild || !store.isAdopted {
            logger.info("orders", metadata: ["vshards": "\(ack.assigned.count)", "rebuild": "\(ack.rebuild)"])
            try store.adopt(
                incarnation: ack.incarnation, vshards: ack.vshards, assigned: ack.assigned, rebuild: ack.rebuild)
            if !link.link.isFed { fallBack() }
        } else if link.link.isFed, !isRepeat {
            store.forgetBacklog()
        }
        orders = ack
        try take(ack.copies, ack.assigned)
        applied = store.position
        if link.link.isFed, isNew || !isRepeat {
            try perform(link.link.resume(after: applied.seq, isRepeat: isRepeat, now: now), over: link)
        }
        sayHello(over: link)
        beat()
    }

    func sayReady(over link: CoordinatorLink) {
        var ready = Ready(
            worker: settings.name, host: settings.host, bootNonce: bootNonce, incarnation: store.incarnation,
            replicas: store.positions, common: store.commonPosition, copyAddress: settings.copyAddress,
            isFed: link.link.isFed)
        ready.cores = UInt32(CurrentProcess.coreCount)
        var wire = WireReady(ready)
        wire.memoryBytes = CurrentProcess.memoryBytes
        wire.freeDiskBytes = (try? CurrentProcess.freeDiskBytes(at: settings.store.directory)) ?? 0
        link.owesReady = link.applies.send(FrameHeader(.ready, epoch: epoch), wire.wireBytes) != .sent
    }

    /// The query endpoint gets to know the worker too.
    private func sayHello(over link: CoordinatorLink) {
        link.owesHello = link.queries.send(FrameHeader(.heartbeat, epoch: epoch), []) != .sent
    }

    /// Says again what a socket that was just opened could not take: the link's own next READY would come with a new
    /// socket, which could not take it either, and so on for ever.
    private func payDebts(_ link: CoordinatorLink) {
        if link.owesReady, !link.link.isJoined { sayReady(over: link) }
        if link.owesHello, link.link.isJoined { sayHello(over: link) }
    }

    /// Tells every coordinator how far this worker is.
    func beat() {
        for link in links where link.link.isJoined { beat(over: link) }
    }

    private func beat(over link: CoordinatorLink) {
        link.link.beat(now: now)
        var progress = progress
        progress.isFed = link.link.isFed
        var beat = WireHeartbeat(progress)
        beat.residentBytes = ProcessFacts.residentBytes
        beat.busyUs = busy.nanoseconds / 1_000
        _ = link.applies.send(FrameHeader(.heartbeat, epoch: epoch, seq: store.position.seq), beat.wireBytes)
    }

    private var progress: Progress {
        if now >= nextSizes {
            nextSizes = now + .milliseconds(1_000)
            sizes = store.sizes
        }
        let common = store.commonPosition.seq
        var replicas = store.positions.mapValues { ReplicaReport(seq: min($0.seq, common)) }
        for vshard in replicas.keys {
            replicas[vshard]?.bytes = sizes[vshard] ?? 0
            replicas[vshard]?.busyMicroseconds = busy.microseconds(vshard)
        }
        report(&replicas)
        return Progress(
            applied: store.position, common: common, replicas: replicas,
            recordCreditBytes: WorkerService.recordCreditBytes, queryCredit: WorkerService.queryCredit,
            queued: inbox.count + behind.count, obeys: orders?.version ?? 0)
    }
}
