package import Domain
import TextAnalysis

/// The contract on plain records, one model after the other: what every faster way must agree with (20-matching.md).
package enum Evaluator {
    /// The best models for a line of a need.
    ///
    /// Text statistics run over the models that are live by status.
    /// - Parameters:
    ///   - models: the whole registry.
    ///   - suppliers: by id; a model whose supplier is not there is not live.
    ///   - top: how many hits at most, 0 or more.
    package static func match(
        need: Need,
        line: Line,
        models: [EquipmentModel],
        suppliers: [String: Supplier],
        categories: CategoryTree,
        asOf: CalendarDay,
        top: Int = 10
    ) -> MatchResult {
        let query = LineQuery(need: need, line: line, asOf: asOf)
        let documents =
            query.tokens.isEmpty
            ? LiveDocuments(models: [], suppliers: [:], categories: categories)
            : LiveDocuments(models: models, suppliers: suppliers, categories: categories)
        let bm25 = BM25(documents.statistics(for: query.tokens))
        var candidates = 0
        var best = TopK<Hit>(capacity: top)
        for model in models {
            let supplier = suppliers[model.supplier]
            guard passes(query, model: model, supplier: supplier) else { continue }
            candidates += 1
            let s = documents.bm25(of: model.id, tokens: query.tokens, with: bm25)
            let parts = scoreParts(query, model: model, supplier: supplier, bm25: s)
            best.offer(
                Hit(
                    model: model.id,
                    score: parts.score,
                    parts: RoundedParts(parts),
                    price: model.price,
                    supplier: model.supplier,
                    name: model.name
                )
            )
        }
        return MatchResult(candidates: candidates, hits: best.sorted())
    }

    /// The lines of open needs that a model passes all hard tests of, ordered by its score there, then need id and line
    /// id in byte order (20-matching.md, "Reverse"; R29).
    ///
    /// - Parameter models: the whole registry, for the text statistics; the model itself is part of it.
    package static func wantedBy(
        model: EquipmentModel,
        needs: [Need],
        models: [EquipmentModel],
        suppliers: [String: Supplier],
        categories: CategoryTree,
        asOf: CalendarDay
    ) -> [WantedLine] {
        let supplier = suppliers[model.supplier]
        let documents = LiveDocuments(models: models, suppliers: suppliers, categories: categories)
        var wanted: [WantedLine] = []
        for need in needs where need.statusOrDefault == .open {
            for line in need.lines {
                let query = LineQuery(need: need, line: line, asOf: asOf)
                guard passes(query, model: model, supplier: supplier) else { continue }
                let bm25 = BM25(documents.statistics(for: query.tokens))
                let s = documents.bm25(of: model.id, tokens: query.tokens, with: bm25)
                let parts = scoreParts(query, model: model, supplier: supplier, bm25: s)
                wanted.append(WantedLine(need: need.id, line: line.line, score: parts.score))
            }
        }
        return wanted.sorted { $0.precedes($1) }
    }

    /// The parts of a model's score for a line.
    ///
    /// - Parameter bm25: s of the line's text against the model; 0 without text.
    package static func scoreParts(
        _ query: LineQuery,
        model: EquipmentModel,
        supplier: Supplier?,
        bm25: Double
    ) -> ScoreParts {
        ScoreParts(
            ScoreInputs(
                priceFen: model.price.rawValue,
                limitFen: query.line.maxUnitPrice?.rawValue,
                efficiencyRank: (model.efficiency ?? .unrated).rank,
                leadTimeDays: model.leadTimeDays,
                daysUntilNeeded: query.daysUntilNeeded,
                locality: ScoreParts.locality(need: query.region, supplier: supplier?.region),
                rating: supplier?.rating,
                isFavoured: isFavoured(model),
                bm25: bm25
            )
        )
    }

    /// First set, or on any listing: what the part `policy` asks.
    package static func isFavoured(_ model: EquipmentModel) -> Bool {
        model.firstSet == true || !(model.listings ?? []).isEmpty
    }

    /// The regions a model is served in: its own, else its supplier's, else the whole country.
    package static func serviceRegions(of model: EquipmentModel, supplier: Supplier?) -> [Region] {
        model.serviceRegions ?? supplier?.serviceRegions ?? [.country]
    }
}
