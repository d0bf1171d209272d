import Cluster
import Testing

/// A cluster as the router sees it.
struct RoutedCluster {
    var membership: Membership
    var router: Router
    var now: Instant = .milliseconds(60_000)

    /// Every worker has every vshard.
    init(workers: Int, vshards: Int = 4, seed: UInt64 = 1, change: (inout Router.Settings) -> Void = { _ in }) {
        let nodes = (1...workers).map { Placement.Node(name: "w\($0)", host: "h\($0)") }
        membership = Membership(
            placement: Placement(vshards: vshards, copies: workers, nodes: nodes), incarnation: [1], head: 10)
        var settings = Router.Settings()
        change(&settings)
        router = Router(seed: seed, settings: settings)
        for node in nodes { join(node.name, at: 0) }
    }

    mutating func join(_ worker: String, at time: Instant) {
        let ready = Ready(
            worker: worker, host: "h" + worker.dropFirst(), bootNonce: 1, incarnation: [1],
            replicas: [:], common: .start)
        _ = membership.on(.ready(route: Array(worker.utf8), ready, chainsMatch: true), now: time)
        report(worker, seq: 10)
    }

    mutating func report(_ worker: String, seq: UInt64, credit: Int = 8) {
        let position = Position(seq: seq, chain: .start)
        let replicas = Dictionary(
            uniqueKeysWithValues: membership.placement.allVShards.map { ($0, ReplicaReport(seq: seq)) })
        let progress = Progress(
            applied: position, common: seq, replicas: replicas, recordCreditBytes: 0, queryCredit: credit)
        _ = membership.on(.heartbeat(route: Array(worker.utf8), progress), now: now)
    }

    mutating func lose(_ worker: String) {
        _ = membership.on(.unreachable(route: Array(worker.utf8)), now: now)
        router.lost(worker)
    }

    mutating func plan() -> Router.Plan {
        router.plan(.vshards(membership.placement.allVShards), at: 10, membership, now: now)
    }

    func query(budget: Instant = .milliseconds(500), minCoverage: Double = 0) -> Query {
        Query(
            .vshards(membership.placement.allVShards), at: 10, kind: 1, deadline: now + budget,
            minCoverage: minCoverage, records: Array(repeating: 10, count: membership.placement.vshards), now: now)
    }

    /// Answers of these workers take so long, many times.
    mutating func learn(_ times: [String: Instant], count: Int = 100) {
        for _ in 0..<count {
            for (worker, time) in times.sorted(by: { $0.key < $1.key }) {
                router.sent(to: worker)
                router.answered(by: worker, after: time, kind: 1, now: now)
            }
        }
    }
}

@Suite struct RouterTests {
    @Test("equal replicas share the vshards of a question")
    func share() {
        var cluster = RoutedCluster(workers: 2, vshards: 16)
        cluster.learn(["w1": .milliseconds(1), "w2": .milliseconds(1)])
        let plan = cluster.plan()
        #expect(plan.targets.map(\.vshards.count) == [8, 8])
        #expect(plan.missing.isEmpty)
    }

    @Test("a replica that is ten times slower gets nothing while others are free, round robin a third")
    func slow() {
        for isRoundRobin in [false, true] {
            var cluster = RoutedCluster(workers: 3, vshards: 1) { $0.isRoundRobin = isRoundRobin }
            cluster.learn(["w1": .milliseconds(1), "w2": .milliseconds(1), "w3": .milliseconds(10)])
            var slow = 0
            for _ in 0..<3_000 where cluster.plan().targets.first?.worker == "w3" { slow += 1 }
            #expect(slow == (isRoundRobin ? 1_000 : 0))
        }
    }

    @Test("what is under way at a worker counts against it")
    func outstanding() {
        var cluster = RoutedCluster(workers: 2, vshards: 1)
        cluster.learn(["w1": .milliseconds(1), "w2": .milliseconds(1)])
        var counts: [String: Int] = [:]
        for _ in 0..<100 {
            for target in cluster.plan().targets {
                cluster.router.sent(to: target.worker)
                counts[target.worker, default: 0] += 1
            }
        }
        #expect(counts == ["w1": 50, "w2": 50])
    }

