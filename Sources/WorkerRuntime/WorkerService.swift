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
    package var queryAddress, applyAddress: String
    package var store: WorkerStore.Settings

    package init(
        name: String, host: String, queryAddress: String, applyAddress: String, store: WorkerStore.Settings
    ) {
        self.name = name
        self.host = host
        self.queryAddress = queryAddress
        self.applyAddress = applyAddress
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
    let applies, queries: PeerEndpoint
    var link: WorkerLink
    private var allegiance = Allegiance()
    var epoch: UInt64 { allegiance.epoch }
    /// Questions for a change that is not applied yet.
    var behind: [Question] = []
    /// Questions that were read and have not had their turn.
    var inbox: [Question] = []
    /// What came on the apply link in the middle of a question.
    private var heard: [Incoming] = []
    /// Raised when the index thread has written something.
    private let waker = Waker()
    let indexThread: IndexThread
    /// Whether received changes are left that questions could see.
    var isReadingAhead = false
    /// When what has come is indexed while nobody asks.
    var pace = ApplyPace()
    /// READY, and the word that makes the query endpoint know the worker, wait for a fresh connection to stand.
    private var owesReady = false
    private var owesHello = false
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
    /// Messages of the apply link kept while a question is answered; more stay in the socket.
    private static let heardMax = 1_024
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
        applies = try PeerEndpoint(transport, .apply, address: settings.applyAddress, routingID: route)
        queries = try PeerEndpoint(transport, .query, address: settings.queryAddress, routingID: route)
        link = WorkerLink(now: 0)
        indexThread = try IndexThread { [waker] in waker.raise() }
    }

    /// Runs until `stop` is raised.
    package func run() throws {
        var poller = EndpointPoller()
        poller.add(descriptor: stop.descriptor)
        poller.add(waker)
        defer { indexThread.end() }
        sayReady()
        while !stop.shouldStop {
            poller.add(applies)
            poller.add(queries)
            try poller.wait(milliseconds: inbox.isEmpty && heard.isEmpty && !isReadingAhead ? 50 : 0)
            waker.lower()
            try receiveApplies()
            // Right after what was heard, or a long question would look like silence.
            try perform(link.on(.tick, now: now))
            payDebts()
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

    /// Takes what is there: never more than the coordinator may send ahead of what is applied.
    private func receiveApplies() throws {
        while let message = nextApply() { try handleApply(message) }
    }

    private func nextApply() -> Incoming? { heard.isEmpty ? applies.receive() : heard.removeFirst() }

    /// Reads the apply link in the middle of a question: a queue that is full would stop the connection's own pings,
    /// and the worker would be held for dead. Of heartbeats in a row the last says all.
    func hear() {
        while heard.count < WorkerService.heardMax, let message = applies.receive() {
            if message.header.type == .heartbeat, let last = heard.last?.header, last.type == .heartbeat,
                last.epoch == message.header.epoch
            {
                heard.removeLast()
            }
            heard.append(message)
        }
    }

    private func handleApply(_ message: Incoming) throws {
        let sender = message.header.epoch
        switch message.header.type {
        case .readyAck:
            guard let ack = try? WireReadyAck(serializedBytes: message.body).ack,
                allegiance.accept(ack.incarnation, epoch: sender, isJoined: link.isJoined)
            else { return }
            try perform(link.on(.acknowledged(ack), now: now))
        case .refuse:
            guard allegiance.hears(refusalOf: sender, isJoined: link.isJoined),
                let refuse = try? WireRefuse(serializedBytes: message.body)
            else { return }
            logger.debug("refused", metadata: ["why": "\(refuse.message)"])
            try perform(link.on(.refused(refuse.refusal), now: now))
        // Of a coordinator that another has taken over from, or that has not acknowledged yet.
        case .heartbeat, .records:
            guard allegiance.follows(sender) else { return }
            guard message.header.type == .heartbeat else { return try handleRecords(message) }
            try perform(link.on(.heartbeat(sentThrough: message.header.seq), now: now))
        default: logger.debug("a message of another endpoint", metadata: ["type": "\(message.header.type)"])
        }
    }

    private func handleRecords(_ message: Incoming) throws {
        guard let records = ReceivedRecords(message.body) else { return }
        let through = Position(seq: records.through, chain: Chain(bytes: records.chain))
        for action in link.on(.records(from: records.from, through: through), now: now) {
            if case .apply(let after, let through) = action {
                store.receive(records.changes(after: after), through: through)
                let isMoreComing = message.header.flags & FrameHeader.moreComing != 0
                pace.received(isMoreComing: isMoreComing, now: now)
            } else {
                // The link starts again from what is indexed.
                try perform([action])
            }
        }
    }

    private func perform(_ actions: [WorkerLink.Action]) throws {
        for action in actions {
            switch action {
            case .sayReady: sayReady()
            case .reconnect:
                logger.info("reconnecting")
                heard = []
                try applies.reconnect()
                try queries.reconnect()
            case .adopt(let ack):
                logger.info("joined", metadata: ["vshards": "\(ack.assigned.count)", "rebuild": "\(ack.rebuild)"])
                try finishTask()
                try store.adopt(
                    incarnation: ack.incarnation, vshards: ack.vshards, assigned: ack.assigned, rebuild: ack.rebuild)
                applied = store.position
                link.resume(after: applied.seq)
                sayHello()
                beat()
            case .apply: preconditionFailure("records are applied where they are read")
            case .heartbeat: beat()
            case .drop: break
            }
        }
    }

    func sayReady() {
        let ready = Ready(
            worker: settings.name, bootNonce: bootNonce, incarnation: store.incarnation, replicas: store.positions,
            common: store.commonPosition)
        var wire = WireReady(ready, host: settings.host)
        wire.cores = UInt32(CurrentProcess.coreCount)
        wire.memoryBytes = CurrentProcess.memoryBytes
        wire.freeDiskBytes = (try? CurrentProcess.freeDiskBytes(at: settings.store.directory)) ?? 0
        owesReady = applies.send(FrameHeader(.ready, epoch: epoch), wire.wireBytes) != .sent
    }

    /// The query endpoint gets to know the worker too.
    private func sayHello() {
        owesHello = queries.send(FrameHeader(.heartbeat, epoch: epoch), []) != .sent
    }

    /// Says again what a socket that was just opened could not take: the link's own next READY would come with a new
    /// socket, which could not take it either, and so on for ever.
    private func payDebts() {
        if owesReady, !link.isJoined { sayReady() }
        if owesHello, link.isJoined { sayHello() }
    }

    func beat() {
        link.beat(now: now)
        let progress = Progress(
            applied: store.position, recordCreditBytes: WorkerService.recordCreditBytes,
            queryCredit: WorkerService.queryCredit)
        var beat = WireHeartbeat(progress)
        beat.residentBytes = ProcessFacts.residentBytes
        _ = applies.send(FrameHeader(.heartbeat, epoch: epoch, seq: store.position.seq), beat.wireBytes)
    }
}
