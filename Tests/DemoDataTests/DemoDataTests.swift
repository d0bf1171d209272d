import DemoData
import Domain
import JSON
import Records
import ReferenceData
import Testing

@Suite struct DemoDataTests {
    private static let asOf = CalendarDay(number: 20_780)  // 2026-11-23

    private func demo(_ seed: UInt64, _ sizes: DemoData.Sizes) -> DemoData {
        DemoData(seed: seed, sizes: sizes, asOf: Self.asOf)
    }

    private static let sizes = DemoData.Sizes(
        enterprises: 3000,
        suppliers: 800,
        models: 6000,
        inventory: 4000,
        needs: 6200
    )

    @Test(
        "every record is accepted without a problem and names only records that are there",
        arguments: [1, 20_261_123]
    )
    func strict(seed: UInt64) {
        let decoder = RecordDecoder(codes: ReferenceData.codes, mode: .strict)
        var ids: [RecordKind: Set<String>] = [:]
        var count = 0
        for record in demo(seed, Self.sizes).all {
            let decoding = decoder.decode(record.kind, record.json)
            #expect(decoding.problems.isEmpty, "\(record.id): \(decoding.problems)")
            #expect(decoding.record == record, "\(record.id) reads back otherwise")
            for reference in decoding.references { #expect(ids[reference.kind]?.contains(reference.id) == true) }
            #expect(ids[record.kind, default: []].insert(record.id).inserted, "\(record.id) came twice")
            count += 1
        }
        #expect(count == 20_000)
    }

    @Test("the same seed gives the same bytes, another seed others")
    func golden() {
        let sizes = DemoData.Sizes(enterprises: 50, suppliers: 30, models: 300, inventory: 60, needs: 80)
        #expect(Self.hash(demo(7, sizes)) == Self.hash(demo(7, sizes)))
        #expect(Self.hash(demo(7, sizes)) == 2_222_994_325_648_865_401)
        #expect(Self.hash(demo(8, sizes)) != Self.hash(demo(7, sizes)))
    }

    /// FNV-1a of the JSON Lines of all records.
    private static func hash(_ demo: DemoData) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for record in demo.all {
            for byte in record.json.bytes + [10] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return hash
    }

    @Test("a record is the same whether those before it are made or not")
    func anyOrder() {
        let demo = demo(3, Self.sizes)
        for kind in DemoData.kinds {
            for (index, record) in demo.records(kind).prefix(20).enumerated() {
                #expect(demo.record(kind, at: index) == record)
            }
        }
        let larger = self.demo(3, .init(enterprises: 9000, suppliers: 800, models: 9000))
        #expect(larger.record(.enterprises, at: 2999) == demo.record(.enterprises, at: 2999))
        #expect(larger.record(.models, at: 5999) == demo.record(.models, at: 5999))
    }

    @Test("any size goes, and a kind without owners has no records")
    func sizes() {
        #expect(Array(demo(1, .init()).all).isEmpty)
        #expect(Array(demo(1, .init(models: 5, inventory: 5, needs: 5)).all).isEmpty)
        let one = demo(1, .init(enterprises: 1, suppliers: 1, models: 1, inventory: 1, needs: 1))
        let decoder = RecordDecoder(codes: ReferenceData.codes, mode: .strict)
        #expect(one.all.map { decoder.decode($0.kind, $0.json).problems.count } == [0, 0, 0, 0, 0])
        let kinds = demo(1, .init(suppliers: 3, models: 2)).all.map(\.kind)
        #expect(kinds == [.suppliers, .suppliers, .suppliers, .models, .models])
    }

    @Test("nothing passes for real")
    func marked() {
        for record in demo(5, .init(enterprises: 40, suppliers: 40, models: 40, inventory: 40, needs: 40)).all {
            let json = record.json
            #expect(json["source"]?["name"]?.string == "made up by huanxin demo-data")
            if let name = json["name"]?.string ?? json["title"]?.string { #expect(name.contains("示例")) }
            switch record.kind {
            case .enterprises, .suppliers: #expect((try? USCC(record.id)) != nil && record.id.hasPrefix("9144"))
            default: #expect(record.id.hasPrefix("demo-"))
            }
        }
    }

    @Test("every category has models, and every declared spec key has values of its own")
    func categories() {
        var seen: Set<CategoryPath> = []
        for record in demo(2, .init(suppliers: 50, models: 212)).records(.models) {
            if case .model(let model) = record { seen.insert(model.category) }
        }
        #expect(seen.count == 212)
        for key in ReferenceData.categoryTable.specKeys { #expect(DemoData.knowsSpec(key.key), "\(key.key)") }
    }

    @Test("needs are mostly open, come from boxes 1 and 2 and have amounts that agree")
    func needs() throws {
        var open = 0
        var enterprises: [String: Enterprise] = [:]
        let demo = demo(4, .init(enterprises: 500, needs: 2000))
        for case .enterprise(let enterprise) in demo.records(.enterprises) { enterprises[enterprise.id] = enterprise }
        let items = (ReferenceData.plan.box(1)?.rows ?? []) + (ReferenceData.plan.box(2)?.rows ?? [])
        let names = items.flatMap(\.items).map(\.zh)
        for case .need(let need) in demo.records(.needs) {
            if need.statusOrDefault == .open { open += 1 }
            #expect(names.contains { need.title.hasSuffix($0) })
            #expect(enterprises[need.enterprise] != nil)
            let equipment = try #require(need.equipmentAmountOrDefault)
            if let fixed = need.fixedAssetInvestment { #expect(fixed >= equipment + (need.plantInvestment ?? .zero)) }
            if let total = need.investmentTotal { #expect(total >= need.fixedAssetInvestment ?? equipment) }
            if let amount = need.financing?.amount { #expect(amount <= equipment) }
            if let submitted = need.submittedOn { #expect(submitted <= Self.asOf) }
        }
        #expect((1600...1800).contains(open))
    }

    @Test("the cities of box 3 have their sub-industries")
    func mix() {
        var foshan = 0
        var foshanOwn = 0
        let own = (ReferenceData.plan.box(3)?.rows ?? []).first { $0.id == "box3.foshan" }?.items.flatMap(\.industries)
        var cities: Set<Region> = []
        for case .enterprise(let enterprise) in demo(6, .init(enterprises: 4000)).records(.enterprises) {
            if let city = enterprise.region?.city { cities.insert(city) }
            guard enterprise.region?.city == Region(code: 440_600), let industry = enterprise.industry else { continue }
            foshan += 1
            if (own ?? []).contains(where: { industry.isWithin($0) }) { foshanOwn += 1 }
        }
        #expect(cities.count == 21)
        #expect(foshan > 300 && foshanOwn * 10 > foshan * 7)
    }
}
