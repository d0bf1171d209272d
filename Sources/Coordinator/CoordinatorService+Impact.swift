import Answers
import CatalogueStore
import Domain
import FoundationEssentials
import JSON
import Messages
import Queries
import Records
import ReferenceData
import Wire

extension CoordinatorService {
    /// `impact`: what a draft of an offer would change for the open needs; nothing is stored.
    func impact(_ question: Question, _ ask: WireDraftImpact) throws {
        let draft = try draft(ask.offer)
        var sub = WireSubRequest()
        sub.impact.offer = Data(Record.offer(draft).json.bytes)
        scatter(sub, to: .all, of: question) { [self] scatter in
            question.coverage = coverage(scatter)
            attempt(question) {
                var sum = ImpactResult()
                for reply in scatter.replies {
                    guard let part = reply.impact.result else {
                        throw AnswerError("failed", "a worker's answer cannot be read")
                    }
                    sum.merge(part)
                }
                answer(
                    question,
                    ImpactAnswer.fields(
                        draft, sum.counts, isStored: sum.isStored, withoutBackbone: sum.withoutBackbone,
                        amountUnknown: sum.amountUnknown, name: { ReferenceData.regions[$0.text]?.zh }))
            }
        }
    }

    /// The draft, checked like an import: what it refers to must be stored.
    private func draft(_ body: Data) throws -> Offer {
        let decoding = try decoded(body, .offers, field: "offer")
        guard case .offer(let draft)? = decoding.record else {
            throw AnswerError("failed", "the offer could not be read")
        }
        for reference in decoding.references where reference.kind != .offers || reference.id != draft.id {
            guard try catalogue.entry(reference.kind, reference.id) == nil else { continue }
            throw AnswerError(
                "unknown_reference", "\(reference.field) names \(reference.id), which is not stored",
                field: reference.field, hint: "import it first, or name one of the stored \(reference.kind.rawValue)")
        }
        return draft
    }
}
