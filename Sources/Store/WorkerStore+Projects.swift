import Answers
import Bodies
package import Cluster
package import Domain
import JSON
import LMDB
import Matching
package import Queries
import Rules

extension WorkerStore {
    /// The open needs of these vshards that fit an offer of the provider, in order.
    package func projects(
        _ query: ProjectQuery, asOf: CalendarDay, vshards: [VShard], at seq: UInt64,
        pace: Pace = Pace()
    ) throws -> ProjectPage {
        let offers = common.offers(at: seq).filter {
            $0.offer.provider.id == query.provider && (query.offer == nil || query.offer == $0.offer.id)
        }
        var page = ProjectPage()
        page.isOfferKnown = !offers.isEmpty
        guard !offers.isEmpty else { return page }
        var best = TopK<ProjectPage.Row>(capacity: query.limit)
        let reader = BodyReader()
        for vshard in vshards {
            guard let replica = replicas[vshard] else { throw StoreFlaw("vshard \(vshard.rawValue) is not here") }
            try replica.environment.read { transaction in
                try replica.versions.forEach(.needs, at: seq, pace: pace, transaction) { version in
                    let need = try reader.need(version.body)
                    guard need.statusOrDefault == .open, passes(need, query) else { return }
                    try offer(need, offers, query, asOf, seq, &page, &best)
                }
            }
        }
        page.rows = best.sorted()
        return page
    }

    private func passes(_ need: Need, _ query: ProjectQuery) -> Bool {
        if let region = query.region, !(need.region?.isWithin(region) ?? false) { return false }
        if let category = query.category, !need.lines.contains(where: { $0.category.isWithin(category) }) {
            return false
        }
        if let direction = query.direction, !(need.directions ?? []).contains(direction) { return false }
        return true
    }

    private func offer(
        _ need: Need, _ offers: [CompiledOffer], _ query: ProjectQuery, _ asOf: CalendarDay, _ seq: UInt64,
        _ page: inout ProjectPage, _ best: inout TopK<ProjectPage.Row>
    ) throws {
        let enterprise = try enterprise(need.enterprise, at: seq)
        if let industry = query.industry, !(enterprise?.industry?.isWithin(industry) ?? false) { return }
        let view = ProjectView(need: need, enterprise: enterprise, asOf: asOf)
        if let least = query.minAmount, !(view.amount.map { $0 >= least } ?? false) { return }
        if let most = query.maxAmount, !(view.amount.map { $0 <= most } ?? false) { return }
        let facts = FactTable(enterprise: enterprise, need: need, asOf: asOf)
        guard let (chosen, outcome) = WorkerStore.best(of: offers, facts, asOf: asOf) else { return }
        page.total += 1
        page.cities[view.city, default: 0] += 1
        page.industries[view.division.isEmpty ? "unknown" : view.division, default: 0] += 1
        for direction in need.directions ?? [] { page.directions[direction, default: 0] += 1 }
        page.amounts[view.amountBand, default: 0] += 1
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

    /// The offer that fits best: by outcome, then id; nil where none does.
    private static func best(
        of offers: [CompiledOffer], _ facts: FactTable, asOf: CalendarDay
    ) -> (CompiledOffer, Outcome)? {
        var best: (CompiledOffer, Outcome)?
        for offer in offers {
            let outcome = Assessor.outcome(of: offer, facts, asOf: asOf)
            guard outcome.order <= Outcome.needsFacts.order else { continue }
            if best.map({ outcome.order < $0.1.order }) ?? true { best = (offer, outcome) }
        }
        return best
    }
}
