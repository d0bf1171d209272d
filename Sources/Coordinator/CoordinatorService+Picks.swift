import Answers
import Bodies
import Cluster
import Domain
import FoundationEssentials
import JSON
import Matching
import Messages
import Queries
import Records
import TextAnalysis
import Wire

extension CoordinatorService {
    /// The models for the lines of a need: those asked for, and for the other lines the best match, if wanted.
    func withPicks(
        _ question: Question, _ need: Need, asked: [WireLinePick], best isWanted: Bool,
        then: @escaping (LinePicks) throws -> Void
    ) throws {
        try LinePicks.check(asked, need)
        let ids = Set(asked.map(\.model)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        try withModels(question, ids[...], [:]) { [self] models in
            let picks = try LinePicks(asked: asked, need: need, models: models, asOf: question.asOf)
            var open = need
            open.lines = picks.open(of: need)
            guard isWanted, !open.lines.isEmpty else { return try then(picks) }
            match(question, open) { best in
                var picks = picks
                picks.fill(best, need: need)
                try then(picks)
            }
        }
    }

    /// The models of these ids, one after the other; those that are not stored are absent.
    private func withModels(
        _ question: Question, _ ids: ArraySlice<String>, _ found: [String: (model: EquipmentModel, body: Data)],
        then: @escaping ([String: (model: EquipmentModel, body: Data)]) throws -> Void
    ) throws {
        guard let id = ids.first else { return try then(found) }
        var sub = WireSubRequest()
        sub.fetch.kind = UInt32(RecordKind.models.number)
        sub.fetch.id = id
        scatter(sub, to: .home(id), of: question) { [self] scatter in
            question.coverage = coverage(scatter)
            attempt(question) {
                guard let reply = scatter.replies.first?.fetch else {
                    throw AnswerError(
                        "unavailable", "the worker that holds model \(id) did not answer", field: "pick",
                        hint: "see cluster status, or ask again")
                }
                var found = found
                if let body = reply.versions.first?.body {
                    found[id] = (try BodyReader().model([UInt8](body)), body)
                }
                try withModels(question, ids.dropFirst(), found, then: then)
            }
        }
    }

    /// The best match of each line that has one.
    private func match(
        _ question: Question, _ need: Need, then: @escaping ([LinePicks.Pick]) throws -> Void
    ) {
        let tokens = need.lines.map { $0.text.map { TermCounts($0).tokens } ?? [] }
        withStatistics(question, .models, tokens) { [self] statistics in
            var sub = WireSubRequest()
            sub.match.need = Data(Record.need(need).json.bytes)
            sub.match.top = 1
            sub.match.bodies = true
            sub.match.statistics = statistics
            scatter(sub, to: .all, of: question) { [self] scatter in
                question.coverage = coverage(scatter)
                attempt(question) { try then(try best(need, scatter)) }
            }
        }
    }

    private func best(_ need: Need, _ scatter: Scatter) throws -> [LinePicks.Pick] {
        var picks: [LinePicks.Pick] = []
        for (index, line) in need.lines.enumerated() {
            let hits = scatter.replies.flatMap { reply in
                reply.match.lines.indices.contains(index) ? reply.match.lines[index].hits : []
            }
            guard let best = hits.min(by: { $0.rank.precedes($1.rank) }) else { continue }
            picks.append(
                LinePicks.Pick(
                    line: line.line, model: try BodyReader().model([UInt8](best.body)), body: best.body,
                    isAsked: false))
        }
        return picks
    }

    /// Goes on with a question; what is thrown is answered.
    func attempt(_ question: Question, _ body: () throws -> Void) {
        do {
            try body()
        } catch {
            answer(question, error)
        }
    }
}
