import Answers
package import Domain
package import JSON
package import Matching
package import Queries
import ReferenceData
import Rules
package import TextAnalysis

extension Registry {
    /// What a line matches: how many pass, and the best, each with every test.
    package struct Matched {
        package var candidates: Int
        package var hits: [Hit]
        /// One a hit.
        package var tests: [JSONValue]

        /// As the answer shows it; with a part missing the number of candidates is a lower bound.
        package func json(line: String, explain: Bool, isWhole: Bool = true) -> JSONValue {
            MatchAnswer.line(
                line, candidates: candidates, exact: isWhole,
                models: zip(hits, tests).map { MatchAnswer.model($0, tests: explain ? $1 : nil) })
        }
    }

    /// Every model against one line (20-matching.md), best first.
    ///
    /// - Parameter isAsked: which models are looked at; the text statistics are those of all.
    package func match(
        _ need: Need, _ line: Line, asOf: CalendarDay, top: Int, isAsked: (String) -> Bool = { _ in true }
    ) -> Matched {
        let query = LineQuery(need: need, line: line, asOf: asOf)
        let bm25 = BM25(query.tokens.isEmpty ? TextStatistics(tokens: 0) : statistics(.models, query.tokens))
        var hits: [Hit] = []
        for model in models.values where isAsked(model.id) {
            let supplier = suppliers[model.supplier]
            guard Evaluator.passes(query, model: model, supplier: supplier) else { continue }
            let text = text(.models, model.id)
            let s = bm25.score(frequencies: query.tokens.map { text.frequency(of: $0) }, length: text.length)
            let parts = Evaluator.scoreParts(
                query, model: model, supplier: supplier, bm25: query.tokens.isEmpty ? 0 : s)
            hits.append(
                Hit(
                    model: model.id, score: parts.score, parts: RoundedParts(parts), price: model.price,
                    supplier: model.supplier, name: model.name))
        }
        hits.sort { a, b in
            if a.score != b.score { return a.score > b.score }
            if a.price != b.price { return a.price < b.price }
            return a.model.utf8.lexicographicallyPrecedes(b.model.utf8)
        }
        let best = Array(hits.prefix(top))
        let tests = best.compactMap { hit in
            models[hit.model].map {
                MatchAnswer.tests(Evaluator.tests(query, model: $0, supplier: suppliers[$0.supplier]))
            }
        }
        return Matched(candidates: hits.count, hits: best, tests: tests)
    }

    /// The lines of open needs that a model fits, best first.
    package func wantedBy(_ model: EquipmentModel, asOf: CalendarDay) -> [WantedLine] {
        let supplier = suppliers[model.supplier]
        let text = text(.models, model.id)
        var wanted: [WantedLine] = []
        for need in needs.values where need.statusOrDefault == .open {
            for line in need.lines {
                let query = LineQuery(need: need, line: line, asOf: asOf)
                guard Evaluator.passes(query, model: model, supplier: supplier) else { continue }
                let bm25 = BM25(statistics(.models, query.tokens))
                let s = bm25.score(frequencies: query.tokens.map { text.frequency(of: $0) }, length: text.length)
                let parts = Evaluator.scoreParts(query, model: model, supplier: supplier, bm25: s)
                wanted.append(WantedLine(need: need.id, line: line.line, score: parts.score))
            }
        }
        return wanted.sorted { a, b in
            if a.score != b.score { return a.score > b.score }
            if a.need != b.need { return a.need.utf8.lexicographicallyPrecedes(b.need.utf8) }
            return a.line.utf8.lexicographicallyPrecedes(b.line.utf8)
        }
    }

    /// The offers' outcomes for a need, as the answer shows them.
    package func assess(
        _ need: Need, enterprise: Enterprise?, offer: String?, asOf: CalendarDay, explain: Bool
    ) -> [JSONValue] {
        let facts = FactTable(enterprise: enterprise ?? enterprises[need.enterprise], need: need, asOf: asOf)
        let judged = offers.values.filter { offer == nil || $0.offer.id == offer }.map {
            (offer: $0.offer, assessment: Assessor.assess($0, facts, asOf: asOf, explain: explain), rest: ())
        }
        return AssessAnswer.sorted(judged).map {
            AssessAnswer.offer($0.offer, $0.assessment, source: SourceAnswer.json($0.offer.source))
        }
    }

