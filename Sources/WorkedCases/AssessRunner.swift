internal import Answers
package import JSON
internal import Rules

/// `assess`: one offer for one project, with its whole explanation.
package struct AssessRunner: AskRunner {
    package let ask = "assess"

    package init() {}

    package func answer(_ input: CaseInput) async throws(CaseFlaw) -> JSONValue {
        let asOf = try input.asOf()
        let facts = FactTable(enterprise: try input.enterprise(), need: try input.need(), asOf: asOf)
        let offer = try input.offer()
        return AssessAnswer.offer(offer, Assessor.assess(CompiledOffer(offer), facts, asOf: asOf, explain: true))
    }
}
