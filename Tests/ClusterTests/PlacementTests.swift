import Cluster
import Testing

@Suite struct PlacementTests {
    @Test("records hash as the contract checks it")
    func hash() {
        #expect(XXH64.hash("") == 0xEF46_DB37_51D8_E999)
        #expect(XXH64.hash("abc") == 0x44BC_2CF5_AD77_0999)
        // 39 bytes: past the four lanes (xxHash's own sanity string).
        #expect(XXH64.hash("Nobody inspects the spammish repetition") == 0xFBCE_A83C_8A37_8BF1)
    }

    private func nodes(_ count: Int, hosts: Int? = nil) -> [Placement.Node] {
        (0..<count).map { Placement.Node(name: "w\($0 + 1)", host: "h\($0 % (hosts ?? count))") }
    }

    @Test(
        "every vshard has its copies on different hosts, and no worker more than its share",
        arguments: [1, 2, 3, 16, 64])
    func placement(vshards: Int) {
        for count in 1...5 {
            for copies in 1...3 {
                let table = Placement(vshards: vshards, copies: copies, nodes: nodes(count))
                let wanted = min(copies, count)
                for vshard in table.allVShards {
                    #expect(Set(table.replicas(of: vshard).map(\.worker)).count == wanted)
                }
                let most = (vshards * wanted + count - 1) / count
                // The last vshards may find room only where they are already.
                #expect(table.nodes.allSatisfy { table.count(on: $0.name) <= most + wanted - 1 })
            }
        }
    }

    @Test("copies never share a host, even where there are fewer hosts than copies")
    func hosts() {
        let table = Placement(vshards: 16, copies: 3, nodes: nodes(4, hosts: 2))
        for vshard in table.allVShards {
            let hosts = table.replicas(of: vshard).compactMap { table.node($0.worker)?.host }
            #expect(hosts.count == 2 && Set(hosts).count == 2)
        }
    }

    @Test("one worker more moves few vshards: those that it gets")
    func stability() {
        let before = Placement(vshards: 256, copies: 1, nodes: nodes(7))
        let after = Placement(vshards: 256, copies: 1, nodes: nodes(8))
        let moved = before.allVShards.count { before.replicas(of: $0) != after.replicas(of: $0) }
        // 32 are the new worker's; bounded loads push some more around.
        #expect(moved < 90)
    }

    @Test("a split keeps every vshard where it was, and its other half beside it")
    func split() {
        let before = Placement(vshards: 4, copies: 2, nodes: nodes(3))
        let after = before.split()
        #expect(after.vshards == 8 && after.version == before.version + 1)
        for vshard in before.allVShards {
            let half = VShard(rawValue: vshard.rawValue + 4)
            #expect(after.replicas(of: vshard) == before.replicas(of: vshard))
            #expect(after.replicas(of: half) == before.replicas(of: vshard))
        }
    }

    @Test("a change that changes nothing is no new version")
    func version() {
        let table = Placement(vshards: 4, copies: 1, nodes: nodes(2))
        #expect(table.setting("w1", .active).version == 1)
        #expect(table.setting("w1", .draining).version == 2)
        #expect(table.revised { $0.setting("w1", .draining).setting("w2", .draining) }.version == 2)
    }
}
