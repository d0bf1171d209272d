package import Cluster
package import Domain
import LMDB
import NeedIndex
import OfferIndex
import Packaging
package import Queries
import Rules

extension WorkerStore {
    /// What a draft of an offer changes for the open needs of these vshards, as everything else stood at `seq`: the
    /// outcome of each with the version that stands, and with the draft in its place.
    ///
    /// Outcomes are judged from columns; a need is read only where what it can claim is worked out.
    package func impact(
        of draft: Offer, asOf: CalendarDay, vshards: [VShard], at seq: UInt64, pace: Pace = Pace()
    ) throws -> ImpactResult {
        let previous = common.offer(draft.id, at: seq)
        var walk = ImpactWalk(draft, previous: previous, common.offers(at: seq), asOf: asOf)
        var scan = ImpactScan(draft: CompiledOffer(draft), previous: previous, asOf: asOf)
        for vshard in vshards {
            let view = try view(vshard, at: seq, pace: pace) { try walk.judge($0, $1, pace) }
            guard let view else { continue }
            try pace.lookUp()
            try scan.add(view.columns, hiding: view.hidden, step: { try pace.step() }) { side, row in
                if let amount = walk.amount(side, view.columns, row) { return amount }
                let need = try view.replica.needs.row(UInt32(row), view.replica.reading).need
                let enterprise = try common.enterprises.newest(need.enterprise, common.reading)
                return try walk.amount(side, need, enterprise, pace)
            }
        }
        var result = walk.result
        result.counts.merge(scan.counts)
        return result
    }
}

/// One draft held against need after need.
private struct ImpactWalk {
    private var run: ImpactRun
    private let before: SupportCeiling?
    private let after: SupportCeiling
    private let draft: CompiledOffer
    private let previous: CompiledOffer?
    private var facts = FactTable()
    private var withoutBackbone = 0
    private var amountUnknown = 0

    init(_ draft: Offer, previous: CompiledOffer?, _ offers: [CompiledOffer], asOf: CalendarDay) {
        let compiled = CompiledOffer(draft)
        run = ImpactRun(draft: compiled, previous: previous, asOf: asOf)
        before = previous.map { SupportCeiling($0, beside: offers) }
        after = SupportCeiling(compiled, beside: offers)
        self.draft = compiled
        self.previous = previous
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
        var run = run
        try run.judge(facts, city: need.city) { side, _, _ in try amount(side, need, enterprise, pace) }
        self.run = run
    }

    /// What the version of a side comes to for a row where the columns tell; nil where the need is to be read.
    mutating func amount(_ side: ImpactCounts.Side, _ columns: NeedColumns, _ row: Int) -> Fen? {
        let compiled = side == .before ? previous ?? draft : draft
        if let limits = compiled.limits {
            let amount = columns.amountAsked(limits, row)
            if amount == nil, side == .after { amountUnknown += 1 }
            return amount ?? .zero
        }
        switch compiled.offer.kind {
        case .guarantee, .insurance, .riskCompensation, .relending, .gate: return .zero
        default: return compiled.offer.benefit == nil ? .zero : nil
        }
    }

    /// What the version of a side comes to for a need.
    mutating func amount(
        _ side: ImpactCounts.Side, _ need: Need, _ enterprise: Enterprise?, _ pace: Pace
    ) throws -> Fen {
        let ceiling = side == .before ? before ?? after : after
        switch try ceiling.find(enterprise: enterprise, need: need, asOf: run.asOf, step: { try pace.lookUp() }) {
        case .amount(let amount): return amount
        case .noPackage: if side == .after { withoutBackbone += 1 }
        case .amountUnknown: if side == .after { amountUnknown += 1 }
        }
        return .zero
    }
}
