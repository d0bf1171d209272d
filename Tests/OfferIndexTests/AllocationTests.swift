import AllocationCount
import DemoData
import Domain
import JSONParsing
import OfferIndex
import Records
import ReferenceData
import Rules
import Testing

/// The offers that ship with the product, and made-up needs.
enum Published {
    static let asOf = CalendarDay(number: 20_600)

    static let offers: [CompiledOffer] = {
        let decoder = RecordDecoder(codes: ReferenceData.codes, mode: .strict)
        return (ReferenceData.offers + ReferenceData.incompleteOffers + ReferenceData.exampleProducts).compactMap {
            guard let json = try? JSONParser.parse($0), case .offer(let offer)? = decoder.decode(.offers, json).record
            else { return nil }
            return CompiledOffer(offer)
        }
    }()

    /// Needs with their enterprises.
    static func needs(_ count: Int) -> [(firm: Enterprise, need: Need)] {
        let demo = DemoData(
            seed: 3, sizes: .init(enterprises: count, suppliers: 1, models: 1, needs: count), asOf: asOf)
        var firms: [String: Enterprise] = [:]
        for case .enterprise(let firm) in demo.records(.enterprises) { firms[firm.id] = firm }
        return demo.records(.needs).compactMap { record in
            guard case .need(let need) = record, let firm = firms[need.enterprise] else { return nil }
            return (firm, need)
        }
    }

    static func tables(_ count: Int) -> [FactTable] {
        needs(count).map { FactTable(enterprise: $0.firm, need: $0.need, asOf: asOf) }
    }
}

/// Whether this is optimised code.
enum Optimisation {
    #if DEBUG
        static let isOn = false
    #else
        static let isOn = true
    #endif
}

/// Only optimised code keeps what a loop over a list captures off the heap: `swift test -c release`.
@Suite("Allocations", .enabled(if: Optimisation.isOn && allocation_count_works()))
struct AllocationTests {
    @Test("the counter sees an array being made")
    func counter() {
        let before = allocation_count()
        let numbers = Array(repeating: before, count: 100)
        #expect(allocation_count() > before)
        #expect(numbers.count == 100)
    }

    @Test("outcomes of published offers allocate nothing")
    func outcomes() {
        let offers = Published.offers
        let tables = Published.tables(40)
        #expect(offers.count == 121)
        var eligible = 0
        let before = allocation_count()
        // By index: the optionals of a for loop over such values make the runtime look their type up, and allocate.
        for table in tables.indices {
            for offer in offers.indices {
                let outcome = Assessor.outcome(of: offers[offer], tables[table], asOf: Published.asOf)
                if outcome.order == 0 { eligible += 1 }
            }
        }
        let allocations = allocation_count() - before
        #expect(allocations == 0, "\(tables.count * offers.count) outcomes")
        #expect(eligible > 0)
    }

    @Test("outcomes of rules of every kind allocate nothing", arguments: 0..<4 as Range<UInt64>)
    func randomRules(seed: UInt64) {
        var random = Generator(seed: seed)
        let offers = (0..<300).map { CompiledOffer(random.offer($0, asOf: Published.asOf)) }
        let tables = (0..<30).map { _ in random.facts(asOf: Published.asOf) }
        var sum = 0
        let before = allocation_count()
        for table in tables.indices {
            for offer in offers.indices {
                sum += Assessor.outcome(of: offers[offer], tables[table], asOf: Published.asOf).order
            }
        }
        let allocations = allocation_count() - before
        #expect(allocations == 0, "seed \(seed)")
        #expect(sum > 0)
    }

    @Test("an impact run allocates nothing once it has met the cities")
    func impact() throws {
        let tables = Published.tables(40)
        let cities = [Region(code: 440_100), Region(code: 440_300)]
        for pair in zip(Published.offers, Published.offers.dropFirst()) {
            var run = ImpactRun(draft: pair.0, previous: pair.1, asOf: Published.asOf)
            for city in cities { run.judge(tables[0], city: city) }
            let before = allocation_count()
            for index in tables.indices {
                run.judge(tables[index], city: cities[index & 1]) { _, _, _ in Fen(1) }
            }
            let allocations = allocation_count() - before
            #expect(allocations == 0, "\(pair.0.offer.id)")
        }
    }

    @Test("a table is refilled in its own memory: only lists of a need are made anew")
    func refill() {
        let needs = Published.needs(60)
        let firms = needs.map { Optional($0.firm) }
        let plain = Published.offers.filter {
            !$0.reads.contains(.projectCategories) && !$0.reads.contains(.enterpriseReceived)
        }
        #expect(plain.count > 100)
        // One that was filled before, as every one but the first is.
        var facts = Published.tables(1)[0]
        for offer in plain {
            let reads = offer.reads
            let before = allocation_count()
            for index in needs.indices {
                facts.refill(enterprise: firms[index], need: needs[index].need, asOf: Published.asOf, reading: reads)
            }
            let allocations = allocation_count() - before
            #expect(allocations == 0, "\(offer.offer.id)")
        }
    }
}
