/// One question on its way: who was asked for which vshards, who answered, what is missing (40-cluster.md, section 8).
///
/// The vshards are split into legs, one a worker. A leg that fails is planned again on other workers; one that is late
/// is asked of another worker too, and the first whole answer counts. No answer is never zero hits.
package struct Query: Sendable {
    package enum Event: Sendable {
        /// The answer of an attempt, for these vshards.
        case reply(attempt: UInt8, vshards: [VShard])
        case refused(attempt: UInt8, Refusal)
        /// It could not be sent: the worker is not connected, or takes no more at the moment.
        case unsent(attempt: UInt8, Refusal)
        case lost(worker: String)
        case tick
    }

    package enum Action: Equatable, Sendable {
        case send(attempt: UInt8, Router.Target)
        /// Nobody waits for that answer any longer.
        case cancel(attempt: UInt8, worker: String)
    }

    private struct Attempt: Sendable {
        var worker: String
        var vshards: [VShard]
        var sentAt: Instant
        var isDone = false
    }

    /// Vshards that one answer, or the answers to one hedge, cover.
    private struct Leg: Sendable {
        var vshards: [VShard]
        /// Each a way to answer the leg whole, by its attempts; the first is not a hedge.
        var ways: [[UInt8]]
        var mayHedge = true
    }

    private let scope: Router.Scope
    private let seq: UInt64
    private let kind: UInt8
    private let started: Instant
    package private(set) var deadline: Instant
    private let minCoverage: Double
    /// Records of each vshard.
    private let records: [UInt64]
    private var attempts: [Attempt] = []
    private var legs: [Leg] = []
    private var tried: [VShard: Set<String>] = [:]
    private var answered: [VShard] = []
    private var missing: [VShard: Coverage.Why] = [:]
    /// The attempts whose answers make up the result; they have no vshard in common.
    package private(set) var accepted: [UInt8] = []
    package private(set) var hedges = 0
    package private(set) var retries = 0

    /// - Parameters:
    ///   - kind: of question: times of answers are kept for each.
    ///   - minCoverage: what is enough: once it is in, the rest is waited for a quarter of the time left. 0 and 1
    ///     wait for all.
    ///   - records: of each vshard, by number.
    package init(
        _ scope: Router.Scope, at seq: UInt64, kind: UInt8, deadline: Instant, minCoverage: Double = 0,
        records: [UInt64], now: Instant
    ) {
        self.scope = scope
        self.seq = seq
        self.kind = kind
        started = now
        self.deadline = deadline
        self.minCoverage = minCoverage
        self.records = records
    }

    package var isDone: Bool { legs.isEmpty }

    /// Whom an attempt asked.
    package func worker(of attempt: UInt8) -> String? {
        Int(attempt) < attempts.count ? attempts[Int(attempt)].worker : nil
    }

    /// Whether anything is still awaited of a worker.
    package func awaits(_ worker: String) -> Bool {
        legs.contains { $0.ways.contains { $0.contains { attempts[Int($0)].worker == worker && !isDone($0) } } }
    }

    private func isDone(_ attempt: UInt8) -> Bool { attempts[Int(attempt)].isDone }

    /// Asks for everything.
    package mutating func begin(_ router: inout Router, _ membership: Membership, now: Instant) -> [Action] {
        router.began()
        let (plan, vshards) = plan(nil, &router, membership, now: now)
        for vshard in vshards { missing[vshard] = plan.missing[vshard] }
        return ask(plan.targets, &router, now: now)
    }

    private mutating func plan(
        _ vshards: [VShard]?, _ router: inout Router, _ membership: Membership, now: Instant
    ) -> (Router.Plan, [VShard]) {
        var part = scope
        if case .vshards(let all) = scope { part = .vshards(vshards ?? all) }
        let plan = router.plan(part, at: seq, without: tried, membership, now: now)
        return (plan, Array(plan.missing.keys))
    }

    private mutating func ask(_ targets: [Router.Target], _ router: inout Router, now: Instant) -> [Action] {
        targets.compactMap { target in
            guard let attempt = attempt(target, &router, now: now) else {
                for vshard in target.vshards { missing[vshard] = .failed }
                return nil
            }
            legs.append(Leg(vshards: target.vshards, ways: [[attempt]]))
            return .send(attempt: attempt, target)
        }
    }

    /// Nil where there were more attempts than a header can number.
    private mutating func attempt(_ target: Router.Target, _ router: inout Router, now: Instant) -> UInt8? {
        guard let number = UInt8(exactly: attempts.count) else { return nil }
        attempts.append(Attempt(worker: target.worker, vshards: target.vshards, sentAt: now))
        router.sent(to: target.worker)
        return number
    }

    package mutating func on(
        _ event: Event, _ router: inout Router, _ membership: Membership, now: Instant
    ) -> [Action] {
        switch event {
        case .reply(let attempt, let vshards):
            guard isOpen(attempt) else { return [] }
            let asked = attempts[Int(attempt)].vshards
            guard asked.allSatisfy(vshards.contains) else {
                return fail(attempt, .wrongEpoch, &router, membership, now: now)
            }
            return accept(attempt, &router, now: now)
        case .refused(let attempt, let refusal):
            return isOpen(attempt) ? fail(attempt, refusal, &router, membership, now: now) : []
        case .unsent(let attempt, let refusal):
            guard isOpen(attempt) else { return [] }
            router.unsent(attempts[Int(attempt)].worker)
            attempts[Int(attempt)].isDone = true
            return giveUp(attempt, refusal, isFree: true, &router, membership, now: now)
        case .lost(let worker):
            var actions: [Action] = []
            for attempt in attempts.indices where attempts[attempt].worker == worker && !attempts[attempt].isDone {
                attempts[attempt].isDone = true
                actions += giveUp(UInt8(attempt), .notReady, &router, membership, now: now)
            }
            return actions
        case .tick: return tick(&router, membership, now: now)
        }
    }

    /// Whether that attempt's answer is still awaited.
    private func isOpen(_ attempt: UInt8) -> Bool { Int(attempt) < attempts.count && !isDone(attempt) }

    private func leg(of attempt: UInt8) -> Int? { legs.firstIndex { $0.ways.contains { $0.contains(attempt) } } }

    private mutating func accept(_ attempt: UInt8, _ router: inout Router, now: Instant) -> [Action] {
        let place = Int(attempt)
        attempts[place].isDone = true
        router.answered(
            by: attempts[place].worker, after: now - attempts[place].sentAt, kind: kind, now: now)
        guard let index = leg(of: attempt), let way = legs[index].ways.firstIndex(where: { $0.contains(attempt) })
        else { return [] }
        // A hedge may need the answers of several workers.
        guard legs[index].ways[way].allSatisfy(isDone) else { return [] }
        let leg = legs.remove(at: index)
        accepted += leg.ways[way]
        answered += leg.vshards
        if way > 0 { router.hedgeWon() }
        var actions: [Action] = []
        for other in leg.ways.indices where other != way { actions += cancel(leg.ways[other], &router, now: now) }
        heedCoverage(now: now)
        return actions
    }

    private mutating func cancel(_ way: [UInt8], _ router: inout Router, now: Instant) -> [Action] {
        way.filter { !isDone($0) }.map { attempt in
            let place = Int(attempt)
            attempts[place].isDone = true
            router.cancelled(attempts[place].worker, after: now - attempts[place].sentAt, kind: kind, now: now)
            return .cancel(attempt: attempt, worker: attempts[place].worker)
        }
    }

    /// What is enough is in: the rest is waited for a quarter of the time that is left.
    private mutating func heedCoverage(now: Instant) {
        guard minCoverage > 0, minCoverage < 1, !legs.isEmpty, now < deadline else { return }
        if coverage.fraction >= minCoverage { deadline = min(deadline, now + (deadline - now) / 4) }
    }

    private mutating func fail(
        _ attempt: UInt8, _ refusal: Refusal, _ router: inout Router, _ membership: Membership, now: Instant
    ) -> [Action] {
        let place = Int(attempt)
        attempts[place].isDone = true
        if refusal.isFault {
            let budget = deadline - min(deadline, attempts[place].sentAt)
            router.failed(attempts[place].worker, budget: budget, now: now)
        } else {
            router.unsent(attempts[place].worker)
        }
        return giveUp(attempt, refusal, &router, membership, now: now)
    }

    /// That attempt gives nothing: another way may still, else the leg is planned again elsewhere.
    ///
    /// - Parameter isFree: it never went out, so that asking another is no retry.
    private mutating func giveUp(
        _ attempt: UInt8, _ refusal: Refusal, isFree: Bool = false, _ router: inout Router, _ membership: Membership,
        now: Instant
    ) -> [Action] {
        for vshard in attempts[Int(attempt)].vshards {
            tried[vshard, default: []].insert(attempts[Int(attempt)].worker)
        }
        guard let index = leg(of: attempt) else { return [] }
        var actions: [Action] = []
        if let way = legs[index].ways.firstIndex(where: { $0.contains(attempt) }) {
            let dead = legs[index].ways.remove(at: way)
            actions += cancel(dead, &router, now: now)
        }
        guard legs[index].ways.isEmpty else { return actions }
        let leg = legs.remove(at: index)
        let why = Coverage.Why(refusal)
        guard refusal.allowsRetry, now < deadline, isFree || router.takeRetry() else {
            for vshard in leg.vshards { missing[vshard] = why }
            heedCoverage(now: now)
            return actions
        }
        let (plan, unplanned) = plan(leg.vshards, &router, membership, now: now)
        for vshard in unplanned { missing[vshard] = why }
        if !isFree, !plan.targets.isEmpty { retries += 1 }
        actions += ask(plan.targets, &router, now: now)
        heedCoverage(now: now)
        return actions
    }

    private mutating func tick(_ router: inout Router, _ membership: Membership, now: Instant) -> [Action] {
        var actions: [Action] = []
        guard now < deadline else {
            for leg in legs {
                for way in leg.ways { actions += cancel(way, &router, now: now) }
                for vshard in leg.vshards { missing[vshard] = .timeout }
            }
            legs = []
            return actions
        }
        for index in legs.indices { actions += hedge(index, &router, membership, now: now) }
        return actions
    }

    /// Asks another worker too where an answer is late.
    private mutating func hedge(
        _ index: Int, _ router: inout Router, _ membership: Membership, now: Instant
    ) -> [Action] {
        let leg = legs[index]
        guard leg.mayHedge, leg.ways.count == 1, let first = leg.ways[0].first,
            let patience = router.hedgeAfter(kind, budget: deadline - started),
            now >= attempts[Int(first)].sentAt + patience
        else { return [] }
        legs[index].mayHedge = false
        var without = tried
        let asked = attempts[Int(first)].worker
        let host = membership.members[asked]?.ready.host
        for vshard in leg.vshards {
            without[vshard, default: []].insert(asked)
            // Another worker on the same machine is as slow.
            for (name, member) in membership.members where member.ready.host == host {
                without[vshard, default: []].insert(name)
            }
        }
        var part = Router.Scope.anyWorker
        if case .vshards = scope { part = .vshards(leg.vshards) }
        let plan = router.plan(part, at: seq, without: without, membership, now: now)
        guard plan.missing.isEmpty, router.takeHedge(membership) else { return [] }
        var way: [UInt8] = []
        var actions: [Action] = []
        for target in plan.targets {
            guard let attempt = attempt(target, &router, now: now) else { return actions }
            way.append(attempt)
            actions.append(.send(attempt: attempt, target))
        }
        legs[index].ways.append(way)
        hedges += 1
        return actions
    }

    /// What stands behind the answer so far; what is still awaited counts as missing.
    package var coverage: Coverage {
        var byWhy: [Coverage.Why: [VShard]] = [:]
        for (vshard, why) in missing { byWhy[why, default: []].append(vshard) }
        for leg in legs { byWhy[.timeout, default: []] += leg.vshards }
        let reasons = byWhy.map { why, shards in
            Coverage.Reason(shards: shards.sorted(), why: why, records: shards.reduce(0) { $0 + count($1) })
        }
        let covered = answered.reduce(0) { $0 + count($1) }
        return Coverage(
            shards: answered.count + reasons.reduce(0) { $0 + $1.shards.count },
            answered: answered.count,
            covered: covered,
            expected: covered + reasons.reduce(0) { $0 + $1.records },
            reasons: reasons.sorted { $0.why.rawValue < $1.why.rawValue }
        )
    }

    private func count(_ vshard: VShard) -> UInt64 {
        Int(vshard.rawValue) < records.count ? records[Int(vshard.rawValue)] : 0
    }
}

extension Coverage.Why {
    /// How coverage names a refusal.
    package init(_ refusal: Refusal) {
        self =
            switch refusal {
            case .behind: .behind
            case .busy: .overload
            case .notReady, .wrongEpoch, .draining: .unreachable
            case .tooOld: .tooOld
            case .noRetry, .unsupported, .failed: .failed
            }
    }
}

extension Refusal {
    /// Whether the same may be asked of another worker (40-cluster.md, section 8).
    var allowsRetry: Bool {
        switch self {
        case .wrongEpoch, .behind, .draining, .busy, .notReady, .failed: true
        case .tooOld, .noRetry, .unsupported: false
        }
    }

    /// Whether it says that something is wrong with the worker, rather than with the moment.
    var isFault: Bool {
        switch self {
        case .failed, .noRetry, .unsupported: true
        case .wrongEpoch, .behind, .draining, .busy, .notReady, .tooOld: false
        }
    }
}
