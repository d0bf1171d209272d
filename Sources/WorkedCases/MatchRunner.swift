internal import Answers
internal import Domain
package import JSON
internal import Matching

/// `match`: the models for one line of a need, and for every other model the hard tests it fails.
package struct MatchRunner: AskRunner {
    /// Models a case may ask for.
    private static let topMax = 10_000

    package let ask = "match"

    package init() {}

    package func answer(_ input: CaseInput) async throws(CaseFlaw) -> JSONValue {
        let asOf = try input.asOf()
        let (models, suppliers) = (try input.models(), try input.suppliers())
        let need = try input.need()
        let name = try input.text("line")
        guard let line = need.lines.first(where: { $0.line == name }) else {
            throw CaseFlaw("line", "a line of the need", got: .string(name))
        }
        let result = Evaluator.match(
            need: need,
            line: line,
            models: models,
            suppliers: suppliers,
            categories: try input.categories(),
            asOf: asOf,
            top: try input.int("top", in: 0...MatchRunner.topMax, default: 10)
        )
        let hits = result.hits.map { MatchAnswer.model($0) }
        var answer =
            MatchAnswer.line(name, candidates: result.candidates, exact: true, models: hits).object ?? JSONObject()
        answer.add("failed", failed(LineQuery(need: need, line: line, asOf: asOf), models, suppliers))
        return .object(answer)
    }

    /// By model, in the order of the case.
    private func failed(
        _ query: LineQuery,
        _ models: [EquipmentModel],
        _ suppliers: [String: Supplier]
    ) -> JSONValue {
        var failed = JSONObject()
        for model in models {
            let tests = Evaluator.tests(query, model: model, supplier: suppliers[model.supplier])
            let names = tests.filter { !$0.holds }.map(\.test)
            if !names.isEmpty { failed.add(model.id, .strings(names)) }
        }
        return .object(failed)
    }
}

/// `wanted-by`: the lines that a model fits.
package struct WantedByRunner: AskRunner {
    package let ask = "wanted-by"

    package init() {}

    package func answer(_ input: CaseInput) async throws(CaseFlaw) -> JSONValue {
        let models = try input.models()
        let id = try input.text("model")
        guard let model = models.first(where: { $0.id == id }) else {
            throw CaseFlaw("model", "the id of one of models", got: .string(id))
        }
        let lines = Evaluator.wantedBy(
            model: model,
            needs: try input.needs(),
            models: models,
            suppliers: try input.suppliers(),
            categories: try input.categories(),
            asOf: try input.asOf()
        )
        let fields = MatchAnswer.wanted(
            id,
            candidates: lines.count,
            lines: lines.map { MatchAnswer.wantedLine($0, []) }
        )
        return .object(JSONObject(fields.map { .init(key: $0.0, value: $0.1) }))
    }
}
