import Cluster

/// What a client gets for a read.
struct Answer {
    var asOfSeq: UInt64
    var coverage: Coverage
    /// Record → newest value at `asOfSeq`, of the vshards that answered.
    var values: [Int: UInt64]
}

/// A thin shell around Lease, Appender, Membership, Router, Query and PlacementController: one life of a coordinator.
final class SimulatedCoordinator {
    private struct Submitted {
        var client: Int
        var request: UInt64
        var write: SimulatedWrite
    }

    private struct Question {
        var client: Int
        var request: UInt64
        var readSeq: UInt64
        var query: Query
        var received: [UInt8: [VShard: [Int: UInt64]]] = [:]
    }

    private let cluster: Simulation
    private let network: SimulatedNetwork
    private let log: SimulatedLog
    let number: Int
    private let life: UInt64
    private var lease: Lease
    /// Of the table and the holder that are known.
    private var epoch: UInt64
    private var isHolder = false
    private var isAppending = false
    private var appender: Appender
    private var membership: Membership
    private var router: Router
    /// Of the holder alone.
    private(set) var controller: PlacementController?
    private var shadows: [UInt64: Planner.Place] = [:]
    private var warmed: [Planner.Place: Int] = [:]
    private var rounds = 0
    private var submitted: [UInt64: Submitted] = [:]
    private var inFlight: Set<UInt64> = []
    private var questions: [UInt64: Question] = [:]
    private var lastNumber: UInt64
    /// Records per vshard as the catalogue counts them, from the log through `membership.head`.
    private var known: Set<Int> = []
    private var counts: [VShard: UInt64] = [:]

    /// Builds all state from the log; the network then delivers to `receive`.
    init(_ cluster: Simulation, number: Int, life: UInt64) {
        self.cluster = cluster
        self.number = number
        self.life = life
        network = cluster.network
        log = cluster.log
        lease = Lease(seed: cluster.seed &+ life)
        epoch = log.epoch
        // Numbers of requests never repeat over lives: a late reply must not pass for one to another question.
        lastNumber = life << 32
        appender = Appender(limits: cluster.settings.appender)
        var routing = Router.Settings()
        routing.lagMax = cluster.settings.lagMax
        router = Router(seed: cluster.seed &+ life, settings: routing)
        membership = Membership(
            placement: log.placement ?? cluster.settings.placement,
            incarnation: log.incarnation,
            head: 0,
            timing: cluster.settings.membership
        )
        network.start(node) { [weak self] in self?.receive($0) }
        publish()
        tick()
    }

    private var node: Node { .coordinator(number) }

    private var now: Instant { cluster.timeline.now }

    private func tick() {
        perform(lease.on(.tick, now: now))
        follow()
        perform(membership.on(.tick, now: now))
        for number in questions.keys.sorted() { step(number, .tick) }
        rounds += 1
        if rounds % 5 == 0 { place() }
        network.timer(node, after: .milliseconds(20)) { [weak self] in self?.tick() }
    }

    private func receive(_ message: Message) {
        switch message {
        case .ready(let route, let ready):
            // Nothing can be compared while the log is away; the worker says READY again.
            guard !log.isAway else { return }
            let matches = log.holds(ready.common) && ready.replicas.values.allSatisfy(log.holds)
            perform(membership.on(.ready(route: route, ready, chainsMatch: matches), now: now))
        case .progress(let route, let progress):
            perform(membership.on(.heartbeat(route: route, progress), now: now))
        case .reply(let attempt, let worker, let readSeq, let values):
            membership.ended(attempt.flight, with: worker)
            if let place = shadows.removeValue(forKey: attempt.request) { warmed[place, default: 0] += 1 }
            guard let question = questions[attempt.request] else { return }
            guard readSeq == question.readSeq else { return cluster.fail("a reply at another seq") }
            questions[attempt.request]?.received[attempt.number] = values
            step(attempt.request, .reply(attempt: attempt.number, vshards: Array(values.keys)))
        case .refusedQuery(let attempt, let worker, let refusal):
            membership.ended(attempt.flight, with: worker)
            shadows[attempt.request] = nil
            step(attempt.request, .refused(attempt: attempt.number, refusal))
        case .write(let client, let request, let write):
            guard isHolder, lease.mayAppend(now: now) else {
                network.send(from: node, to: .client(client), .notHolder(request: request, log.holder))
                return
            }
            lastNumber += 1
            submitted[lastNumber] = Submitted(client: client, request: request, write: write)
            let bytes = write.entries.count * cluster.settings.bytesOfBody
            perform(appender.on(.submit(request: lastNumber, records: write.entries.count, bytes: bytes)))
        case .read(let client, let request, let minSeq, let budget):
            ask(client, request, minSeq: minSeq, budget: budget)
        default: cluster.fail("the coordinator was sent \(message)")
        }
    }

