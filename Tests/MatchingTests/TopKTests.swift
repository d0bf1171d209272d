import Matching
import Testing

@Suite struct TopKTests {
    private typealias Rank = ModelRank<ByteOrdered>

    /// Ranks with many ties of score and price; ids are distinct.
    private func ranks(_ count: Int, with random: inout SplitMix64) -> [Rank] {
        (0..<count).map { index in
            Rank(
                score: Int64.random(in: 0...9, using: &random),
                priceFen: Int64.random(in: 0...3, using: &random),
                id: ByteOrdered((Bool.random(using: &random) ? "m-" : "M_") + String(index))
            )
        }
        .shuffled(using: &random)
    }

    @Test("top-k is the head of the full sort, in one piece and merged from shards")
    func random() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix64(state: seed)
        for _ in 0..<300 {
            let all = ranks(Int.random(in: 0...200, using: &random), with: &random)
            let k = Int.random(in: 0...30, using: &random)
            let shards = Int.random(in: 1...16, using: &random)
            var whole = TopK<Rank>(capacity: k)
            var parts = Array(repeating: TopK<Rank>(capacity: k), count: shards)
            for rank in all {
                whole.offer(rank)
                parts[Int.random(in: 0..<shards, using: &random)].offer(rank)
            }
            var merged = TopK<Rank>(capacity: k)
            for part in parts { merged.merge(part) }
            let expected = Array(all.sorted { $0.precedes($1) }.prefix(k))
            #expect(whole.sorted() == expected, "seed \(seed)")
            #expect(merged.sorted() == expected, "seed \(seed)")
            #expect(whole.threshold == (expected.count == k ? expected.last : nil), "seed \(seed)")
        }
    }

    @Test("the order is score down, price up, id up by bytes, and total")
    func order() {
        let ordered = [
            Rank(score: 2, priceFen: 9, id: ByteOrdered("z")), Rank(score: 1, priceFen: 1, id: ByteOrdered("M-1")),
            Rank(score: 1, priceFen: 1, id: ByteOrdered("m-1")),
            Rank(score: 1, priceFen: 1, id: ByteOrdered("m-10")),
            Rank(score: 1, priceFen: 1, id: ByteOrdered("m-2")), Rank(score: 1, priceFen: 2, id: ByteOrdered("a")),
        ]
        for (i, a) in ordered.enumerated() {
            for (j, b) in ordered.enumerated() { #expect(a.precedes(b) == (i < j)) }
        }
    }

    @Test("wanted lines: score down, need id, line id by bytes")
    func wanted() {
        let ordered = [
            WantedLine(need: "n-9", line: "L9", score: 2), WantedLine(need: "N-9", line: "L1", score: 1),
            WantedLine(need: "n-1", line: "L10", score: 1), WantedLine(need: "n-1", line: "L2", score: 1),
            WantedLine(need: "n-10", line: "L1", score: 1),
        ]
        for (i, a) in ordered.enumerated() {
            for (j, b) in ordered.enumerated() { #expect(a.precedes(b) == (i < j)) }
        }
    }

    @Test("none wanted, none kept")
    func empty() {
        var none = TopK<Rank>(capacity: 0)
        none.offer(Rank(score: 1, priceFen: 0, id: ByteOrdered("a")))
        #expect(none.sorted().isEmpty)
        #expect(none.threshold == nil)
    }
}

/// A small generator with a seed (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
