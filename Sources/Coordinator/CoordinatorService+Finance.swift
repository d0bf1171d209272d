import Answers
import CatalogueStore
import Cluster
import Domain
import FoundationEssentials
import JSON
import JSONParsing
import Messages
import Queries
import Records
import Wire

extension CoordinatorService {
    /// `assess`, and of one offer `why-not`.
    func assess(_ question: Question, _ ask: WireAssessNeed) throws {
        guard !ask.whyNot || !ask.offer.isEmpty else {
            throw AnswerError("missing_field", "why-not asks about one offer", field: "offer", hint: "give its id")
        }
        let given = try given(ask.enterprise)
        try withNeed(question, id: ask.needID, given: ask.need) { [self] need in
            var sub = WireSubRequest()
            sub.assess.need = Data(Record.need(need).json.bytes)
            if let given { sub.assess.enterprise = Data(Record.enterprise(given).json.bytes) }
            sub.assess.offer = ask.offer
            sub.assess.explain = ask.explain || ask.whyNot
            sub.assess.grounds = question.ask.save
            scatter(sub, to: .anyWorker, of: question) { [self] scatter in
                question.coverage = coverage(scatter)
                attempt(question) { try answer(question, ask, need, scatter) }
            }
        }
    }

    private func answer(_ question: Question, _ ask: WireAssessNeed, _ need: Need, _ scatter: Scatter) throws {
        guard let reply = scatter.replies.first?.assess else { throw CoordinatorService.silence }
        guard reply.offerKnown else { throw CoordinatorService.unknown(.offers, ask.offer) }
        question.keeping = Keeping(
            verb: ask.whyNot ? "why-not" : "assess",
            question: SavedQuestion.assess(
                ask, need: need, enterprise: CoordinatorService.json(reply.grounds.enterprise)),
            grounds: reply.grounds)
        let head: [(String, JSONValue)] = [
            ("need", .string(need.id)), ("enterprise_known", .bool(reply.enterpriseKnown)),
        ]
        let offers = [UInt8](reply.offers)
        if ask.whyNot {
            guard let offer = try JSONParser.parse(offers).array?.first else {
                throw AnswerError("failed", "a worker's answer cannot be read")
            }
            return answer(question, head + WhyNotAnswer.fields(offer))
        }
        answer(question, head + [("offers", .raw(offers))])
    }

    func projects(_ question: Question, _ ask: WireListProjects) throws {
        let limit = min(ask.limit == 0 ? 20 : Int(ask.limit), CoordinatorLimits.page)
        var sub = WireSubRequest()
        sub.projects.provider = ask.provider
        sub.projects.offer = ask.offer
        sub.projects.region = try code(ask.region, "region", "440100") {
            Region($0).map { settings.codes.regions.contains($0) } ?? false
        }
        let industry = Industry(written: ask.industry)?.code ?? ask.industry
        sub.projects.industry = try code(industry, "industry", "C34") {
            settings.codes.industries.contains(Industry(code: $0))
        }
        sub.projects.category = try code(ask.category, "category", "machine-tool") {
            settings.codes.categories[CategoryPath($0)] != nil
        }
        sub.projects.direction = try code(ask.direction, "direction", "green") {
            Need.Direction(rawValue: $0) != nil
        }
        sub.projects.minAmount = try fen(ask.minAmount, "min_amount")
        sub.projects.maxAmount = try fen(ask.maxAmount, "max_amount")
        let sort = try code(ask.sort, "sort", "fit, amount or submitted") { ProjectQuery.Sort(rawValue: $0) != nil }
        sub.projects.sort = sort.isEmpty ? "fit" : sort
        sub.projects.limit = UInt32(limit + 1)
        if !ask.cursor.isEmpty {
            guard let cursor = ProjectCursor(ask.cursor), cursor.seq <= catalogue.position.seq,
                cursor.list == ProjectCursor.list(sub.projects)
            else {
                throw AnswerError(
                    "bad_cursor", "this is no cursor of an earlier page of this list", field: "cursor",
                    hint: "ask for the first page again, without a cursor")
            }
            guard cursor.seq >= question.ask.minSeq else {
                throw AnswerError(
                    "behind", "change \(question.ask.minSeq) is asked for, the pages stand at \(cursor.seq)",
                    field: "min_seq", hint: "ask for the first page again, without a cursor")
            }
            sub.projects.after = WireProjectKey(cursor.key)
            // Later pages are read at the seq of the first, so that nothing is shown twice.
            question.seq = cursor.seq
        }
        let by = ProjectQuery.Sort(rawValue: sub.projects.sort) ?? .fit
        let list = ProjectCursor.list(sub.projects)
        scatter(sub, to: .all, of: question) { [self] scatter in
            question.coverage = coverage(scatter)
            do {
                answer(question, try page(question, list, ask, scatter, by, limit))
            } catch {
                answer(question, error)
            }
        }
    }

