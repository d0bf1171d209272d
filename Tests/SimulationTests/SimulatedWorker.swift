import Cluster

/// One replica: its newest committed state and the older versions that it remembers.
struct SimulatedReplica {
    var position = Position.start
    /// The oldest seq it can answer at.
    var floor: UInt64 = 0
    /// Record → versions, ascending.
    var rows: [Int: [(seq: UInt64, value: UInt64)]] = [:]

    mutating func apply(_ records: [SimulatedRecord], through: Position, undo: UInt64) {
        for record in records where record.seq > position.seq {
            rows[record.id, default: []].append((record.seq, record.value))
        }
        position = through
        if position.seq > undo { floor = max(floor, position.seq - undo) }
    }

    /// The newest values at `seq`, between floor and position.
    func values(at seq: UInt64) -> [Int: UInt64] {
        rows.compactMapValues { versions in versions.last { $0.seq <= seq }?.value }
    }

    /// As a new process finds it: older versions are kept in memory only.
    func reopened() -> SimulatedReplica {
        SimulatedReplica(position: position, floor: position.seq, rows: rows.mapValues { Array($0.suffix(1)) })
    }
}

/// What a worker keeps over a restart: one environment a replica, each committed by itself.
struct SimulatedDisk {
    var incarnation: [UInt8] = []
    var replicas: [VShard: SimulatedReplica] = [:]
    var common = Position.start
    /// Each replica before its last commit, which a power cut may take back.
    var before: [VShard: SimulatedReplica] = [:]

    var lowest: Position {
        replicas.values.reduce(common) { $1.position.seq < $0.seq ? $1.position : $0 }
    }

    /// As the next process finds it.
    func reopened(afterPowerCut: Bool) -> SimulatedDisk {
        var disk = self
        if afterPowerCut { disk.replicas.merge(before) { _, old in old } }
        disk.replicas = disk.replicas.mapValues { $0.reopened() }
        disk.before = [:]
        return disk
    }
}

/// A thin shell around a WorkerLink for each coordinator, Allegiance and Feeder: one life of a worker over its disk.
final class SimulatedWorker {
    private struct Range {
        var after: UInt64
        var through: Position
        var records: [SimulatedRecord]
        var bytes: Int
        /// The handshake it came after.
        var adoption: Int
    }

    private struct Waiting {
        var attempt: Attempt
        var vshards: [VShard]
        var readSeq: UInt64
        var until: Instant
    }

    let name: String
    let route: [UInt8]
    private(set) var disk: SimulatedDisk
    /// Times slower than usual.
    var slowness = 1
    private let nonce: UInt64
    private let cluster: Simulation
    private let network: SimulatedNetwork
    /// By the numbers of the coordinators, from 1 on.
    private var links: [Int: WorkerLink] = [:]
    private var allegiance = Allegiance()
    private var feeder = Feeder()
    private var queue: [Range] = []
    private var applying: Range?
    /// Rises when what is being applied no longer counts.
    private var builds = 0
    private var adoptions = 0
    private var waiting: [Waiting] = []
    private var asked: [VShard: CopyOrder] = [:]
    private var failures: [VShard: (transfer: UInt32, why: String)] = [:]
    private var orders: ReadyAck?

    init(_ cluster: Simulation, name: String, nonce: UInt64, disk: SimulatedDisk) {
        self.cluster = cluster
        self.name = name
        self.nonce = nonce
        self.disk = disk
        network = cluster.network
        route = Array("\(name)#\(nonce)".utf8)
        for number in 1...cluster.settings.coordinators {
            links[number] = WorkerLink(isFed: number == 1, now: cluster.timeline.now, timing: cluster.settings.link)
        }
        network.start(.worker(name)) { [weak self] in self?.receive($0) }
        tick()
    }

    private var now: Instant { cluster.timeline.now }
    private var node: Node { .worker(name) }

