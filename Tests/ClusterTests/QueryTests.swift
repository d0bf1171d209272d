import Cluster
import Testing

@Suite struct QueryTests {
    private var all: [VShard] { (0..<4).map { VShard(rawValue: $0) } }

    /// A cluster of two where each has everything, and a question that was just begun: one attempt each.
    private func begun(
        minCoverage: Double = 0, change: (inout Router.Settings) -> Void = { _ in }
    ) -> (RoutedCluster, Query, [Query.Action]) {
        var cluster = RoutedCluster(workers: 2, change: change)
        cluster.learn(["w1": .milliseconds(1), "w2": .milliseconds(1)])
        var query = cluster.query(minCoverage: minCoverage)
        let actions = query.begin(&cluster.router, cluster.membership, now: cluster.now)
        return (cluster, query, actions)
    }

    private func attempts(_ actions: [Query.Action]) -> [(attempt: UInt8, target: Router.Target)] {
        actions.compactMap { action in
            if case .send(let attempt, let target) = action { (attempt, target) } else { nil }
        }
    }

    @Test("all answers are in: done, and nothing is missing")
    func whole() {
        var (cluster, query, actions) = begun()
        let sent = attempts(actions)
        #expect(sent.map(\.target.vshards.count) == [2, 2])
        for (attempt, target) in sent {
            #expect(!query.isDone)
            let more = query.on(
                .reply(attempt: attempt, vshards: target.vshards), &cluster.router, cluster.membership,
                now: cluster.now)
            #expect(more == [])
        }
        #expect(query.isDone)
        #expect(query.accepted == sent.map(\.attempt))
        #expect(query.coverage.fraction == 1 && query.coverage.covered == 40)
    }

    @Test("a worker that is lost is replaced by another at once, and the answer is whole")
    func lost() throws {
        var (cluster, query, actions) = begun()
        let sent = attempts(actions)
        let gone = try #require(sent.first { $0.target.worker == "w1" })
        cluster.lose("w1")
        let again = attempts(
            query.on(.lost(worker: "w1"), &cluster.router, cluster.membership, now: cluster.now))
        #expect(again.map(\.target) == [Router.Target(worker: "w2", vshards: gone.target.vshards)])
        #expect(query.retries == 1)
        for (attempt, target) in sent.filter({ $0.target.worker == "w2" }) + again {
            _ = query.on(
                .reply(attempt: attempt, vshards: target.vshards), &cluster.router, cluster.membership,
                now: cluster.now)
        }
        #expect(query.isDone && query.coverage.fraction == 1)
    }

    @Test(
        "a refusal that another may not give is asked elsewhere, one that all would give is not",
        arguments: [
            (.wrongEpoch, true), (.draining, true), (.behind, true), (.busy, true), (.failed, true), (.noRetry, false),
            (.tooOld, false), (.unsupported, false),
        ] as [(Refusal, Bool)])
    func refused(refusal: Refusal, isRetried: Bool) {
        var (cluster, query, actions) = begun()
        let (attempt, target) = attempts(actions)[0]
        let more = attempts(
            query.on(.refused(attempt: attempt, refusal), &cluster.router, cluster.membership, now: cluster.now))
        #expect(more.map(\.target.vshards) == (isRetried ? [target.vshards] : []))
        #expect(more.allSatisfy { $0.target.worker != target.worker })
    }

    @Test("retries are paid for: a worker that refuses everything does not double the load")
    func retryBudget() {
        var cluster = RoutedCluster(workers: 2)
        cluster.learn(["w1": .milliseconds(1), "w2": .milliseconds(1)])
        var retries = 0
        for _ in 0..<1_000 {
            var query = cluster.query()
            let actions = query.begin(&cluster.router, cluster.membership, now: cluster.now)
            for (attempt, _) in attempts(actions) {
                _ = query.on(.refused(attempt: attempt, .busy), &cluster.router, cluster.membership, now: cluster.now)
            }
            _ = query.on(.tick, &cluster.router, cluster.membership, now: query.deadline)
            retries += query.retries
        }
        // A tenth of the questions, and what was saved up.
        #expect(retries <= 120 && retries >= 100)
    }

