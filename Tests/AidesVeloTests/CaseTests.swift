import Domain
import Foundation
import JSON
import JSONParsing
import SharedFiles
import Testing

/// Published results of programmes nobody here wrote: betagouv/publicodes-aides-velo, Apache-2.0, read beside the
/// checkout and not part of it.
@Suite("Published purchase subsidies", .enabled(if: SharedFiles.has(PublicodesRules.folder)))
struct CaseTests {
    /// One published expectation.
    struct PublishedCase: CustomTestStringConvertible, Sendable {
        var id: String
        var programme: String
        var situation: JSONValue
        var operation: String
        /// In euros; nil = the programme does not apply.
        var expected: Int?

        var testDescription: String { "\(id) \(programme) \(operation)" }
    }

    private static let cases: [PublishedCase] = {
        let lines = (try? SharedFiles.lines("data/aides_velo/cases.jsonl")) ?? []
        return lines.compactMap { line in
            guard let value = try? JSONParser.parse(line), let id = value["id"]?.string,
                let programme = value["programme"]?.string, let situation = value["situation"],
                let operation = value["op"]?.string
            else { return nil }
            return PublishedCase(
                id: id, programme: programme, situation: situation, operation: operation,
                expected: value["expected"]?.int)
        }
    }()

    @Test("all 149 cases are read")
    func count() { #expect(Self.cases.count == 149) }

    @Test("the amount is the published one", arguments: cases)
    func amount(_ published: PublishedCase) throws {
        let offers = try VeloOffers.shared.get()
        let result = try offers.outcome(
            of: published.programme, Situation(offers.rules, published.situation))
        let applies = result.outcome == .eligible
        let expected = published.expected.map { Fen(Int64($0) * 100) }
        switch (published.operation, expected) {
        case ("eq", let expected?):
            #expect(applies)
            #expect(result.own == expected)
        case ("ge", let expected?):
            #expect(applies)
            #expect(result.own >= expected)
        case ("eq", nil), ("not_applicable", _): #expect(result.outcome == .notEligible)
        case ("ne", nil), ("applicable", _): #expect(applies)
        default: Issue.record("an unknown expectation: \(published.operation)")
        }
    }

    @Test("beside what it rests on, the best package has the published amount, up to the price", arguments: cases)
    func package(_ published: PublishedCase) throws {
        let offers = try VeloOffers.shared.get()
        let situation = Situation(offers.rules, published.situation)
        let result = try offers.outcome(of: published.programme, situation)
        guard result.outcome == .eligible, result.own > .zero else { return #expect(result.settled == nil) }
        let price = try situation.price().map { Fen(Int64(truncating: ($0 * 100) as NSDecimalNumber)) }
        #expect(result.settled == min(result.own, price ?? result.own))
    }
}
