/// Keeps the placement table: takes in new workers, carries out operators' orders, leads replicas through their states,
/// and begins what the planner decides. Run by the holder of the lease alone.
///
/// A version of the table counts only once it is kept beside the log: `persist` is asked for, and nothing else happens
/// until `kept` or `notKept` comes.
package struct PlacementController: Sendable {
    package struct Timing: Sendable {
        /// A worker away for so long is held for lost.
        package var grace: Instant = .milliseconds(60_000)
        /// After taking over, before anything is placed: an older holder may not know yet that it is none.
        package var quiet: Instant = .milliseconds(5_000)
        package var move = Move.Timing()

        package init() {}
    }

    /// What an operator asks for.
    package enum Request: Equatable, Sendable {
        case drain(String, force: Bool)
        case undrain(String)
        /// Its replicas are not made elsewhere while it is away, until then.
        case maintenance(String, untilMs: Int64)
        case move(VShard, from: String, to: String)
        /// A drained worker leaves the table.
        case remove(String)
        case copies(Int)
        /// Even the load now, from a smaller difference on than by itself.
        case rebalance
    }

    /// Why an operator's order is not carried out.
    package struct Refused: Error, Equatable, Sendable {
        package var message: String
        package var hint: String
    }

    package enum Action: Equatable, Sendable {
        /// Keep this version beside the log, then say `kept` or `notKept`.
        case persist(Placement)
        /// For the operator: what is begun, done or given up.
        case note(String)
    }

    package private(set) var table: Placement
    private var pending: Placement?
    private var strangers: [Placement.Node] = []
    private var moves: [Planner.Place: Move] = [:]
    private var planner: Planner
    private let timing: Timing
    private let began: Instant
    /// When a worker was last here.
    private var lastHere: [String: Instant] = [:]
    private var nextTransfer: UInt32
    /// Orders carried out with the next version.
    private var requested: [Request] = []
    /// Whether the log has no record yet.
    private var isEmpty = true

    /// - Parameter isNew: the cluster has just been made: nobody else can have placed anything.
    package init(
        _ table: Placement, isNew: Bool = false, planner: Planner = Planner(), timing: Timing = Timing(), now: Instant
    ) {
        self.table = table
        self.planner = planner
        self.timing = timing
        began = isNew ? 0 : now + timing.quiet
        nextTransfer = table.version
    }

    /// A worker that the table does not have, or has on another host.
    package mutating func met(_ node: Placement.Node) {
        if !strangers.contains(node) { strangers.append(node) }
    }

    /// That version is beside the log.
    package mutating func kept(_ table: Placement) {
        self.table = table
        pending = nil
    }

    /// It is not: it is tried again with what there is then.
    package mutating func notKept() { pending = nil }

    /// Takes an operator's order: it is carried out with the next ticks.
    ///
    /// - Throws: `Refused`.
    package mutating func take(_ request: Request, present: Set<String>) throws(Refused) {
        switch request {
        case .drain(let worker, let force):
            try check(worker)
            try checkDrain(worker, force: force, present: present)
        case .undrain(let worker), .maintenance(let worker, _): try check(worker)
        case .move(let vshard, let from, let to): try checkMove(vshard, from, to, present: present)
        case .remove(let worker):
            try check(worker)
            guard table.count(on: worker) == 0 else {
                throw Refused(
                    message: "\(worker) still holds \(table.count(on: worker)) replicas",
                    hint: "drain it first, and wait until it holds none")
            }
        case .copies(let count):
            guard count >= 1 else { throw Refused(message: "\(count) copies", hint: "give 1 or more") }
        case .rebalance: break
        }
        requested.append(request)
    }

    private func check(_ worker: String) throws(Refused) {
        guard table.node(worker) == nil else { return }
        throw Refused(
            message: "there is no worker \(worker)",
            hint: "the workers are \(table.nodes.map(\.name).joined(separator: ", "))")
    }

    private func checkDrain(_ worker: String, force: Bool, present: Set<String>) throws(Refused) {
        let others = table.nodes.filter { $0.name != worker && $0.state == .active && present.contains($0.name) }
        guard !others.isEmpty else {
            throw Refused(message: "no other worker is there to take what \(worker) holds", hint: "add one first")
        }
        let hosts = Set(others.map(\.host)).count
        guard !force, hosts < table.copies, table.count(on: worker) > 0 else { return }
        // As many as there were: a cluster that has fewer hosts than copies loses nothing by it.
        let before = Set(table.nodes.filter { $0.state == .active }.map(\.host)).count
        guard min(before, table.copies) > hosts else { return }
        throw Refused(
            message: "without \(worker) there are \(hosts) hosts for \(table.copies) copies of each vshard",
            hint: "add a worker first, or say that fewer copies are enough (--force)")
    }

    private func checkMove(
        _ vshard: VShard, _ from: String, _ to: String, present: Set<String>
    ) throws(Refused) {
        guard Int(vshard.rawValue) < table.vshards else {
            throw Refused(
                message: "there is no shard \(vshard.rawValue)", hint: "give 0 to \(table.vshards - 1)")
        }
        try check(to)
        if !from.isEmpty { try check(from) }
        let rows = table.replicas(of: vshard)
        guard from.isEmpty || rows.contains(where: { $0.worker == from && $0.state == .active }) else {
            throw Refused(
                message: "\(from) has no replica of shard \(vshard.rawValue) in use",
                hint: "it is on \(rows.map(\.worker).joined(separator: ", "))")
        }
        guard !rows.contains(where: { $0.worker == to }) else {
            throw Refused(message: "\(to) has shard \(vshard.rawValue) already", hint: "choose another worker")
        }
        guard rows.allSatisfy({ $0.state == .active }) else {
            throw Refused(
                message: "shard \(vshard.rawValue) is on the move", hint: "wait until cluster status shows it active")
        }
        guard present.contains(to), table.node(to)?.state == .active else {
            throw Refused(message: "\(to) takes nothing at the moment", hint: "see cluster status")
        }
        let host = table.node(to)?.host
        let leaving = from.isEmpty ? rows.first?.worker : from
        guard !rows.contains(where: { $0.worker != leaving && table.node($0.worker)?.host == host }) else {
            throw Refused(
                message: "\(to) is on the machine of another copy of shard \(vshard.rawValue)",
                hint: "two copies never share one")
        }
    }

    /// One round.
    ///
    /// - Parameters:
    ///   - warmed: questions that replicas have answered and nobody waited for.
    ///   - nowMs: milliseconds since 1970, for maintenance.
    package mutating func tick(
        _ membership: Membership, _ view: Planner.View, warmed: [Planner.Place: Int], nowMs: Int64, now: Instant
    ) -> [Action] {
        for worker in membership.members.keys { lastHere[worker] = now }
        isEmpty = membership.head == 0
        guard pending == nil else { return [] }
        var notes: [Action] = []
        var view = view
        view.present = Set(membership.members.keys)
        view.lost = lost(nowMs: nowMs, now: now)
        let next = table.revised { old in
            var next = old
            for node in strangers { next = next.adding(node) }
            next = endMaintenance(next, nowMs: nowMs)
            for request in requested { next = carryOut(request, next, view, &notes) }
            next = advance(next, membership, warmed: warmed, &notes, now: now)
            guard now >= began else { return next }
            for order in planner.plan(next, view, now: now) { next = begin(order, next, &notes) }
            return next
        }
        strangers = []
        requested = []
        guard next != table else { return notes }
        pending = next
        return notes + [.persist(next)]
    }

    /// Workers that will not come back soon. One that was never here since this coordinator took over counts from then.
    private mutating func lost(nowMs: Int64, now: Instant) -> Set<String> {
        var lost: Set<String> = []
        for node in table.nodes {
            let last = lastHere[node.name] ?? now
            lastHere[node.name] = last
            if node.state == .maintenance, nowMs < node.untilMs { continue }
            if now >= last + timing.grace { lost.insert(node.name) }
        }
        return lost
    }

    private func endMaintenance(_ table: Placement, nowMs: Int64) -> Placement {
        table.nodes.filter { $0.state == .maintenance && nowMs >= $0.untilMs }
            .reduce(table) { $0.setting($1.name, .active) }
    }

    private mutating func carryOut(
        _ request: Request, _ table: Placement, _ view: Planner.View, _ notes: inout [Action]
    ) -> Placement {
        switch request {
        case .drain(let worker, let force):
            let next = table.setting(worker, .draining)
            guard force else { return next }
            let hosts = Set(next.nodes.filter { $0.state == .active }.map(\.host)).count
            return hosts < next.copies ? next.wanting(copies: max(1, hosts)) : next
        case .undrain(let worker): return table.setting(worker, .active)
        case .maintenance(let worker, let untilMs): return table.setting(worker, .maintenance, untilMs: untilMs)
        case .copies(let count): return table.wanting(copies: count)
        case .remove(let worker):
            return table.count(on: worker) == 0 ? table.removing(worker) : table
        case .rebalance:
            planner.balanceNow()
            return table
        case .move(let vshard, let from, let to):
            let rows = table.replicas(of: vshard)
            let replaced = from.isEmpty ? rows.first?.worker ?? "" : from
            let live = rows.map(\.worker).filter { view.present.contains($0) }
            let source = live.contains(replaced) ? replaced : live.first ?? ""
            return begin(
                .make(vshard, on: to, source: source, replaces: replaced, why: "asked for"), table, &notes)
        }
    }

    private mutating func begin(_ order: Planner.Order, _ table: Placement, _ notes: inout [Action]) -> Placement {
        switch order {
        case .make(let vshard, let worker, let from, let replaces, let why):
            // Of an empty log there is nothing to copy.
            let source = isEmpty ? "" : from
            nextTransfer += 1
            notes.append(
                .note(
                    "shard \(vshard.rawValue) is made on \(worker) "
                        + (source.isEmpty ? "from the log" : "from \(source)") + ": \(why)"))
            return table.putting(
                Placement.Replica(
                    worker: worker, state: source.isEmpty ? .catchingUp : .copying, source: source,
                    transfer: nextTransfer, replaces: replaces), of: vshard)
        case .give(let vshard, let worker, let why):
            notes.append(.note("shard \(vshard.rawValue) is given up on \(worker): \(why)"))
            guard var replica = table.replica(of: vshard, on: worker) else { return table }
            replica.state = .draining
            return table.putting(replica, of: vshard)
        }
    }

    /// Leads every replica that is not simply in use one step on.
    private mutating func advance(
        _ table: Placement, _ membership: Membership, warmed: [Planner.Place: Int], _ notes: inout [Action],
        now: Instant
    ) -> Placement {
        var next = table
        for vshard in table.allVShards {
            for replica in table.replicas(of: vshard) {
                let place = Planner.Place(vshard, replica.worker)
                guard replica.state != .active else {
                    moves[place] = nil
                    continue
                }
                let report = membership.members[replica.worker]?.progress.report(of: vshard)
                var move = moves[place] ?? Move(replica, now: now, timing: timing.move)
                let step = move.next(
                    replica, report, head: membership.head, warmed: warmed[place] ?? 0, now: now)
                moves[place] = move
                next = take(step, place, replica, next, &notes)
            }
        }
        return next
    }

    private func take(
        _ step: Move.Step, _ place: Planner.Place, _ replica: Placement.Replica, _ table: Placement,
        _ notes: inout [Action]
    ) -> Placement {
        let (vshard, worker) = (place.vshard, place.worker)
        switch step {
        case .stay: return table
        case .become(let state):
            var replica = replica
            replica.state = state
            guard state == .active else { return table.putting(replica, of: vshard) }
            notes.append(.note("shard \(vshard.rawValue) is in use on \(worker)"))
            let replaced = table.replica(of: vshard, on: replica.replaces)
            replica.source = ""
            replica.replaces = ""
            var next = table.putting(replica, of: vshard)
            if var replaced {
                replaced.state = .draining
                next = next.putting(replaced, of: vshard)
            }
            return next
        case .leave(let why):
            // The last copy stays, whatever it was to become.
            let others = table.replicas(of: vshard).filter { $0.worker != worker && $0.state == .active }
            guard !others.isEmpty || replica.state != .draining else {
                var kept = replica
                kept.state = .active
                return table.putting(kept, of: vshard)
            }
            if replica.state != .draining {
                notes.append(.note("shard \(vshard.rawValue) could not be made on \(worker): \(why)"))
            }
            return table.dropping(vshard, on: worker)
        }
    }
}

extension Progress {
    /// What is said of one vshard; nil where nothing is.
    func report(of vshard: VShard) -> ReplicaReport? { replicas[vshard] }
}
