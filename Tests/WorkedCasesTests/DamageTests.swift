import JSON
import JSONParsing
import Terminal
import Testing

@testable import WorkedCases

/// Files and cases that are wrong: told with their place, never a crash.
@Suite("Damaged cases") struct DamageTests {
    private func differences(_ text: String) async throws -> [Difference] {
        let file = try CaseFile(name: "f", bytes: Array("[\(text)]".utf8))
        return await SharedCaseTests.engine.run([file]).files[0].results[0].differences
    }

    private func paths(_ text: String) async throws -> [String] { try await differences(text).map(\.path) }

    @Test("files that are no JSON array", arguments: ["", "{}", "[", "nul", "[1,]", "\u{FEFF}[]", #"[{"a":1,"a":2}]"#])
    func files(text: String) {
        #expect { try CaseFile(name: "f.json", bytes: Array(text.utf8)) } throws: { error in
            guard let error = error as? CaseFileError else { return false }
            return error.message.en.hasPrefix("f.json is not ") && error.message.zh.hasPrefix("f.json：不是")
        }
        #expect(throws: CaseFileError.self) { try CaseFile(name: "f", bytes: [0x5B, 0xFF, 0x5D]) }
    }

    @Test("cases that lack what every case has")
    func cases() async throws {
        #expect(
            try await differences("1") == [
                Difference(path: "", expected: "a case: an object with id, ask and expected", got: 1)
            ]
        )
        #expect(try await paths("{}") == ["id"])
        #expect(try await paths(#"{"id": 1}"#) == ["id"])
        #expect(try await paths(#"{"id": "c"}"#) == ["ask"])
        #expect(try await paths(#"{"id": "c", "ask": "tokens", "texts": []}"#) == ["expected"])
        #expect(try await paths(#"{"id": "c", "ask": "tokens", "texts": [], "expected": {}}"#) == ["expected"])
        #expect(
            try await paths(#"{"id": "c", "ask": "tokens", "texts": [], "expected": {"tie": true}}"#) == ["expected"]
        )
        #expect(
            try await paths(#"{"id": "c", "ask": "tokens", "text": [], "expected": {"tokens": []}}"#) == [
                "text", "texts",
            ]
        )
        #expect(
            try await paths(#"{"id": "c", "ask": "tokens", "texts": ["a", 1], "expected": {"tokens": []}}"#) == [
                "texts[1]"
            ]
        )
    }

    @Test("an ask that has no runner names those that have")
    func ask() async throws {
        let found = try await differences(#"{"id": "c", "ask": "amounts?", "expected": {"support_cny": 1}}"#)
        #expect(found.map(\.path) == ["ask"])
        #expect(found[0].got == "amounts?")
        for ask in ["assess", "schedule", "match", "wanted-by", "tokens", "validate"] {
            #expect(found[0].expected?.string?.contains(ask) == true)
        }
    }

    @Test("days and records that cannot be read")
    func records() async throws {
        func assess(_ rest: String) async throws -> [String] {
            try await paths(#"{"id": "c", "ask": "assess", "expected": {"outcome": "eligible"}, \#(rest)}"#)
        }
        let need = #""need": {"id": "n", "enterprise": "e", "region": "440106", "lines": []}"#
        #expect(try await assess(need) == ["as_of"])
        #expect(try await assess(#""as_of": "2025-02-29", \#(need)"#) == ["as_of"])
        #expect(try await assess(#""as_of": "2025-02-28""#) == ["need"])
        #expect(try await assess(#""as_of": "2025-02-28", \#(need)"#) == ["offer"])
        #expect(try await assess(#""as_of": "2025-02-28", \#(need), "offer": 7"#) == ["offer"])
        #expect(
            try await assess(#""as_of": "2025-02-28", \#(need), "offer": {"id": "o", "kind": "lone", "rool": 1}"#)
                == ["offer.kind", "offer.rool"]
        )
        #expect(
            try await assess(#""as_of": "2025-02-28", "enterprise": {"id": "e", "employees": -1}, \#(need)"#)
                == ["enterprise.employees"]
        )
    }

    @Test("a match that cannot be asked")
    func match() async throws {
        func match(_ rest: String) async throws -> [String] {
            try await paths(
                #"{"id": "c", "ask": "match", "as_of": "2025-03-01", "expected": {"candidates": 0}, \#(rest)}"#
            )
        }
        let need = #""need": {"id": "n", "lines": [{"line": "L1", "category": "a", "quantity": 1}]}"#
        #expect(try await match(#"\#(need), "line": "L1""#) == [])
        #expect(try await match(#"\#(need), "line": "L2""#) == ["line"])
        #expect(try await match(#"\#(need)"#) == ["line"])
        #expect(try await match(#"\#(need), "line": "L1", "top": -1"#) == ["top"])
        #expect(try await match(#"\#(need), "line": "L1", "models": {}"#) == ["models"])
        #expect(try await match(#"\#(need), "line": "L1", "models": [{"id": "m"}, {"id": "m"}]"#) == ["models[1].id"])
        #expect(
            try await match(#"\#(need), "line": "L1", "categories": [{"path": "a", "nam": "b"}]"#)
                == ["categories[0].nam"]
        )
    }

    @Test("a validation that cannot be asked")
    func validate() async throws {
        func validate(_ rest: String) async throws -> [String] {
            try await paths(#"{"id": "c", "ask": "validate", "expected": {"accepted": [], "problems": []}, \#(rest)}"#)
        }
        func lines(_ line: String) async throws -> [String] {
            try await validate(#""files": [{"file": "f.jsonl", "kind": "needs", "lines": [\#(line)]}]"#)
        }
        #expect(try await validate(#""about": """#) == ["files"])
        #expect(try await validate(#""files": [], "existing": {"need": []}"#) == ["existing.need"])
        #expect(try await validate(#""files": [], "existing": {"needs": [1]}"#) == ["existing.needs"])
        #expect(try await validate(#""files": [{"file": "f", "kind": "need"}]"#) == ["files[0].kind"])
        #expect(try await validate(#""files": [{"file": "f", "kinds": "needs"}]"#) == ["files[0].kinds"])
        #expect(try await lines("") == [])
        #expect(try await lines("7") == ["files[0].lines[0]"])
        #expect(try await lines(#"{"base64": "/w="}"#) == ["files[0].lines[0].base64"])
        #expect(try await lines(#"{"before": "", "fill": "x", "time": 3, "after": ""}"#) == ["files[0].lines[0].time"])
        #expect(
            try await lines(#"{"before": "", "fill": "x", "times": -3, "after": ""}"#) == ["files[0].lines[0].times"]
        )
        #expect(
            try await lines(#"{"before": "", "fill": "xx", "times": 9223372036854775807, "after": ""}"#)
                == ["files[0].lines[0]"]
        )
    }

    @Test("base64 with its padding only")
    func base64() {
        #expect(Base64.decode("") == [])
        #expect(Base64.decode("/w==") == [0xFF])
        #expect(Base64.decode("5Lit5Zu9") == Array("中国".utf8))
        #expect(Base64.decode("Zm9vYg==") == Array("foob".utf8))
        #expect(Base64.decode("Zm9vYmE=") == Array("fooba".utf8))
        for text in ["Z", "Zm9v=", "====", "Zm=v", "Zm9\n", "Zm9_"] { #expect(Base64.decode(text) == nil) }
    }

    @Test("values put out of place anywhere in a case never crash it")
    func damage() async throws {
        let cases = try #require(try JSONParser.parse(Fixtures.bytes("mixed.json")).array)
        var random = Seeded(state: 7)
        for _ in 0..<2_000 {
            let worked = cases[Int.random(in: 0..<cases.count, using: &random)]
            let file = try CaseFile(name: "f", bytes: JSONValue.array([damaged(worked, &random)]).bytes)
            let report = await SharedCaseTests.engine.run([file])
            #expect(report.passed + report.failed == 1)
        }
    }

    private static let odd: [JSONValue] = [
        .null, true, -1, 0, "", "x", [], [:], .number("1e400"), .number("9223372036854775807"), .number("0.0000000001"),
        .string("9999-12-31"), [[]], ["x": .null],
    ]

    /// The value with one part of it replaced, left out or doubled.
    private func damaged(_ value: JSONValue, _ random: inout Seeded) -> JSONValue {
        let stops = Int.random(in: 0..<4, using: &random) == 0
        switch value {
        case .object(var object) where !stops && !object.members.isEmpty:
            let index = Int.random(in: 0..<object.members.count, using: &random)
            switch Int.random(in: 0..<8, using: &random) {
            case 0: object.members.remove(at: index)
            case 1: object.members[index].key += "_"
            default: object.members[index].value = damaged(object.members[index].value, &random)
            }
            return .object(object)
        case .array(var elements) where !stops && !elements.isEmpty:
            let index = Int.random(in: 0..<elements.count, using: &random)
            switch Int.random(in: 0..<8, using: &random) {
            case 0: elements.remove(at: index)
            case 1: elements.append(elements[index])
            default: elements[index] = damaged(elements[index], &random)
            }
            return .array(elements)
        default: return Self.odd[Int.random(in: 0..<Self.odd.count, using: &random)]
        }
    }
}

/// Random numbers from a seed (SplitMix64, S. Vigna).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
