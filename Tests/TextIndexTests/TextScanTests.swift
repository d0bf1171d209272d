import Foundation
import Matching
import TestSupport
import Testing
import TextAnalysis

@testable import TextIndex

@Suite struct TextScanTests {
    private func expectSame(_ indexes: [MadeUpIndex], _ terms: [UInt64], _ k: Int, _ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var statistics = TextStatistics(tokens: terms.count)
        for index in indexes { statistics.add(index.statistics(terms)) }
        let bm25 = BM25(statistics)
        let query = TextQuery(terms: terms, bm25: bm25)
        var best = TopK<TextMatch>(capacity: k)
        var all: [TextMatch] = []
        for (number, index) in indexes.enumerated() {
            let source = MadeUpSource(index, &random)
            try TextScan.run(query, source, index: number, best: &best) { index.documents[$0]?.isLive ?? false }
            let matches = index.matches(terms, bm25, index: number)
            all += matches
            let set = try OrdinalSet(anyOf: terms, source)
            var found: [UInt32] = []
            set.forEach { if index.documents[$0]?.isLive == true { found.append($0) } }
            #expect(found == matches.map(\.ordinal).sorted(), "seed \(seed), terms \(terms)")
        }
        let expected = all.sorted { $0.precedes($1) }.prefix(k)
        let got = best.sorted()
        #expect(got.map(\.score) == expected.map(\.score), "seed \(seed), terms \(terms), k \(k)")
        #expect(got.map(\.id) == expected.map(\.id), "seed \(seed), terms \(terms), k \(k)")
        #expect(got.map(\.ordinal) == expected.map(\.ordinal), "seed \(seed), terms \(terms), k \(k)")
    }

    @Test("the best k and all that match are those of scoring every document")
    func random() throws {
        let seed = SeededRandom.drawnSeed(ProcessInfo.processInfo.environment["HUANXIN_SEED"])
        var random = SeededRandom(seed: seed)
        for round in 0..<6 {
            let indexes = (0..<1 + random.below(3)).map { number in
                MadeUpIndex.random(random.below(round == 0 ? 3_000 : 500), prefix: "m\(9 - number)-", &random)
            }
            for _ in 0..<12 {
                let terms = Array(Set((0..<1 + random.below(6)).map { _ in UInt64(random.below(42)) })).shuffled(
                    using: &random)
                for k in [1, 10, 50] { try expectSame(indexes, terms, k, seed) }
            }
        }
    }

    @Test("of many documents with one score the first ids are found, whatever the order of their birth")
    func ties() throws {
        for isAscending in [true, false] {
            var index = MadeUpIndex()
            for ordinal in 0..<2_000 {
                let name = 10_000 + (isAscending ? ordinal : (ordinal * 797) % 2_000)
                index.documents[UInt32(ordinal)] = MadeUpDocument(
                    id: Array("m-\(name)".utf8), counts: [7: 1, 8: 2], length: 5)
            }
            for k in [1, 10, 50] { try expectSame([index, index], [7, 8], k, 1) }
        }
    }

    @Test("a term in every document, counts above 65,535 and very long documents")
    func extremes() throws {
        var index = MadeUpIndex()
        for ordinal in 0..<600 as Range<UInt32> {
            let count: UInt32 = ordinal % 50 == 0 ? 70_000 + ordinal : 1
            index.documents[ordinal * 65_537] = MadeUpDocument(
                id: Array("\(ordinal)".utf8), counts: [1: count, UInt64(ordinal % 3 + 2): 1],
                length: ordinal % 7 == 0 ? 3_000_000_000 : count + 1)
        }
        for terms in [[1], [1, 2], [4, 1, 3], [99], [99, 2]] as [[UInt64]] { try expectSame([index], terms, 10, 2) }
    }

    @Test("nothing is found where nothing is live, and a best of none keeps none")
    func nothing() throws {
        var index = MadeUpIndex()
        index.documents[3] = MadeUpDocument(id: [65], counts: [1: 1], length: 1, isLive: false)
        try expectSame([index], [1], 10, 3)
        index.documents[3]?.isLive = true
        try expectSame([index], [1], 0, 4)
    }
}
