import Domain
import JSON
import Records
import Rules
import SharedFiles
import Testing

/// All programmes as offers.
@Suite("Import of published purchase subsidies", .enabled(if: SharedFiles.has(PublicodesRules.folder)))
struct ImportTests {
    @Test("330 programmes become offers without a problem, each in the slot of its level")
    func all() throws {
        let offers = try VeloOffers.shared.get()
        #expect(offers.rules.programmes.count == 330)
        #expect(offers.offers.count == 330)
        let levels = Set(offers.offers.values.joined().flatMap { $0.offer.groups ?? [] })
        #expect(levels == ["velo:commune", "velo:departement", "velo:etat", "velo:intercommunalite", "velo:region"])
    }

    @Test("what an offer names is among them")
    func references() throws {
        let offers = try VeloOffers.shared.get()
        let ids = Set(offers.offers.values.joined().map(\.offer.id))
        var named = 0
        for name in offers.rules.programmes {
            for reference in try offers.writer.offers(name).flatMap({ VeloOffers.decode($0).references }) {
                named += 1
                #expect(ids.contains(reference.id), "\(name) \(reference.field)")
            }
        }
        #expect(named > 0)
    }

    @Test("every offer is written as it is read")
    func roundTrip() throws {
        for compiled in try VeloOffers.shared.get().offers.values.joined() {
            let json = Record.offer(compiled.offer).json
            #expect(VeloOffers.decode(json).record == .offer(compiled.offer))
        }
    }

    @Test("a misspelt cap is no cap in silence: the programme is rejected")
    func misspeltCap() throws {
        let writer = try OfferWriter(PublicodesRules.load())
        let decoding = VeloOffers.decode(try writer.offers("aides . sarlat")[0])
        #expect(decoding.record == nil)
        #expect(decoding.problems.map(\.code) == [.unknownField])
        #expect(decoding.problems.map(\.field) == ["benefit.plaond"])
    }

    @Test("so are misspelt days of the last reading", arguments: ["aides . caen", "aides . la côtière à montluel"])
    func misspeltDay(_ name: String) throws {
        let decoding = VeloOffers.decode(try OfferWriter(PublicodesRules.load()).offers(name)[0])
        #expect(decoding.record == nil)
        #expect(decoding.problems.map(\.code) == [.unknownField])
    }
}
