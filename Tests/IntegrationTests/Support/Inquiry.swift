import Domain
import FoundationEssentials
import JSON
import Queries
import Records
import TestSupport
import Testing
import Wire

/// A question that can be put to any cluster, and what its answer must be by brute force.
enum Inquiry {
    /// `given`: not stored, sent along.
    case match(Need, given: Bool, line: String, top: Int, explain: Bool)
    case wantedBy(String, top: Int)
    case assess(Need, given: Enterprise?, offer: String, explain: Bool)
    /// `picks`: line → model; the other lines take their best match where `best` says so.
    case package(
        Need, given: Enterprise?, picks: [String: String], best: Bool, objective: String, top: Int, schedule: Bool)
    /// Of a need without picked models.
    case askNext(Need, objective: String)
    case impact(Offer)
    case projects(WireListProjects)
    case search(RecordKind, String, where: [String], top: Int)
    case list(RecordKind, where: [String], limit: Int)
    case show(RecordKind, String, versions: Bool)

    /// What is asked, shortly.
    var label: String {
        switch self {
        case .match(let need, let given, let line, let top, let explain):
            "match \(need.id) given \(given) line \(line) top \(top) explain \(explain)"
        case .wantedBy(let model, let top): "wanted-by \(model) top \(top)"
        case .assess(let need, let given, let offer, let explain):
            "assess \(need.id) given \(given?.id ?? "no") offer \(offer) explain \(explain)"
        case .package(let need, let given, let picks, let best, let objective, let top, _):
            "package \(need.id) given \(given?.id ?? "no") picks \(picks) best \(best) \(objective) top \(top)"
        case .askNext(let need, let objective): "ask-next \(need.id) \(objective)"
        case .impact(let draft): "impact \(draft.id)"
        case .projects(let ask): "projects \(ask)"
        case .search(let kind, let text, let filters, let top): "search \(kind) \(text) \(filters) top \(top)"
        case .list(let kind, let filters, let limit): "list \(kind) \(filters) limit \(limit)"
        case .show(let kind, let id, let versions): "show \(kind) \(id) versions \(versions)"
        }
    }

    /// All of the answer: for what comes in pages, up to four pages one after the other.
    func answer(_ asker: Asker, known: UInt64? = nil) throws -> [JSONValue] {
        var pages = [try asker.json(known: known) { put(&$0, cursor: "") }]
        while pages.count < 4, isPaged, let cursor = pages[pages.count - 1]["cursor"]?.string {
            pages.append(try asker.json(known: known) { put(&$0, cursor: cursor) })
        }
        return pages
    }

    private var isPaged: Bool {
        switch self {
        case .projects, .list: true
        default: false
        }
    }

    private func put(_ request: inout WireClientRequest, cursor: String) {
        switch self {
        case .match(let need, let given, let line, let top, let explain):
            var ask = WireMatchNeed()
            if given { ask.need = Data(RecordText.body(.need(need))) } else { ask.needID = need.id }
            (ask.line, ask.top, ask.explain) = (line, UInt32(top), explain)
            request.match = ask
        case .wantedBy(let model, let top):
            request.wantedBy = .init()
            (request.wantedBy.modelID, request.wantedBy.top) = (model, UInt32(top))
        case .assess(let need, let enterprise, let offer, let explain):
            var ask = WireAssessNeed()
            if let enterprise {
                ask.need = Data(RecordText.body(.need(need)))
                ask.enterprise = Data(RecordText.body(.enterprise(enterprise)))
            } else {
                ask.needID = need.id
            }
            (ask.offer, ask.explain) = (offer, explain)
            request.assess = ask
        case .package(let need, let enterprise, let picks, let best, let objective, let top, let schedule):
            var ask = WirePackageNeed()
            if let enterprise {
                ask.need = Data(RecordText.body(.need(need)))
                ask.enterprise = Data(RecordText.body(.enterprise(enterprise)))
            } else {
                ask.needID = need.id
            }
            ask.picks = picks.sorted { $0.key > $1.key }.map { line, model in
                var pick = WireLinePick()
                (pick.line, pick.model) = (line, model)
                return pick
            }
            (ask.noPicks, ask.objective, ask.top, ask.schedule) = (!best, objective, UInt32(top), schedule)
            request.packages = ask
        case .askNext(let need, let objective):
            var ask = WirePackageNeed()
            (ask.needID, ask.noPicks, ask.objective) = (need.id, true, objective)
            request.askNext = ask
        case .impact(let draft): request.impact.offer = Data(RecordText.body(.offer(draft)))
        case .projects(let ask):
            request.projects = ask
            request.projects.cursor = cursor
        case .search(let kind, let text, let filters, let top):
            request.search = .init()
            (request.search.kind, request.search.text) = (UInt32(kind.number), text)
            (request.search.where, request.search.top) = (filters, UInt32(top))
        case .list(let kind, let filters, let limit):
            request.list = .init()
            (request.list.kind, request.list.where) = (UInt32(kind.number), filters)
            (request.list.limit, request.list.cursor) = (UInt32(limit), cursor)
        case .show(let kind, let id, let versions):
            request.show = .init()
            (request.show.kind, request.show.id, request.show.versions) = (UInt32(kind.number), id, versions)
        }
    }
}
