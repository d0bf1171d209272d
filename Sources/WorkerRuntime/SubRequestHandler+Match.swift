import Answers
import Bodies
import Cluster
import Domain
import FoundationEssentials
import JSON
import Messages
import Queries
import Store
import Wire

extension SubRequestHandler {
    func match(_ ask: WireMatch, _ vshards: [VShard], _ asOf: CalendarDay, _ seq: UInt64, _ pace: Pace) throws
        -> WireMatchReply
    {
        let need = try bodies.need(Array(ask.need))
        guard ask.statistics.count == need.lines.count else {
            throw Flaw(refusal: .failed, message: "\(ask.statistics.count) statistics for \(need.lines.count) lines")
        }
        let lines = try store.match(
            need: need, tokens: ask.statistics.map(\.tokens), statistics: ask.statistics.map(\.counts), asOf: asOf,
            top: min(Int(ask.top), SubRequestHandler.topMax), count: ask.count, explain: ask.explain,
            bodies: ask.bodies, vshards: vshards, at: seq, pace: pace)
        var reply = WireMatchReply()
        var text: [UInt8] = []
        reply.lines = lines.map { line in
            var hits = WireLineHits()
            hits.line = line.line
            hits.candidates = UInt64(line.candidates)
            hits.candidatesExact = line.isExact
            hits.rows = UInt64(line.rows)
            hits.hits = line.hits.enumerated().map { index, hit in
                var found = WireModelHit(hit)
                if ask.bodies {
                    found.body = Data(line.bodies[index])
                } else {
                    text.removeAll(keepingCapacity: true)
                    MatchAnswer.write(hit, tests: ask.explain ? line.tests[index] : nil, to: &text)
                    found.json = Data(text)
                }
                return found
            }
            return hits
        }
        return reply
    }

    func wantedBy(
        _ ask: WireWantedBy, _ vshards: [VShard], _ asOf: CalendarDay, _ seq: UInt64, _ pace: Pace
    ) throws -> WireWantedByReply {
        let result = try store.wantedBy(
            model: bodies.model(Array(ask.model)), tokens: ask.statistics.tokens, statistics: ask.statistics.counts,
            asOf: asOf, top: min(Int(ask.top), SubRequestHandler.topMax), vshards: vshards, at: seq, pace: pace)
        var reply = WireWantedByReply()
        reply.candidates = UInt64(result.candidates)
        reply.hits = result.hits.map { WireLineHit($0) }
        return reply
    }

    func assess(_ ask: WireAssess, _ asOf: CalendarDay, _ seq: UInt64) throws -> WireAssessReply {
        let result = try store.assess(
            need: bodies.need(Array(ask.need)),
            enterprise: ask.enterprise.isEmpty ? nil : bodies.enterprise(Array(ask.enterprise)),
            offer: ask.offer.isEmpty ? nil : ask.offer, asOf: asOf, explain: ask.explain,
            withVersions: ask.grounds, at: seq)
        var reply = WireAssessReply()
        reply.offers = Data(result.offers)
        reply.enterpriseKnown = result.isEnterpriseKnown
        reply.offerKnown = result.isOfferKnown
        if ask.grounds { reply.grounds = WireGrounds(result.grounds) }
        return reply
    }

    func projects(
        _ ask: WireProjects, _ vshards: [VShard], _ asOf: CalendarDay, _ seq: UInt64, _ pace: Pace
    ) throws -> WireProjectsReply {
        var query = ProjectQuery(
            provider: ask.provider, sort: ProjectQuery.Sort(rawValue: ask.sort) ?? .fit,
            limit: min(Int(ask.limit), SubRequestHandler.topMax))
        query.offer = ask.offer.isEmpty ? nil : ask.offer
        query.region = Region(ask.region)
        query.industry = ask.industry.isEmpty ? nil : Industry(code: ask.industry)
        query.category = ask.category.isEmpty ? nil : CategoryPath(ask.category)
        query.minAmount = Int64(ask.minAmount).map { Fen($0) }
        query.maxAmount = Int64(ask.maxAmount).map { Fen($0) }
        query.direction = ask.direction.isEmpty ? nil : ask.direction
        query.after = ask.hasAfter ? ask.after.key : nil
        let page = try store.projects(query, asOf: asOf, vshards: vshards, at: seq, pace: pace)
        var reply = WireProjectsReply()
        reply.total = UInt64(page.total)
        reply.offerKnown = page.isOfferKnown
        reply.rows = page.rows.map { row in
            var found = WireProjectRow()
            found.key = WireProjectKey(row.key)
            found.json = Data(row.json.bytes)
            return found
        }
        reply.cities = WireFacetCount.list(page.cities)
        reply.industries = WireFacetCount.list(page.industries)
        reply.directions = WireFacetCount.list(page.directions)
        reply.amounts = WireFacetCount.list(page.amounts)
        return reply
    }
}
