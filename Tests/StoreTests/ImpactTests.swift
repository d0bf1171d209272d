import DemoData
import Domain
import JSON
import OfferIndex
import Packaging
import Queries
import Records
import Rules
import TestSupport
import Testing

@testable import Store

/// What a draft changes, and what to ask next, held against plain records.
@Suite("Impact of a draft, over stored needs") struct ImpactTests {
    private static func site(seed: UInt64, vshards: Int) throws -> (StoreSite, History) {
        var history = History(vshards: vshards)
        for record in try RecordText.published() { history.add(record) }
        let demo = DemoData(
            seed: seed, sizes: .init(enterprises: 15, suppliers: 2, models: 2, needs: 30), asOf: History.asOf)
        for record in demo.all { history.add(record) }
        let site = try StoreSite(vshards: vshards)
        try site.store.apply(history.changes, through: history.position(history.seq))
        return (site, history)
    }

    private func expect(_ site: StoreSite, _ history: History, _ draft: Offer, at seq: UInt64) throws {
        let registry = history.states[Int(seq)]
        let place: Comment = "\(draft.id) at \(seq)"
        let expected = registry.impact(of: draft, asOf: History.asOf)
        let found = try site.store.impact(of: draft, asOf: History.asOf, vshards: site.all, at: seq)
        #expect(found.isStored == (registry.offers[draft.id] != nil), place)
        #expect(found.counts.gain == expected.all.gain && found.counts.lose == expected.all.lose, place)
        #expect(found.counts.support(.before) == expected.all.supportBefore, place)
        #expect(found.counts.support(.after) == expected.all.supportAfter, place)
        #expect(found.counts.byCity.map(\.city.text) == expected.cities.keys.sorted(), place)
        for city in found.counts.byCity {
            let count = expected.cities[city.city.text]
            #expect(city.after.reduce(0, +) == count?.needs, place)
            #expect(city.gain == count?.gain && city.lose == count?.lose, place)
            #expect(city.supportBefore == count?.supportBefore && city.supportAfter == count?.supportAfter, place)
        }
        let moves = found.counts.moveList.map { ("\($0.from?.rawValue ?? "") \($0.to.rawValue)", $0.needs) }
        #expect(Dictionary(uniqueKeysWithValues: moves) == expected.moves, place)
        #expect(found.withoutBackbone == expected.withoutBackbone, place)
        #expect(found.amountUnknown == expected.amountUnknown, place)
        var sum = ImpactResult()
        for vshard in site.all.reversed() {
            sum.merge(try site.store.impact(of: draft, asOf: History.asOf, vshards: [vshard], at: seq))
        }
        #expect(sum == found, "\(place): parts add up")
    }

    @Test("drafts of published offers and products give what judging need by need gives", arguments: [3, 4])
    func drafts(seed: UInt64) throws {
        let (site, history) = try Self.site(seed: seed, vshards: 3)
        var (claimable, gained) = (0, 0)
        for (id, compiled) in history.states[Int(history.seq)].offers.sorted(by: { $0.key < $1.key }) {
            guard id.utf8.reduce(0, { $0 &+ $1 }) % 6 == UInt8(seed) else { continue }
            var draft = compiled.offer
            draft.status = .open
            draft.window = nil
            draft.rule = .condition(Condition(fact: .enterpriseSize, test: .oneOf(["small", "medium"])))
            try expect(site, history, draft, at: history.seq)
            draft.id = "new"
            try expect(site, history, draft, at: history.seq)
            let counts = try site.store.impact(
                of: draft, asOf: History.asOf, vshards: site.all, at: history.seq
            ).counts
            claimable += counts.needs(.after, .eligible)
            gained += counts.gain
        }
        #expect(claimable > 0 && gained == claimable)
    }

    @Test("only what stood at the change asked about counts: needs, their status, the version of the offer")
    func past() throws {
        var (site, history) = try Self.site(seed: 8, vshards: 2)
        let whole = history.seq
        guard
            case .offer(var offer) = try #require(
                RecordText.published().first { $0.id == "gd-2023-tech-upgrade-equipment-reward-prd" })
        else { return }
        offer.rule = nil
        offer.window = nil
        history.add(.offer(offer))
        var need = try #require(history.states[Int(whole)].needs.values.first { $0.statusOrDefault == .open })
        need.status = .withdrawn
        history.add(.need(need))
        try site.store.apply(Array(history.range(whole, history.seq)), through: history.position(history.seq))
        var draft = offer
        draft.benefit?.form = .rate(Rate(rawValue: 100_000_000))
        draft.rule = .condition(Condition(fact: .projectEquipmentAmount, test: .atLeastFen(Fen(200_000_000))))
        for seq in [whole / 2, whole, whole + 1, whole + 2] { try expect(site, history, draft, at: seq) }
        let before = try site.store.impact(of: draft, asOf: History.asOf, vshards: site.all, at: whole + 1).counts
        let after = try site.store.impact(of: draft, asOf: History.asOf, vshards: site.all, at: whole + 2).counts
        let needs = before.moveList.reduce(0) { $0 + $1.needs }
        #expect(after.moveList.reduce(0) { $0 + $1.needs } == needs - 1)
        #expect(before.lose > 0 && before.gain == 0 && before.support(.before) > before.support(.after))
    }

    @Test("a question whose time is over ends in the middle") func late() throws {
        let (site, history) = try Self.site(seed: 8, vshards: 1)
        var draft = Offer(id: "draft", kind: .equipmentReward)
        draft.benefit = Benefit(base: .quantity(.equipmentAmount), form: .flat(Fen(100)))
        #expect(throws: Pace.Late.self) {
            try site.store.impact(
                of: draft, asOf: History.asOf, vshards: site.all, at: history.seq, pace: Pace { throw Pace.Late() })
        }
    }

    @Test("ask-next is what the packager finds over the offers as they stood", arguments: ["cost", "certain"])
    func askNext(objective: String) throws {
        let (site, history) = try Self.site(seed: 12, vshards: 2)
        let registry = history.states[Int(history.seq)]
        var asked = 0
        for id in registry.ids(.needs).prefix(8) {
            let need = try #require(registry.needs[id])
            var ask = PackageAsk(need: need, asOf: History.asOf)
            ask.objective = .init(rawValue: objective) ?? .cost
            let found = try site.store.askNext(ask, at: history.seq)
            let expected = registry.askNext(need, enterprise: nil, objective: objective, asOf: History.asOf)
            #expect(found.interval == expected?.interval ?? .null, "\(id)")
            #expect(found.facts == expected?.facts ?? .null, "\(id)")
            #expect(found.refused.isEmpty == (expected != nil), "\(id)")
            asked += found.facts.array?.count ?? 0
            ask.need.equipmentAmount = nil
            for line in ask.need.lines.indices { ask.need.lines[line].maxUnitPrice = nil }
            #expect(try site.store.askNext(ask, at: history.seq).refused == ["equipment_amount_cny"], "\(id)")
        }
        #expect(asked > 0)
    }
}
