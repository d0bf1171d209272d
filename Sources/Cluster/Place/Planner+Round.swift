extension Planner {
    /// What one round of planning has begun, and may still begin.
    struct Round {
        let table: Placement
        let view: View
        /// Copies that every vshard can have.
        let wanted: Int
        private(set) var orders: [Order] = []
        private var entering: [String: Int] = [:]
        private var leaving: [String: Int] = [:]
        private var touched: Set<VShard> = []

        init(_ table: Placement, _ view: View) {
            self.table = table
            self.view = view
            let hosts = Set(
                table.nodes.filter { !view.lost.contains($0.name) && $0.state != .draining }.map(\.host))
            wanted = max(1, min(table.copies, hosts.count))
            for vshard in table.allVShards {
                for replica in table.replicas(of: vshard) where replica.state != .active {
                    touched.insert(vshard)
                    if replica.state != .draining {
                        entering[replica.worker, default: 0] += 1
                        if !replica.source.isEmpty { leaving[replica.source, default: 0] += 1 }
                    }
                }
            }
        }

        /// The workers that hold a vshard and answer for it.
        func live(_ vshard: VShard) -> [String] {
            table.replicas(of: vshard).filter { $0.state == .active && view.present.contains($0.worker) }
                .map(\.worker)
        }

        /// The workers that may get a replica, the one with the fewest first.
        func targets(_ vshard: VShard, leaving: String) -> [String] {
            let hosts = table.replicas(of: vshard).filter { $0.worker != leaving && !view.lost.contains($0.worker) }
                .compactMap { table.node($0.worker)?.host }
            let free = Rendezvous.order(Int(vshard.rawValue), table.nodes).filter { node in
                node.state == .active && view.present.contains(node.name) && !hosts.contains(node.host)
                    && table.replica(of: vshard, on: node.name) == nil && entering[node.name] == nil
            }
            return free.map { ($0.name, table.count(on: $0.name) + (entering[$0.name] ?? 0)) }
                .enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element.0)
        }

        func mayLeave(_ place: Place) -> Bool {
            !touched.contains(place.vshard) && leaving[place.worker] == nil
        }

        /// Makes a replica on the best worker there is.
        mutating func make(_ vshard: VShard, replaces: String, why: String) {
            guard let target = targets(vshard, leaving: replaces).first else { return }
            _ = make(vshard, on: target, replaces: replaces, why: why)
        }

        /// - Returns: false where it has to wait.
        mutating func make(_ vshard: VShard, on target: String, replaces: String, why: String) -> Bool {
            guard !touched.contains(vshard), entering[target] == nil else { return false }
            // The one that is given up gives the copy itself where it is here; else any.
            let live = live(vshard)
            let sources = live.contains(replaces) ? [replaces] + live.filter { $0 != replaces } : live
            let free = sources.first { leaving[$0] == nil }
            if free == nil, !sources.isEmpty { return false }
            touched.insert(vshard)
            entering[target, default: 0] += 1
            if let free { leaving[free, default: 0] += 1 }
            orders.append(.make(vshard, on: target, source: free ?? "", replaces: replaces, why: why))
            return true
        }

        mutating func give(_ vshard: VShard, on worker: String, why: String) {
            guard touched.insert(vshard).inserted else { return }
            orders.append(.give(vshard, on: worker, why: why))
        }
    }

    /// Who carries how much.
    struct Loads {
        private(set) var workers: [String: Double] = [:]
        private(set) var replicas: [Place: Double] = [:]

        /// What a replica carries is a share of what its vshard takes over all its replicas, for which of them is asked
        /// changes by the second, and a part for its records, which alone count where nobody asks.
        init(_ table: Placement, _ view: View, coresOfRecords: Double) {
            // A worker that is leaving or away carries nothing that could be evened out.
            for node in table.nodes where node.state == .active && view.present.contains(node.name) {
                workers[node.name] = 0
            }
            let records = table.allVShards.map { vshard in
                Double(Int(vshard.rawValue) < view.records.count ? view.records[Int(vshard.rawValue)] : 0) + 1
            }
            let all = records.reduce(0, +)
            var taken: [VShard: Double] = [:]
            for (place, load) in view.load { taken[place.vshard, default: 0] += load }
            for vshard in table.allVShards {
                let replicas = table.replicas(of: vshard)
                // Those that there will be: what is made for another takes its place.
                let staying = replicas.filter { replica in
                    replica.state != .draining && !replicas.contains { $0.replaces == replica.worker }
                }
                let share = 1 / Double(max(1, staying.count))
                let load = ((taken[vshard] ?? 0) + coresOfRecords * records[Int(vshard.rawValue)] / all) * share
                for replica in staying where workers[replica.worker] != nil {
                    workers[replica.worker, default: 0] += load
                    if replica.state == .active { self.replicas[Place(vshard, replica.worker)] = load }
                }
            }
        }

        var mean: Double { workers.isEmpty ? 0 : workers.values.reduce(0, +) / Double(workers.count) }

        /// The fullest over the mean; 1 where nobody carries anything.
        var imbalance: Double {
            let mean = mean
            return mean > 0 ? (workers.values.max() ?? 0) / mean : 1
        }

        mutating func move(_ load: Double, from source: String, to target: String) {
            workers[source, default: 0] -= load
            workers[target, default: 0] += load
        }
    }
}
