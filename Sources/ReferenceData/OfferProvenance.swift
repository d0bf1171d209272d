/// How well a shipped offer stands; shown beside it.
package struct OfferProvenance: Equatable, Sendable {
    /// What the offer's figures are worth.
    package enum Grade: String, CaseIterable, Sendable {
        /// The whole eligibility and amount are said.
        case exact
        /// One condition or limit cannot be said or is not in the source: the answer can be kinder than it should be.
        case generous
        /// The rule is said; the source gives no amount, rate, premium or loss share.
        case unpublished
        /// The amount is published but its base or form cannot be said, so nothing is computed from it.
        case incomplete
    }
    package enum Confidence: String, CaseIterable, Sendable { case high, medium, low }

    package let offer: String
    package let grade: Grade
    package let confidence: Confidence
    /// `current`, `superseded` and the like, as collected.
    package let statusInSource: String
    /// What the offer's form does not say, in Chinese words.
    package let unexpressed: [String]
}

/// An open code of the shipped offers in words.
package struct OpenCode: Equatable, Sendable {
    /// `project.attested`, `enterprise.attested`, `lists`, `zones`, `classes`, `listings` or `lines`.
    package let kind: String
    package let code: String
    package let zh: String
}

/// The marks of the offers and the open codes.
struct ProvenanceTable: Sendable {
    var offers: [String: OfferProvenance] = [:]
    var codes: [OpenCode] = []

    init(_ text: String) {
        for cells in Table.rows(text) {
            if cells[0] == "code" {
                codes.append(OpenCode(kind: String(cells[1]), code: String(cells[2]), zh: String(cells[3])))
                continue
            }
            guard cells.count == 6, let grade = OfferProvenance.Grade(rawValue: String(cells[2])),
                let confidence = OfferProvenance.Confidence(rawValue: String(cells[3]))
            else { preconditionFailure("not a line of the provenance: \(cells)") }
            offers[String(cells[1])] = OfferProvenance(
                offer: String(cells[1]),
                grade: grade,
                confidence: confidence,
                statusInSource: String(cells[4]),
                unexpressed: Table.list(cells[5])
            )
        }
    }
}
