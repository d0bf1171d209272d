import AnswerStore
import CatalogueStore
package import ChangeLog
import Cluster
import Domain
import FoundationEssentials
package import Logging
import Messages
import OS
import Records
package import ServiceKit
package import Transport
import Wire

/// The coordinator's shell: sockets, log and clock around the state machines of `Cluster`.
///
/// One thread owns the sockets and runs everything but the appends, which wait for the disk on a thread of their own.
package final class CoordinatorService {
    let settings: CoordinatorSettings
    let log: any ChangeLog
    let catalogue: Catalogue
    var placement: Placement
    /// Keeps the table; only where this coordinator holds the lease.
    var controller: PlacementController?
    var router: Router
    /// How many questions are under way at once.
    var admission = Admission()
    let models: ModelScanner
    let needs: NeedScanner
    let logger: Logger
    /// Lease epoch << 32 | table version.
    var epoch: UInt64
    /// Of the holder, whoever it is.
    var leaseEpoch: UInt64
    var lease: Lease
    var role = Role.follower
    /// Whether the table was made by this one at its start: then nobody else can have placed anything.
    let isNewCluster: Bool
    let leaseThread: LeaseThread
    let watch: LogWatch
    var seen = LogWatch.Seen()
    /// The table that was taken up last, as it is kept.
    var placementBytes: [UInt8] = []

    let clients, queries, applies: ServerEndpoint
    let waker = Waker()
    let appendThread: AppendThread
    let disk: DiskThread
    /// What to do with what the disk's thread finishes, by its number.
    var diskWork: [UInt64: (Result<DiskThread.Outcome, any Error>) -> Void] = [:]
    let answers: AnswerStore
    var membership: Membership
    var appender = Appender()
    var unsent = UnsentAnswers()
    /// Writes that wait or are in flight, by their number.
    var writes: [UInt64: PendingWrite] = [:]
    var inFlight: WriteGroup?
    /// Set while the catalogue cannot follow the log.
    var stalled: Stall?
    var scatters: [UInt64: Scatter] = [:]
    /// Records that each vshard holds at a change; every question asks for them.
    var recordCounts: (seq: UInt64, counts: [UInt64])?
    /// Sub-requests that wait for a worker's credit.
    var waiting: [String: [Outgoing]] = [:]
    var heartbeats: [String: WireHeartbeat] = [:]
    /// Questions to replicas that are being warmed, by their number, and how many each has answered.
    var shadows: [UInt64: Planner.Place] = [:]
    var warmed: [Planner.Place: Int] = [:]
    var isAnythingWarming = false
    var loads = LoadMeter()
    /// How long sub-requests wait for a worker's credit, and how many questions come.
    var queueDelay = QuantileTracker(0.95)
    var questionRate = RateMeter()
    /// What was done about placement lately.
    var notes: [(timeMs: Int64, text: String)] = []
    private var nextPlacement: Instant = 0
    /// Begins with the epoch, so that a late reply to an older life answers nothing.
    private var nextNumber: UInt64
    private let started: Instant
    let stop: StopSignal

    /// Opens log and catalogue, brings the catalogue up to the log, takes the lease and binds the sockets.
    package init(
        settings: CoordinatorSettings, log: any ChangeLog, transport: TransportContext, stop: StopSignal, logger: Logger
    ) throws {
        self.settings = settings
        self.log = log
        self.logger = logger
        self.stop = stop
        started = MonotonicClock.now
        models = ModelScanner(codes: settings.codes)
        needs = NeedScanner(codes: settings.codes)
        let holder = settings.clientAddress + " " + ProcessFacts.randomBytes(8).map { Hex.pair($0) }.joined()
        lease = Lease(seed: ProcessFacts.randomBits)
        catalogue = try CatalogueStart.open(settings, log, logger)
        let begin = try CoordinatorService.begin(log, settings, holder, &lease, stop, since: started)
        (leaseEpoch, placement, role, isNewCluster) = (begin.epoch, begin.table, begin.role, begin.isNew)
        router = Router(seed: ProcessFacts.randomBits, settings: settings.router)
        epoch = leaseEpoch << 32 | UInt64(placement.version)
        // No number is used by two lives: a late reply must not pass for one to another question. The first byte is
        // left for the attempt.
        nextNumber = (ProcessFacts.randomBits & 0xFF_FFFF) << 32
        appendThread = try AppendThread(log: log, waker: waker)
        leaseThread = try LeaseThread(log: log, holder: holder, waker: waker)
        watch = try LogWatch(log: log, table: PlacementRecord.name, waker: waker)
        disk = try DiskThread(waker: waker)
        answers = AnswerStore(directory: settings.directory + "/answers")
        membership = Membership(
            placement: placement, incarnation: log.incarnation, head: catalogue.position.seq)
        clients = try ServerEndpoint(transport, .client, address: settings.clientAddress)
        queries = try ServerEndpoint(transport, .query, address: settings.queryAddress)
        applies = try ServerEndpoint(transport, .apply, address: settings.applyAddress)
        takeOver()
        logger.info(
            "coordinator ready",
            metadata: ["epoch": "\(leaseEpoch)", "seq": "\(catalogue.position.seq)", "writes": "\(isHolder)"])
    }

    /// The lease, if it is free, and the table: only the holder makes that of a new cluster, so others wait for it.
    private static func begin(
        _ log: any ChangeLog, _ settings: CoordinatorSettings, _ holder: String, _ lease: inout Lease,
        _ stop: StopSignal, since started: Instant
    ) throws -> (epoch: UInt64, table: Placement, isNew: Bool, role: Role) {
        let pause = Waker()
        var poller = EndpointPoller()
        poller.add(pause)
        poller.add(descriptor: stop.descriptor)
        while !stop.shouldStop {
            for action in lease.on(.tick, now: MonotonicClock.now - started) {
                guard let event = LeaseThread.ask(log, holder, action) else { continue }
                for case .becomeHolder(let epoch) in lease.on(event, now: MonotonicClock.now - started) {
                    let (table, isNew) = try PlacementRecord.load(log, settings, epoch: epoch)
                    return (epoch, table, isNew, .takingOver(epoch: epoch))
                }
            }
            if let table = try log.setting(PlacementRecord.name).flatMap(PlacementRecord.read) {
                return (try log.leaseHolder()?.epoch ?? 0, table, false, .follower)
            }
            try poller.wait(milliseconds: 50)
        }
        throw CoordinatorFlaw("stopped while another coordinator held the lease")
    }

    /// Runs until `stop` is raised.
    package func run() throws {
        var poller = EndpointPoller()
        let (querying, applying, woken) = (poller.add(queries), poller.add(applies), poller.add(waker))
        var asking: EndpointPoller.Entry?
        poller.add(descriptor: stop.descriptor)
        var nextTick: Instant = 0
        var nextLook: Instant = 0
        while !stop.shouldStop {
            try poller.wait(milliseconds: waitMs)
            sendUnsent()
            if poller.isReady(woken) {
                waker.lower()
                takeLeaseEvents()
                for finished in appendThread.takeFinished() { finish(finished) }
                finishDiskWork()
            }
            if poller.isReady(applying) { receive(applies, on: handleApply) }
            if poller.isReady(querying) { receive(queries, on: handleQuery) }
            if let asking, poller.isReady(asking) { receive(clients, on: handleClient) }
            if asking == nil, isEveryWorkerHere || now >= CoordinatorLimits.gathering { asking = poller.add(clients) }
            follow()
            if !scatters.isEmpty, now >= nextLook {
                nextLook = now + CoordinatorLimits.lookEvery
                for scatter in Array(scatters.values) { step(scatter, .tick) }
            }
            if now >= nextTick {
                nextTick = now + .milliseconds(50)
                tick()
            }
        }
        perform(lease.on(.resign, now: now))
        appendThread.end()
        leaseThread.end()
        watch.end()
        disk.end()
        // What still waits holds the service, and with it the sockets.
        scatters = [:]
        diskWork = [:]
    }

    /// How long the loop may wait for its sockets: while questions are under way it looks for late answers.
    private var waitMs: Int {
        if isBehindLog { return 0 }
        if !unsent.isEmpty { return 1 }
        return scatters.isEmpty ? 50 : Int(CoordinatorLimits.lookEvery / 1_000_000)
    }

    /// Whether every worker of the table has joined.
    private var isEveryWorkerHere: Bool { placement.nodes.allSatisfy { membership.members[$0.name] != nil } }

    /// The monotonic clock, in nanoseconds since the start.
    var now: Instant { MonotonicClock.now - started }

    /// A number for a scatter or a write.
    func number() -> UInt64 {
        nextNumber += 1
        return nextNumber
    }

    /// Takes what is there, a bounded amount, so that no socket starves the others.
    private func receive(_ endpoint: ServerEndpoint, on handle: (Incoming) -> Void) {
        for _ in 0..<256 {
            guard let message = endpoint.receive() else { return }
            handle(message)
        }
    }

    private func tick() {
        tickLease()
        takeOver()
        goOn()
        perform(membership.on(.tick, now: now))
        // What was forgotten has given credit back.
        for worker in waiting.keys { drain(worker) }
        if now >= nextPlacement {
            nextPlacement = now + CoordinatorLimits.placementPause
            tickPlacement()
        }
    }
}
