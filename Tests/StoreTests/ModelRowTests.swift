import Documents
import Domain
import LMDB
import Matching
import ReferenceData
import TestSupport
import Testing
import TextAnalysis

@testable import Store

@Suite struct ModelRowTests {
    private let maker = DocumentMaker(categories: ReferenceData.categories)

    private func full() -> EquipmentModel {
        var model = EquipmentModel(id: "m-1")
        model.category = CategoryPath("machine-tool.cutting.lathe")
        model.name = "数控车床 laser CNC"
        model.description = "高效 高效 节能"
        model.price = Fen(123_456_789)
        model.efficiency = .advanced
        model.leadTimeDays = 45
        model.monthlyCapacity = 12
        model.firstSet = true
        model.serviceRegions = [Region("440100"), Region("450000")].compactMap { $0 }
        model.validUntil = CalendarDay("2027-01-31")
        model.specs = [
            Spec(key: "power_kw", value: .number(7.5)), Spec(key: "控制", value: .text("五轴联动")),
            Spec(key: "cnc", value: .bool(true)), Spec(key: "empty", value: .text("")),
        ]
        return model
    }

    private func row(_ model: EquipmentModel) -> [UInt8] {
        ModelRow.encode(model, seq: 77, supplier: 5, document: maker.document(of: model))
    }

    @Test("every field of a model reads back from its row")
    func roundTrip() {
        let model = full()
        let bytes = row(model)
        let row = bytes.span.bytes
        #expect(ModelRowReader.id(row) == "m-1" && ModelRowReader.name(row) == model.name)
        #expect(ModelRowReader.priceFen(row) == 123_456_789)
        #expect(ModelRowReader.supplier(row) == 5 && ModelRowReader.seq(row) == 77)
        #expect(ModelRowReader.validUntilDay(row) == model.validUntil?.number)
        #expect(ModelRowReader.leadTimeDays(row) == 45 && ModelRowReader.monthlyCapacity(row) == 12)
        #expect(ModelRowReader.efficiencyRank(row) == Efficiency.advanced.rank)
        #expect(ModelRowReader.flags(row) == ModelRow.active | ModelRow.favoured | ModelRow.ownRegions)
        #expect(ModelRowReader.spec(row, key: Array("power_kw".utf8)) == .number(7.5))
        #expect(ModelRowReader.spec(row, key: Array("控制".utf8)) == .text("五轴联动"))
        #expect(ModelRowReader.spec(row, key: Array("cnc".utf8)) == .bool(true))
        #expect(ModelRowReader.spec(row, key: Array("empty".utf8)) == .text(""))
        #expect(ModelRowReader.spec(row, key: Array("cn".utf8)) == nil)
        #expect(ModelRowReader.serves(row, Region("440106")!) && !ModelRowReader.serves(row, Region("440300")!))
        let text = TermCounts(DocumentText.text(of: model, category: ReferenceData.categories[model.category]))
        #expect(ModelRowReader.documentLength(row) == text.length)
        for token in text.tokens {
            #expect(ModelRowReader.count(row, of: DocumentTerms.term(token)) == text.frequency(of: token), "\(token)")
        }
        #expect(ModelRowReader.count(row, of: DocumentTerms.term("没有")) == 0)
    }

    @Test("what a model does not say is nil in its row, at the ends of each range too")
    func bounds() {
        var model = EquipmentModel(id: String(repeating: "é", count: 32))
        model.price = Fen.limit
        model.status = .withdrawn
        model.serviceRegions = []
        let bytes = row(model)
        let row = bytes.span.bytes
        #expect(ModelRowReader.id(row) == model.id && ModelRowReader.name(row).isEmpty)
        #expect(ModelRowReader.priceFen(row) == Fen.limit.rawValue)
        #expect(ModelRowReader.validUntilDay(row) == nil && ModelRowReader.monthlyCapacity(row) == nil)
        #expect(ModelRowReader.efficiencyRank(row) == Efficiency.unrated.rank)
        // An empty list of regions serves nobody, no list follows the supplier.
        #expect(ModelRowReader.flags(row) == ModelRow.ownRegions && !ModelRowReader.serves(row, .country))
        #expect(ModelRowReader.spec(row, key: []) == nil)
        model.monthlyCapacity = 0
        model.serviceRegions = nil
        let other = self.row(model)
        #expect(ModelRowReader.monthlyCapacity(other.span.bytes) == 0)
        #expect(ModelRowReader.flags(other.span.bytes) == 0)
    }

    @Test("a category's ranges hold its own rows and those below it, none of a neighbour with the same beginning")
    func ranges() {
        let wide = CategoryPath("pump")
        let inside = ["pump", "pump.water", "pump.water.deep"].map { ModelRow.key(CategoryPath($0), birth: 9).bytes }
        let outside = ["pumps", "pump-set", "pum", "pump0.x", "q"].map {
            ModelRow.key(CategoryPath($0), birth: 9).bytes
        }
        func holds(_ key: [UInt8]) -> Bool {
            ModelRow.ranges(within: wide).contains { range in
                (range.lower.map { !key.lexicographicallyPrecedes($0) } ?? true)
                    && (range.upper.map { key.lexicographicallyPrecedes($0) } ?? true)
            }
        }
        for key in inside { #expect(holds(key)) }
        for key in outside { #expect(!holds(key)) }
    }
}

@Suite struct VersionedTests {
    @Test("any past seq finds the version that stood then, in whatever order the versions came")
    func past() {
        for order in [[2, 5, 9], [9, 5, 2], [5, 9, 2, 5]] as [[UInt64]] {
            var versions = Versioned<UInt64>()
            for seq in order { versions.put(seq * 10, seq: seq) }
            #expect([0, 1, 2, 4, 5, 8, 9, 100].map { versions.at($0) } == [nil, nil, 20, 20, 50, 50, 90, 90])
        }
    }
}
