/// Chooses a replica for each vshard: the better of two by chance, by what each is expected to take (40-cluster.md,
/// section 8).
///
/// What a worker is expected to take is the peak-sensitive average of its answers' times (as in Finagle: up at once,
/// down slowly), times what is under way there, times what it says waits in it. Of all the best is never taken, or
/// everybody would run to the same one. A worker that has not been asked lately drifts back to the others, so that it
/// is tried again; one that has just come counts double and is trusted within ten seconds.
package struct Router: Sendable {
    package struct Settings: Sendable {
        /// Time in which an estimate falls to a third, where answers get faster.
        package var decay: Instant = .milliseconds(10_000)
        /// After so long without an answer an estimate drifts to the median of all.
        package var drift: Instant = .milliseconds(5_000)
        /// Until a new worker is trusted.
        package var ramp: Instant = .milliseconds(10_000)
        /// Hedges and retries that each question pays for, and the most that can be saved up.
        package var hedgesPerQuestion = 0.05
        package var retriesPerQuestion = 0.10
        package var savedMax = 20.0
        /// Changes a replica may be behind and still be asked: it waits for the rest within the question's time.
        package var lagMax: UInt64 = 50_000
        /// Off for comparison: every choice in turn, whatever answers take.
        package var isRoundRobin = false
        package var hedges = true

        package init() {}
    }

    /// Vshards of one worker.
    package struct Target: Equatable, Sendable {
        package var worker: String
        package var vshards: [VShard]

        package init(worker: String, vshards: [VShard]) {
            self.worker = worker
            self.vshards = vshards
        }
    }

    /// Whom to ask for what, and what nobody can be asked for.
    package struct Plan: Equatable, Sendable {
        package var targets: [Target]
        package var missing: [VShard: Coverage.Why]
    }

    /// What is asked for.
    package enum Scope: Equatable, Sendable {
        case vshards([VShard])
        /// What is on every worker: any one answers for all vshards.
        case anyWorker
    }

    private struct Estimate: Sendable {
        var time: Double
        var at: Instant
    }

    package let settings: Settings
    private var estimates: [String: Estimate] = [:]
    /// Sub-requests that were sent, or wait to be sent.
    private var outstanding: [String: Int] = [:]
    private var chance: Chance
    private var turn = 0
    private var hedgesSaved: Double
    private var retriesSaved: Double
    private var medians: [UInt8: QuantileTracker] = [:]
    private var tails: [UInt8: QuantileTracker] = [:]
    package private(set) var counters = Counters()

    /// What was done beyond the first question to each.
    package struct Counters: Equatable, Sendable {
        package var questions: UInt64 = 0
        package var subRequests: UInt64 = 0
        package var hedges: UInt64 = 0
        package var hedgesWon: UInt64 = 0
        package var retries: UInt64 = 0
        package var retriesRefused: UInt64 = 0
    }

    package init(seed: UInt64, settings: Settings = Settings()) {
        chance = Chance(seed: seed)
        self.settings = settings
        hedgesSaved = settings.savedMax
        retriesSaved = settings.savedMax
    }

    // MARK: Choice

    /// A worker for each vshard, one target a worker.
    ///
    /// - Parameter tried: workers not to be asked for a vshard, for they failed.
    package mutating func plan(
        _ scope: Scope, at seq: UInt64, without tried: [VShard: Set<String>] = [:], _ membership: Membership,
        now: Instant
    ) -> Plan {
        switch scope {
        case .anyWorker: planAny(at: seq, without: tried, membership, now: now)
        case .vshards(let vshards): plan(vshards, without: tried, membership, now: now)
        }
    }

    private mutating func plan(
        _ vshards: [VShard], without tried: [VShard: Set<String>], _ membership: Membership, now: Instant
    ) -> Plan {
        var given: [String: [VShard]] = [:]
        var missing: [VShard: Coverage.Why] = [:]
        let fresh = membership.freshSeq(now: now)
        let share = 1 / Double(max(1, vshards.count))
        for vshard in vshards {
            let (candidates, why) = candidates(vshard, without: tried[vshard] ?? [], fresh, membership)
            guard
                let worker = choose(
                    candidates, membership, now: now, given: { Double(given[$0]?.count ?? 0) * share })
            else {
                missing[vshard] = why
                continue
            }
            given[worker, default: []].append(vshard)
        }
        return Plan(
            targets: given.keys.sorted().map { Target(worker: $0, vshards: given[$0] ?? []) }, missing: missing)
    }

    /// Whom a vshard can be asked of: replicas that are in use before those that are given up, and of these such as are
    /// not late; else the late ones.
    private func candidates(
        _ vshard: VShard, without tried: Set<String>, _ fresh: UInt64, _ membership: Membership
    ) -> ([String], Coverage.Why) {
        let replicas = membership.placement.replicas(of: vshard).filter(\.state.isAsked)
        var (inUse, leaving, late): ([String], [String], [String]) = ([], [], [])
        var why: Coverage.Why = replicas.isEmpty ? .noReplica : .unreachable
        for replica in replicas {
            guard let member = membership.members[replica.worker] else { continue }
            guard !tried.contains(replica.worker) else {
                why = .failed
                continue
            }
            let seq = member.progress.seq(of: vshard)
            if seq + settings.lagMax < membership.head {
                if why == .unreachable { why = .behind }
            } else if seq < fresh {
                late.append(replica.worker)
            } else if replica.state == .active {
                inUse.append(replica.worker)
            } else {
                leaving.append(replica.worker)
            }
        }
        return ([inUse, leaving, late].first { !$0.isEmpty } ?? [], why)
    }

    private mutating func planAny(
        at seq: UInt64, without tried: [VShard: Set<String>], _ membership: Membership, now: Instant
    ) -> Plan {
        let vshards = membership.placement.allVShards
        let excluded = vshards.first.flatMap { tried[$0] } ?? []
        let here = membership.members.keys.sorted().filter {
            !excluded.contains($0) && membership.placement.node($0) != nil
        }
        // Those that have the change need not wait for it.
        let ready = here.filter { membership.members[$0]?.progress.common ?? 0 >= seq }
        guard let worker = choose(ready.isEmpty ? here : ready, membership, now: now, given: { _ in 0 }) else {
            return Plan(
                targets: [],
                missing: Dictionary(uniqueKeysWithValues: vshards.map { ($0, Coverage.Why.noReplica) }))
        }
        return Plan(targets: [Target(worker: worker, vshards: vshards)], missing: [:])
    }

    private mutating func choose(
        _ candidates: [String], _ membership: Membership, now: Instant, given: (String) -> Double
    ) -> String? {
        guard candidates.count > 1 else { return candidates.first }
        if settings.isRoundRobin {
            turn += 1
            return candidates[turn % candidates.count]
        }
        let first = Int.random(in: 0..<candidates.count, using: &chance)
        var second = Int.random(in: 0..<(candidates.count - 1), using: &chance)
        if second >= first { second += 1 }
        let (a, b) = (candidates[first], candidates[second])
        return cost(a, given(a), membership, now: now) <= cost(b, given(b), membership, now: now) ? a : b
    }

    private func cost(_ worker: String, _ given: Double, _ membership: Membership, now: Instant) -> Double {
        guard let member = membership.members[worker] else { return .infinity }
        let load = Double(outstanding[worker] ?? 0) + 1 + given
        let hint = Double(member.progress.queued) / Double(max(1, member.progress.queryCredit))
        let age = Double(min(settings.ramp, now - min(now, member.joined))) / Double(max(1, settings.ramp))
        return estimate(worker, now: now) * load * (1 + hint) * (2 - age)
    }

    /// Nanoseconds that an answer is expected to take.
    private func estimate(_ worker: String, now: Instant) -> Double {
        guard let own = estimates[worker] else { return median }
        let idle = Double(now - min(now, own.at)) / Double(settings.drift)
        guard idle > 1 else { return own.time }
        let weight = 1 / (idle * idle)
        return own.time * weight + median * (1 - weight)
    }

    private var median: Double {
        let times = estimates.values.map(\.time).sorted()
        return times.isEmpty ? 1_000_000 : times[(times.count - 1) / 2]
    }

    // MARK: Experience

    /// A question begins: it pays for a part of a hedge and of a retry.
    package mutating func began() {
        counters.questions += 1
        hedgesSaved = min(settings.savedMax, hedgesSaved + settings.hedgesPerQuestion)
        retriesSaved = min(settings.savedMax, retriesSaved + settings.retriesPerQuestion)
    }

    package mutating func sent(to worker: String) {
        counters.subRequests += 1
        outstanding[worker, default: 0] += 1
    }

    private mutating func settled(_ worker: String) {
        outstanding[worker] = outstanding[worker].flatMap { $0 > 1 ? $0 - 1 : nil }
    }

    /// An answer came after so long.
    ///
    /// - Parameter kind: of question: each has its own times.
    package mutating func answered(by worker: String, after time: Instant, kind: UInt8, now: Instant) {
        settled(worker)
        take(Double(time), worker, now: now)
        medians[kind, default: QuantileTracker(0.5)].add(time)
        tails[kind, default: QuantileTracker(0.95)].add(time)
    }

    /// An error came: it counts as if all the time had passed, or a worker that fails fast would draw everything.
    package mutating func failed(_ worker: String, budget: Instant, now: Instant) {
        settled(worker)
        take(Double(budget), worker, now: now)
    }

    /// Nobody waits for that answer any longer.
    package mutating func cancelled(_ worker: String, after time: Instant, kind: UInt8, now: Instant) {
        settled(worker)
        if Double(time) > estimates[worker]?.time ?? 0 { take(Double(time), worker, now: now) }
        medians[kind, default: QuantileTracker(0.5)].add(atLeast: time)
        tails[kind, default: QuantileTracker(0.95)].add(atLeast: time)
    }

    /// It was asked for nothing after all: not now, not its fault.
    package mutating func unsent(_ worker: String) { settled(worker) }

    /// The worker is gone; whoever comes back under its name is another.
    package mutating func lost(_ worker: String) {
        estimates[worker] = nil
        outstanding[worker] = nil
    }

    private mutating func take(_ time: Double, _ worker: String, now: Instant) {
        guard let old = estimates[worker] else { return estimates[worker] = Estimate(time: time, at: now) }
        var value = time
        if time < old.time {
            let passed = Double(now - min(now, old.at)) / Double(settings.decay)
            // Answers come far more often than estimates should change; each still counts for something.
            let weight = max(0.02, 1 - 1 / (1 + passed))
            value = old.time + (time - old.time) * weight
        }
        estimates[worker] = Estimate(time: value, at: now)
    }

    // MARK: Hedges and retries

    /// When an answer is so late that another replica is asked too; nil where that would help nobody.
    package func hedgeAfter(_ kind: UInt8, budget: Instant) -> Instant? {
        guard settings.hedges, let tail = tails[kind]?.estimate, let middle = medians[kind]?.estimate,
            budget > 2 * middle
        else { return nil }
        // Below a millisecond what is late is the machine's own scheduling, and a hedge costs as much.
        return max(tail, .milliseconds(1))
    }

    /// Takes what a hedge costs; false where nothing is saved up or the workers have too much to do.
    package mutating func takeHedge(_ membership: Membership) -> Bool {
        var (busy, credit) = (0, 0)
        for (worker, member) in membership.members {
            busy += outstanding[worker] ?? 0
            credit += member.progress.queryCredit
        }
        guard hedgesSaved >= 1, Double(busy) < 0.8 * Double(credit) else { return false }
        hedgesSaved -= 1
        counters.hedges += 1
        return true
    }

    package mutating func hedgeWon() { counters.hedgesWon += 1 }

    /// Takes what a retry costs.
    package mutating func takeRetry() -> Bool {
        guard retriesSaved >= 1 else {
            counters.retriesRefused += 1
            return false
        }
        retriesSaved -= 1
        counters.retries += 1
        return true
    }
}
