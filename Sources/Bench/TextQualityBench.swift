import Documents
import Domain
import Glibc
package import JSON
import JSONParsing
import Matching
import OS
import ReferenceData
import TextAnalysis
import TextIndex

/// How well the words find what people judged: nDCG@10 over two public collections, through the product's own analysis
/// and lists.
///
/// XQuAD-zh: 1,190 questions, one right passage of 240 each. Home Depot: 9,424 queries over 54,667 product titles; the
/// gain is relevance − 1, of what nobody judged 0; queries without a gain are left out (NOTE.md of each collection).
package struct TextQualityBench {
    private let directory: String

    /// - Parameter shared: the folder that has `data/retrieval_xquad_zh` and `data/retrieval_homedepot`.
    package init(shared: String) { directory = shared + "/data/" }

    /// Runs it.
    ///
    /// - Parameter report: gets a line a figure, as it is measured.
    /// - Returns: the figures as JSON.
    /// - Throws: where a file is missing or is not what it should be.
    package func run(report: (String) -> Void) throws -> JSONValue {
        var figures = JSONObject()
        for (name, collection) in [("xquad_zh", try xquad()), ("home_depot", try homeDepot())] {
            let quality = try collection.quality()
            var own = JSONObject()
            own.add("documents", .int(collection.texts.count))
            own.add("queries", .int(quality.queries))
            own.add("ndcg_10", .double(quality.ndcg))
            figures.add(name, .object(own))
            let rounded = Double(Int(quality.ndcg * 1e4 + 0.5)) / 1e4
            report("\(name): nDCG@10 \(rounded) over \(quality.queries) queries, \(collection.texts.count) documents")
        }
        return .object(figures)
    }

    private func xquad() throws -> JudgedCollection {
        let path = directory + "retrieval_xquad_zh/xquad.zh.json"
        guard let bytes = try Files.read(path) else { throw Missing(path) }
        var collection = JudgedCollection()
        for article in try JSONParser.parse(bytes).object?["data"]?.array ?? [] {
            for paragraph in article.object?["paragraphs"]?.array ?? [] {
                let passage = collection.texts.count
                collection.texts.append(paragraph.object?["context"]?.string ?? "")
                for question in paragraph.object?["qas"]?.array ?? [] {
                    collection.queries.append((question.object?["question"]?.string ?? "", [passage: 1]))
                }
            }
        }
        return collection
    }

    private func homeDepot() throws -> JudgedCollection {
        var collection = JudgedCollection()
        var places: [String: Int] = [:]
        for row in try table("retrieval_homedepot/products.csv.zst") where row.count == 2 {
            places[row[0]] = collection.texts.count
            collection.texts.append(row[1])
        }
        var gains: [String: [Int: Double]] = [:]
        for row in try table("retrieval_homedepot/qrels_dev.csv.zst") where row.count == 4 {
            guard let place = places[row[2]], let relevance = Double(row[3]) else { continue }
            gains[row[1], default: [:]][place] = max(relevance - 1, gains[row[1]]?[place] ?? 0)
        }
        collection.queries = gains.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return collection
    }

    /// The rows of a compressed CSV file without its first one.
    private func table(_ name: String) throws -> [[String]] {
        let path = directory + name
        guard Files.exists(path) else { throw Missing(path) }
        let quoted = path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        guard let pipe = popen("zstd -dc '\(quoted)'", "r") else { throw Missing("the zstd tool") }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&piece, 1, piece.count, pipe), count > 0 { bytes += piece[..<count] }
        guard pclose(pipe) == 0 else { throw Missing("\(path), decompressed by the zstd tool") }
        return QuotedCells.rows(bytes).dropFirst().map { $0 }
    }

    /// What a bench does not find.
    private struct Missing: Error, CustomStringConvertible {
        let description: String

        init(_ what: String) { description = "not found: \(what)" }
    }
}

