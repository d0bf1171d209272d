import Cluster

/// What a run is made of, drawn from its seed.
struct Settings {
    var coordinators: Int
    /// The log is on the machine of the coordinators.
    var isEmbedded: Bool
    var workers: [String]
    var vshards: Int
    var copies: Int
    /// Timings of placement, short enough for a run.
    var placing = PlacementController.Timing()
    var clients: Int
    var records: Int
    var entriesMax: Int
    var thinkMs: Int
    var bytesOfBody = 200
    var recordWindow: Int
    var queryCredit: Int
    var undo: UInt64
    var lagMax: UInt64
    var applyUs: Int
    var budget: Instant = .milliseconds(300)
    var appender = Appender.Limits()
    var membership = Membership.Timing()
    var link = WorkerLink.Timing()
    var habits = SimulatedNetwork.Habits()
    var unknownPerMille: Int
    /// Between two faults, at most; 0 = no faults.
    var faultEveryMs: Int
    /// A lease of a dead holder has to run out.
    var faultsUntil: Instant { .milliseconds(isEmbedded ? 5_000 : 14_000) }
    /// Writes go on for a while after the faults, so that recovery is seen under load; then reads alone.
    var writesUntil: Instant { faultsUntil + .milliseconds(500) }
    /// Replicas are made one after another: many take longer.
    var end: Instant { faultsUntil + .milliseconds(vshards == 16 ? 16_000 : 8_000) }

    init(chance: inout Chance) {
        coordinators = chance.pick([1, 1, 2, 3])
        isEmbedded = coordinators == 1 || chance.happens(perMille: 500)
        workers = (1...chance.between(1, 4)).map { "w\($0)" }
        vshards = chance.pick([1, 2, 3, 16])
        copies = chance.pick([1, 2, 2, 3])
        placing.grace = .milliseconds(UInt64(chance.pick([300, 1_500, 60_000])))
        placing.quiet = .milliseconds(200)
        placing.move.patience = .milliseconds(1_000)
        placing.move.warming = .milliseconds(200)
        placing.move.draining = .milliseconds(UInt64(chance.pick([20, 400])))
        placing.move.near = UInt64(chance.pick([0, 20, 1_000]))
        clients = chance.between(1, 4)
        records = chance.pick([5, 40, 120])
        entriesMax = chance.pick([1, 5, 20])
        thinkMs = chance.pick([10, 40, 150])
        recordWindow = chance.pick([1, 500, 4_000, 1 << 20])
        queryCredit = chance.pick([1, 4, 16])
        undo = UInt64(chance.pick([10, 200, 100_000]))
        lagMax = UInt64(chance.pick([20, 200, 1_000]))
        applyUs = chance.pick([20, 200, 1_000])
        appender.recordsInGroup = chance.pick([1, 10, 2_000])
        appender.bytesInGroup = chance.pick([100, 5_000, 4 << 20])
        appender.recordsWaiting = chance.pick([5, 50, 50_000])
        // Small windows are slow: no more is written then than can be sent again while the run lasts.
        if recordWindow <= 4_000 { entriesMax = min(entriesMax, 5) }
        if recordWindow <= 500 { (entriesMax, thinkMs) = (1, max(thinkMs, 40)) }
        if recordWindow == 1 { thinkMs = 150 }
        habits.keepsOrder = chance.happens(perMille: 500)
        habits.lossPerMille = chance.pick([0, 10, 50, 300])
        habits.repeatPerMille = chance.pick([0, 50])
        habits.spikeMs = chance.pick([0, 50, 400])
        habits.delayUs = chance.pick([200, 2_000, 10_000])
        unknownPerMille = chance.pick([0, 20, 200])
        faultEveryMs = chance.pick([150, 600, 2_500])
    }

    var placement: Placement {
        Placement(
            vshards: vshards, copies: copies, nodes: workers.map { Placement.Node(name: $0, host: $0) })
    }
    var vshardList: [VShard] { (0..<vshards).map { VShard(rawValue: UInt32($0)) } }
}

/// One cluster in one process: a seed decides all that happens.
final class Simulation {
    let seed: UInt64
    let settings: Settings
    let timeline = Timeline()
    let network: SimulatedNetwork
    let log: SimulatedLog
    let checkers = Checkers()
    var chance: Chance
    private var faults: Chance
    private var coordinators: [Int: SimulatedCoordinator] = [:]
    private var workers: [String: SimulatedWorker] = [:]
    private var disks: [String: SimulatedDisk] = [:]
    private var clients: [SimulatedClient] = []
    private var nonces: UInt64 = 0
    private var values: UInt64 = 0
    private var homes: [VShard] = []
    private var healed = false
    /// READYs said by workers.
    var greetings = 0
    private(set) var history: [String] = []
    private(set) var failures: [String] = []

