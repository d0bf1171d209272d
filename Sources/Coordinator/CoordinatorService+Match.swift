import Answers
import Bodies
import CatalogueStore
import ChangeLog
import Cluster
import Domain
import FoundationEssentials
import JSON
import JSONParsing
import Matching
import Messages
import Queries
import Records
import TextAnalysis
import Wire

extension CoordinatorService {
    /// The need asked about: a stored one, or one that came with the question and is checked like an import.
    func withNeed(_ question: Question, id: String, given: Data, then: @escaping (Need) throws -> Void) throws {
        try withNeedText(question, id: id, given: given) { need, _ in try then(need) }
    }

    /// The need asked about, with its canonical text where that is at hand.
    private func withNeedText(
        _ question: Question, id: String, given: Data, then: @escaping (Need, Data?) throws -> Void
    ) throws {
        if !given.isEmpty {
            if let need = given.withUnsafeBytes({ needs.need($0) }) { return try then(need, given) }
            return try then(try checked(given), nil)
        }
        try withBody(question, .needs, id) { try then(try BodyReader().need($0), Data($0)) }
    }

    /// The newest version of a record that the question may see: out of the log where that has it, which saves the way
    /// to a worker and back, else from its home.
    private func withBody(
        _ question: Question, _ kind: RecordKind, _ id: String, then: @escaping ([UInt8]) throws -> Void
    ) throws {
        if log.isLocal, let entry = try catalogue.entry(kind, id), entry.lastSeq <= question.seq,
            let body = try catalogue.body(at: entry.lastSeq)
        {
            return try then(body)
        }
        fetch(question, kind, id) { [self] versions in
            try moveUp(question, kind, id)
            try then([UInt8](versions[0].body))
        }
    }

    /// A write may have come since the record was read: the answer stands at the newest seq at which it is still so,
    /// where the running statistics hold.
    private func moveUp(_ question: Question, _ kind: RecordKind, _ id: String) throws {
        guard !question.isPinned, let entry = try catalogue.entry(kind, id), entry.lastSeq <= question.seq else {
            return
        }
        question.seq = catalogue.position.seq
    }

    private func checked(_ given: Data) throws -> Need {
        guard case .need(let need) = try checked(given, .needs, field: "need") else {
            throw AnswerError("failed", "the need could not be read")
        }
        return need
    }

    /// A record that came with a question, checked like an import.
    func checked(_ given: Data, _ kind: RecordKind, field: String) throws -> Record {
        guard let record = try decoded(given, kind, field: field).record else {
            throw AnswerError("failed", "the \(field) could not be read", field: field)
        }
        return record
    }

    /// A record that came with a question, with what it refers to; there is a record.
    ///
    /// - Throws: `AnswerError` with the first problem of one that cannot be imported.
    func decoded(_ given: Data, _ kind: RecordKind, field: String) throws -> Decoding {
        let decoder = RecordDecoder(codes: settings.codes, mode: .strict)
        let value: JSONValue
        do {
            value = try JSONParser.parse([UInt8](given))
        } catch {
            throw AnswerError("bad_json", "the \(field) is not one JSON object", field: field)
        }
        let decoding = decoder.decode(kind, value)
        guard decoding.record != nil else {
            let problem = decoding.problems.first { $0.severity == .critical }
            throw AnswerError(
                problem?.code.rawValue ?? "bad_request", problem?.message ?? "the \(field) cannot be read",
                field: problem?.field ?? field, hint: problem.map { "expected: \($0.expected)" } ?? "")
        }
        return decoding
    }

