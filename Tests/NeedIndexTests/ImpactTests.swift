import Domain
import NeedIndex
import OfferIndex
import Rules
import TestSupport
import Testing

@Suite("Impact from columns")
struct ImpactTests {
    private static let asOf = Generator.asOf

    @Test("counts are those of judging need by need", arguments: 0..<10 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = Generator(seed: 40 + seed)
        var columns = Columns()
        for index in 0..<40 { columns.put(.enterprise(random.enterprise(index))) }
        for index in 0..<300 { columns.put(.need(random.need(index))) }
        for round in 0..<6 {
            let draft = CompiledOffer(random.offer("o", provider: "p"))
            let previous = random.random.chance(70) ? CompiledOffer(random.offer("o", provider: "p")) : nil
            var run = ImpactRun(draft: draft, previous: previous, asOf: Self.asOf)
            for need in columns.registry.needs.values where need.statusOrDefault == .open {
                let firm = columns.registry.enterprises[need.enterprise]
                let facts = FactTable(enterprise: firm, need: need, asOf: Self.asOf)
                run.judge(facts, city: need.city) { side, _, _ in
                    Fen(Int64(need.id.utf8.reduce(0) { $0 &+ Int($1) }) + (side == .after ? 1 : 0))
                }
            }
            var scan = ImpactScan(draft: draft, previous: previous, asOf: Self.asOf)
            for part in columns.parts {
                scan.add(part, hiding: [], step: {}) { side, row in
                    Fen(Int64(part.idText(row).utf8.reduce(0) { $0 &+ Int($1) }) + (side == .after ? 1 : 0))
                }
            }
            #expect(scan.counts == run.counts, "seed \(seed), round \(round)")
            columns.put(.need(random.need(random.random.below(300))))
        }
    }
}