    init(seed: UInt64, change: (inout Settings) -> Void = { _ in }) {
        self.seed = seed
        var chance = Chance(seed: seed)
        var settings = Settings(chance: &chance)
        change(&settings)
        self.settings = settings
        network = SimulatedNetwork(timeline: timeline, chance: Chance(seed: chance.next()), habits: settings.habits)
        log = SimulatedLog(timeline: timeline, chance: Chance(seed: chance.next()), bytesOfBody: settings.bytesOfBody)
        faults = Chance(seed: chance.next())
        self.chance = chance
        homes = (0..<settings.records).map { VShard(id: "record \($0)", count: settings.vshards) }
    }

    func vshard(of record: Int) -> VShard { homes[record] }

    func worker(of route: [UInt8]) -> SimulatedWorker? {
        // The name stands before the nonce; an old life's route finds the present one, which is then refused.
        workers.values.first { route.starts(with: Array("\($0.name)#".utf8)) }
    }

    func nextValue() -> UInt64 {
        values += 1
        return values
    }

    var unknownPerMille: Int { healed ? 0 : settings.unknownPerMille }

    func note(_ what: String) { history.append("\(timeline.now / 1_000_000) ms: \(what)") }

    func fail(_ what: String) {
        note("✗ \(what)")
        failures.append("\(timeline.now / 1_000_000) ms: \(what)")
    }

    /// Runs it all. Afterwards `failures` is empty if everything held.
    func run() {
        for number in 1...settings.coordinators { startCoordinator(number) }
        for name in settings.workers { startWorker(name, disk: SimulatedDisk()) }
        clients = (1...settings.clients).map { SimulatedClient(self, number: $0) }
        if settings.faultEveryMs > 0 { planFault() }
        timeline.run(through: settings.faultsUntil)
        heal()
        timeline.run(through: settings.end)
        failures += checkers.check(log: log, vshards: settings.vshardList, vshardOf: vshard)
        failures += checkLiveness()
        timeline.clear()
    }

    // MARK: Faults

    private func planFault() {
        timeline.after(faults.milliseconds(1, settings.faultEveryMs)) { [self] in
            guard !healed else { return }
            fault()
            planFault()
        }
    }

    private func fault() {
        let worker = faults.pick(settings.workers)
        let coordinator = faults.between(1, settings.coordinators)
        let pause = faults.milliseconds(10, faults.pick([100, 700, 2_500]))
        switch faults.below(14) {
        case 0, 1: stopCoordinator(coordinator, powerCut: faults.happens(perMille: 500), for: pause)
        case 2, 3: stopWorker(worker, powerCut: faults.happens(perMille: 500), for: pause)
        case 4:
            note("\(worker) pauses for \(pause / 1_000_000) ms")
            network.pause(.worker(worker), for: pause)
        case 5:
            // Past its lease at times: it must not write any more when it goes on.
            let left = settings.faultsUntil + .milliseconds(1_500) - timeline.now
            let pause = faults.happens(perMille: 200) ? min(pause * 4, max(pause, left)) : pause
            note("coordinator \(coordinator) pauses for \(pause / 1_000_000) ms")
            network.pause(.coordinator(coordinator), for: pause)
        case 6:
            let slowness = faults.pick([10, 40])
            note("\(worker) is \(slowness) × slower")
            workers[worker]?.slowness = slowness
            timeline.after(pause) { [self] in workers[worker]?.slowness = 1 }
        case 7:
            note("the log is away for \(pause / 1_000_000) ms")
            log.awayUntil = timeline.now + pause
        case 8: cut(.worker(worker), .coordinator(coordinator), for: pause)
        case 9: cut(.client(faults.between(1, settings.clients)), .coordinator(coordinator), for: pause)
        case 10, 11, 12: operate(worker)
        default: replaceDisk(of: worker)
        }
    }

    /// An operator asks for something.
    private func operate(_ worker: String) {
        guard let coordinator = coordinators.values.first(where: { $0.controller != nil }) else { return }
        switch faults.below(6) {
        case 0: coordinator.ask(.drain(worker, force: faults.happens(perMille: 300)))
        case 1: coordinator.ask(.undrain(worker))
        case 2: coordinator.ask(.maintenance(worker, untilMs: Int64(timeline.now / 1_000_000) + 500))
        case 3: coordinator.ask(.copies(faults.between(1, 3)))
        case 4: coordinator.ask(.rebalance)
        default:
            let vshard = VShard(rawValue: UInt32(faults.below(settings.vshards)))
            coordinator.ask(.move(vshard, from: "", to: worker))
        }
    }