    private var numbers: ClosedRange<Int> { 1...cluster.settings.coordinators }
    private var isJoined: Bool { links.values.contains { $0.isJoined } }

    private func on(_ number: Int, _ event: WorkerLink.Event, records: [SimulatedRecord] = []) {
        perform(links[number]?.on(event, now: now) ?? [], over: number, records: records)
    }

    private func tick() {
        for number in numbers { on(number, .tick) }
        let before = feeder.current
        if let other = feeder.choose(joined: numbers.map { links[$0]?.isJoined ?? false }, now: now) {
            on(before + 1, .feed(false))
            on(other + 1, .feed(true))
        }
        for item in waiting where now >= item.until { refuse(item.attempt, .behind) }
        waiting.removeAll { now >= $0.until }
        network.timer(node, after: .milliseconds(20)) { [weak self] in self?.tick() }
    }

    private func receive(_ message: Message) {
        switch message {
        case .acknowledge(let number, let epoch, let ack):
            guard allegiance.accept(ack.incarnation, epoch: epoch, isJoined: isJoined) else { return }
            on(number, .acknowledged(ack))
        case .refuse(let number, let epoch, let refusal):
            guard allegiance.hears(refusalOf: epoch, isJoined: links[number]?.isJoined ?? false) else { return }
            on(number, .refused(refusal))
        case .heartbeat(let number, let through): on(number, .heartbeat(sentThrough: through))
        case .records(let number, let from, let through, let records):
            on(number, .records(from: from, through: through), records: records)
        case .ask(let attempt, let vshards, let readSeq, let budget):
            guard waiting.count < cluster.settings.queryCredit else { return refuse(attempt, .busy) }
            guard links[attempt.coordinator]?.isJoined ?? false else { return refuse(attempt, .notReady) }
            guard vshards.allSatisfy({ orders?.assigned.contains($0) ?? false && disk.replicas[$0] != nil }) else {
                return refuse(attempt, .wrongEpoch)
            }
            waiting.append(
                Waiting(attempt: attempt, vshards: vshards, readSeq: readSeq, until: now + budget / 2)
            )
            answerWaiting()
        case .cancel(let attempt):
            for item in waiting where item.attempt == attempt { refuse(item.attempt, .noRetry) }
            waiting.removeAll { $0.attempt == attempt }
        case .copyAsked(let other, let order):
            // Made whole at one seq; on its way it may be lost with either end.
            let size = Instant(disk.replicas[order.vshard]?.rows.count ?? 0)
            // Only what is of this log for certain.
            let isGood = isJoined && orders?.assigned.contains(order.vshard) ?? false
            let copy = isGood ? disk.replicas[order.vshard]?.reopened() : nil
            network.timer(node, after: cluster.chance.milliseconds(1, 30) + size * 10_000) { [weak self] in
                guard let self else { return }
                network.send(from: node, to: .worker(other), .copied(order, copy))
            }
        case .copied(let order, let replica): take(order, replica)
        default: cluster.fail("\(name) was sent \(message)")
        }
    }

    private func perform(_ actions: [WorkerLink.Action], over number: Int, records: [SimulatedRecord]) {
        for action in actions {
            switch action {
            case .sayReady:
                // What was received and not begun comes again.
                if links[number]?.isFed ?? false { queue = [] }
                cluster.greetings += 1
                let ready = Ready(
                    worker: name,
                    bootNonce: nonce,
                    incarnation: disk.incarnation,
                    replicas: disk.replicas.mapValues(\.position),
                    common: disk.common,
                    copyAddress: name,
                    isFed: links[number]?.isFed ?? false
                )
                network.send(from: node, to: .coordinator(number), .ready(route: route, ready))
            case .reconnect: network.closeSockets(of: node, towards: .coordinator(number))
            case .adopt(let ack, let isRepeat): adopt(ack, isRepeat: isRepeat, over: number)
            case .apply(let after, let through):
                let new = records.filter { $0.seq > after }
                let bytes = new.reduce(0) { $0 + $1.bytes }
                queue.append(Range(after: after, through: through, records: new, bytes: bytes, adoption: adoptions))
                checkCredit()
                applyNext()
            case .heartbeat: report(over: number)
            case .drop: break
            }
        }
    }

