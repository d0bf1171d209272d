import Foundation
import TestSupport
import Testing

@testable import TextIndex

@Suite struct PostingTests {
    private func random(_ count: Int, spread: Int, _ random: inout SeededRandom) -> [Posting] {
        var ordinal = UInt32(random.below(1_000))
        return (0..<count).map { _ in
            ordinal += 1 + UInt32(random.below(spread))
            let count = UInt32(1 + random.below(random.chance(90) ? 2 : 100_000))
            let length = count + UInt32(random.below(random.chance(90) ? 20 : 1_000_000_000))
            return Posting(ordinal: ordinal, count: count, length: length)
        }
    }

    @Test("postings read back from their chunk, and its impacts bound them all")
    func roundTrip() throws {
        let seed = SeededRandom.drawnSeed(ProcessInfo.processInfo.environment["HUANXIN_SEED"])
        var source = SeededRandom(seed: seed)
        for round in 0..<300 {
            let count = 1 + source.below(PostingChunk.maxPostings)
            let postings = random(count, spread: [1, 2, 1_000, 10_000_000][round % 4], &source)
            var bytes: [UInt8] = []
            PostingChunk.encode(postings[...], to: &bytes)
            try bytes.withUnsafeBytes { bytes in
                let view = try #require(ChunkView(first: postings[0].ordinal, bytes: bytes), "seed \(seed)")
                #expect(view.postings() == postings, "seed \(seed)")
                #expect(view.last == postings[count - 1].ordinal)
                var impacts: [(UInt32, UInt32)] = []
                view.forEachImpact { impacts.append(($0, $1)) }
                for posting in postings {
                    #expect(
                        impacts.contains { $0 >= posting.count && $1 <= posting.length }, "seed \(seed): no bound")
                }
            }
        }
    }

    @Test("a posting of a dense term takes less than a byte and a half, one of a usual term three at most")
    func size() {
        let dense = (0..<128 as Range<UInt32>).map { Posting(ordinal: $0, count: 1, length: 40 + $0 % 30) }
        let usual = dense.map { posting in
            Posting(ordinal: posting.ordinal * 400, count: 1 + posting.ordinal % 3, length: posting.length)
        }
        var bytes: [UInt8] = []
        PostingChunk.encode(dense[...], to: &bytes)
        #expect(bytes.count * 2 < 128 * 3)
        bytes = []
        PostingChunk.encode(usual[...], to: &bytes)
        #expect(bytes.count < 128 * 3)
    }

    @Test("bytes that are no chunk are refused, and damaged ones read within their bounds")
    func damage() {
        let seed = SeededRandom.drawnSeed(ProcessInfo.processInfo.environment["HUANXIN_SEED"])
        var source = SeededRandom(seed: seed)
        for _ in 0..<2_000 {
            var bytes: [UInt8] = []
            PostingChunk.encode(random(1 + source.below(40), spread: 300, &source)[...], to: &bytes)
            switch source.below(3) {
            case 0: bytes.removeLast(1 + source.below(bytes.count))
            case 1: bytes[source.below(bytes.count)] = UInt8(source.below(256))
            default: bytes = source.bytes(source.below(60))
            }
            bytes.withUnsafeBytes { bytes in
                guard let view = ChunkView(first: UInt32(source.below(1_000)), bytes: bytes) else { return }
                #expect(view.postings().count == view.count, "seed \(seed)")
                view.forEachImpact { _, _ in }
            }
        }
    }

    @Test("edits put, replace and remove, and leave the order")
    func edits() {
        let seed = SeededRandom.drawnSeed(ProcessInfo.processInfo.environment["HUANXIN_SEED"])
        var source = SeededRandom(seed: seed)
        for _ in 0..<300 {
            let postings = random(source.below(30), spread: 3, &source)
            var expected = Dictionary(uniqueKeysWithValues: postings.map { ($0.ordinal, $0) })
            var edits: [PostingEdit] = []
            var ordinal: UInt32 = 0
            for _ in 0..<source.below(20) {
                ordinal += 1 + UInt32(source.below(90))
                let posting = source.chance(50) ? Posting(ordinal: ordinal, count: 9, length: 9) : nil
                edits.append(PostingEdit(ordinal: ordinal, posting: posting))
                expected[ordinal] = posting
            }
            let merged = PostingEdits.merge(postings, edits[...])
            #expect(merged == expected.values.sorted { $0.ordinal < $1.ordinal }, "seed \(seed)")
        }
    }

    @Test("a list is cut into chunks that are not too long and leave nothing out")
    func cuts() {
        for count in 0..<700 {
            for isLast in [true, false] {
                let cuts = PostingEdits.cuts(count, isLast: isLast)
                #expect(cuts.reduce(0) { $0 + $1.count } == count)
                #expect(cuts.allSatisfy { !$0.isEmpty && $0.count <= PostingChunk.maxPostings })
                #expect(zip(cuts, cuts.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
            }
        }
    }

    @Test("ids are bounded over any range")
    func bounds() {
        let seed = SeededRandom.drawnSeed(ProcessInfo.processInfo.environment["HUANXIN_SEED"])
        var source = SeededRandom(seed: seed)
        var bounds = IDBounds()
        var ids: [UInt32: [UInt8]] = [:]
        for ordinal in 0..<9_000 as Range<UInt32> where source.chance(80) {
            ids[ordinal] = Array(String(source.below(1_000_000)).utf8)
            bounds.put(ids[ordinal] ?? [], ordinal: ordinal)
        }
        for _ in 0..<300 {
            let id = Array(String(source.below(source.chance(50) ? 1_000_000 : 1_100)).utf8)
            let low = UInt32(source.below(9_500))
            let range = low...low + UInt32(source.below(source.chance(50) ? 200 : 9_000))
            if range.contains(where: { ids[$0]?.lexicographicallyPrecedes(id) == true }) {
                #expect(bounds.mayPrecede(id, range), "seed \(seed)")
            }
        }
        #expect(!bounds.mayPrecede([0x20], 0 ... .max))
        #expect(!bounds.mayPrecede(Array("9".utf8), 9_100...9_900))
        #expect(!bounds.mayPrecede(Array("9".utf8), 12_288 ... .max))
    }
}
