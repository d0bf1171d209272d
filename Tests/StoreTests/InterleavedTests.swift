import Cluster
import Domain
import TestSupport
import Testing

@testable import Store

@Suite struct InterleavedTests {
    @Test(
        "questions at any seq between random updates, restarts among them, are answered as brute force answers them",
        arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func interleaved(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let history = History.random(vshards: 1 + random.below(4), updates: 150, &random)
        let site = try StoreSite(vshards: history.vshards)
        var at: UInt64 = 0
        var hasRestarted = false
        var belowFloor = 0
        var aboveFloor = 0
        while at < history.seq {
            let through = min(history.seq, at + UInt64(1 + random.below(40)))
            try site.store.apply(Array(history.range(at, through)), through: history.position(through))
            at = through
            // Twice without a change between them: what waits to be indexed is indexed.
            if random.chance(30) { for _ in 0..<2 * history.vshards + 2 { try site.store.settle() } }
            if random.chance(15) || at > history.seq / 2 && !hasRestarted {
                hasRestarted = true
                try site.reopen()
                // What only moved in memory is replayed.
                let from = site.store.position.seq
                try site.store.apply(Array(history.range(from, at)), through: history.position(at))
            }
            let seq = random.chance(30) ? at : UInt64(random.below(Int(at) + 1))
            if site.store.replicas.values.contains(where: { seq < $0.floor }) { belowFloor += 1 }
            if seq < at, site.store.replicas.values.allSatisfy({ seq >= $0.floor }) { aboveFloor += 1 }
            try expectAnswers(site, history.states[Int(seq)], at: seq, "seed \(seed), applied through \(at)")
        }
        #expect(belowFloor > 0 && aboveFloor > 0, "seed \(seed) asks on both sides of the floor")
    }
}
