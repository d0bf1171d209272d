import Bodies
import Documents
import Domain
import JSON
import JSONParsing
import LMDB
import Matching
import Queries
import TextIndex

/// One search over many indexes: the best of all of them, and counts.
struct TextSearch {
    let query: TextQuery
    let filters: [RecordFilter]
    let isCounted: Bool
    private let pace: Pace
    private var best: TopK<TextMatch>
    private var indexes: [any SearchedIndex] = []
    private var found = SearchResult()

    init(_ query: TextQuery, _ filters: [RecordFilter], isCounted: Bool, top: Int, pace: Pace) {
        self.query = query
        self.filters = filters
        self.isCounted = isCounted
        self.pace = pace
        best = TopK(capacity: top)
    }

    /// Searches an index as it stood at its seq.
    mutating func add(_ index: any SearchedIndex) throws {
        indexes.append(index)
        try addVersions(index)
        try pace.lookUp()
    }

    private mutating func addVersions(_ index: any SearchedIndex) throws {
        let transaction = index.reading
        guard let changed = index.changed else {
            return try index.versions.forEach(index.kind, at: index.seq, pace: pace, transaction) {
                try offer($0, index)
            }
        }
        try index.table.withSource(transaction) { try scan(index, $0, transaction) }
        for birth in changed {
            try pace.step()
            if let version = try index.version(birth) { try offer(version, index) }
        }
    }

    /// The records whose newest version stood at the seq.
    private mutating func scan(
        _ index: any SearchedIndex, _ source: any TextSource, _ transaction: TransactionHandle
    ) throws {
        if filters.isEmpty {
            try TextScan.run(query, source, index: indexes.count - 1, best: &best) { index.isLive($0) }
            if !isCounted { return }
        }
        try OrdinalSet(anyOf: query.terms, source).forEach { ordinal in
            try pace.step()
            guard index.isLive(ordinal) else { return }
            guard filters.isEmpty else {
                let birth = index.birth(of: ordinal)
                let version = try index.versions.version(index.kind, birth: birth, at: index.seq, transaction)
                if let version { try offer(version, index) }
                return
            }
            found.total += 1
            try index.count(ordinal, transaction)
        }
    }

    /// A version that the index does not have, or that must be looked into: tested, counted and scored by itself.
    private mutating func offer(_ version: VersionTable.Version, _ index: any SearchedIndex) throws {
        let record = try index.context.reader.record(index.kind, version.body)
        guard let document = try index.document(of: record), let ordinal = index.ordinal(of: version.birth) else {
            return
        }
        let counts = query.counts(document)
        guard counts.contains(where: { $0 > 0 }) else { return }
        if !filters.isEmpty {
            let json = try JSONParser.parse(version.body)
            guard filters.allSatisfy({ $0.passes(json) }) else { return }
        }
        if isCounted {
            found.total += 1
            try index.count(record, in: &found)
        }
        best.offer(
            TextMatch(
                score: query.score(counts, length: document.length), id: Array(record.id.utf8),
                index: indexes.count - 1, ordinal: ordinal))
    }

    /// The best with their bodies, and the counts of all indexes.
    func result() throws -> SearchResult {
        var result = found
        for index in indexes { index.addCounts(to: &result) }
        for match in best.sorted() {
            let index = indexes[match.index]
            let birth = index.birth(of: match.ordinal)
            let version = try index.version(birth)
            guard let version else { continue }
            let record = try index.context.reader.record(index.kind, version.body)
            result.hits.append(
                TextHit(id: record.id, score: match.score, name: record.title, body: version.body))
        }
        return result
    }
}

extension Record {
    /// What a record is called.
    fileprivate var title: String {
        switch self {
        case .model(let model): model.name
        case .supplier(let supplier): supplier.name
        case .need(let need): need.title
        case .enterprise(let enterprise): enterprise.name
        case .offer(let offer): offer.name
        case .inventory, .jointCap: ""
        }
    }
}
