import Bodies
package import Cluster
import Domain
import FoundationEssentials
import Messages
import Queries
package import Store
import TextAnalysis
package import Wire

/// Answers sub-requests from a worker's store: wire messages in, wire messages out.
package struct SubRequestHandler {
    /// Why a sub-request is refused.
    package struct Flaw: Error, Sendable {
        package var refusal: Refusal
        package var message: String
    }

    let store: WorkerStore
    let bodies = BodyReader()
    /// A limit on everything that is asked for.
    static let topMax = 10_000

    package init(store: WorkerStore) { self.store = store }

    /// The answer of the vshards asked for, at that seq, which the store has applied.
    ///
    /// - Throws: `Flaw` for a request that cannot be read or served; what `pace` throws, in the middle of a scan.
    package func answer(_ request: WireSubRequest, at seq: UInt64, pace: Pace) throws -> WireSubReply {
        let vshards = request.vshards.map { VShard(rawValue: $0) }
        guard vshards.allSatisfy({ store.replicas[$0] != nil }) else {
            throw Flaw(refusal: .wrongEpoch, message: "a vshard of the request is not held here")
        }
        guard let asOf = CalendarDay(request.asOf) else {
            throw Flaw(refusal: .failed, message: "as_of is no day: \(request.asOf)")
        }
        var reply = WireSubReply()
        reply.vshards = request.vshards
        switch request.ask {
        case .fetch(let ask): reply.fetch = try fetch(ask, vshards, seq)
        case .list(let ask): reply.list = try list(ask, vshards, seq, pace)
        case .search(let ask): reply.search = try search(ask, vshards, seq, pace)
        case .match(let ask): reply.match = try match(ask, vshards, asOf, seq, pace)
        case .wantedBy(let ask): reply.wantedBy = try wantedBy(ask, vshards, asOf, seq, pace)
        case .assess(let ask): reply.assess = try assess(ask, asOf, seq)
        case .projects(let ask): reply.projects = try projects(ask, vshards, asOf, seq, pace)
        case .packages(let ask): reply.packages = try packages(ask, asOf, seq)
        case .whatIf(let ask): reply.whatIf = try whatIf(ask, asOf, seq)
        case .askNext(let ask): reply.askNext = try askNext(ask, asOf, seq, pace)
        case .impact(let ask): reply.impact = try impact(ask, vshards, asOf, seq, pace)
        case .statistics(let ask): reply.statistics = try statistics(ask, vshards, seq, pace)
        case nil: throw Flaw(refusal: .unsupported, message: "the request asks for nothing this worker knows")
        }
        return reply
    }

    func kind(_ number: UInt32) throws -> RecordKind {
        guard let kind = UInt8(exactly: number).flatMap(RecordKind.init(number:)) else {
            throw Flaw(refusal: .unsupported, message: "record kind \(number) is not known here")
        }
        return kind
    }

    private func fetch(_ ask: WireFetch, _ vshards: [VShard], _ seq: UInt64) throws -> WireFetchReply {
        var reply = WireFetchReply()
        let versions = try store.fetch(
            kind(ask.kind), id: ask.id, versions: ask.versions, vshards: vshards, at: seq)
        reply.versions = versions.map { version in
            var stored = WireStoredVersion()
            stored.seq = version.seq
            stored.birth = version.birth
            stored.timeMs = version.timeMs
            stored.body = Data(version.body)
            return stored
        }
        return reply
    }

    private func list(_ ask: WireList, _ vshards: [VShard], _ seq: UInt64, _ pace: Pace) throws -> WireListReply {
        let page = try store.list(
            kind(ask.kind), where: filters(ask.where), limit: min(Int(ask.limit), SubRequestHandler.topMax),
            after: ask.afterID, vshards: vshards, at: seq, pace: pace)
        var reply = WireListReply()
        reply.total = UInt64(page.total)
        reply.bodies = page.bodies.map { Data($0) }
        return reply
    }

    func filters(_ tests: [WireFieldTest]) throws -> [RecordFilter] {
        try tests.map { test in
            guard let relation = RecordFilter.Relation(rawValue: test.relation) else {
                throw Flaw(refusal: .unsupported, message: "relation \(test.relation) is not known here")
            }
            return RecordFilter(field: test.field, relation: relation, value: test.value)
        }
    }

    private func search(_ ask: WireSearch, _ vshards: [VShard], _ seq: UInt64, _ pace: Pace) throws -> WireSearchReply {
        guard let family = TextFamily(try kind(ask.kind)) else {
            throw Flaw(refusal: .unsupported, message: "this kind is not searched by text")
        }
        let result = try store.search(
            family, tokens: ask.statistics.tokens, statistics: ask.statistics.counts, where: filters(ask.where),
            top: min(Int(ask.top), SubRequestHandler.topMax), vshards: vshards, at: seq, pace: pace)
        var reply = WireSearchReply()
        reply.total = UInt64(result.total)
        reply.hits = result.hits.map { hit in
            var found = WireSearchHit()
            found.id = hit.id
            found.score = hit.score
            found.name = hit.name
            found.body = Data(hit.body)
            return found
        }
        reply.categories = WireFacetCount.list(result.categories)
        reply.regions = WireFacetCount.list(result.regions)
        reply.efficiencies = WireFacetCount.list(result.efficiencies)
        return reply
    }

    private func statistics(_ ask: WireStatistics, _ vshards: [VShard], _ seq: UInt64, _ pace: Pace) throws
        -> WireStatisticsReply
    {
        guard let family = TextFamily(rawValue: ask.family) else {
            throw Flaw(refusal: .unsupported, message: "text family \(ask.family) is not known here")
        }
        let counts = try store.statistics(family, tokens: ask.tokens, vshards: vshards, at: seq, pace: pace)
        var reply = WireStatisticsReply()
        reply.statistics = WireTextStatistics(counts, tokens: ask.tokens)
        return reply
    }
}
