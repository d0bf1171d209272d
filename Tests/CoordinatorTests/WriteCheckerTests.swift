import CatalogueStore
import ChangeLog
import Cluster
import DemoData
import Domain
import JSON
import Queries
import Records
import ReferenceData
import TestSupport
import Testing

@testable import CatalogueStore
@testable import Coordinator

@Suite struct WriteCheckerTests {
    private static let demo = DemoData(
        seed: 5, sizes: .init(enterprises: 3, suppliers: 3, models: 12, needs: 4), asOf: CalendarDay(number: 20_780))

    private func stored() throws -> CatalogueSite {
        let site = try CatalogueSite()
        try site.write(Array(Self.demo.all))
        return site
    }

    private func checker(_ site: CatalogueSite) -> WriteChecker {
        let codes = ReferenceData.codes
        return WriteChecker(
            catalogue: site.catalogue, codes: codes, models: ModelScanner(codes: codes), vshards: site.vshards)
    }

    private func model(_ index: Int, price: Int64? = nil) -> Record {
        guard case .model(var model) = Self.demo.record(.models, at: index) else { preconditionFailure("not a model") }
        if let price { model.price = Fen(price) }
        return .model(model)
    }

    private func codes(_ verdict: WriteChecker.Verdict) -> [ProblemCode] {
        verdict.problems.filter { $0.problem.severity == .critical }.map(\.problem.code)
    }

    @Test("what is stored already is unchanged; a new version goes on under its birth")
    func unchanged() throws {
        let site = try stored()
        var checker = checker(site)
        let records = [model(0), model(1, price: 777_00), model(1, price: 777_00), model(2)]
        let verdict = try checker.check(.models, records.map(RecordText.body), ifSeq: 0)
        #expect(verdict.unchanged == 3 && verdict.accepted.count == 1 && verdict.problems.isEmpty)
        #expect(verdict.accepted[0].entry.birth == (try site.catalogue.entry(.models, records[1].id)?.birth))
        #expect(verdict.accepted[0].entry.vshard == VShard(id: records[1].id, count: site.vshards).rawValue)
    }

    @Test("a record written twice in one group is born where its first version will stand")
    func birthWithinGroup() throws {
        let site = try CatalogueSite()
        var checker = checker(site)
        let suppliers = try checker.check(.suppliers, Self.demo.records(.suppliers).map(RecordText.body), ifSeq: 0)
        #expect(suppliers.accepted.map(\.entry.birth) == [nil, nil, nil])
        let models = try checker.check(.models, [model(0), model(0, price: 1_00)].map(RecordText.body), ifSeq: 0)
        #expect(models.accepted.map(\.entry.birth) == [nil, 4])
    }

    @Test("references must be stored, in the group before, or in the same request; each problem names its record")
    func references() throws {
        let site = try CatalogueSite()
        var checker = checker(site)
        let lost = try checker.check(.models, [model(0), model(1)].map(RecordText.body), ifSeq: 0)
        #expect(lost.accepted.isEmpty && codes(lost) == [.unknownReference, .unknownReference])
        #expect(lost.problems.map(\.index) == [0, 1])
        _ = try checker.check(.suppliers, Self.demo.records(.suppliers).map(RecordText.body), ifSeq: 0)
        #expect(try checker.check(.models, [RecordText.body(model(0))], ifSeq: 0).accepted.count == 1)
    }

