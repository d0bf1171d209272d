/// Which worker holds which vshard, and in which state: the one table that every coordinator and worker obeys
/// (40-cluster.md, sections 4 and 9). It is kept beside the log, and a change of it is fenced like an append.
package struct Placement: Equatable, Sendable {
    /// A worker of the cluster.
    package struct Node: Equatable, Sendable {
        package enum State: String, Sendable {
            case active
            /// Gets nothing new and gives away what it has.
            case draining
            /// Expected to be away for a while: what it holds is not built elsewhere.
            case maintenance
        }

        package var name: String
        /// Label of the machine: two replicas of one vshard never share it.
        package var host: String
        package var state: State
        /// End of the maintenance, in milliseconds since 1970; 0 where there is none.
        package var untilMs: Int64

        package init(name: String, host: String, state: State = .active, untilMs: Int64 = 0) {
            self.name = name
            self.host = host
            self.state = state
            self.untilMs = untilMs
        }
    }

    /// One copy of a vshard.
    package struct Replica: Equatable, Sendable {
        package enum State: String, Sendable {
            case copying
            case catchingUp = "catching_up"
            case warming
            case active
            case draining

            /// Whether the worker holds it and applies the log to it.
            package var isHeld: Bool { self != .copying }
            /// Whether it may be asked.
            package var isAsked: Bool { self == .active || self == .draining }
        }

        package var worker: String
        package var state: State
        /// Where a copy comes from; empty = from the log.
        package var source: String
        /// Names the attempt to copy it; the seq of the table that began it.
        package var transfer: UInt32
        /// The worker that gives its replica up once this one is active; empty = none.
        package var replaces: String

        package init(
            worker: String, state: State, source: String = "", transfer: UInt32 = 0, replaces: String = ""
        ) {
            self.worker = worker
            self.state = state
            self.source = source
            self.transfer = transfer
            self.replaces = replaces
        }
    }

    /// The vshards of the cluster; changed only by a split, which doubles them.
    package private(set) var vshards: Int
    /// Copies that are wanted of each vshard, where there are so many hosts.
    package var copies: Int
    /// By name.
    package private(set) var nodes: [Node]
    /// By vshard; in the order in which they were added.
    package private(set) var replicas: [[Replica]]
    /// Rises with every change of the table.
    package private(set) var version: UInt32

    package init(vshards: Int, copies: Int, nodes: [Node], replicas: [[Replica]], version: UInt32) {
        precondition(vshards >= 1 && replicas.count == vshards, "a placement has a row for each vshard")
        self.vshards = vshards
        self.copies = copies
        self.nodes = nodes
        self.replicas = replicas
        self.version = version
    }

    /// The table of a new cluster: nothing is to be copied, for there is nothing yet.
    package init(vshards: Int, copies: Int, nodes: [Node]) {
        self.init(
            vshards: vshards, copies: copies, nodes: nodes,
            replicas: Rendezvous.place(vshards: vshards, copies: copies, nodes: nodes).map { workers in
                workers.map { Replica(worker: $0, state: .active) }
            }, version: 1)
    }

    package func replicas(of vshard: VShard) -> [Replica] {
        Int(vshard.rawValue) < replicas.count ? replicas[Int(vshard.rawValue)] : []
    }

    package func replica(of vshard: VShard, on worker: String) -> Replica? {
        replicas(of: vshard).first { $0.worker == worker }
    }

    package func node(_ name: String) -> Node? { nodes.first { $0.name == name } }

    /// Every vshard, ascending.
    package var allVShards: [VShard] { (0..<vshards).map { VShard(rawValue: UInt32($0)) } }

    /// What a worker is told to hold, ascending; nothing for a stranger.
    package func held(by worker: String) -> [VShard] {
        allVShards.filter { replica(of: $0, on: worker)?.state.isHeld ?? false }
    }

    /// What a worker is told to copy, with where from.
    package func copying(to worker: String) -> [(vshard: VShard, replica: Replica)] {
        allVShards.compactMap { vshard in
            replica(of: vshard, on: worker).flatMap { $0.state == .copying ? (vshard, $0) : nil }
        }
    }

    /// Whether a replica is on its way, or being given up.
    package var isMoving: Bool { replicas.contains { $0.contains { $0.state != .active } } }

    /// Replicas that a worker has in any state.
    package func count(on worker: String) -> Int {
        replicas.reduce(0) { $0 + ($1.contains { $0.worker == worker } ? 1 : 0) }
    }
}

/// Changes of the table, each giving the next version.
extension Placement {
    private func changed(_ change: (inout Placement) -> Void) -> Placement {
        var next = self
        change(&next)
        if next != self { next.version += 1 }
        return next
    }

    /// Makes several changes one version.
    package func revised(_ change: (Placement) -> Placement) -> Placement {
        var next = change(self)
        next.version = next == self ? version : version + 1
        return next
    }

    /// With a worker, or its host set anew.
    package func adding(_ node: Node) -> Placement {
        changed { next in
            if let place = next.nodes.firstIndex(where: { $0.name == node.name }) {
                next.nodes[place].host = node.host
            } else {
                next.nodes.append(node)
                // As people count: w2 before w10.
                next.nodes.sort { ($0.name.utf8.count, $0.name) < ($1.name.utf8.count, $1.name) }
            }
        }
    }

    /// Without a worker that holds nothing.
    package func removing(_ worker: String) -> Placement {
        precondition(count(on: worker) == 0, "a worker that holds replicas is removed")
        return changed { $0.nodes.removeAll { $0.name == worker } }
    }

    package func setting(_ worker: String, _ state: Node.State, untilMs: Int64 = 0) -> Placement {
        changed { next in
            guard let place = next.nodes.firstIndex(where: { $0.name == worker }) else { return }
            next.nodes[place].state = state
            next.nodes[place].untilMs = untilMs
        }
    }

    package func wanting(copies: Int) -> Placement { changed { $0.copies = copies } }

    /// With a replica in that state, in place of one that the worker had.
    package func putting(_ replica: Replica, of vshard: VShard) -> Placement {
        changed { next in
            let row = Int(vshard.rawValue)
            if let place = next.replicas[row].firstIndex(where: { $0.worker == replica.worker }) {
                next.replicas[row][place] = replica
            } else {
                next.replicas[row].append(replica)
            }
        }
    }

    /// Without a worker's replica.
    package func dropping(_ vshard: VShard, on worker: String) -> Placement {
        changed { $0.replicas[Int(vshard.rawValue)].removeAll { $0.worker == worker } }
    }

    /// Every vshard v of n replaced by v and v + n of 2n, each on the workers of v (40-cluster.md, section 4).
    package func split() -> Placement {
        changed { next in
            next.replicas += next.replicas
            next.vshards *= 2
        }
    }
}
