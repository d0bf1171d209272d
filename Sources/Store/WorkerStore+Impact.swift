import Bodies
package import Cluster
package import Domain
import LMDB
import OfferIndex
import Packaging
package import Queries
import Rules

extension WorkerStore {
    /// What a draft of an offer changes for the open needs of these vshards, as everything else stood at `seq`: the
    /// outcome of each with the version that stands, and with the draft in its place.
    package func impact(
        of draft: Offer, asOf: CalendarDay, vshards: [VShard], at seq: UInt64, pace: Pace = Pace()
    ) throws -> ImpactResult {
        var walk = ImpactWalk(draft, previous: common.offer(draft.id, at: seq), common.offers(at: seq), asOf: asOf)
        let reader = BodyReader()
        for vshard in vshards {
            guard let replica = replicas[vshard] else { throw StoreFlaw("vshard \(vshard.rawValue) is not here") }
            try replica.environment.read { transaction in
                try replica.versions.forEach(.needs, at: seq, pace: pace, transaction) { version in
                    let need = try reader.need(version.body)
                    guard need.statusOrDefault == .open else { return }
                    try walk.judge(need, enterprise(need.enterprise, at: seq), pace)
                }
            }
        }
        return walk.result
    }
}

/// One draft held against need after need.
private struct ImpactWalk {
    private var run: ImpactRun
    private let before: SupportCeiling?
    private let after: SupportCeiling
    private var facts = FactTable()
    private var withoutBackbone = 0
    private var amountUnknown = 0

    init(_ draft: Offer, previous: CompiledOffer?, _ offers: [CompiledOffer], asOf: CalendarDay) {
        let draft = CompiledOffer(draft)
        run = ImpactRun(draft: draft, previous: previous, asOf: asOf)
        before = previous.map { SupportCeiling($0, beside: offers) }
        after = SupportCeiling(draft, beside: offers)
    }

    var result: ImpactResult {
        var result = ImpactResult()
        result.counts = run.counts
        result.isStored = before != nil
        result.withoutBackbone = withoutBackbone
        result.amountUnknown = amountUnknown
        return result
    }

    mutating func judge(_ need: Need, _ enterprise: Enterprise?, _ pace: Pace) throws {
        // A need takes longer than a row of other scans.
        try pace.lookUp()
        facts.refill(enterprise: enterprise, need: need, asOf: run.asOf, reading: run.reads)
        let city = need.region.flatMap { $0.city ?? $0.province } ?? .country
        let (before, after, asOf) = (before, after, run.asOf)
        var (lacking, unknown) = (0, 0)
        try run.judge(facts, city: city) { side, _, _ in
            let ceiling = side == .before ? before ?? after : after
            switch try ceiling.find(enterprise: enterprise, need: need, asOf: asOf, step: { try pace.lookUp() }) {
            case .amount(let amount): return amount
            case .noPackage: if side == .after { lacking += 1 }
            case .amountUnknown: if side == .after { unknown += 1 }
            }
            return .zero
        }
        withoutBackbone += lacking
        amountUnknown += unknown
    }
}
