import Domain
import Matching
import NeedIndex
import Queries
import Rules
import TestSupport
import Testing

@Suite("Projects from columns")
struct ProjectTests {
    private static let asOf = Generator.asOf

    /// Total, facets and every page against judging need by need.
    private func check(_ columns: Columns, _ query: ProjectQuery, _ comment: Comment) {
        let expected = columns.registry.projects(query, asOf: Self.asOf)
        let (page, _) = columns.page(query, asOf: Self.asOf)
        #expect(page.total == expected.count, comment)
        var (cities, industries, directions, amounts): ([String: Int], [String: Int], [String: Int], [String: Int])
        (cities, industries, directions, amounts) = ([:], [:], [:], [:])
        for (id, _) in expected {
            guard let need = columns.registry.needs[id] else { continue }
            cities[need.city.text, default: 0] += 1
            let industry = columns.registry.enterprises[need.enterprise]?.industry?.division
            industries[industry ?? "unknown", default: 0] += 1
            for direction in need.directions ?? [] { directions[direction, default: 0] += 1 }
            amounts[AmountBand(need.amountSought).rawValue, default: 0] += 1
        }
        #expect(page.cities == cities, comment)
        #expect(page.industries == industries, comment)
        #expect(page.directions == directions, comment)
        #expect(page.amounts == amounts, comment)
        var query = query
        var found: [(need: String, outcome: Int)] = []
        while true {
            let (page, rows) = columns.page(query, asOf: Self.asOf)
            found += rows
            guard let last = page.rows.last, found.count <= expected.count else { break }
            query.after = last.key
        }
        #expect(found.map(\.need) == expected.map(\.need), comment)
        #expect(found.map(\.outcome) == expected.map(\.outcome.order), comment)
    }

    private func query(_ random: inout Generator, provider: String) -> ProjectQuery {
        var query = ProjectQuery(
            provider: provider, sort: random.random.one(of: ProjectQuery.Sort.allCases),
            limit: random.random.one(of: [7, 40, 1_000]))
        query.offer = random.random.chance(50) ? "\(provider)-\(random.random.below(3))" : nil
        guard random.random.chance(60) else { return query }
        query.region = random.random.chance(30) ? random.region() : nil
        query.industry = random.random.chance(20) ? Industry(code: random.random.one(of: Generator.industries)) : nil
        query.category = random.random.chance(20) ? CategoryPath(random.random.one(of: Generator.paths)) : nil
        query.direction = random.random.chance(20) ? random.random.one(of: ["green", "digital", "none"]) : nil
        query.minAmount = random.random.chance(20) ? random.fen() : nil
        query.maxAmount = random.random.chance(20) ? random.fen() : nil
        return query
    }

    @Test("every list is that of judging need by need, while records change", arguments: 0..<6 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = Generator(seed: seed)
        var columns = Columns()
        let rows = random.random.one(of: [1, 64, 150, 400])
        for index in 0..<40 { columns.put(.enterprise(random.enterprise(index))) }
        for index in 0..<rows { columns.put(.need(random.need(index))) }
        for provider in ["p", "q"] {
            // At times all of one or two facts, so that each kind of condition decides often.
            let facts =
                random.random.chance(40)
                ? [random.random.one(of: Generator.facts), random.random.one(of: Generator.facts)] : Generator.facts
            for index in 0..<3 {
                columns.put(.offer(random.offer("\(provider)-\(index)", provider: provider, on: facts)))
            }
        }
        for round in 0..<14 {
            let query = query(&random, provider: random.random.one(of: ["p", "q"]))
            check(columns, query, "seed \(seed), round \(round), \(query)")
            for _ in 0..<random.random.below(6) {
                switch random.random.below(8) {
                case 0..<4: columns.put(.need(random.need(random.random.below(rows + 5))))
                case 4..<7: columns.put(.enterprise(random.enterprise(random.random.below(60))))
                default: columns.put(.offer(random.offer("p-1", provider: "p")))
                }
            }
        }
    }

    @Test("one fact at a time, so that each kind of condition decides often")
    func single() {
        var random = Generator(seed: 21)
        var columns = Columns()
        for index in 0..<40 { columns.put(.enterprise(random.enterprise(index))) }
        for index in 0..<130 { columns.put(.need(random.need(index))) }
        for (index, fact) in Generator.facts.enumerated() {
            for number in 0..<3 {
                var offer = Offer(id: "\(fact.rawValue)-\(number)", kind: .gate)
                offer.provider = Offer.Provider(id: "p\(index)")
                offer.status = .open
                offer.rule = random.rule(depth: random.random.below(3), on: [fact])
                columns.put(.offer(offer))
                var query = ProjectQuery(provider: "p\(index)", limit: 1_000)
                query.offer = offer.id
                check(columns, query, "\(offer)")
            }
        }
    }

    @Test("every published offer")
    func published() throws {
        var random = Generator(seed: 22)
        var columns = Columns()
        for index in 0..<60 { columns.put(random.demoRecord(.enterprises, index)) }
        for index in 0..<300 { columns.put(.need(random.need(index))) }
        for case .offer(let offer) in try RecordText.published() {
            columns.put(.offer(offer))
            var query = ProjectQuery(provider: offer.provider.id, limit: 100)
            query.offer = offer.id
            check(columns, query, "\(offer.id)")
        }
    }

    @Test("what is hidden counts nowhere")
    func hidden() {
        var random = Generator(seed: 23)
        var columns = Columns()
        for index in 0..<40 { columns.put(.enterprise(random.enterprise(index))) }
        for index in 0..<200 { columns.put(.need(random.need(index))) }
        var offer = Offer(id: "o", kind: .gate)
        offer.provider = Offer.Provider(id: "p")
        columns.put(.offer(offer))
        let query = ProjectQuery(provider: "p", limit: 500)
        let all = columns.registry.projects(query, asOf: Self.asOf)
        let hidden = Set(all.prefix(20).map(\.need) + ["stranger"])
        let (page, rows) = columns.page(query, asOf: Self.asOf, hiding: hidden)
        #expect(page.total == all.count - 20)
        #expect(page.cities.values.reduce(0, +) == all.count - 20)
        #expect(rows.map(\.need) == all.dropFirst(20).map(\.need))
    }
}
