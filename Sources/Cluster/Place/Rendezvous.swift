/// Where the replicas of a vshard would lie if nothing were known of their load: weighted rendezvous hashing with
/// bounded loads (Thaler, Ravishankar 1998; Mirrokni, Thorup, Zadimoghaddam 2018).
package enum Rendezvous {
    /// The workers by how much they are wanted for a vshard, the most wanted first.
    package static func order(_ vshard: Int, _ nodes: [Placement.Node]) -> [Placement.Node] {
        nodes.map { (XXH64.hash("\(vshard)/\($0.name)"), $0) }
            .sorted { ($0.0, $0.1.name) > ($1.0, $1.1.name) }
            .map(\.1)
    }

    /// The workers of each vshard: so many copies as there are hosts for, none with more than its share.
    package static func place(vshards: Int, copies: Int, nodes: [Placement.Node]) -> [[String]] {
        guard !nodes.isEmpty else { return Array(repeating: [], count: vshards) }
        let wanted = min(copies, Set(nodes.map(\.host)).count)
        let most = (vshards * wanted + nodes.count - 1) / nodes.count
        var counts: [String: Int] = [:]
        return (0..<vshards).map { vshard in
            var hosts: Set<String> = []
            var chosen: [String] = []
            let order = order(vshard, nodes)
            // Those with room first; where hosts differ in size, room may be only where a copy is already.
            for node in order.filter({ counts[$0.name, default: 0] < most }) + order
            where chosen.count < wanted && hosts.insert(node.host).inserted {
                chosen.append(node.name)
                counts[node.name, default: 0] += 1
            }
            return chosen
        }
    }
}
