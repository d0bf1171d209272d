import Matching
import TestSupport
import TextAnalysis

@testable import TextIndex

/// A document of made-up terms.
struct MadeUpDocument {
    var id: [UInt8]
    var counts: [UInt64: UInt32]
    var length: UInt32
    var isLive = true
}

/// Documents by ordinal; some ordinals have none.
struct MadeUpIndex {
    var documents: [UInt32: MadeUpDocument] = [:]

    /// Terms 0 to 39: low ones in nearly every document, high ones in few. Many documents are alike: scores tie.
    static func random(_ count: Int, prefix: String, _ random: inout SeededRandom) -> MadeUpIndex {
        var index = MadeUpIndex()
        let isAscending = random.chance(50)
        var ordinal: UInt32 = 0
        for number in 0..<count {
            ordinal += random.chance(90) ? 1 : UInt32(random.below(3_000)) + 1
            let name = isAscending ? 1_000_000 + number : 1_000_000 + random.below(1_000) * 1_000 + number
            index.documents[ordinal] = document(id: prefix + String(name), &random)
        }
        return index
    }

    static func document(id: String, _ random: inout SeededRandom) -> MadeUpDocument {
        var counts: [UInt64: UInt32] = [:]
        for term in 0..<40 where random.below(40) >= term { if random.chance(60) { counts[UInt64(term)] = 1 } }
        counts[0] = 1
        for term in counts.keys.sorted() where random.chance(10) {
            counts[term] = random.chance(5) ? UInt32(200 + random.below(70_000)) : UInt32(1 + random.below(4))
        }
        let least = counts.values.reduce(0, +)
        let length = random.chance(2) ? least + UInt32(random.below(100_000)) : least + UInt32(random.below(3))
        return MadeUpDocument(id: Array(id.utf8), counts: counts, length: length, isLive: random.chance(90))
    }

    func statistics(_ terms: [UInt64]) -> TextStatistics {
        let live = documents.values.filter(\.isLive)
        return TextStatistics(
            documents: live.count, totalLength: live.reduce(0) { $0 + Int($1.length) },
            documentFrequencies: terms.map { term in live.count { $0.counts[term] != nil } })
    }

    /// Every live document that has a term, scored and ordered.
    func matches(_ terms: [UInt64], _ bm25: BM25, index: Int) -> [TextMatch] {
        documents.compactMap { ordinal, document in
            guard document.isLive, terms.contains(where: { document.counts[$0] != nil }) else { return nil }
            let score = bm25.score(
                frequencies: terms.map { Int(document.counts[$0] ?? 0) }, length: Int(document.length))
            return TextMatch(
                score: ScoreParts.millionths(score), id: document.id, index: index, ordinal: ordinal)
        }
    }
}

/// Lists of postings in memory, cut into chunks of random sizes.
final class MadeUpSource: TextSource {
    private let index: MadeUpIndex
    private var lists: [UInt64: [(first: UInt32, last: UInt32, bytes: UnsafeMutableRawBufferPointer)]] = [:]
    private var bounds = IDBounds()

    init(_ index: MadeUpIndex, _ random: inout SeededRandom) {
        self.index = index
        var postings: [UInt64: [Posting]] = [:]
        for (ordinal, document) in index.documents.sorted(by: { $0.key < $1.key }) {
            bounds.put(document.id, ordinal: ordinal)
            for (term, count) in document.counts {
                postings[term, default: []].append(
                    Posting(ordinal: ordinal, count: count, length: document.length))
            }
        }
        for (term, list) in postings.sorted(by: { $0.key < $1.key }) {
            var rest = list[...]
            while !rest.isEmpty {
                let piece = rest.prefix(1 + random.below(random.chance(50) ? 12 : PostingChunk.maxPostings))
                rest = rest.dropFirst(piece.count)
                add(piece, to: term)
            }
        }
    }

    private func add(_ piece: ArraySlice<Posting>, to term: UInt64) {
        var bytes: [UInt8] = []
        PostingChunk.encode(piece, to: &bytes)
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        room.copyBytes(from: bytes)
        lists[term, default: []].append((piece.first?.ordinal ?? 0, piece.last?.ordinal ?? 0, room))
    }

    deinit { for list in lists.values { for chunk in list { chunk.bytes.deallocate() } } }

    func read(_ term: UInt64, from ordinal: UInt32, limit: Int, into chunks: inout [ChunkView]) throws -> Bool {
        let rest = (lists[term] ?? []).filter { $0.last >= ordinal }
        for chunk in rest.prefix(limit) {
            guard let view = ChunkView(first: chunk.first, bytes: UnsafeRawBufferPointer(chunk.bytes)) else {
                throw TestFailure("a chunk does not read back")
            }
            chunks.append(view)
        }
        return rest.count <= limit
    }

    func id(_ ordinal: UInt32) throws -> [UInt8] { index.documents[ordinal]?.id ?? [] }

    func mayPrecede(_ id: [UInt8], _ ordinals: ClosedRange<UInt32>) -> Bool { bounds.mayPrecede(id, ordinals) }
}