    /// A copy that came is put in place and told; it is applied to and asked once it is assigned.
    private func take(_ order: CopyOrder, _ replica: SimulatedReplica?) {
        guard asked[order.vshard] == order, orders?.copies.contains(order) == true else { return }
        guard let replica, replica.position.seq > 0 || disk.lowest.seq == 0 else {
            failures[order.vshard] = (order.transfer, "the source does not have it")
            return report()
        }
        disk.replicas[order.vshard] = replica
        report()
    }

    private func copy(_ orders: [CopyOrder]) {
        asked = asked.filter { orders.contains($0.value) }
        for order in orders where asked[order.vshard] != order {
            // Of an attempt that was given up.
            disk.replicas[order.vshard] = nil
            asked[order.vshard] = order
            failures[order.vshard] = nil
            network.send(from: node, to: .worker(order.address), .copyAsked(from: name, order))
        }
    }

    private func adopt(_ ack: ReadyAck, isRepeat: Bool, over number: Int) {
        let isNew = orders?.assigned != ack.assigned || ack.rebuild
        orders = ack
        asked = asked.filter { ack.copies.contains($0.value) }
        let isFed = links[number]?.isFed ?? false
        guard isNew || (isFed && !isRepeat) else {
            copy(ack.copies)
            return report()
        }
        queue = []
        adoptions += 1
        if ack.rebuild {
            builds += 1
            applying = nil
            disk = SimulatedDisk()
            asked = [:]
            cluster.note("\(name) rebuilds")
        }
        disk.incarnation = ack.incarnation
        let kept = ack.assigned + ack.copies.map(\.vshard)
        disk.replicas = disk.replicas.filter { kept.contains($0.key) }
        // What is being applied has nothing of what is new.
        if isRepeat || !isFed {
            builds += 1
            applying = nil
        }
        for vshard in ack.assigned where disk.replicas[vshard] == nil { disk.replicas[vshard] = SimulatedReplica() }
        if isFed {
            perform(
                links[number]?.resume(after: lowest.seq, isRepeat: isRepeat, now: now) ?? [], over: number, records: [])
        } else {
            // The stream begins anew over the link that it comes by.
            on(feeder.current + 1, .fellBack)
        }
        copy(ack.copies)
        report()
    }

    private func report() {
        for number in numbers where links[number]?.isJoined ?? false { report(over: number) }
    }

    private func report(over number: Int) {
        links[number]?.beat(now: now)
        var progress = progress
        progress.isFed = links[number]?.isFed ?? false
        network.send(from: node, to: .coordinator(number), .progress(route: route, progress))
    }

    /// Of what it was told to hold.
    var lowest: Position {
        (orders?.assigned ?? []).reduce(disk.common) { lowest, vshard in
            let position = disk.replicas[vshard]?.position ?? .start
            return position.seq < lowest.seq ? position : lowest
        }
    }

    private var progress: Progress {
        var replicas: [VShard: ReplicaReport] = [:]
        for (vshard, replica) in disk.replicas {
            replicas[vshard] = ReplicaReport(
                seq: min(replica.position.seq, disk.common.seq), transfer: asked[vshard]?.transfer ?? 0,
                bytes: UInt64(replica.rows.count))
            // What is copied is there whole, though what it joins to may lag.
            if asked[vshard] != nil { replicas[vshard]?.seq = max(1, replica.position.seq) }
        }
        for (vshard, failure) in failures {
            replicas[vshard] = ReplicaReport(seq: 0, transfer: failure.transfer, failure: failure.why)
        }
        return Progress(
            applied: lowest,
            common: disk.common.seq,
            replicas: replicas,
            recordCreditBytes: cluster.settings.recordWindow,
            queryCredit: cluster.settings.queryCredit,
            obeys: orders?.version ?? 0
        )
    }