    func match(_ question: Question, _ ask: WireMatchNeed) throws {
        let top = min(ask.top == 0 ? 10 : Int(ask.top), CoordinatorLimits.top)
        try withNeedText(question, id: ask.needID, given: ask.need) { [self] whole, text in
            var (need, text) = (whole, text)
            if !ask.line.isEmpty {
                text = nil
                need.lines.removeAll { $0.line != ask.line }
                guard !need.lines.isEmpty else {
                    throw AnswerError("not_found", "the need has no line \(ask.line)", field: "line")
                }
            }
            let tokens = need.lines.map { $0.text.map { TermCounts($0).tokens } ?? [] }
            let asked = need
            let body = text ?? Data(Record.need(need).json.bytes)
            withStatistics(question, .models, tokens) { [self] statistics in
                var sub = WireSubRequest()
                sub.match.need = body
                sub.match.top = UInt32(top)
                sub.match.explain = ask.explain
                sub.match.count = ask.count
                sub.match.statistics = statistics
                scatter(sub, to: .all, of: question) { [self] scatter in
                    question.coverage = coverage(scatter)
                    attempt(question) {
                        let replies = scatter.replies.map(\.match.lines)
                        guard replies.allSatisfy({ $0.count == asked.lines.count }) else {
                            throw AnswerError("failed", "a worker's answer cannot be read")
                        }
                        let lines = asked.lines.indices.map { index in
                            line(
                                question, asked.lines[index].line, replies.map { $0[index] }, top, count: ask.count)
                        }
                        question.keeping = Keeping(
                            verb: "match", question: SavedQuestion.match(ask, need: whole, top: top))
                        answer(question, [("need", .string(asked.id)), ("lines", .array(lines))])
                    }
                }
            }
        }
    }

    /// Merges one line's hits of all workers.
    private func line(
        _ question: Question, _ line: String, _ parts: [WireLineHits], _ top: Int, count: Bool
    ) -> JSONValue {
        let hits = parts.flatMap(\.hits).sorted { $0.rank.precedes($1.rank) }
        // Some shards may have counted all of theirs where others stopped early: what is said must not depend on that.
        let rows = parts.reduce(0) { $0 + Int($1.rows) }
        let isCounted = count || rows <= LineMatch.countedRows
        let shown = hits.prefix(top)
        return MatchAnswer.line(
            line, candidates: isCounted ? parts.reduce(0) { $0 + Int($1.candidates) } : shown.count,
            // What is missing may hold more: then the number is a lower bound.
            exact: isCounted && parts.allSatisfy(\.candidatesExact) && question.coverage.fraction == 1,
            models: shown.map { .raw([UInt8]($0.json)) })
    }

    func wantedBy(_ question: Question, _ ask: WireWantedByModel) throws {
        let top = min(ask.top == 0 ? 10 : Int(ask.top), CoordinatorLimits.top)
        try withBody(question, .models, ask.modelID) { [self] body in
            let model = try BodyReader().model(body)
            let category = settings.codes.categories[model.category]
            let tokens = TermCounts(DocumentText.text(of: model, category: category)).tokens
            withStatistics(question, .models, [tokens]) { [self] statistics in
                var sub = WireSubRequest()
                sub.wantedBy.model = Data(body)
                sub.wantedBy.top = UInt32(top)
                sub.wantedBy.statistics = statistics[0]
                scatter(sub, to: .all, of: question) { [self] scatter in
                    question.coverage = coverage(scatter)
                    wanted(question, ask.modelID, scatter, top)
                }
            }
        }
    }

    private func wanted(_ question: Question, _ model: String, _ scatter: Scatter, _ top: Int) {
        let replies = scatter.replies.map(\.wantedBy)
        let hits = replies.flatMap(\.hits).compactMap(\.hit).sorted { $0.precedes($1) }
        let lines = hits.prefix(top).map { hit -> JSONValue in
            MatchAnswer.wantedLine(
                hit.line,
                [
                    ("parts", MatchAnswer.parts(hit.parts)), ("title", .string(hit.title)),
                    ("region", .string(hit.region)), ("quantity", .int(hit.quantity)),
                    ("needed_by", hit.neededBy.isEmpty ? .null : .string(hit.neededBy)),
                ])
        }
        let candidates = replies.reduce(0) { $0 + Int(clamping: $1.candidates) }
        answer(question, MatchAnswer.wanted(model, candidates: candidates, lines: lines))
    }
}
