import Answers
import CatalogueStore
import Cluster
import Domain
import FoundationEssentials
import JSON
import Messages
import Queries
import TextAnalysis
import Wire

extension CoordinatorService {
    /// Statistics of a family at the question's seq for each of these token lists: from the catalogue where it stands
    /// at that seq, else counted by the workers.
    func withStatistics(
        _ question: Question, _ family: TextFamily, _ lists: [[String]],
        then: @escaping ([WireTextStatistics]) throws -> Void
    ) {
        do {
            if question.seq == catalogue.position.seq {
                return try then(
                    lists.map { WireTextStatistics(try catalogue.statistics(family, tokens: $0), tokens: $0) })
            }
            guard lists.contains(where: { !$0.isEmpty }) else {
                return try then(lists.map { WireTextStatistics(TextStatistics(tokens: $0.count), tokens: $0) })
            }
        } catch {
            return answer(question, error)
        }
        countOnWorkers(question, family, lists, then: then)
    }

    private func countOnWorkers(
        _ question: Question, _ family: TextFamily, _ lists: [[String]],
        then: @escaping ([WireTextStatistics]) throws -> Void
    ) {
        var seen: [String: Int] = [:]
        var tokens: [String] = []
        for token in lists.joined() where seen.updateValue(tokens.count, forKey: token) == nil { tokens.append(token) }
        seen = Dictionary(uniqueKeysWithValues: tokens.enumerated().map { ($1, $0) })
        var sub = WireSubRequest()
        sub.statistics.family = family.rawValue
        sub.statistics.tokens = tokens
        let places = seen
        scatter(sub, to: family == .suppliers ? .anyWorker : .all, of: question) { [self] scatter in
            question.coverage = coverage(scatter)
            do {
                guard question.coverage.fraction == 1 else {
                    throw AnswerError(
                        "unavailable", "a past state can be answered only when every worker answers", field: "known",
                        hint: "see cluster status, or ask again")
                }
                var sum = TextStatistics(tokens: tokens.count)
                for reply in scatter.replies { sum.add(reply.statistics.statistics.counts) }
                try then(
                    lists.map { list in
                        var part = sum
                        part.documentFrequencies = list.map { places[$0].map { sum.documentFrequencies[$0] } ?? 0 }
                        return WireTextStatistics(part, tokens: list)
                    })
            } catch {
                answer(question, error)
            }
        }
    }

    func search(_ question: Question, _ ask: WireSearchRecords) throws {
        let kind = try kind(ask.kind)
        guard let family = TextFamily(kind) else {
            throw AnswerError(
                "unsupported", "\(kind.rawValue) are not searched by text", field: "kind",
                hint: "models, suppliers and needs are")
        }
        let tokens = TermCounts(ask.text).tokens
        guard !tokens.isEmpty else {
            throw AnswerError("bad_text", "the text has no letter and no digit", field: "text", hint: "write a word")
        }
        let top = min(ask.top == 0 ? 10 : Int(ask.top), CoordinatorLimits.top)
        let filters = try filters(ask.where)
        withStatistics(question, family, [tokens]) { [self] statistics in
            var sub = WireSubRequest()
            sub.search.kind = ask.kind
            sub.search.statistics = statistics[0]
            sub.search.where = filters
            sub.search.top = UInt32(top)
            scatter(sub, to: family == .suppliers ? .anyWorker : .all, of: question) { [self] scatter in
                question.coverage = coverage(scatter)
                do {
                    answer(question, try found(scatter, kind, top))
                } catch {
                    answer(question, error)
                }
            }
        }
    }

    private func found(_ scatter: Scatter, _ kind: RecordKind, _ top: Int) throws -> [(String, JSONValue)] {
        let replies = scatter.replies.map(\.search)
        let hits = replies.flatMap(\.hits).map {
            TextHit(id: $0.id, score: $0.score, name: $0.name, body: [UInt8]($0.body))
        }.sorted { $0.precedes($1) }
        let list = hits.prefix(top).map { hit -> JSONValue in
            [
                "id": .string(hit.id), "score": .millionths(hit.score), "name": .string(hit.name),
                "record": .raw(hit.body),
            ]
        }
        return [
            ("kind", .string(kind.rawValue)), ("total", .int(replies.reduce(0) { $0 + $1.total })),
            (
                "facets",
                [
                    "category": FacetAnswer.json(replies.flatMap(\.categories)),
                    "region": FacetAnswer.json(replies.flatMap(\.regions)),
                    "efficiency": FacetAnswer.json(replies.flatMap(\.efficiencies)),
                ]
            ), ("hits", .array(list)),
        ]
    }
}

/// Counts by value, summed over workers: most first, then by value in byte order.
enum FacetAnswer {
    static func json(_ counts: [WireFacetCount]) -> JSONValue {
        var sums: [String: UInt64] = [:]
        for count in counts { sums[count.value, default: 0] += count.count }
        let sorted = sums.sorted { a, b in
            a.value != b.value ? a.value > b.value : a.key.utf8.lexicographicallyPrecedes(b.key.utf8)
        }
        return .object(JSONObject(sorted.map { .init(key: $0.key, value: .int($0.value)) }))
    }
}
