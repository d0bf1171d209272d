import Cluster
import Testing

@Suite struct PlannerTests {
    private func nodes(_ names: [String]) -> [Placement.Node] { names.map { Placement.Node(name: $0, host: $0) } }

    private func table(_ rows: [[String]], copies: Int, _ workers: [String]) -> Placement {
        Placement(
            vshards: rows.count, copies: copies, nodes: nodes(workers),
            replicas: rows.map { $0.map { Placement.Replica(worker: $0, state: .active) } }, version: 1)
    }

    private func shard(_ number: UInt32) -> VShard { VShard(rawValue: number) }

    @Test("nothing is done where every vshard has its copies and the load is even")
    func calm() {
        var planner = Planner()
        let table = table([["w1", "w2"], ["w2", "w1"]], copies: 2, ["w1", "w2"])
        #expect(planner.plan(table, Planner.View(present: ["w1", "w2"]), now: 0) == [])
    }

    @Test("a worker that is away for a moment is waited for, one that is lost is replaced")
    func repair() {
        var planner = Planner()
        let table = table([["w1", "w2"]], copies: 2, ["w1", "w2", "w3"])
        #expect(planner.plan(table, Planner.View(present: ["w1", "w3"]), now: 0) == [])
        let orders = planner.plan(table, Planner.View(present: ["w1", "w3"], lost: ["w2"]), now: 0)
        #expect(orders == [.make(shard(0), on: "w3", source: "w1", replaces: "w2", why: "a worker is gone")])
    }

    @Test("where no copy is left the log makes one")
    func fromLog() {
        var planner = Planner()
        let table = table([["w2"]], copies: 1, ["w1", "w2"])
        let orders = planner.plan(table, Planner.View(present: ["w1"], lost: ["w2"]), now: 0)
        #expect(orders == [.make(shard(0), on: "w1", source: "", replaces: "w2", why: "a worker is gone")])
    }

    @Test("one replica enters a worker and one leaves a worker at a time")
    func oneAtATime() {
        var planner = Planner()
        let rows = Array(repeating: ["w1"], count: 8)
        let orders = planner.plan(
            table(rows, copies: 2, ["w1", "w2", "w3"]), Planner.View(present: ["w1", "w2", "w3"]), now: 0)
        // Both others could take one, but all must come from w1.
        #expect(orders.count == 1)
    }