    private func cut(_ node: Node, _ other: Node, for pause: Instant) {
        let ways = faults.between(1, 3)
        note("cut \(node) \(["→", "←", "↔"][ways - 1]) \(other) for \(pause / 1_000_000) ms")
        if ways != 2 { network.cut(from: node, to: other, for: pause) }
        if ways != 1 { network.cut(from: other, to: node, for: pause) }
    }

    private func stopCoordinator(_ number: Int, powerCut: Bool, for pause: Instant) {
        guard coordinators[number] != nil else { return }
        note("coordinator \(number) \(powerCut ? "and the log lose power" : "is killed") for \(pause / 1_000_000) ms")
        network.stop(.coordinator(number))
        coordinators[number] = nil
        if settings.isEmbedded { log.ended(number) }
        // The log's machine is the coordinator's where there is one.
        if powerCut, settings.coordinators == 1 { log.cutPower() }
        timeline.after(pause) { [self] in startCoordinator(number) }
    }

    private func startCoordinator(_ number: Int) {
        guard coordinators[number] == nil else { return }
        guard !log.isAway else { return timeline.after(.milliseconds(50)) { [self] in startCoordinator(number) } }
        nonces += 1
        coordinators[number] = SimulatedCoordinator(self, number: number, life: nonces)
    }

    private func stopWorker(_ name: String, powerCut: Bool, for pause: Instant) {
        guard let worker = workers.removeValue(forKey: name) else { return }
        note("\(name) \(powerCut ? "loses power" : "is killed") for \(pause / 1_000_000) ms")
        network.stop(.worker(name))
        disks[name] = worker.disk.reopened(afterPowerCut: powerCut)
        timeline.after(pause) { [self] in restartWorker(name) }
    }

    private func restartWorker(_ name: String) {
        guard workers[name] == nil, let disk = disks[name] else { return }
        startWorker(name, disk: disk)
    }

    private func startWorker(_ name: String, disk: SimulatedDisk) {
        nonces += 1
        workers[name] = SimulatedWorker(self, name: name, nonce: nonces, disk: disk)
    }

    /// A worker comes back with an empty disk, with one of another log, or ahead of this log.
    private func replaceDisk(of name: String) {
        stopWorker(name, powerCut: false, for: .milliseconds(50))
        let foreign = Position(
            seq: UInt64(faults.below(2 * Int(log.head) + 2)),
            chain: Chain(bytes: Array("foreign".utf8))
        )
        var disk = SimulatedDisk()
        let kind = faults.below(3)
        note("\(name) gets \(["an empty disk", "the disk of another log", "a disk ahead of the log"][kind])")
        if kind > 0 {
            disk.incarnation = kind == 1 ? Array("another log".utf8) : log.incarnation
            disk.common = foreign
            for vshard in settings.placement.held(by: name) {
                disk.replicas[vshard] = SimulatedReplica(position: foreign, rows: [0: [(foreign.seq, .max)]])
            }
        }
        disks[name] = disk
    }

    private func heal() {
        healed = true
        note("no more faults")
        network.habits = SimulatedNetwork.Habits(keepsOrder: settings.habits.keepsOrder)
        network.resumeAll()
        log.awayUntil = 0
        for number in 1...settings.coordinators { startCoordinator(number) }
        for name in settings.workers {
            restartWorker(name)
            workers[name]?.slowness = 1
        }
    }

    // MARK: Liveness

    /// Without faults every worker reaches the head, and every client gets whole answers there.
    private func checkLiveness() -> [String] {
        var problems: [String] = []
        for name in settings.workers {
            let position = workers[name]?.lowest.seq ?? 0
            if position != log.head { problems.append("\(name) stands at \(position) of \(log.head)") }
        }
        if coordinators.values.count(where: { $0.controller != nil }) != 1 { problems.append("not one holder") }
        for table in coordinators.values.compactMap({ $0.controller?.table }) {
            let hosts = table.nodes.count { $0.state != .draining }
            for vshard in table.allVShards {
                let active = table.replicas(of: vshard).count { $0.state == .active }
                if active != max(1, min(table.copies, hosts)) {
                    problems.append("\(vshard) has \(active) of \(table.copies) copies: \(table.replicas(of: vshard))")
                }
            }
        }
        for client in clients {
            // Some may be refused as `overload`, where few sub-requests are granted.
            guard let last = client.lastWhole, last.at + .milliseconds(1_500) > settings.end else {
                problems.append("client \(client.number) got no whole answer at the end")
                continue
            }
            if last.seq != log.head { problems.append("client \(client.number) reads at \(last.seq)") }
        }
        return problems
    }
}