    @Test("what was never sent goes elsewhere for free")
    func unsent() {
        var (cluster, query, actions) = begun {
            $0.retriesPerQuestion = 0; $0.savedMax = 0
        }
        let (attempt, target) = attempts(actions)[0]
        let more = attempts(
            query.on(
                .unsent(attempt: attempt, .notReady), &cluster.router, cluster.membership, now: cluster.now))
        #expect(more.map(\.target.vshards) == [target.vshards])
        #expect(query.retries == 0)
    }

    @Test("time is up: what has not answered is missing as timeout, and is cancelled")
    func timeout() throws {
        var (cluster, query, actions) = begun()
        let sent = attempts(actions)
        _ = query.on(
            .reply(attempt: sent[0].attempt, vshards: sent[0].target.vshards), &cluster.router, cluster.membership,
            now: cluster.now)
        let end = query.on(.tick, &cluster.router, cluster.membership, now: query.deadline)
        #expect(end == [.cancel(attempt: sent[1].attempt, worker: sent[1].target.worker)])
        #expect(query.isDone)
        let reason = try #require(query.coverage.reasons.first)
        #expect(reason == Coverage.Reason(shards: sent[1].target.vshards.sorted(), why: .timeout, records: 20))
        #expect(query.coverage.fraction == 0.5)
    }

    @Test("an answer that is late is asked of another worker; the first counts, the other is cancelled")
    func hedge() throws {
        var (cluster, query, actions) = begun()
        let sent = attempts(actions)
        _ = query.on(
            .reply(attempt: sent[0].attempt, vshards: sent[0].target.vshards), &cluster.router, cluster.membership,
            now: cluster.now)
        let late = cluster.now + .milliseconds(3)
        let hedged = attempts(query.on(.tick, &cluster.router, cluster.membership, now: late))
        #expect(hedged.map(\.target) == [Router.Target(worker: sent[0].target.worker, vshards: sent[1].target.vshards)])
        #expect(query.on(.tick, &cluster.router, cluster.membership, now: late + 1) == [], "hedged once")
        let end = query.on(
            .reply(attempt: hedged[0].attempt, vshards: hedged[0].target.vshards), &cluster.router,
            cluster.membership, now: late)
        #expect(end == [.cancel(attempt: sent[1].attempt, worker: sent[1].target.worker)])
        #expect(query.isDone && query.accepted == [sent[0].attempt, hedged[0].attempt])
        #expect(query.coverage.fraction == 1)
        // The late one answers after all: it counts for nothing.
        #expect(
            query.on(
                .reply(attempt: sent[1].attempt, vshards: sent[1].target.vshards), &cluster.router,
                cluster.membership, now: late) == [])
        #expect(query.accepted.count == 2)
    }

    @Test("hedges are paid for: at most one in twenty questions")
    func hedgeBudget() {
        var cluster = RoutedCluster(workers: 2)
        cluster.learn(["w1": .milliseconds(1), "w2": .milliseconds(1)])
        for _ in 0..<2_000 {
            var query = cluster.query()
            _ = query.begin(&cluster.router, cluster.membership, now: cluster.now)
            _ = query.on(.tick, &cluster.router, cluster.membership, now: cluster.now + .milliseconds(400))
            _ = query.on(.tick, &cluster.router, cluster.membership, now: query.deadline)
        }
        #expect(cluster.router.counters.hedges <= 2_000 / 20 + 20)
        #expect(cluster.router.counters.hedges > 0)
    }

    @Test("enough is in: the rest is waited for a quarter of the time that is left")
    func enough() {
        var (cluster, query, actions) = begun(minCoverage: 0.5)
        let sent = attempts(actions)
        let end = query.deadline
        _ = query.on(
            .reply(attempt: sent[0].attempt, vshards: sent[0].target.vshards), &cluster.router, cluster.membership,
            now: cluster.now)
        #expect(query.deadline == cluster.now + (end - cluster.now) / 4)
    }

    @Test("an answer for fewer vshards than asked counts as none: the worker's table is another")
    func partial() {
        var (cluster, query, actions) = begun()
        let (attempt, target) = attempts(actions)[0]
        let more = attempts(
            query.on(
                .reply(attempt: attempt, vshards: [target.vshards[0]]), &cluster.router, cluster.membership,
                now: cluster.now))
        #expect(more.map(\.target.vshards) == [target.vshards])
        #expect(query.accepted.isEmpty)
    }
}