    // MARK: Workers

    private func perform(_ actions: [Membership.Action]) {
        for action in actions {
            switch action {
            case .acknowledge(let route, let ack):
                send(route, .acknowledge(number, epoch: epoch << 32 | UInt64(membership.placement.version), ack))
            case .refuse(let route, let refusal, _): send(route, .refuse(number, epoch: epoch << 32, refusal))
            case .heartbeat(let route, let sentThrough): send(route, .heartbeat(number, sentThrough: sentThrough))
            case .sendRecords(let worker, let route, let after, let maxBytes):
                // Reading takes time, in which the worker may come and go.
                network.timer(node, after: cluster.chance.microseconds(10, 2_000)) { [weak self] in
                    self?.sendRecords(worker, route, after: after, maxBytes: maxBytes)
                }
            case .joined: break
            case .lost(let worker):
                router.lost(worker)
                shadows = shadows.filter { $0.value.worker != worker }
                for number in questions.keys.sorted() { step(number, .lost(worker: worker)) }
            case .stranger(let node): controller?.met(node)
            }
        }
    }

    // MARK: Lease

    private func perform(_ actions: [Lease.Action]) {
        for action in actions {
            switch action {
            case .acquire:
                ask { [log, number, life] in
                    log.acquire(number, life: life, ttl: .milliseconds(5_000)).map { .acquired(epoch: $0) }
                        ?? .notAcquired
                }
            case .renew(let epoch):
                ask { [log, life] in
                    .renewed(epoch: epoch, log.renew(life: life, epoch: epoch, ttl: .milliseconds(5_000)))
                }
            case .release(let epoch): log.release(life: life, epoch: epoch)
            case .becomeHolder(let epoch): becomeHolder(epoch)
            case .stepDown: stepDown()
            }
        }
    }

    /// Asks the log, which takes a while, and may be away.
    private func ask(_ question: @escaping () -> Lease.Event) {
        network.timer(node, after: cluster.chance.microseconds(100, 5_000)) { [weak self] in
            guard let self else { return }
            let event: Lease.Event = log.isAway ? .failed : question()
            network.timer(node, after: cluster.chance.microseconds(100, 5_000)) { [weak self] in
                guard let self else { return }
                perform(lease.on(event, now: now))
            }
        }
    }

    private func becomeHolder(_ epoch: UInt64) {
        cluster.note("coordinator \(number) writes, epoch \(epoch)")
        self.epoch = epoch
        isHolder = true
        publish()
        let table = log.placement ?? cluster.settings.placement
        controller = PlacementController(
            table, isNew: log.placement == nil, timing: cluster.settings.placing, now: now)
        perform(membership.on(.placed(table), now: now))
    }

    private func stepDown() {
        cluster.note("coordinator \(number) no longer writes")
        isHolder = false
        controller = nil
        let begun = inFlight
        for (number, from) in submitted where !begun.contains(number) {
            submitted[number] = nil
            network.send(from: node, to: .client(from.client), .notHolder(request: from.request, log.holder))
        }
        appender = Appender(limits: cluster.settings.appender, isInFlight: isAppending)
    }

    /// Takes up what another writes.
    private func follow() {
        guard !isHolder, !isAppending, !log.isAway else { return }
        epoch = max(epoch, log.epoch)
        if let table = log.placement, table.version > membership.placement.version {
            perform(membership.on(.placed(table), now: now))
        }
        publish()
    }

    // MARK: Placement

