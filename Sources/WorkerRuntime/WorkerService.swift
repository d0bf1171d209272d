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
/// One thread turns everything: it applies a range of changes, then answers questions, so that a question sees all of a
/// range or nothing of it.
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
    /// Changes that were received in order and wait to be applied as one range.
    private var pending = PendingRange()
    private var pace = ApplyPace()
    /// READY, and the word that makes the query endpoint know the worker, wait for a fresh connection to stand.
    private var owesReady = false
    private var owesHello = false
    private let started = MonotonicClock.now
    private var lastSettled: Instant = 0
    /// When a question was last read.
    var lastQuestion: Instant = 0
    /// When a range was last applied.
    private(set) var lastApplied: Instant = 0
    var upkeep = Upkeep()

    /// Records it may be sent without word of its progress (40-cluster.md, section 3).
    static let recordCreditBytes = 32 << 20
    static let queryCredit = 4
    /// Ranges that stand in the queue are applied together up to this size: a commit a vshard for many ranges costs
    /// little more than for one. While questions come they wait for less at a time.
    static let rangeBytes = 16 << 20
    static let rangeBytesBesideQuestions = 2 << 20
    /// So long after the last question.
    private static let quiet: Instant = .milliseconds(1_000)
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
    }

    /// Runs until `stop` is raised.
    package func run() throws {
        var poller = EndpointPoller()
        poller.add(descriptor: stop.descriptor)
        sayReady()
        while !stop.shouldStop {
            poller.add(applies)
            poller.add(queries)
            try poller.wait(milliseconds: inbox.isEmpty && heard.isEmpty ? 50 : 0)
            receiveQueries()
            try receiveApplies()
            try perform(link.on(.tick, now: now))
            payDebts()
            answerWaiting()
            try settleSometimes()
            keepUp()
        }
        try store.settle()
    }

    /// The monotonic clock, in nanoseconds since the start.
    var now: Instant { MonotonicClock.now - started }

    /// Vshards without changes write their position down now and then, so that a restart replays little.
    private func settleSometimes() throws {
        guard store.isAdopted, now >= lastSettled + .milliseconds(2_000) else { return }
        lastSettled = now
        try store.settle()
    }

    /// Takes what is there up to the size of a range, and applies it when it is time.
    private func receiveApplies() throws {
        let isAsked = lastQuestion > 0 && now < lastQuestion + WorkerService.quiet
        let most = isAsked ? WorkerService.rangeBytesBesideQuestions : WorkerService.rangeBytes
        while pending.bytes < most, let message = nextApply() {
            // Anything but records stands where it came in the order of the stream.
            if message.header.type != .records { try applyPending() }
            try handleApply(message)
        }
        if pace.isDue(bytes: pending.bytes, isAsked: isAsked, now: now) { try applyPending() }
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
                pending.add(records, after: after, through: through)
                let isMoreComing = message.header.flags & FrameHeader.moreComing != 0
                pace.received(isMoreComing: isMoreComing, now: now)
            } else {
                // The link starts again from what is applied.
                try applyPending()
                try perform([action])
            }
        }
    }

    private func applyPending() throws {
        guard let through = pending.through else { return }
        let changes = pending.changes
        pending = PendingRange()
        pace.applied()
        lastApplied = now
        var lastBeat = now
        try store.apply(changes, through: through) {
            // A slow disk must not look like a dead worker.
            if now >= lastBeat + .milliseconds(200) {
                lastBeat = now
                beat()
            }
        }
        guard store.position.seq >= through.seq else { return fallBack() }
        _ = link.on(.applied(through), now: now)
        beat()
        answerWaiting()
    }

    /// Something was damaged and begins anew: the stream must start again where that is.
    func fallBack() {
        if link.on(.fellBack, now: now).contains(.sayReady) { sayReady() }
    }

    private func perform(_ actions: [WorkerLink.Action]) throws {
        for action in actions {
            switch action {
            case .sayReady: sayReady()
            case .reconnect:
                logger.info("reconnecting")
                // What the coordinator is told to send after is what is applied.
                try applyPending()
                heard = []
                try applies.reconnect()
                try queries.reconnect()
            case .adopt(let ack):
                logger.info("joined", metadata: ["vshards": "\(ack.assigned.count)", "rebuild": "\(ack.rebuild)"])
                try store.adopt(
                    incarnation: ack.incarnation, vshards: ack.vshards, assigned: ack.assigned, rebuild: ack.rebuild)
                link.resume(after: store.position.seq)
                sayHello()
                beat()
            case .apply: preconditionFailure("records are applied where they are read")
            case .heartbeat: beat()
            case .drop: break
            }
        }
    }

    private func sayReady() {
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