    @Test("a drained worker gives all away, and gives up where the others have enough")
    func drain() {
        var planner = Planner()
        let before = table([["w1", "w2"], ["w1", "w2"]], copies: 2, ["w1", "w2", "w3"]).setting("w1", .draining)
        let view = Planner.View(present: ["w1", "w2", "w3"])
        #expect(
            planner.plan(before, view, now: 0) == [
                .make(shard(0), on: "w3", source: "w1", replaces: "w1", why: "a worker is drained")
            ])
        let after = before.putting(Placement.Replica(worker: "w3", state: .active), of: shard(0))
        #expect(
            planner.plan(after, view, now: 0).first
                == .give(shard(0), on: "w1", why: "its worker is drained"))
    }

    @Test("the move that evens most is made; with 1.25 of the mean or less none")
    func balance() {
        var planner = Planner()
        let rows = Array(repeating: ["w1"], count: 4) + Array(repeating: ["w2"], count: 4)
        let table = table(rows, copies: 1, ["w1", "w2"])
        func view(_ loads: [Double]) -> Planner.View {
            var load: [Planner.Place: Double] = [:]
            for (number, value) in loads.enumerated() {
                load[Planner.Place(shard(UInt32(number)), number < 4 ? "w1" : "w2")] = value
            }
            return Planner.View(present: ["w1", "w2"], load: load)
        }
        // 0.50 and 0.40: 1.11 of the mean.
        #expect(planner.plan(table, view([0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]), now: 0) == [])
        // 0.90 and 0.30: the one of 0.3 evens it wholly.
        let orders = planner.plan(table, view([0.4, 0.3, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05]), now: 0)
        #expect(orders == [.make(shard(1), on: "w2", source: "w1", replaces: "w1", why: "load")])
    }

    @Test("a load that one vshard makes alone is not moved back and forth")
    func hot() {
        var planner = Planner()
        let table = table([["w1"], ["w2"]], copies: 1, ["w1", "w2"])
        let load = [Planner.Place(shard(0), "w1"): 0.9, Planner.Place(shard(1), "w2"): 0.1]
        #expect(planner.plan(table, Planner.View(present: ["w1", "w2"], load: load), now: 0) == [])
    }

    @Test("new workers get their share of an idle cluster, by records")
    func scaleOut() {
        var controller = PlacementController(
            Placement(vshards: 16, copies: 2, nodes: nodes(["w1", "w2"])), isNew: true, now: 0)
        var cluster = SteppedCluster(["w1", "w2", "w3", "w4"], controller.table)
        for node in nodes(["w3", "w4"]) { controller.met(node) }
        cluster.run(&controller, rounds: 400)
        let counts = controller.table.nodes.map { controller.table.count(on: $0.name) }
        #expect(counts.reduce(0, +) == 32 && counts.allSatisfy { (7...9).contains($0) })
        #expect(!controller.table.isMoving)
        for vshard in controller.table.allVShards {
            #expect(controller.table.replicas(of: vshard).count == 2)
        }
        #expect(cluster.lowest == 2, "a vshard never had fewer copies in use than before")
    }

    @Test("drain, remove: a worker leaves with nothing, and no vshard ever lacks a copy")
    func scaleIn() throws {
        var controller = PlacementController(
            Placement(vshards: 16, copies: 2, nodes: nodes(["w1", "w2", "w3"])), isNew: true, now: 0)
        var cluster = SteppedCluster(["w1", "w2", "w3"], controller.table)
        #expect(throws: PlacementController.Refused.self) {
            try controller.take(.remove("w3"), present: cluster.present)
        }
        try controller.take(.drain("w3", force: false), present: cluster.present)
        cluster.run(&controller, rounds: 200)
        #expect(controller.table.count(on: "w3") == 0)
        try controller.take(.remove("w3"), present: cluster.present)
        cluster.run(&controller, rounds: 2)
        #expect(controller.table.nodes.map(\.name) == ["w1", "w2"])
        #expect(cluster.lowest == 2)
        // Two hosts are needed for two copies.
        #expect(throws: PlacementController.Refused.self) {
            try controller.take(.drain("w2", force: false), present: cluster.present)
        }
        try controller.take(.drain("w2", force: true), present: cluster.present)
        cluster.run(&controller, rounds: 200)
        #expect(controller.table.count(on: "w2") == 0 && controller.table.copies == 1)
    }

    @Test("a copy that fails is given up and tried again; the source is not touched")
    func failedCopy() throws {
        var controller = PlacementController(
            Placement(vshards: 1, copies: 1, nodes: nodes(["w1", "w2"])), isNew: true, now: 0)
        let holder = controller.table.replicas(of: shard(0))[0].worker
        let other = holder == "w1" ? "w2" : "w1"
        var cluster = SteppedCluster(["w1", "w2"], controller.table)
        cluster.failing = 3
        try controller.take(.move(shard(0), from: "", to: other), present: cluster.present)
        cluster.run(&controller, rounds: 2)
        #expect(controller.table.replicas(of: shard(0)).map(\.worker) == [holder])
        cluster.failing = 0
        try controller.take(.move(shard(0), from: "", to: other), present: cluster.present)
        cluster.run(&controller, rounds: 60)
        #expect(controller.table.replicas(of: shard(0)).map(\.worker) == [other])
    }

    @Test("who has taken over waits one lease before it places anything: an older holder may not know yet")
    func quiet() {
        let table = Placement(vshards: 4, copies: 1, nodes: nodes(["w1"]))
        var controller = PlacementController(table, now: 0)
        var cluster = SteppedCluster(["w1", "w2"], table)
        controller.met(Placement.Node(name: "w2", host: "w2"))
        cluster.run(&controller, rounds: 24)
        #expect(controller.table.node("w2") != nil && controller.table.count(on: "w2") == 0)
        cluster.run(&controller, rounds: 2)
        #expect(controller.table.count(on: "w2") == 1)
    }

    @Test("maintenance: what an announced absence leaves is not made elsewhere until its time is over")
    func maintenance() throws {
        var timing = PlacementController.Timing()
        timing.grace = .milliseconds(1_000)
        var controller = PlacementController(
            Placement(vshards: 4, copies: 2, nodes: nodes(["w1", "w2", "w3"])), isNew: true, timing: timing, now: 0)
        var cluster = SteppedCluster(["w1", "w2", "w3"], controller.table)
        let before = controller.table.count(on: "w2")
        try controller.take(.maintenance("w2", untilMs: 20_000), present: cluster.present)
        cluster.run(&controller, rounds: 2)
        cluster.present.remove("w2")
        cluster.run(&controller, rounds: 50)
        #expect(controller.table.count(on: "w2") == before)
        cluster.run(&controller, rounds: 150)
        #expect(controller.table.count(on: "w2") == 0, "its time was over")
    }
}

