import Bodies
import Cluster
import Domain
import FoundationEssentials
import JSON
import Messages
import Packaging
import Queries
import Records
import Store
import Wire

extension SubRequestHandler {
    func packages(_ ask: WirePackage, _ asOf: CalendarDay, _ seq: UInt64) throws -> WirePackageReply {
        let result = try store.packages(try read(ask, asOf), at: seq)
        var reply = WirePackageReply()
        reply.enterpriseKnown = result.grounds.enterprise != nil
        reply.suspended = result.suspended
        if ask.grounds { reply.grounds = WireGrounds(result.grounds) }
        switch result.solution {
        case .success(let solution):
            reply.packages = Data(result.packages.bytes)
            reply.equipmentAmountFen = solution.equipmentAmount.rawValue
        case .failure(let refusal): reply.refused = refusal.fields
        }
        return reply
    }

    func whatIf(_ ask: WireWhatIf, _ asOf: CalendarDay, _ seq: UInt64) throws -> WireWhatIfReply {
        let result = try store.whatIf(before: try read(ask.before, asOf), after: try read(ask.after, asOf), at: seq)
        var reply = WireWhatIfReply()
        reply.outcomes = Data(result.outcomes.bytes)
        reply.before = Data(result.before.bytes)
        reply.after = Data(result.after.bytes)
        reply.difference = Data(result.difference.bytes)
        reply.enterpriseKnown = result.grounds.enterprise != nil
        reply.suspended = result.suspended
        if ask.before.grounds { reply.grounds = WireGrounds(result.grounds) }
        return reply
    }

    func askNext(_ ask: WirePackage, _ asOf: CalendarDay, _ seq: UInt64, _ pace: Pace) throws -> WireAskNextReply {
        let result = try store.askNext(try read(ask, asOf), at: seq, pace: pace)
        var reply = WireAskNextReply()
        reply.interval = Data(result.interval.bytes)
        reply.facts = Data(result.facts.bytes)
        reply.refused = result.refused
        reply.enterpriseKnown = result.isEnterpriseKnown
        reply.suspended = result.suspended
        return reply
    }

    func impact(
        _ ask: WireImpact, _ vshards: [VShard], _ asOf: CalendarDay, _ seq: UInt64, _ pace: Pace
    ) throws -> WireImpactReply {
        guard case .offer(let draft) = try bodies.record(.offers, Array(ask.offer)) else {
            throw Flaw(refusal: .failed, message: "the draft is no offer")
        }
        return WireImpactReply(try store.impact(of: draft, asOf: asOf, vshards: vshards, at: seq, pace: pace))
    }

    private func read(_ ask: WirePackage, _ asOf: CalendarDay) throws -> PackageAsk {
        guard let objective = PackageObjective(rawValue: ask.objective) else {
            throw Flaw(refusal: .unsupported, message: "objective \(ask.objective) is not known here")
        }
        var picks: [PackageAsk.Pick] = []
        for pick in ask.picks {
            picks.append(PackageAsk.Pick(line: pick.line, model: try bodies.model(Array(pick.model))))
        }
        return PackageAsk(
            need: try bodies.need(Array(ask.need)),
            enterprise: ask.enterprise.isEmpty ? nil : try bodies.enterprise(Array(ask.enterprise)), picks: picks,
            asOf: asOf, objective: objective, discountRate: Rate(rawValue: ask.discountRate),
            top: min(Int(ask.top), SubRequestHandler.topMax), schedule: ask.schedule)
    }
}

extension WireGrounds {
    init(_ grounds: Grounds) {
        self.init()
        if let firm = grounds.enterprise { enterprise = Data(Record.enterprise(firm).json.bytes) }
        offers = grounds.offers.map { WireRecordVersion($0) }
        jointCaps = grounds.jointCaps.map { WireRecordVersion($0) }
    }
}

extension WireRecordVersion {
    init(_ version: Grounds.Version) {
        self.init()
        id = version.id
        seq = version.seq
    }
}