    /// What waits never exceeds the window by more than one record, and not twice where READY was said twice; only an
    /// order-keeping network tells no old tales.
    private func checkCredit() {
        let ranges = queue + [applying].compactMap { $0 }
        let held = ranges.filter { $0.adoption == adoptions }.reduce(0) { $0 + $1.bytes }
        guard cluster.settings.habits.keepsOrder,
            held > 2 * cluster.settings.recordWindow + cluster.settings.bytesOfBody + 6
        else { return }
        cluster.fail("\(name) holds \(held) bytes of a window of \(cluster.settings.recordWindow)")
    }

    // MARK: Applying

    private func applyNext() {
        guard applying == nil, !queue.isEmpty else { return }
        let range = queue.removeFirst()
        applying = range
        let perRecord = cluster.chance.microseconds(2, cluster.settings.applyUs)
        let build = builds
        let work = min(perRecord * Instant(range.records.count), .milliseconds(50))
        network.timer(node, after: work * Instant(slowness)) { [weak self] in
            self?.commit(range, of: build, remaining: self?.orders?.assigned ?? [])
        }
    }

    /// Commits one environment after the other; a crash in between leaves them apart.
    private func commit(_ range: Range, of build: Int, remaining: [VShard]) {
        guard build == builds else { return }
        guard let vshard = remaining.first else {
            if range.after > disk.common.seq { cluster.fail("\(name) skips from \(disk.common.seq) to \(range.after)") }
            if range.through.seq > disk.common.seq { disk.common = range.through }
            return committed()
        }
        if var replica = disk.replicas[vshard], range.through.seq > replica.position.seq {
            if range.after > replica.position.seq { cluster.fail("\(name) skips to \(range.after) in \(vshard)") }
            disk.before[vshard] = replica
            replica.apply(
                range.records.filter { cluster.vshard(of: $0.id) == vshard },
                through: range.through,
                undo: cluster.settings.undo
            )
            disk.replicas[vshard] = replica
        }
        network.timer(node, after: cluster.chance.microseconds(5, 100 * slowness)) { [weak self] in
            self?.commit(range, of: build, remaining: Array(remaining.dropFirst()))
        }
    }

    private func committed() {
        applying = nil
        for number in numbers where links[number]?.isFed ?? false { on(number, .applied(lowest)) }
        report()
        answerWaiting()
        applyNext()
    }

    // MARK: Answering

    private func answerWaiting() {
        var still: [Waiting] = []
        for item in waiting {
            let held = item.vshards.compactMap { vshard in disk.replicas[vshard].map { (vshard, $0) } }
            if held.contains(where: { $0.1.floor > item.readSeq }) {
                refuse(item.attempt, .tooOld)
            } else if held.contains(where: { $0.1.position.seq < item.readSeq }) {
                still.append(item)
            } else {
                let values = held.map { ($0.0, $0.1.values(at: item.readSeq)) }
                reply(item, Dictionary(uniqueKeysWithValues: values))
            }
        }
        waiting = still
    }

    private func reply(_ item: Waiting, _ values: [VShard: [Int: UInt64]]) {
        network.timer(node, after: cluster.chance.microseconds(50, 500 * slowness)) { [weak self] in
            guard let self else { return }
            network.send(
                from: node,
                to: .coordinator(item.attempt.coordinator),
                .reply(item.attempt, worker: name, readSeq: item.readSeq, values)
            )
        }
    }

    private func refuse(_ attempt: Attempt, _ refusal: Refusal) {
        network.send(from: node, to: .coordinator(attempt.coordinator), .refusedQuery(attempt, worker: name, refusal))
    }
}