    @Test("a worker that fails fast does not draw the questions: a failure counts as the whole budget")
    func blackHole() {
        var cluster = RoutedCluster(workers: 2, vshards: 1)
        cluster.learn(["w1": .milliseconds(2), "w2": .milliseconds(2)])
        cluster.router.sent(to: "w2")
        cluster.router.failed("w2", budget: .milliseconds(500), now: cluster.now)
        for _ in 0..<50 { #expect(cluster.plan().targets.map(\.worker) == ["w1"]) }
    }

    @Test("a slow worker that is not asked is tried again after a while")
    func drift() {
        var cluster = RoutedCluster(workers: 2, vshards: 1)
        cluster.learn(["w1": .milliseconds(1), "w2": .milliseconds(50)])
        #expect(cluster.plan().targets.map(\.worker) == ["w1"])
        // The other is asked all the time, and has something to do.
        cluster.now += .milliseconds(100_000)
        cluster.learn(["w1": .milliseconds(1)], count: 1)
        cluster.router.sent(to: "w1")
        #expect(cluster.plan().targets.map(\.worker) == ["w2"])
    }

    @Test("a new worker counts double and is trusted within ten seconds")
    func ramp() {
        var cluster = RoutedCluster(workers: 2, vshards: 1)
        cluster.learn(["w1": .milliseconds(1)])
        cluster.lose("w2")
        cluster.join("w2", at: cluster.now)
        for _ in 0..<20 { #expect(cluster.plan().targets.map(\.worker) == ["w1"]) }
        cluster.router.sent(to: "w1")
        cluster.now += .milliseconds(9_000)
        #expect(cluster.plan().targets.map(\.worker) == ["w2"])
    }

    @Test("a replica more than a second behind is the last choice")
    func late() {
        var cluster = RoutedCluster(workers: 2, vshards: 1)
        _ = cluster.membership.on(.head(20), now: cluster.now)
        cluster.report("w1", seq: 20)
        cluster.now += .milliseconds(1_500)
        cluster.report("w1", seq: 20)
        cluster.report("w2", seq: 10)
        _ = cluster.membership.on(.tick, now: cluster.now)
        cluster.learn(["w1": .milliseconds(30), "w2": .milliseconds(1)])
        for _ in 0..<20 { #expect(cluster.plan().targets.map(\.worker) == ["w1"]) }
        cluster.lose("w1")
        #expect(cluster.plan().targets.map(\.worker) == ["w2"])
    }

    @Test("what nobody can be asked for is missing, with the reason")
    func missing() {
        var cluster = RoutedCluster(workers: 2, vshards: 2) { $0.lagMax = 5 }
        _ = cluster.membership.on(.head(100), now: cluster.now)
        let vshards = cluster.membership.placement.allVShards
        #expect(cluster.plan().missing == [vshards[0]: .behind, vshards[1]: .behind])
        cluster.lose("w1")
        cluster.lose("w2")
        #expect(cluster.plan().missing == [vshards[0]: .unreachable, vshards[1]: .unreachable])
    }

    @Test("the running estimate of the 95th percentile is near it, whatever the times")
    func quantile() {
        var chance = Chance(seed: 7)
        var tracker = QuantileTracker(0.95)
        #expect(tracker.estimate == nil)
        for _ in 0..<20_000 { tracker.add(Instant.random(in: 0..<1_000_000, using: &chance)) }
        let estimate = tracker.estimate ?? 0
        #expect(estimate > 900_000 && estimate < 1_050_000)
        let before = estimate
        tracker.add(atLeast: 10)
        #expect(tracker.estimate == before)
        tracker.add(atLeast: 5_000_000)
        #expect(tracker.estimate ?? 0 > before)
    }
}
