import Answers
import Domain
import JSON
import Matching
import Testing

/// What is written in place is what the tree of values says.
@Suite struct MatchAnswerTests {
    @Test("a model is written as the text of its tree")
    func model() {
        var random = SystemRandomNumberGenerator()
        func any() -> Int64 {
            let value = Int64.random(in: -2_000_000...2_000_000, using: &random)
            return Bool.random(using: &random) ? value / 1_000 * 1_000 : value
        }
        for _ in 0..<500 {
            let parts = RoundedParts(
                price: any(), efficiency: any(), delivery: any(), locality: any(), rating: any(), policy: any(),
                text: any())
            let hit = Hit(
                model: "m-1", score: any(), parts: parts, price: Fen(any()), supplier: "s\"é", name: "机床\n\u{7F}")
            let tests: JSONValue? = Bool.random(using: &random) ? .array([["test": .string("live")]]) : nil
            var written: [UInt8] = []
            MatchAnswer.write(hit, tests: tests, to: &written)
            #expect(written == MatchAnswer.model(hit, tests: tests).bytes, "\(hit)")
        }
    }

    @Test(
        "fixed decimals have no trailing zeros",
        arguments: [
            (0, 2, "0"), (350, 2, "3.5"), (-350, 2, "-3.5"), (-5, 2, "-0.05"), (1_000_000, 6, "1"), (1, 6, "0.000001"),
            (100, 0, "100"), (Int64.max, 6, "9223372036854.775807"), (Int64.min, 18, "-9.223372036854775808"),
        ] as [(Int64, Int, String)])
    func fixed(value: Int64, digits: Int, text: String) {
        #expect(JSONNumber.fixed(value, digits: digits) == text)
        var written: [UInt8] = []
        JSONNumber.write(value, digits: digits, to: &written)
        #expect(written == Array(text.utf8))
    }
}
