package import Cluster
package import Domain
import LMDB
import Matching
import NeedIndex
package import Queries
package import TextAnalysis

extension WorkerStore {
    /// The lines of open needs of these vshards that a model passes all hard tests of, best first (20-matching.md,
    /// "Reverse").
    ///
    /// - Parameters:
    ///   - statistics: for `tokens`, the distinct tokens of the model's own document: a token that is not in the
    ///     document adds nothing to its score, so no other is needed.
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
        var ownStatistics = statistics
        ownStatistics.documentFrequencies = document.tokens.map { frequencies[$0] ?? 0 }
        var scan = WantedScan(
            model: model, supplier: supplier, document: document, statistics: ownStatistics, asOf: asOf, top: top)
        let paths = model.category.selfAndAncestors
        var others: [WantedHit] = []
        var views: [NeedView] = []
        for vshard in vshards {
            let view = try view(vshard, at: seq, pace: pace) { need, _ in
                for line in need.lines where model.category.isWithin(line.category) {
                    let query = LineQuery(need: need, line: line, asOf: asOf)
                    guard Evaluator.passes(query, model: model, supplier: supplier) else { continue }
                    let bm25 = BM25(
                        TextStatistics(
                            documents: statistics.documents, totalLength: statistics.totalLength,
                            documentFrequencies: query.tokens.map { frequencies[$0] ?? 0 }))
                    let s = bm25.score(
                        frequencies: query.tokens.map { document.frequency(of: $0) }, length: document.length)
                    let parts = Evaluator.scoreParts(query, model: model, supplier: supplier, bm25: s)
                    others.append(WantedHit(need, line, parts))
                }
            }
            guard let view else { continue }
            try scan.add(view.lines, of: view.columns, paths: paths, hiding: view.hidden) { try pace.lookUp() }
            views.append(view)
        }
        var best = TopK<WantedHit>(capacity: top)
        for hit in others { best.offer(hit) }
        for (part, found) in Dictionary(grouping: scan.found, by: \.part) {
            let replica = views[part].replica
            for line in found {
                let need = try replica.needs.row(line.row, replica.reading).need
                best.offer(WantedHit(need, need.lines[line.index], line.parts))
            }
        }
        return (scan.candidates + others.count, best.sorted())
    }
}

extension WantedHit {
    fileprivate init(_ need: Need, _ line: Line, _ parts: ScoreParts) {
        self.init(
            line: WantedLine(need: need.id, line: line.line, score: parts.score), parts: RoundedParts(parts),
            title: need.title, region: need.region?.text ?? "", quantity: line.quantity,
            neededBy: line.neededBy?.text ?? "")
    }
}