/// Workers that do what they are told between two rounds of the controller.
struct SteppedCluster {
    var present: Set<String>
    /// So many copies still fail.
    var failing = 0
    /// The fewest replicas in use that any vshard had.
    private(set) var lowest = Int.max
    private var now: Instant = 0
    private var membership: Membership

    init(_ workers: [String], _ table: Placement) {
        present = Set(workers)
        membership = Membership(placement: table, incarnation: [1], head: 10)
    }

    mutating func run(_ controller: inout PlacementController, rounds: Int) {
        for _ in 0..<rounds {
            now += .milliseconds(200)
            obey(controller.table)
            for action in controller.tick(
                membership, Planner.View(present: [], records: Array(repeating: 5, count: controller.table.vshards)),
                warmed: [:], nowMs: Int64(now / 1_000_000), now: now)
            {
                if case .persist(let table) = action { controller.kept(table) }
            }
            for vshard in controller.table.allVShards {
                let used = controller.table.replicas(of: vshard).count { $0.state == .active || $0.state == .draining }
                lowest = min(lowest, used)
            }
        }
    }

    /// Everybody who is there reports that what was ordered is done.
    private mutating func obey(_ table: Placement) {
        _ = membership.on(.placed(table), now: now)
        for worker in ["w1", "w2", "w3", "w4"] {
            let route = Array(worker.utf8)
            guard present.contains(worker) else {
                _ = membership.on(.unreachable(route: route), now: now)
                continue
            }
            if membership.members[worker] == nil {
                let ready = Ready(
                    worker: worker, bootNonce: 1, incarnation: [1], replicas: [:],
                    common: Position(seq: 10, chain: .start), copyAddress: "copy")
                _ = membership.on(.ready(route: route, ready, chainsMatch: true), now: now)
            }
            var replicas: [VShard: ReplicaReport] = [:]
            for vshard in table.held(by: worker) { replicas[vshard] = ReplicaReport(seq: 10) }
            for (vshard, replica) in table.copying(to: worker) {
                let fails = failing > 0
                if fails { failing -= 1 }
                replicas[vshard] = ReplicaReport(
                    seq: fails ? 0 : 10, transfer: replica.transfer, failure: fails ? "no space" : "")
            }
            let progress = Progress(
                applied: Position(seq: 10, chain: .start), replicas: replicas, recordCreditBytes: 0, queryCredit: 4,
                obeys: table.version)
            _ = membership.on(.heartbeat(route: route, progress), now: now)
        }
    }
}
