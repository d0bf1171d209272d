import Domain
import Matching
import NeedIndex
import TestSupport
import Testing

@Suite("Wanted lines from columns")
struct WantedTests {
    private static let asOf = Generator.asOf

    @Test("lines, scores and order are those of the plain evaluator, while needs change", arguments: [1, 2, 3])
    func random(seed: UInt64) {
        var random = Generator(seed: seed)
        var columns = Columns()
        for index in 0..<12 { columns.put(random.demoRecord(.suppliers, index)) }
        for index in 0..<300 { columns.put(random.demoRecord(.models, index)) }
        for index in 0..<400 {
            columns.put(index % 3 == 0 ? .need(random.need(index)) : random.demoRecord(.needs, index))
        }
        let models = columns.registry.models.values.sorted { $0.id < $1.id }
        var hits = 0
        for round in 0..<25 {
            var model = random.random.one(of: models)
            if random.random.chance(40) { model.category = CategoryPath(random.random.one(of: Generator.paths)) }
            if random.random.chance(70) {
                model.price = Fen(random.random.one(of: [0, 1_000_000]))
                model.efficiency = .advanced
                model.leadTimeDays = 5
            }
            columns.put(.model(model))
            let expected = columns.registry.wantedBy(model, asOf: Self.asOf)
            hits += expected.count
            for top in [0, 1, 10, 1_000] {
                let scan = columns.wanted(model, asOf: Self.asOf, top: top)
                #expect(scan.candidates == expected.count, "seed \(seed), round \(round)")
                #expect(scan.found.map(\.line) == Array(expected.prefix(top)), "seed \(seed), round \(round)")
            }
            for _ in 0..<random.random.below(4) { columns.put(.need(random.need(random.random.below(420)))) }
        }
        #expect(hits > 10, "models that nobody wants show nothing")
    }
}
