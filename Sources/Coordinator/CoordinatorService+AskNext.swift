import Answers
import Domain
import JSON
import JSONParsing
import Packaging
import Records
import Wire

extension CoordinatorService {
    /// `ask-next`: the unknown fact whose answer moves the cost of the best package most.
    func askNext(_ question: Question, _ ask: WirePackageNeed) throws {
        let options = try PackageOptions(ask)
        let enterprise = try given(ask.enterprise)
        try withNeed(question, id: ask.needID, given: ask.need) { [self] need in
            try withPicks(question, need, asked: ask.picks, best: !ask.noPicks) { [self] picks in
                var sub = WireSubRequest()
                sub.askNext = WirePackage(need, enterprise, picks, options)
                scatter(sub, to: .anyWorker, of: question) { [self] scatter in
                    question.heed(coverage(scatter))
                    attempt(question) { try answer(question, options, need, picks, scatter) }
                }
            }
        }
    }

    private func answer(
        _ question: Question, _ options: PackageOptions, _ need: Need, _ picks: LinePicks, _ scatter: Scatter
    ) throws {
        guard let reply = scatter.replies.first?.askNext else { throw CoordinatorService.silence }
        try CoordinatorService.check(reply.suspended, picks)
        let head: [(String, JSONValue)] = [
            ("need", .string(need.id)), ("enterprise_known", .bool(reply.enterpriseKnown)),
            ("objective", .string(options.objective.rawValue)), ("discount_rate", .rate(options.discountRate)),
            ("picks", picks.json),
        ]
        guard reply.refused.isEmpty else {
            return answer(question, head + AskNextAnswer.refused(fields: reply.refused))
        }
        let facts = try JSONParser.parse([UInt8](reply.facts))
        answer(
            question,
            head + [
                ("interval", .raw([UInt8](reply.interval))), ("next", facts.array?.first ?? .null), ("facts", facts),
            ])
    }
}
