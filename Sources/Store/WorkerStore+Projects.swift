import Answers
package import Cluster
package import Domain
import JSON
import LMDB
import Matching
import NeedIndex
package import Queries
import Rules

extension WorkerStore {
    /// The open needs of these vshards that fit an offer of the provider, in order.
    ///
    /// The first question about an offer on a day judges every need, from columns; the outcomes are kept, and later
    /// questions judge what changed.
    package func projects(
        _ query: ProjectQuery, asOf: CalendarDay, vshards: [VShard], at seq: UInt64,
        pace: Pace = Pace()
    ) throws -> ProjectPage {
        let offers = offers(query, at: seq)
        var key = StandingKey(
            offers: offers.compactMap { common.offerVersion($0.offer.id, at: seq) }, asOf: asOf)
        let filter = ProjectFilter(query)
        key.filter = filter.isEmpty ? nil : filter
        var page = ProjectPage()
        page.isOfferKnown = !offers.isEmpty
        guard !offers.isEmpty else { return page }
        var others = ProjectJudge(query, offers, asOf, categories)
        var views: [NeedView] = []
        var scan = ProjectScan(common.enterprises.rules.rules(key) { ProjectRules(offers, asOf: asOf) }, key)
        for vshard in vshards {
            let view = try view(vshard, at: seq, pace: pace) { others.judge($0, $1, &page) }
            guard let view else { continue }
            scan.add(view.columns, hiding: view.hidden)
            views.append(view)
            try pace.lookUp()
        }
        scan.count(in: &page)
        let found = scan.first(query.limit, by: query.sort, after: query.after).filter {
            let row = ProjectPage.Row(key: $0.key, sort: query.sort, json: .null)
            return others.best.threshold.map { row.precedes($0) } ?? true
        }
        for (part, rows) in Dictionary(grouping: found, by: \.part) { try show(rows, views[part], &others) }
        page.rows = others.best.sorted()
        return page
    }

    private func offers(_ query: ProjectQuery, at seq: UInt64) -> [CompiledOffer] {
        if let id = query.offer {
            return common.offer(id, at: seq).map { $0.offer.provider.id == query.provider ? [$0] : [] } ?? []
        }
        return common.offers(at: seq).filter { $0.offer.provider.id == query.provider }
    }

    /// Offers rows of a page as they are shown, from the stored rows of their needs.
    private func show(_ found: [ProjectScan.Found], _ view: NeedView, _ others: inout ProjectJudge) throws {
        for row in found {
            let need = try view.replica.needs.row(UInt32(row.row), view.replica.reading).need
            others.show(need, try common.enterprises.newest(need.enterprise, common.reading))
        }
    }
}

/// Judges needs one by one for a list of projects.
struct ProjectJudge {
    private let query: ProjectQuery
    /// By id.
    private let offers: [CompiledOffer]
    private let asOf: CalendarDay
    private let categories: CategoryTree
    private(set) var best: TopK<ProjectPage.Row>

    init(_ query: ProjectQuery, _ offers: [CompiledOffer], _ asOf: CalendarDay, _ categories: CategoryTree) {
        self.query = query
        self.offers = offers
        self.asOf = asOf
        self.categories = categories
        best = TopK(capacity: query.limit)
    }

    /// Counts an open need that fits in the page, and offers its row.
    mutating func judge(_ need: Need, _ enterprise: Enterprise?, _ page: inout ProjectPage) {
        guard passes(need, enterprise) else { return }
        let facts = FactTable(enterprise: enterprise, need: need, asOf: asOf)
        guard let (chosen, outcome) = best(facts) else { return }
        let view = ProjectView(need: need, enterprise: enterprise, asOf: asOf)
        page.total += 1
        page.cities[view.city, default: 0] += 1
        page.industries[view.division.isEmpty ? "unknown" : view.division, default: 0] += 1
        for direction in need.directions ?? [] { page.directions[direction, default: 0] += 1 }
        page.amounts[view.amountBand, default: 0] += 1
        offer(need, view, facts, chosen, outcome)
    }

    /// Offers the row of a need that is known to fit and to pass.
    mutating func show(_ need: Need, _ enterprise: Enterprise?) {
        let facts = FactTable(enterprise: enterprise, need: need, asOf: asOf)
        guard let (chosen, outcome) = best(facts) else { return }
        offer(need, ProjectView(need: need, enterprise: enterprise, asOf: asOf), facts, chosen, outcome)
    }

    private mutating func offer(
        _ need: Need, _ view: ProjectView, _ facts: FactTable, _ chosen: CompiledOffer, _ outcome: Outcome
    ) {
        let key = ProjectKey(
            outcome: outcome.order, fit: view.fit, amount: view.amount?.rawValue ?? -1,
            submitted: need.submittedOn?.number ?? .min, need: need.id)
        if let after = query.after, !after.precedes(key, by: query.sort) { return }
        var row = ProjectPage.Row(key: key, sort: query.sort, json: .null)
        if let threshold = best.threshold, !row.precedes(threshold) { return }
        let asks = Assessor.assess(chosen, facts, asOf: asOf, explain: false).asks
        row.json = view.row(
            outcome: outcome, offer: chosen.offer.id, asks: asks, provider: query.provider, categories: categories,
            asOf: asOf)
        best.offer(row)
    }

    private func passes(_ need: Need, _ enterprise: Enterprise?) -> Bool {
        if let region = query.region, !(need.region?.isWithin(region) ?? false) { return false }
        if let category = query.category, !need.lines.contains(where: { $0.category.isWithin(category) }) {
            return false
        }
        if let direction = query.direction, !(need.directions ?? []).contains(direction) { return false }
        if let industry = query.industry, !(enterprise?.industry?.isWithin(industry) ?? false) { return false }
        if let least = query.minAmount, !(need.amountSought.map { $0 >= least } ?? false) { return false }
        if let most = query.maxAmount, !(need.amountSought.map { $0 <= most } ?? false) { return false }
        return true
    }

    /// The offer that fits best: by outcome, then id; nil where none does.
    private func best(_ facts: FactTable) -> (CompiledOffer, Outcome)? {
        var best: (CompiledOffer, Outcome)?
        for offer in offers {
            let outcome = Assessor.outcome(of: offer, facts, asOf: asOf)
            guard outcome.order <= Outcome.needsFacts.order else { continue }
            if best.map({ outcome.order < $0.1.order }) ?? true { best = (offer, outcome) }
        }
        return best
    }
}