    /// A provider's projects as need and outcome, in the order of the query (50-interfaces.md, "JSON").
    package func projects(_ query: ProjectQuery, asOf: CalendarDay) -> [(need: String, outcome: Outcome)] {
        let mine = offers.values.filter {
            $0.offer.provider.id == query.provider && (query.offer == nil || $0.offer.id == query.offer)
        }
        var keys: [(key: ProjectKey, outcome: Outcome)] = []
        for need in needs.values where need.statusOrDefault == .open && passes(need, query) {
            let enterprise = enterprises[need.enterprise]
            let view = ProjectView(need: need, enterprise: enterprise, asOf: asOf)
            let facts = FactTable(enterprise: enterprise, need: need, asOf: asOf)
            let best = mine.map { Assessor.outcome(of: $0, facts, asOf: asOf) }.min { $0.order < $1.order }
            guard let best, best.order <= Outcome.needsFacts.order else { continue }
            let key = ProjectKey(
                outcome: best.order, fit: view.fit, amount: view.amount?.rawValue ?? -1,
                submitted: need.submittedOn?.number ?? .min, need: need.id)
            keys.append((key, best))
        }
        return keys.sorted { $0.key.precedes($1.key, by: query.sort) }.map { ($0.key.need, $0.outcome) }
    }

    private func passes(_ need: Need, _ query: ProjectQuery) -> Bool {
        let amount = need.financing?.amount ?? need.equipmentAmountOrDefault
        if let region = query.region, need.region.map({ !$0.isWithin(region) }) ?? true { return false }
        if let category = query.category, !need.lines.contains(where: { $0.category.isWithin(category) }) {
            return false
        }
        if let direction = query.direction, need.directions?.contains(direction) != true { return false }
        if let least = query.minAmount, amount.map({ $0 < least }) ?? true { return false }
        if let most = query.maxAmount, amount.map({ $0 > most }) ?? true { return false }
        if let industry = query.industry {
            guard let own = enterprises[need.enterprise]?.industry, own.isWithin(industry) else { return false }
        }
        return true
    }

    /// The live records that share a token with the text, best first, with their scores.
    package func search(_ kind: RecordKind, _ text: String, where filters: [RecordFilter]) -> [(
        id: String, score: Int64
    )] {
        let tokens = TermCounts(text).tokens
        let bm25 = BM25(statistics(kind, tokens))
        var hits: [(id: String, score: Int64)] = []
        for (id, text) in liveTexts(kind) {
            let counts = tokens.map { text.frequency(of: $0) }
            guard counts.contains(where: { $0 > 0 }), passes(kind, id, filters) else { continue }
            hits.append((id, ScoreParts.millionths(bm25.score(frequencies: counts, length: text.length))))
        }
        return hits.sorted {
            $0.score != $1.score ? $0.score > $1.score : $0.id.utf8.lexicographicallyPrecedes($1.id.utf8)
        }
    }

    /// The ids of a kind that pass all filters, in byte order.
    package func list(_ kind: RecordKind, where filters: [RecordFilter]) -> [String] {
        ids(kind).filter { passes(kind, $0, filters) }
    }

    private func passes(_ kind: RecordKind, _ id: String, _ filters: [RecordFilter]) -> Bool {
        guard !filters.isEmpty else { return true }
        guard let record = record(kind, id) else { return false }
        let json = RecordText.json(record)
        return filters.allSatisfy { $0.passes(json) }
    }
}

extension Registry {
    /// The distinct tokens of a model's text.
    package func tokens(of model: EquipmentModel) -> [String] { text(.models, model.id).tokens }

    /// The terms of a model's text.
    package func document(of model: EquipmentModel) -> TermCounts { text(.models, model.id) }
}
