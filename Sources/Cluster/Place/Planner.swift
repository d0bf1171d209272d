/// Decides which replica is to be made where, and which given up: one planner for repair, drain and balance, for two
/// would fight (40-cluster.md, section 9).
package struct Planner: Sendable {
    package struct Settings: Sendable {
        /// The load of the fullest worker over the mean at which moves begin, and at which they end.
        package var beginAbove = 1.25
        package var endBelow = 1.15
        /// Between two moves of one vshard.
        package var coolDown: Instant = .milliseconds(20_000)
        /// Bytes moved for balance in one round, as a part of all; one replica at least.
        package var bytesOfRound = 0.05
        package var round: Instant = .milliseconds(1_000)
        /// What all records together count as, in cores: with less in use they decide, not the processor's time.
        package var coresOfRecords = 0.05

        package init() {}
    }

    /// What is known of the cluster at a moment.
    package struct View: Sendable {
        /// Workers that are connected.
        package var present: Set<String>
        /// Workers gone for so long that what they hold must be made elsewhere.
        package var lost: Set<String>
        /// Processor time of each replica, in seconds a second.
        package var load: [Place: Double]
        /// Bytes of each vshard on the disk.
        package var bytes: [VShard: UInt64]
        /// Records of each vshard, by number.
        package var records: [UInt64]

        package init(
            present: Set<String>, lost: Set<String> = [], load: [Place: Double] = [:], bytes: [VShard: UInt64] = [:],
            records: [UInt64] = []
        ) {
            self.present = present
            self.lost = lost
            self.load = load
            self.bytes = bytes
            self.records = records
        }
    }

    /// A replica's place.
    package struct Place: Hashable, Sendable {
        package var vshard: VShard
        package var worker: String

        package init(_ vshard: VShard, _ worker: String) {
            self.vshard = vshard
            self.worker = worker
        }
    }

    package enum Order: Equatable, Sendable {
        /// Make a replica; from `source`, empty = from the log. `replaces` gives its own up then, empty = nobody does.
        case make(VShard, on: String, source: String, replaces: String, why: String)
        /// Give a replica up that is not needed.
        case give(VShard, on: String, why: String)
    }

    package let settings: Settings
    private var isBalancing = false
    private var movedAt: [VShard: Instant] = [:]
    private var lastRound: Instant?

    package init(settings: Settings = Settings()) { self.settings = settings }

    /// What is to begin now, beside what is under way: one replica into a worker and one out of it at a time.
    package mutating func plan(_ table: Placement, _ view: View, now: Instant) -> [Order] {
        var round = Round(table, view)
        repair(&round)
        drain(&round)
        balance(&round, now: now)
        return round.orders
    }

    /// Evens the load from the smaller difference on, at once.
    package mutating func balanceNow() {
        isBalancing = true
        lastRound = nil
    }

    /// The load of each worker that takes part, and the fullest over the mean; 1 where there is none.
    package func imbalance(_ table: Placement, _ view: View) -> Double {
        let loads = Loads(table, view, coresOfRecords: settings.coresOfRecords)
        return loads.imbalance
    }

    // MARK: Repair

    private func repair(_ round: inout Round) {
        let table = round.table
        // Those with the fewest live copies first.
        let needy = table.allVShards.map { ($0, round.live($0).count) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        for (vshard, live) in needy {
            let rows = table.replicas(of: vshard)
            let lost = rows.first { round.view.lost.contains($0.worker) }
            // One whose worker is away for a moment still counts.
            let kept = rows.filter { !round.view.lost.contains($0.worker) && $0.state != .draining }
            guard kept.count < round.wanted else {
                if let lost { round.give(vshard, on: lost.worker, why: "its worker is gone") }
                continue
            }
            if live == 0, rows.contains(where: { round.view.present.contains($0.worker) }) { continue }
            round.make(vshard, replaces: lost?.worker ?? "", why: lost == nil ? "too few copies" : "a worker is gone")
        }
    }

    // MARK: Drain

    private func drain(_ round: inout Round) {
        let table = round.table
        for vshard in table.allVShards {
            for replica in table.replicas(of: vshard) where replica.state == .active {
                guard table.node(replica.worker)?.state == .draining else { continue }
                let others = round.live(vshard).filter { $0 != replica.worker }
                if others.count >= round.wanted {
                    round.give(vshard, on: replica.worker, why: "its worker is drained")
                } else {
                    round.make(vshard, replaces: replica.worker, why: "a worker is drained")
                }
            }
            // More copies than are wanted, as after a return: the one on the fullest worker goes.
            let live = round.live(vshard)
            if live.count > round.wanted, table.replicas(of: vshard).allSatisfy({ $0.state == .active }),
                let fullest = live.max(by: { (table.count(on: $0), $0) < (table.count(on: $1), $1) })
            {
                round.give(vshard, on: fullest, why: "more copies than wanted")
            }
        }
    }

    // MARK: Balance

    /// The weighted move (Slicer, OSDI 2016): most imbalance removed for the bytes that are moved.
    private mutating func balance(_ round: inout Round, now: Instant) {
        guard round.orders.isEmpty, lastRound.map({ now >= $0 + settings.round }) ?? true else { return }
        var loads = Loads(round.table, round.view, coresOfRecords: settings.coresOfRecords)
        guard loads.imbalance > (isBalancing ? settings.endBelow : settings.beginAbove) else {
            isBalancing = false
            return
        }
        isBalancing = true
        lastRound = now
        let total = round.view.bytes.values.reduce(0, +)
        var budget = max(1, UInt64(Double(total) * settings.bytesOfRound))
        while let best = bestMove(round, loads, now: now) {
            let size = round.view.bytes[best.vshard] ?? 0
            guard budget > 0 else { return }
            budget = size < budget ? budget - size : 0
            guard round.make(best.vshard, on: best.target, replaces: best.source, why: "load") else { return }
            movedAt[best.vshard] = now
            loads.move(best.load, from: best.source, to: best.target)
            guard loads.imbalance > settings.endBelow else { return }
        }
    }

    private struct Candidate {
        var vshard: VShard
        var source: String
        var target: String
        var load: Double
        var worth: Double
    }

    private func bestMove(_ round: Round, _ loads: Loads, now: Instant) -> Candidate? {
        var best: Candidate?
        let mean = loads.mean
        let places = loads.replicas.sorted { ($0.key.vshard, $0.key.worker) < ($1.key.vshard, $1.key.worker) }
        for (place, load) in places
        where round.mayLeave(place) && now >= (movedAt[place.vshard].map { $0 + settings.coolDown } ?? 0) {
            guard let from = loads.workers[place.worker], from > mean else { continue }
            for target in round.targets(place.vshard, leaving: place.worker) {
                guard let to = loads.workers[target], to + load < from else { continue }
                // How much nearer to the mean both get.
                let before = max(0, from - mean) + max(0, mean - to)
                let after = max(0, from - load - mean) + max(0, to + load - mean) + max(0, mean - to - load)
                guard before - after > 1e-9 * mean else { continue }
                let worth = (before - after) / Double((round.view.bytes[place.vshard] ?? 0) + (1 << 20))
                if worth > best?.worth ?? 0 {
                    best = Candidate(
                        vshard: place.vshard, source: place.worker, target: target, load: load, worth: worth)
                }
            }
        }
        return best
    }
}
