import Bodies
package import Cluster
package import Domain
import LMDB
import Matching
package import Queries
package import TextAnalysis

extension WorkerStore {
    /// The lines of open needs of these vshards that a model passes all hard tests of, best first (20-matching.md,
    /// "Reverse").
    ///
    /// - Parameters:
    ///   - statistics: for `tokens`, the distinct tokens of the model's own document: a token that is not in the
    ///     document
    ///     adds nothing to its score, so no other is needed.
    /// - Returns: how many lines fit, and the first `top` of them.
    package func wantedBy(
        model: EquipmentModel, tokens: [String], statistics: TextStatistics, asOf: CalendarDay, top: Int,
        vshards: [VShard], at seq: UInt64, pace: Pace = Pace()
    ) throws -> (candidates: Int, hits: [WantedHit]) {
        let supplier = try common.supplierOrdinal(model.supplier).flatMap {
            common.suppliers.row($0, at: seq)?.supplier
        }
        let document = TermCounts(DocumentText.text(of: model, category: categories[model.category]))
        let frequencies = Dictionary(
            zip(tokens, statistics.documentFrequencies), uniquingKeysWith: { first, _ in first })
        var candidates = 0
        var best = TopK<WantedHit>(capacity: top)
        for vshard in vshards {
            guard let replica = replicas[vshard] else { throw StoreFlaw("vshard \(vshard.rawValue) is not here") }
            try replica.forEachOpenLine(wanting: model.category, at: seq, pace) { need, line in
                let query = LineQuery(need: need, line: line, asOf: asOf)
                guard Evaluator.passes(query, model: model, supplier: supplier) else { return }
                candidates += 1
                let bm25 = BM25(
                    TextStatistics(
                        documents: statistics.documents, totalLength: statistics.totalLength,
                        documentFrequencies: query.tokens.map { frequencies[$0] ?? 0 }))
                let s = bm25.score(
                    frequencies: query.tokens.map { document.frequency(of: $0) }, length: document.length)
                let parts = Evaluator.scoreParts(query, model: model, supplier: supplier, bm25: s)
                best.offer(
                    WantedHit(
                        line: WantedLine(need: need.id, line: line.line, score: parts.score),
                        parts: RoundedParts(parts), title: need.title, region: need.region?.text ?? "",
                        quantity: line.quantity, neededBy: line.neededBy?.text ?? ""))
            }
        }
        return (candidates, best.sorted())
    }
}

extension Replica {
    /// Every line of an open need whose category the model's lies within, as it stood at `seq`.
    func forEachOpenLine(
        wanting category: CategoryPath, at seq: UInt64, _ pace: Pace, _ body: (Need, Line) throws -> Void
    ) throws {
        let reader = BodyReader()
        func offer(_ version: VersionTable.Version) throws {
            let need = try reader.need(version.body)
            guard need.statusOrDefault == .open else { return }
            for line in need.lines where category.isWithin(line.category) { try body(need, line) }
        }
        try environment.read { transaction in
            guard seq >= floor else {
                return try versions.forEach(.needs, at: seq, pace: pace, transaction, offer)
            }
            let changed = changed(.needs, after: seq)
            var births = Set<UInt64>()
            for path in category.selfAndAncestors {
                try transaction.forEach(in: needs.lines, keys: .prefix(Array(path.path.utf8) + [0])) { key, _ in
                    try pace.step()
                    births.insert(key.bigEndian(UInt64.self, at: key.byteCount - 10))
                    return .continue
                }
            }
            for birth in births.union(changed).sorted() {
                try pace.step()
                guard let version = try versions.version(.needs, birth: birth, at: seq, transaction) else { continue }
                try offer(version)
            }
        }
    }
}
