import Cluster

/// What a client gets for a read.
struct Answer {
    var asOfSeq: UInt64
    var coverage: Coverage
    /// Record → newest value at `asOfSeq`, of the vshards that answered.
    var values: [Int: UInt64]
}

/// A thin shell around Appender, Membership, ReadPlan and Gather: one life of the coordinator process.
final class SimulatedCoordinator {
    private struct Submitted {
        var client: Int
        var request: UInt64
        var write: SimulatedWrite
    }

    private struct Question {
        var client: Int
        var request: UInt64
        var plan: ReadPlan
        var gather: Gather
        var values: [Int: UInt64] = [:]
    }

    private let cluster: Simulation
    private let network: SimulatedNetwork
    private let log: SimulatedLog
    private var epoch: UInt64
    private var appender: Appender
    private var membership: Membership
    private var submitted: [UInt64: Submitted] = [:]
    private var questions: [UInt64: Question] = [:]
    private var lastNumber: UInt64
    /// Records per vshard as the catalogue counts them, from the log through `membership.head`.
    private var known: Set<Int> = []
    private var counts: [VShard: UInt64] = [:]

    /// Builds all state from the log; the network then delivers to `receive`.
    init(_ cluster: Simulation) {
        self.cluster = cluster
        network = cluster.network
        log = cluster.log
        epoch = log.takeEpoch()
        // Numbers of requests never repeat over lives: a late reply must not pass for one to another question.
        lastNumber = epoch << 32
        appender = Appender(limits: cluster.settings.appender)
        membership = Membership(
            placement: cluster.settings.placement,
            incarnation: log.incarnation,
            head: 0,
            timing: cluster.settings.membership
        )
        network.start(.coordinator) { [weak self] in self?.receive($0) }
        publish()
        tick()
    }

    private var now: Instant { cluster.timeline.now }

    private func tick() {
        perform(membership.on(.tick, now: now))
        for number in questions.keys.sorted() { step(number, .tick) }
        network.timer(.coordinator, after: .milliseconds(20)) { [weak self] in self?.tick() }
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
        case .reply(let number, let worker, let readSeq, let values, let route, let progress):
            perform(membership.on(.heartbeat(route: route, progress), now: now))
            membership.ended(number, with: worker)
            guard let question = questions[number], question.gather.awaits(worker) else { return }
            guard readSeq == question.plan.readSeq else { return cluster.fail("a reply at another seq") }
            for part in values.values { questions[number]?.values.merge(part) { one, _ in one } }
            step(number, .reply(worker: worker, vshards: Array(values.keys)))
        case .refusedQuery(let number, let worker, let refusal):
            membership.ended(number, with: worker)
            guard questions[number]?.gather.awaits(worker) == true else { return }
            step(number, .refused(worker: worker, refusal))
        case .write(let client, let request, let write):
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
            case .acknowledge(let route, let ack): send(route, .acknowledge(ack))
            case .refuse(let route, let refusal, _): send(route, .refuse(refusal))
            case .heartbeat(let route, let sentThrough): send(route, .heartbeat(sentThrough: sentThrough))
            case .sendRecords(let worker, let route, let after, let maxBytes):
                // Reading takes time, in which the worker may come and go.
                network.timer(.coordinator, after: cluster.chance.microseconds(10, 2_000)) { [weak self] in
                    self?.sendRecords(worker, route, after: after, maxBytes: maxBytes)
                }
            case .joined: break
            case .lost(let worker):
                for number in questions.keys.sorted() { step(number, .lost(worker: worker)) }
            }
        }
    }

    private func sendRecords(_ worker: String, _ route: [UInt8], after: UInt64, maxBytes: Int) {
        var through = after
        var bytes = 0
        let records = log.isAway ? [] : log.read(after: after, maxBytes: maxBytes).filter { $0.seq <= membership.head }
        if let last = records.last {
            through = last.seq
            bytes = records.reduce(0) { $0 + $1.bytes }
            send(route, .records(from: after, through: log.position(at: through), records))
        }
        perform(
            membership.on(.sent(worker: worker, route: route, after: after, through: through, bytes: bytes), now: now)
        )
    }

    private func send(_ route: [UInt8], _ message: Message) {
        guard let worker = cluster.worker(of: route) else { return }
        // An answer to an earlier life of the worker reaches nobody.
        let reached =
            worker.route == route && network.send(from: .coordinator, to: .worker(worker.name), message)
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
        log.append(writes, epoch: epoch, unknownPerMille: cluster.unknownPerMille) { [weak self] outcomes in
            self?.network.timer(.coordinator, after: 0) { [weak self] in self?.appended(group, outcomes) }
        }
    }

    private func appended(_ group: [UInt64], _ outcomes: [SimulatedLog.Outcome]) {
        for case .fenced in outcomes { return cluster.fail("fenced without another holder") }
        for case .unknown in outcomes { return resolve(group) }
        publish()
        for (number, outcome) in zip(group, outcomes) {
            switch outcome {
            case .committed(let first, let last), .duplicate(let first, let last):
                answer(number, (first, last), .failed)
            case .fenced, .unknown: break
            }
        }
        perform(appender.on(.finished))
    }

    /// The append may land yet. The next epoch shuts that door; what is in the log then is all there will be.
    private func resolve(_ group: [UInt64]) {
        guard !log.isAway else {
            return network.timer(.coordinator, after: .milliseconds(20)) { [weak self] in self?.resolve(group) }
        }
        epoch = log.takeEpoch()
        publish()
        for number in group { answer(number, nil, .failed) }
        perform(appender.on(.finished))
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
        network.send(from: .coordinator, to: .client(from.client), message)
    }

    // MARK: Reads

    private func ask(_ client: Int, _ request: UInt64, minSeq: UInt64, budget: Instant) {
        let plan = ReadPlan(
            vshards: cluster.settings.vshardList,
            placement: membership.placement,
            members: membership.members,
            head: membership.head,
            minSeq: minSeq,
            lagMax: cluster.settings.lagMax
        )
        guard let plan else {
            network.send(from: .coordinator, to: .client(client), .refusedRequest(request: request, .behind))
            return
        }
        lastNumber += 1
        let number = lastNumber
        let deadline = now + budget / 10 * 9
        let gather = Gather(targets: plan.targets, missing: plan.missing, deadline: deadline)
        questions[number] = Question(client: client, request: request, plan: plan, gather: gather)
        for target in plan.targets {
            membership.began(number, with: target.worker, deadline: deadline)
            guard let route = membership.members[target.worker]?.route else { continue }
            send(route, .ask(request: number, target.vshards, readSeq: plan.readSeq, budget: deadline - now))
        }
        step(number, .tick)
    }

    private func step(_ number: UInt64, _ event: Gather.Event) {
        guard var question = questions[number] else { return }
        let step = question.gather.on(event, now: now)
        questions[number] = question
        guard step == .done else { return }
        questions[number] = nil
        let answer = Answer(
            asOfSeq: question.plan.readSeq,
            coverage: question.gather.coverage { counts[$0] ?? 0 },
            values: question.values
        )
        network.send(from: .coordinator, to: .client(question.client), .answer(request: question.request, answer))
    }
}
