import Domain
import JSON
import JSONParsing
import Matching
import SharedFiles
import Testing
import TextAnalysis

/// The worked cases of shared/cases/matching.json; see the README beside it for how answers are compared.
@Suite struct WorkedCaseTests {
    static let file = SharedFiles.bytes("cases/matching.json")

    static func cases(_ ask: String) throws -> [JSONValue] {
        let all = try JSONParser.parse(file ?? Array("[]".utf8)).array ?? []
        return all.filter { $0["ask"]?.string == ask }
    }

    @Test(
        "models for a line: candidates, order, scores, parts, and every test the others fail",
        .enabled(if: file != nil)
    )
    func match() throws {
        let cases = try Self.cases("match")
        #expect(cases.count == 37)
        for value in cases {
            let registry = try CaseRegistry(value)
            let need = try CaseRecords.need(try #require(value["need"]))
            let line = try #require(need.lines.first { $0.line == value["line"]?.string })
            let result = Evaluator.match(
                need: need,
                line: line,
                models: registry.models,
                suppliers: registry.suppliers,
                categories: registry.categories,
                asOf: registry.asOf,
                top: value["top"]?.int ?? 10
            )
            let expected = try #require(value["expected"])
            let id = value["id"]?.string ?? ""
            #expect(result.candidates == expected["candidates"]?.int, "\(id)")
            #expect(result.hits.map(shown) == (try expected["models"]?.array?.map(shown)), "\(id)")
            #expect(failed(registry, need: need, line: line) == failed(expected), "\(id)")
        }
    }

    @Test("lines for a model", .enabled(if: file != nil))
    func wantedBy() throws {
        let cases = try Self.cases("wanted-by")
        #expect(cases.count == 2)
        for value in cases {
            let registry = try CaseRegistry(value)
            let model = try #require(registry.models.first { $0.id == value["model"]?.string })
            let lines = Evaluator.wantedBy(
                model: model,
                needs: try (value["needs"]?.array ?? []).map(CaseRecords.need),
                models: registry.models,
                suppliers: registry.suppliers,
                categories: registry.categories,
                asOf: registry.asOf
            )
            let expected = try #require(value["expected"])
            let id = value["id"]?.string ?? ""
            #expect(lines.count == expected["candidates"]?.int, "\(id)")
            let wanted = try (expected["lines"]?.array ?? []).map { line in
                WantedLine(
                    need: try CaseRecords.text(line, "need"),
                    line: try CaseRecords.text(line, "line"),
                    score: try millionths(line["score"])
                )
            }
            #expect(lines == wanted, "\(id)")
        }
    }

    @Test("texts into tokens", .enabled(if: file != nil))
    func tokens() throws {
        let cases = try Self.cases("tokens")
        #expect(cases.count == 1)
        for value in cases {
            let texts = (value["texts"]?.array ?? []).compactMap(\.string)
            let expected = value["expected"]?["tokens"]?.array?.map { $0.array?.compactMap(\.string) ?? [] }
            #expect(texts.map { TextAnalyser.tokens($0) } == expected)
        }
    }

    /// For every model that fails, the names of the tests it fails.
    private func failed(_ registry: CaseRegistry, need: Need, line: Line) -> [String: [String]] {
        var failed: [String: [String]] = [:]
        for model in registry.models {
            let supplier = registry.suppliers[model.supplier]
            let tests = Evaluator.tests(line: line, need: need, model: model, supplier: supplier, asOf: registry.asOf)
            let query = LineQuery(need: need, line: line, asOf: registry.asOf)
            #expect(Evaluator.passes(query, model: model, supplier: supplier) == tests.allSatisfy(\.holds))
            let names = tests.filter { !$0.holds }.map(\.test)
            if !names.isEmpty { failed[model.id] = names }
        }
        return failed
    }

    private func failed(_ expected: JSONValue) -> [String: [String]] {
        var failed: [String: [String]] = [:]
        for member in expected["failed"]?.object?.members ?? [] {
            failed[member.key] = member.value.array?.compactMap(\.string) ?? []
        }
        return failed
    }

    /// What of a hit is compared: id, price, score and parts.
    private struct Shown: Equatable {
        var id: String
        var price: Fen?
        var score: Int64
        var parts: RoundedParts
    }

    private func shown(_ hit: Hit) -> Shown {
        Shown(id: hit.model, price: hit.price, score: hit.score, parts: hit.parts)
    }

    private func shown(_ value: JSONValue) throws -> Shown {
        let parts = value["parts"]
        return Shown(
            id: try CaseRecords.text(value, "id"),
            price: Fen(try CaseRecords.scaled(value["price_cny"], digits: 2)),
            score: try millionths(value["score"]),
            parts: RoundedParts(
                price: try millionths(parts?["price"]),
                efficiency: try millionths(parts?["efficiency"]),
                delivery: try millionths(parts?["delivery"]),
                locality: try millionths(parts?["locality"]),
                rating: try millionths(parts?["rating"]),
                policy: try millionths(parts?["policy"]),
                text: try millionths(parts?["text"])
            )
        )
    }

    private func millionths(_ value: JSONValue?) throws -> Int64 { try CaseRecords.scaled(value, digits: 6) }
}

/// Models, suppliers and categories of a case, and its day.
struct CaseRegistry {
    var models: [EquipmentModel]
    var suppliers: [String: Supplier]
    var categories: CategoryTree
    var asOf: CalendarDay

    init(_ value: JSONValue) throws {
        models = try (value["models"]?.array ?? []).map(CaseRecords.model)
        let records = try (value["suppliers"]?.array ?? []).map(CaseRecords.supplier)
        suppliers = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        categories = try CaseRecords.categories(value["categories"])
        asOf = try #require(CalendarDay(try CaseRecords.text(value, "as_of")))
    }
}
