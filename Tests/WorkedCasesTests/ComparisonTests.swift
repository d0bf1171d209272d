import JSON
import JSONParsing
import Testing

@testable import WorkedCases

@Suite("Comparison") struct ComparisonTests {
    private func paths(_ expected: String, _ got: String) throws -> [String] {
        Comparison.differences(expected: try JSONParser.parse(expected), got: try JSONParser.parse(got)).map(\.path)
    }

    @Test("numbers by decimal value, not by text nor as doubles")
    func numbers() throws {
        for (a, b) in [("1e3", "1000.0"), ("-0", "0.00"), ("0.10", "1E-1"), ("12.50e+1", "125")] {
            #expect(try paths("[\(a)]", "[\(b)]") == [])
        }
        for (a, b) in [
            ("9007199254740993", "9007199254740992"), ("1", "-1"), ("0.1", "0.10000000000000001"), ("1", "10"),
        ] {
            #expect(try paths("[\(a)]", "[\(b)]") == ["[0]"])
        }
        #expect(try paths("[1e99999999999]", "[1e99999999999]") == [])
        #expect(try paths("[1]", #"["1"]"#) == ["[0]"])
        #expect(try paths("[0]", "[false]") == ["[0]"])
    }

    @Test("amounts to the fen: half a fen is the boundary")
    func amounts() throws {
        #expect(try paths(#"{"a_cny": 1.005}"#, #"{"a_cny": 1.01}"#) == [])
        #expect(try paths(#"{"a_cny": 1.0149}"#, #"{"a_cny": 1.01}"#) == [])
        #expect(try paths(#"{"a_cny": 1.015}"#, #"{"a_cny": 1.01}"#) == ["a_cny"])
        #expect(try paths(#"{"a_cny": 1.02}"#, #"{"a_cny": 1.01}"#) == ["a_cny"])
        #expect(try paths(#"{"a_cny": 99999999999.995}"#, #"{"a_cny": 1e11}"#) == [])
        #expect(try paths(#"{"a_cny": null}"#, #"{"a_cny": 0}"#) == ["a_cny"])
        #expect(try paths(#"{"a_cny": 0.004}"#, #"{"a_cny": 0}"#) == [])
    }

    @Test("yearly cost rates to 1e-8, that included")
    func rates() throws {
        func rate(_ a: String, _ b: String) throws -> Bool {
            try paths(#"{"yearly_cost_rate": \#(a)}"#, #"{"yearly_cost_rate": \#(b)}"#).isEmpty
        }
        #expect(try rate("0.04907021", "0.04907022"))
        #expect(try rate("0.04907021", "0.0490702199999999"))
        #expect(try !rate("0.04907021", "0.0490702200000001"))
        #expect(try rate("-0.00000001", "0"))
        #expect(try !rate("-0.00000001", "0.00000001"))
        #expect(try !rate("1e30", "2e30"))
        #expect(try rate("null", "null"))
        #expect(try !rate("null", "0"))
        #expect(try !rate("0", "1e25"))
    }

    @Test("scores and parts to the sixth decimal exactly")
    func scores() throws {
        #expect(
            try paths(#"{"score": 0.38, "parts": {"text": 0.0}}"#, #"{"score": 0.380000, "parts": {"text": 0}}"#) == []
        )
        #expect(
            try paths(#"{"score": 0.380001, "parts": {"text": 0.000001}}"#, #"{"score": 0.38, "parts": {"text": 0}}"#)
                == ["score", "parts.text"]
        )
    }

    @Test("fields that expected lacks are not compared; those that the answer lacks are, null too")
    func fields() throws {
        #expect(try paths("{}", #"{"a": 1}"#) == [])
        #expect(try paths(#"{"a": {"b": 1}}"#, #"{"a": {"b": 1, "c": 2}, "d": 3}"#) == [])
        #expect(try paths(#"{"a": null, "b": null}"#, #"{"b": null}"#) == ["a"])
        #expect(try paths(#"{"a": {"b": 1}}"#, #"{"a": [1]}"#) == ["a"])
    }

    @Test("what is for reading is never compared, except where it is an id")
    func readingOnly() throws {
        let reading =
            #"{"about": 1, "relies_on": 1, "score_unrounded": 1, "legal_packages": 1, "tie": 1, "runner_up": 1}"#
        #expect(try paths(reading, "{}") == [])
        #expect(try paths(#"{"l": [\#(reading)]}"#, #"{"l": [{}]}"#) == [])
        #expect(try paths(#"{"failed": {"tie": ["price"]}}"#, #"{"failed": {}}"#) == ["failed.tie"])
    }

    @Test("objects by id or code are compared whole")
    func maps() throws {
        #expect(try paths(#"{"failed": {}}"#, #"{"failed": {"m": ["price"]}}"#) == ["failed.m"])
        #expect(
            try paths(
                #"{"support_by_provider_type": {"government": 1.00}}"#,
                #"{"support_by_provider_type": {"government": 1, "bank": 2}}"#
            ) == ["support_by_provider_type.bank"]
        )
    }

    @Test("lists in order, texts by their bytes")
    func lists() throws {
        #expect(try paths("[1, 2]", "[2, 1]") == ["[0]", "[1]"])
        #expect(try paths("[[1], []]", "[[], [1]]") == ["[0][0]", "[1][0]"])
        #expect(try paths("[null]", "[]") == ["[0]"])
        #expect(try paths(#"["\u00e9"]"#, #"["e\u0301"]"#) == ["[0]"])
    }
}