    private func place() {
        guard isHolder, lease.mayAppend(now: now), var controller else { return }
        var load: [Planner.Place: Double] = [:]
        for (worker, member) in membership.members {
            for (vshard, report) in member.progress.replicas {
                load[Planner.Place(vshard, worker)] = Double(report.busyMicroseconds) / 1e6
            }
        }
        let view = Planner.View(
            present: [], load: load, records: cluster.settings.vshardList.map { counts[$0] ?? 0 })
        let actions = controller.tick(
            membership, view, warmed: warmed, nowMs: Int64(now / 1_000_000), now: now)
        self.controller = controller
        for action in actions {
            switch action {
            case .note(let text): cluster.note(text)
            case .persist(let table):
                let written = epoch
                log.keep(table, epoch: epoch) { [weak self] kept in
                    self?.network.timer(self?.node ?? .coordinator(0), after: 0) { [weak self] in
                        self?.kept(table, kept, written)
                    }
                }
            }
        }
        if !controller.table.isMoving { warmed = [:] }
    }

    private func kept(_ table: Placement, _ kept: Bool?, _ written: UInt64) {
        if kept == false {
            controller?.notKept()
            return perform(lease.on(.fenced(epoch: written), now: now))
        }
        // What is kept counts, whether its writer was told or not.
        guard kept == true || log.placement == table else {
            controller?.notKept()
            return
        }
        controller?.kept(table)
        perform(membership.on(.placed(table), now: now))
    }

    /// What an operator would ask for.
    func ask(_ request: PlacementController.Request) {
        do {
            try controller?.take(request, present: Set(membership.members.keys))
            if controller != nil { cluster.note("asked for: \(request)") }
        } catch {}
    }

    private func sendRecords(_ worker: String, _ route: [UInt8], after: UInt64, maxBytes: Int) {
        var through = after
        var bytes = 0
        let records = log.isAway ? [] : log.read(after: after, maxBytes: maxBytes).filter { $0.seq <= membership.head }
        if let last = records.last {
            through = last.seq
            bytes = records.reduce(0) { $0 + $1.bytes }
            send(route, .records(number, from: after, through: log.position(at: through), records))
        }
        perform(
            membership.on(.sent(worker: worker, route: route, after: after, through: through, bytes: bytes), now: now)
        )
    }

    private func send(_ route: [UInt8], _ message: Message) {
        guard let worker = cluster.worker(of: route) else { return }
        // An answer to an earlier life of the worker reaches nobody.
        let reached =
            worker.route == route && network.send(from: node, to: .worker(worker.name), message)
        if !reached { perform(membership.on(.unreachable(route: route), now: now)) }
    }

    // MARK: Writes

    private func perform(_ actions: [Appender.Action]) {
        for action in actions {
            switch action {
            case .begin(let group): append(group)
            case .refuse(let number, let refusal): answer(number, nil, refusal)
            }
        }
    }

    private func append(_ group: [UInt64]) {
        let limits = cluster.settings.appender
        let writes = group.compactMap { submitted[$0]?.write }
        if group.count > 1, writes.reduce(0, { $0 + $1.entries.count }) > limits.recordsInGroup {
            cluster.fail("a group above its limit")
        }
        isAppending = true
        inFlight = Set(group)
        let written = epoch
        log.append(writes, epoch: epoch, unknownPerMille: cluster.unknownPerMille) { [weak self] outcomes in
            self?.network.timer(self?.node ?? .coordinator(0), after: 0) { [weak self] in
                self?.appended(group, outcomes, written)
            }
        }
    }

    private func appended(_ group: [UInt64], _ outcomes: [SimulatedLog.Outcome], _ written: UInt64) {
        for case .fenced in outcomes {
            perform(lease.on(.fenced(epoch: written), now: now))
            for number in group { answer(number, nil, .failed) }
            return ended()
        }
        for case .unknown in outcomes { return resolve(group) }
        publish()
        for (number, outcome) in zip(group, outcomes) {
            switch outcome {
            case .committed(let first, let last), .duplicate(let first, let last):
                answer(number, (first, last), .failed)
            case .fenced, .unknown: break
            }
        }
        ended()
    }

    private func ended() {
        isAppending = false
        inFlight = []
        perform(appender.on(.finished))
    }

    /// The append may land yet: the next one waits for it, as for the row that it locks.
    private func resolve(_ group: [UInt64]) {
        guard !log.isAway, !log.isLanding else {
            return network.timer(node, after: .milliseconds(20)) { [weak self] in self?.resolve(group) }
        }
        publish()
        for number in group { answer(number, nil, .failed) }
        ended()
    }

