import Bodies
package import Cluster
import Documents
import Domain
import JSON
import JSONParsing
import LMDB
import Matching
package import Queries
package import TextAnalysis
import TextIndex

extension WorkerStore {
    /// The live records of a family that have a token of the query, best first (20-matching.md, "Text search").
    ///
    /// Live: a model and its supplier both active, a supplier active, a need not withdrawn.
    /// - Parameter isCounted: whether to count all that match, in all and by facet; without it only the best are looked
    ///   for, and `total` and the facets stay 0.
    package func search(
        _ family: TextFamily, tokens: [String], statistics: TextStatistics, where filters: [RecordFilter], top: Int,
        isCounted: Bool = true, vshards: [VShard], at seq: UInt64, pace: Pace = Pace()
    ) throws -> SearchResult {
        let query = TextQuery(terms: tokens.map { DocumentTerms.term($0) }, bm25: BM25(statistics))
        let suppliers = common.suppliers.view(at: seq)
        let indexes: [any SearchedIndex] =
            switch family {
            case .suppliers: [SearchedSuppliers(common, context, suppliers, at: seq)]
            case .models:
                try vshards.map { SearchedModels(try replica($0), common, context, suppliers, at: seq) }
            case .needs: try vshards.map { SearchedNeeds(try replica($0), context, at: seq) }
            }
        var search = TextSearch(query, filters, isCounted: isCounted, top: top, pace: pace)
        for index in indexes { try search.add(index) }
        return try search.result()
    }

    /// Counts of a family over these vshards at a seq, for questions older than the running statistics.
    package func statistics(
        _ family: TextFamily, tokens: [String], vshards: [VShard], at seq: UInt64, pace: Pace = Pace()
    ) throws -> TextStatistics {
        let terms = tokens.map { DocumentTerms.term($0) }
        var statistics = TextStatistics(tokens: terms.count)
        try forEachLiveDocument(family, vshards: vshards, at: seq, pace) { document in
            statistics.documents += 1
            statistics.totalLength += document.length
            for (index, term) in terms.enumerated() where document.count(term) > 0 {
                statistics.documentFrequencies[index] += 1
            }
        }
        return statistics
    }

    /// One document while its bytes are lent.
    private struct LiveDocument {
        var kind: RecordKind
        var length: Int
        var count: (DocumentTerms.Term) -> Int
        var body: () throws -> [UInt8]?
    }

    private func forEachLiveDocument(
        _ family: TextFamily, vshards: [VShard], at seq: UInt64, _ pace: Pace,
        _ body: (LiveDocument) throws -> Void
    ) throws {
        switch family {
        case .suppliers: try forEachLiveSupplier(at: seq, pace, body)
        case .models:
            for vshard in vshards { try forEachLiveModel(try replica(vshard), at: seq, pace, body) }
        case .needs:
            for vshard in vshards { try forEachLiveNeed(try replica(vshard), at: seq, pace, body) }
        }
    }

    private func forEachLiveModel(
        _ replica: Replica, at seq: UInt64, _ pace: Pace, _ body: (LiveDocument) throws -> Void
    ) throws {
        let reader = BodyReader()
        let transaction = replica.reading
        try replica.versions.forEach(.models, at: seq, pace: pace, transaction) { version in
            let model = try reader.model(version.body)
            let supplier = common.suppliers.row(try context.supplier(model.supplier), at: seq)
            guard model.isActive, supplier?.isActive ?? false else { return }
            try offer(context.documents.document(of: model), .models, version.body, body)
        }
    }

    private func forEachLiveNeed(
        _ replica: Replica, at seq: UInt64, _ pace: Pace, _ body: (LiveDocument) throws -> Void
    ) throws {
        let transaction = replica.reading
        guard seq >= replica.floor else {
            return try replica.versions.forEach(.needs, at: seq, pace: pace, transaction) { try older($0, body) }
        }
        let changed = replica.changed(.needs, after: seq)
        try transaction.forEach(in: replica.needs.docs) { key, value in
            try pace.step()
            let birth = key.bigEndian(UInt64.self)
            guard DocumentCodec.isLive(value), !changed.contains(birth) else { return .continue }
            try value.withUnsafeBytes { bytes in
                try body(
                    LiveDocument(
                        kind: .needs, length: DocumentCodec.length(bytes.bytes),
                        count: { DocumentCodec.count(bytes.bytes, of: $0) },
                        body: { try replica.versions.version(.needs, birth: birth, at: seq, transaction)?.body }))
            }
            return .continue
        }
        for birth in changed {
            try pace.step()
            guard let version = try replica.versions.version(.needs, birth: birth, at: seq, transaction) else {
                continue
            }
            try older(version, body)
        }
    }

    private func older(_ version: VersionTable.Version, _ body: (LiveDocument) throws -> Void) throws {
        let need = try BodyReader().need(version.body)
        guard need.statusOrDefault != .withdrawn else { return }
        try offer(context.documents.document(of: need), .needs, version.body, body)
    }

    private func forEachLiveSupplier(
        at seq: UInt64, _ pace: Pace, _ body: (LiveDocument) throws -> Void
    ) throws {
        let reader = BodyReader()
        let common = common
        let transaction = common.reading
        try common.versions.forEach(.suppliers, at: seq, pace: pace, transaction) { version in
            let supplier = try reader.supplier(version.body)
            guard supplier.isActive else { return }
            try offer(context.documents.document(of: supplier), .suppliers, version.body, body)
        }
    }

    private func offer(
        _ document: DocumentTerms, _ kind: RecordKind, _ bytes: [UInt8], _ body: (LiveDocument) throws -> Void
    ) throws {
        let encoded = DocumentCodec.encode(document, isLive: true)
        try body(
            LiveDocument(
                kind: kind, length: Int(document.length), count: { DocumentCodec.count(encoded.span.bytes, of: $0) },
                body: { bytes }))
    }
}
