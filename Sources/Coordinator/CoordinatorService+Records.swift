import Answers
import Bodies
import CatalogueStore
import Cluster
import Domain
import FoundationEssentials
import JSON
import JSONParsing
import Messages
import OS
import Queries
import Records
import ServiceKit
import Wire

extension CoordinatorService {
    func kind(_ number: UInt32) throws -> RecordKind {
        guard let kind = UInt8(exactly: number).flatMap(RecordKind.init(number:)) else {
            throw AnswerError("unknown_kind", "kind \(number) is not known here", field: "kind")
        }
        return kind
    }

    /// Reads the newest version of a record from its home; `found` gets nil where there is none.
    func fetch(
        _ question: Question, _ kind: RecordKind, _ id: String, versions: Bool = false,
        found: @escaping ([WireStoredVersion]) throws -> Void
    ) {
        var sub = WireSubRequest()
        sub.fetch.kind = UInt32(kind.number)
        sub.fetch.id = id
        sub.fetch.versions = versions
        scatter(sub, to: kind.isBroadcast ? .anyWorker : .home(id), of: question) { [self] scatter in
            question.coverage = coverage(scatter)
            do {
                guard let reply = scatter.replies.first else {
                    throw AnswerError(
                        "unavailable", "the worker that holds \(kind.rawValue) \(id) did not answer", field: "id",
                        hint: "see cluster status, or ask again")
                }
                guard !reply.fetch.versions.isEmpty else { throw CoordinatorService.unknown(kind, id) }
                try found(reply.fetch.versions)
            } catch {
                answer(question, error)
            }
        }
    }

    /// An id as it is stored: a credit code is upper-cased on input (10-data-model.md, "Codes").
    static func written(_ id: String, _ kind: RecordKind) -> String {
        kind == .enterprises || kind == .suppliers ? id.uppercased() : id
    }

    static func unknown(_ kind: RecordKind, _ id: String) -> AnswerError {
        AnswerError(
            "not_found", "there is no \(id) among the \(kind.rawValue)", field: "id",
            hint: "huanxin list \(kind.rawValue) shows what there is")
    }

    func show(_ question: Question, _ ask: WireShow) throws {
        let kind = try kind(ask.kind)
        let id = CoordinatorService.written(ask.id, kind)
        fetch(question, kind, id, versions: ask.versions) { [self] versions in
            let list = versions.map { version -> JSONValue in
                [
                    "seq": .int(version.seq), "at": .string(ShanghaiTime.text(milliseconds: version.timeMs)),
                    "record": .raw([UInt8](version.body)),
                ]
            }
            var fields: [(String, JSONValue)] = [
                ("kind", .string(kind.rawValue)), ("id", .string(id)), ("seq", list[0]["seq"] ?? .null),
                ("at", list[0]["at"] ?? .null), ("record", list[0]["record"] ?? .null),
            ]
            if ask.versions { fields.append(("versions", .array(list))) }
            answer(question, fields)
        }
    }

    /// Deleting is a status, never a removal (10-data-model.md).
    func withdraw(_ question: Question, _ ask: WireWithdraw) throws {
        let kind = try kind(ask.kind)
        let id = CoordinatorService.written(ask.id, kind)
        guard let entry = try catalogue.entry(kind, id), let body = try catalogue.body(at: entry.lastSeq) else {
            throw CoordinatorService.unknown(kind, id)
        }
        let withdrawn: Record
        switch try BodyReader().record(kind, body) {
        case .model(var model):
            model.status = .withdrawn
            withdrawn = .model(model)
        case .need(var need):
            need.status = .withdrawn
            withdrawn = .need(need)
        case .offer(var offer):
            offer.status = .withdrawn
            withdrawn = .offer(offer)
        case .supplier(var supplier):
            supplier.status = .suspended
            withdrawn = .supplier(supplier)
        case .enterprise, .inventory, .jointCap:
            throw AnswerError(
                "unsupported", "\(kind.rawValue) have no status that withdraws them", field: "kind",
                hint: "models, needs, offers and suppliers do")
        }
        var write = ImportRequest()
        write.kind = ask.kind
        write.bodies = [withdrawn.json.bytes]
        write.ifSeq = entry.lastSeq
        submit(PendingWrite(route: question.route, request: question.request, ask: write, kind: kind))
    }

    func list(_ question: Question, _ ask: WireListRecords) throws {
        let kind = try kind(ask.kind)
        let limit = min(ask.limit == 0 ? 20 : Int(ask.limit), CoordinatorLimits.page)
        var sub = WireSubRequest()
        sub.list.kind = ask.kind
        sub.list.where = try filters(ask.where)
        sub.list.limit = UInt32(limit + 1)
        sub.list.afterID = ask.cursor
        scatter(sub, to: kind.isBroadcast ? .anyWorker : .all, of: question) { [self] scatter in
            question.coverage = coverage(scatter)
            do {
                let bodies = scatter.replies.flatMap { $0.list.bodies }
                var records = try bodies.map { try JSONParser.parse([UInt8]($0)) }
                records.sort {
                    ($0["id"]?.string ?? "").utf8.lexicographicallyPrecedes(($1["id"]?.string ?? "").utf8)
                }
                let isMore = records.count > limit
                records = Array(records.prefix(limit))
                let total = scatter.replies.reduce(0) { $0 + $1.list.total }
                answer(
                    question,
                    [
                        ("kind", .string(kind.rawValue)), ("total", .int(total)), ("records", .array(records)),
                        ("cursor", isMore ? records.last?["id"] ?? .null : .null),
                    ])
            } catch {
                answer(question, error)
            }
        }
    }

    func filters(_ texts: [String]) throws -> [WireFieldTest] {
        try texts.map { text in
            guard let filter = RecordFilter(text) else {
                throw AnswerError(
                    "bad_filter", "this is no filter: \(text)", field: "where",
                    hint:
                        "write field=value, field!=value, field>=value, field<=value, field~text or 'field within code'"
                )
            }
            return WireFieldTest(filter)
        }
    }
}