    /// Takes up what was committed: catalogue first, then the workers.
    private func publish() {
        for record in log.read(after: membership.head, maxBytes: .max) where known.insert(record.id).inserted {
            counts[cluster.vshard(of: record.id), default: 0] += 1
        }
        perform(membership.on(.head(log.head), now: now))
    }

    private func answer(_ number: UInt64, _ seqs: (first: UInt64, last: UInt64)?, _ refusal: Refusal) {
        guard let from = submitted.removeValue(forKey: number) else { return }
        let message: Message =
            seqs.map { .written(request: from.request, first: $0.first, last: $0.last) }
            ?? .refusedRequest(request: from.request, refusal)
        network.send(from: node, to: .client(from.client), message)
    }

    // MARK: Reads

    private func ask(_ client: Int, _ request: UInt64, minSeq: UInt64, budget: Instant) {
        guard minSeq <= membership.head else {
            network.send(from: node, to: .client(client), .refusedRequest(request: request, .behind))
            return
        }
        lastNumber += 1
        let number = lastNumber
        let query = Query(
            .vshards(cluster.settings.vshardList), at: membership.head, kind: 1,
            deadline: now + budget / 10 * 9, records: cluster.settings.vshardList.map { counts[$0] ?? 0 }, now: now)
        questions[number] = Question(
            client: client, request: request, readSeq: membership.head,
            query: query)
        perform(questions[number]?.query.begin(&router, membership, now: now) ?? [], of: number)
        step(number, .tick)
        warm(at: questions[number]?.readSeq ?? membership.head)
    }

    private func perform(_ actions: [Query.Action], of number: UInt64) {
        for action in actions {
            switch action {
            case .send(let attempt, let target):
                send(Attempt(coordinator: self.number, request: number, number: attempt), target)
            case .cancel(let attempt, let worker):
                guard let route = membership.members[worker]?.route else { continue }
                send(route, .cancel(Attempt(coordinator: self.number, request: number, number: attempt)))
            }
        }
    }

    /// Without a queue of its own: what exceeds a worker's credit is given back at once.
    private func send(_ attempt: Attempt, _ target: Router.Target) {
        guard let question = questions[attempt.request], let member = membership.members[target.worker],
            member.outstanding < member.progress.queryCredit
        else { return step(attempt.request, .unsent(attempt: attempt.number, .busy)) }
        let deadline = question.query.deadline
        membership.began(attempt.flight, with: target.worker, deadline: deadline)
        send(
            member.route,
            .ask(attempt, target.vshards, readSeq: question.readSeq, budget: deadline - min(now, deadline)))
    }

    /// Asks replicas that are about to be used, for nobody.
    private func warm(at seq: UInt64) {
        for vshard in membership.placement.allVShards {
            for replica in membership.placement.replicas(of: vshard) where replica.state == .warming {
                let place = Planner.Place(vshard, replica.worker)
                guard let member = membership.members[replica.worker], !shadows.values.contains(place),
                    member.outstanding < member.progress.queryCredit
                else { continue }
                lastNumber += 1
                shadows[lastNumber] = place
                let attempt = Attempt(coordinator: number, request: lastNumber, number: 0)
                membership.began(attempt.flight, with: replica.worker, deadline: now + .milliseconds(100))
                send(member.route, .ask(attempt, [vshard], readSeq: seq, budget: .milliseconds(100)))
            }
        }
    }

    private func step(_ number: UInt64, _ event: Query.Event) {
        guard var question = questions[number] else { return }
        let actions = question.query.on(event, &router, membership, now: now)
        questions[number] = question
        perform(actions, of: number)
        guard let question = questions[number], question.query.isDone else { return }
        questions[number] = nil
        var values: [Int: UInt64] = [:]
        for attempt in question.query.accepted {
            for part in (question.received[attempt] ?? [:]).values {
                values.merge(part) { _, _ in
                    cluster.fail("two answers for one record")
                    return 0
                }
            }
        }
        let answer = Answer(asOfSeq: question.readSeq, coverage: question.query.coverage, values: values)
        network.send(from: node, to: .client(question.client), .answer(request: question.request, answer))
    }
}