    @Test(
        "a record that refers to one of its request falls with it, through any chain; a ring that lacks nothing stays")
    func fallsTogether() throws {
        let site = try CatalogueSite()
        let template = try #require(
            try RecordText.published().compactMap { record -> Offer? in
                if case .offer(let offer) = record, offer.requires == nil, offer.benefit == nil { offer } else { nil }
            }.first)
        func offer(_ id: String, _ needed: String...) -> [UInt8] {
            var offer = template
            offer.id = id
            offer.requires = needed.isEmpty ? nil : needed.map { .offer($0) }
            return RecordText.body(.offer(offer))
        }
        let bodies = [
            offer("c1", "c2"), offer("c2", "c3", "ring1"), offer("c3", "missing"), offer("ring1", "ring2"),
            offer("ring2", "ring1"), offer("alone"), offer("on-bad", "bad"), Array("{\"id\":\"bad\"}".utf8),
        ]
        var checker = checker(site)
        let verdict = try checker.check(.offers, bodies, ifSeq: 0)
        #expect(verdict.accepted.map(\.record.id) == ["ring1", "ring2", "alone"])
        let unknown = verdict.problems.filter { $0.problem.code == .unknownReference }
        #expect(unknown.map(\.index) == [0, 1, 2, 6])
        #expect(unknown.map(\.problem.found) == ["c2", "c3", "missing", "bad"])
    }

    @Test("if_seq: the version named is replaced, another one is a conflict, also for a record that is not there")
    func conflict() throws {
        let site = try stored()
        var checker = checker(site)
        let seq = try #require(try site.catalogue.entry(.models, model(0).id)).lastSeq
        let late = try checker.check(.models, [RecordText.body(model(0, price: 1_00))], ifSeq: seq + 1)
        #expect(late.accepted.isEmpty && codes(late) == [.inconsistent])
        let right = try checker.check(.models, [RecordText.body(model(0, price: 1_00))], ifSeq: seq)
        #expect(right.accepted.count == 1)
        let again = try checker.check(.models, [RecordText.body(model(0, price: 2_00))], ifSeq: seq)
        #expect(again.accepted.isEmpty && codes(again) == [.inconsistent], "within the group the version is newer")
        let stranger = DemoData(seed: 6, sizes: .init(suppliers: 1), asOf: CalendarDay(number: 20_780)).record(
            .suppliers, at: 0)
        let absent = try checker.check(.suppliers, [RecordText.body(stranger)], ifSeq: 3)
        #expect(absent.accepted.isEmpty && codes(absent) == [.inconsistent])
    }

    @Test("bodies that are no records are rejected one by one, the others accepted")
    func bad() throws {
        let site = try stored()
        var checker = checker(site)
        let bodies: [[UInt8]] = [
            [], Array("{".utf8), Array("[]".utf8), Array("{}".utf8), [0xFF, 0xFE],
            RecordText.body(model(3, price: 5_00)),
        ]
        let verdict = try checker.check(.models, bodies, ifSeq: 0)
        #expect(verdict.accepted.count == 1)
        #expect(Set(verdict.problems.filter { $0.problem.severity == .critical }.map(\.index)) == [0, 1, 2, 3, 4])
    }
}

@Suite struct CursorTests {
    @Test("a cursor reads back as it was written; anything else is none")
    func roundTrip() throws {
        let key = ProjectKey(outcome: 2, fit: 825_000, amount: -1, submitted: .min, need: "need-1")
        let cursor = try #require(ProjectCursor(ProjectCursor(seq: 99, list: .max, key: key).text))
        #expect(cursor.seq == 99 && cursor.list == .max && cursor.key == key)
        let others = [
            "", "1|2|3", "x|a|2|3|4|5|n", "1|a|99|3|4|5|n", "1|a|-1|3|4|5|n", "1|a|2|3|4|5|n|m", "-1|a|2|3|4|5|n",
            "1|x|2|3|4|5|n", "1|2|3|4|5|n",
        ]
        for text in others {
            #expect(ProjectCursor(text) == nil, "\(text)")
        }
    }

    @Test(
        "amounts in CNY: at most two decimals, nothing but digits",
        arguments: [
            ("0", 0), ("12", 1200), ("12.5", 1250), ("12.05", 1205), ("10000000000000", 1_000_000_000_000_000),
            ("", nil), ("-1", nil), ("+1", nil), ("1.", nil), (".5", nil), ("1.234", nil), ("1.+5", nil), ("1.-5", nil),
            ("1e3", nil), ("10000000000001", nil), ("9223372036854775807", nil), ("1,5", nil), ("一", nil),
        ] as [(String, Int64?)])
    func amounts(text: String, fen: Int64?) { #expect(Fen(cny: text)?.rawValue == fen) }
}
