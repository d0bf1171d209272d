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

    @Test("every vshard has one worker and loads differ by one at most", arguments: [1, 2, 3, 16, 64])
    func placement(vshards: Int) {
        for count in 1...5 {
            let table = Placement(vshards: vshards, workers: (1...count).map { "w\($0)" })
            let loads = table.workers.map { table.vshards(of: $0).count }
            #expect(loads.reduce(0, +) == vshards)
            #expect((loads.max() ?? 0) - (loads.min() ?? 0) <= 1)
            for worker in table.workers {
                for vshard in table.vshards(of: worker) { #expect(table.worker(of: vshard) == worker) }
            }
        }
    }
}