    private func page(
        _ question: Question, _ list: UInt64, _ ask: WireListProjects, _ scatter: Scatter, _ sort: ProjectQuery.Sort,
        _ limit: Int
    ) throws -> [(String, JSONValue)] {
        let replies = scatter.replies.map(\.projects)
        guard replies.isEmpty || replies.contains(where: \.offerKnown) else {
            throw AnswerError(
                "not_found", "there is no offer of provider \(ask.provider)", field: "provider",
                hint: "huanxin list offers shows the providers")
        }
        let rows = replies.flatMap(\.rows).map {
            ProjectPage.Row(key: $0.key.key, sort: sort, json: .raw([UInt8]($0.json)))
        }.sorted { $0.precedes($1) }
        let shown = rows.prefix(limit)
        let last = rows.count > limit ? shown.last : nil
        let cursor = last.map { ProjectCursor(seq: question.seq, list: list, key: $0.key).text }
        return [
            ("total", .int(replies.reduce(0) { $0 + $1.total })),
            (
                "facets",
                [
                    "city": FacetAnswer.json(replies.flatMap(\.cities)),
                    "industry": FacetAnswer.json(replies.flatMap(\.industries)),
                    "direction": FacetAnswer.json(replies.flatMap(\.directions)),
                    "amount": FacetAnswer.json(replies.flatMap(\.amounts)),
                ]
            ), ("projects", .array(shown.map(\.json))), ("cursor", cursor.map { .string($0) } ?? .null),
        ]
    }

    private func code(_ text: String, _ field: String, _ example: String, _ isKnown: (String) -> Bool) throws -> String
    {
        guard text.isEmpty || isKnown(text) else {
            throw AnswerError(
                "unknown_\(field)", "\(field) is not known: \(text)", field: field, hint: "for example \(example)")
        }
        return text
    }

    private func fen(_ text: String, _ field: String) throws -> String {
        if text.isEmpty { return "" }
        guard let fen = Fen(cny: text) else {
            throw AnswerError(
                "bad_type", "\(field) is no amount: \(text)", field: field, hint: "write CNY with at most two decimals")
        }
        return String(fen.rawValue)
    }
}

/// The place after a page: `seq|list|outcome|fit|amount|submitted|need`.
struct ProjectCursor {
    var seq: UInt64
    /// Of which list: its order and its offers.
    var list: UInt64
    var key: ProjectKey

    init(seq: UInt64, list: UInt64, key: ProjectKey) {
        self.seq = seq
        self.list = list
        self.key = key
    }

    init?(_ text: String) {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 7, let seq = UInt64(parts[0]), let list = UInt64(parts[1], radix: 16),
            let outcome = Int(parts[2]), outcome >= 0, outcome < Outcome.allCases.count, let fit = Int64(parts[3]),
            let amount = Int64(parts[4]), let submitted = Int32(parts[5])
        else { return nil }
        self.init(
            seq: seq, list: list,
            key: ProjectKey(outcome: outcome, fit: fit, amount: amount, submitted: submitted, need: String(parts[6])))
    }

    var text: String {
        "\(seq)|\(String(list, radix: 16))|\(key.outcome)|\(key.fit)|\(key.amount)|\(key.submitted)|\(key.need)"
    }

    /// What a cursor must not be taken from one list to another by: the sort, the provider, the offer.
    static func list(_ ask: WireProjects) -> UInt64 {
        [ask.sort, ask.provider, ask.offer].reduce(0) { XXH64.hash($1, seed: $0) }
    }
}

extension Fen {
    /// CNY with at most two decimals, as a client writes it.
    init?(cny text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let whole = Int64(parts[0]), whole >= 0, whole <= 10_000_000_000_000
        else {
            return nil
        }
        var cents: Int64 = 0
        if parts.count == 2 {
            guard (1...2).contains(parts[1].utf8.count), let value = Int64(parts[1]), value >= 0 else { return nil }
            cents = parts[1].utf8.count == 1 ? value * 10 : value
        }
        self.init(whole * 100 + cents)
    }
}