/// Cells between commas, in quotation marks where they have commas of their own (RFC 4180).
private enum QuotedCells {
    static func rows(_ bytes: [UInt8]) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        for byte in bytes where byte != UInt8(ascii: "\r") {
            switch byte {
            case UInt8(ascii: "\""):
                // A doubled mark closes and opens again: it stands for itself.
                if !isQuoted, cell.last != nil { cell.append(byte) }
                isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted, UInt8(ascii: "\n") where !isQuoted:
                row.append(String(decoding: cell, as: UTF8.self))
                cell.removeAll(keepingCapacity: true)
                if byte == UInt8(ascii: "\n") {
                    rows.append(row)
                    row = []
                }
            default: cell.append(byte)
            }
        }
        return rows
    }
}

/// Texts, and queries with the gain of each text that was judged.
private struct JudgedCollection {
    var texts: [String] = []
    var queries: [(text: String, gains: [Int: Double])] = []

    /// The mean over the queries that have a gain.
    func quality() throws -> (queries: Int, ndcg: Double) {
        let source = TextsInMemory(texts)
        var (count, sum) = (0, 0.0)
        for query in queries {
            let ideal = JudgedCollection.discounted(query.gains.values.sorted(by: >))
            guard ideal > 0 else { continue }
            count += 1
            let found = try source.best(10, for: query.text)
            sum += JudgedCollection.discounted(found.map { query.gains[$0] ?? 0 }) / ideal
        }
        return (count, count > 0 ? sum / Double(count) : 0)
    }

    /// Σ gain ÷ log2(place + 1) over the first ten (Järvelin and Kekäläinen, 2002).
    private static func discounted(_ gains: [Double]) -> Double {
        gains.prefix(10).enumerated().reduce(0) { $0 + $1.element / log2(Double($1.offset + 2)) }
    }
}

/// Texts as one index, without a store.
private final class TextsInMemory: TextSource {
    private var postings = PostingTail()
    private var totalLength = 0
    private var count: Int
    /// Chunks of the terms that were asked for, and their bytes, which stay in place as long as this does.
    private var made: [UInt64: [ChunkView]] = [:]
    private var rooms: [UnsafeMutableRawBufferPointer] = []

    init(_ texts: [String]) {
        count = texts.count
        let maker = DocumentMaker(categories: ReferenceData.categories)
        for (ordinal, text) in texts.enumerated() {
            var named = Supplier(id: "")
            named.name = text
            let document = maker.document(of: named)
            totalLength += Int(document.length)
            postings.add(UInt32(ordinal), length: document.length, terms: document.terms)
        }
    }

    deinit { for room in rooms { room.deallocate() } }

    /// The places of the best texts.
    func best(_ k: Int, for text: String) throws -> [Int] {
        let terms = TermCounts(text).tokens.map { DocumentTerms.term($0) }
        let statistics = TextStatistics(
            documents: count, totalLength: totalLength,
            documentFrequencies: terms.map { chunks($0).reduce(0) { $0 + $1.count } })
        var best = TopK<TextMatch>(capacity: k)
        try TextScan.run(TextQuery(terms: terms, bm25: BM25(statistics)), self, index: 0, best: &best) { _ in true }
        return best.sorted().map { Int($0.ordinal) }
    }

    private func chunks(_ term: UInt64) -> [ChunkView] {
        if let known = made[term] { return known }
        let list = postings.postings(of: term)
        let views = PostingEdits.cuts(list.count, isLast: true).compactMap { cut in
            var bytes: [UInt8] = []
            PostingChunk.encode(list[cut], to: &bytes)
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
            room.copyBytes(from: bytes)
            rooms.append(room)
            return ChunkView(first: list[cut.lowerBound].ordinal, bytes: UnsafeRawBufferPointer(room))
        }
        made[term] = views
        return views
    }

    func read(_ term: UInt64, from ordinal: UInt32, limit: Int, into chunks: inout [ChunkView]) -> Bool {
        chunks.append(contentsOf: self.chunks(term).lazy.filter { $0.last >= ordinal })
        return true
    }

    /// Big-endian, so that equal scores stand in the order of the texts.
    func id(_ ordinal: UInt32) -> [UInt8] { withUnsafeBytes(of: ordinal.bigEndian) { [UInt8]($0) } }

    func mayPrecede(_ id: [UInt8], _ ordinals: ClosedRange<UInt32>) -> Bool {
        self.id(ordinals.lowerBound).lexicographicallyPrecedes(id)
    }
}
