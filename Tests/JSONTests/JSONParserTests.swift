import JSON
import JSONParsing
import SharedFiles
import Testing

@Suite struct JSONParserTests {
    private static let written: [(text: String, value: JSONValue)] = [
        ("null", .null), (" true\n", true), ("-12.50", .number("-12.50")), ("1e3", .number("1e3")),
        ("\"a\\u00e9\\ud83d\\ude00\\n\"", "aé😀\n"), ("\"\\u0000\"", "\u{0}"), ("[]", []), ("{}", [:]),
        ("[1,[2,{\"k\":[3]}],\"x\"]", [1, [2, ["k": [3]]], "x"]),
        ("{\"a\":1,\"b\":{\"a\":2},\"甲\":null}", ["a": 1, "b": ["a": 2], "甲": .null]),
        ("12345678901234567890123456789.0", .number("12345678901234567890123456789.0")),
    ]

    @Test("one value, as it is written")
    func values() throws {
        for (text, value) in Self.written { #expect(try JSONParser.parse(text) == value) }
    }

    @Test(
        "not exactly one value",
        arguments: [
            "", " ", "{", "[1", "\"a", "{\"a\":1}x", "1 2", "{}{}", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "'a'",
            "NaN", "Infinity", "-Infinity", "-", "01", "1.", ".5", "+1", "nul", "// c\n1", "/* c */1", "1/*c*/",
            "\"\u{1}\"", "\"\\x\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud800\\u0041\"", "\"\\u12g4\"", "]", ":",
            "\u{0}", "\u{B}1", "1\u{C}", "[1,\u{B}2]",
            "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":1}", "{\"a\":{\"b\":1,\"b\":2}}",
        ]
    )
    func syntax(text: String) {
        let error = #expect(throws: JSONParseError.self) { try JSONParser.parse(text) }
        #expect(error?.kind == .syntax)
        #expect(error?.message.isEmpty == false)
        #expect((0...text.utf8.count).contains(error?.offset ?? -1))
    }

    @Test(
        "bytes that are not UTF-8 are told from bad JSON",
        arguments: [
            [0xFF], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x7B, 0x80],
        ] as [[UInt8]]
    )
    func encoding(bytes: [UInt8]) {
        let error = #expect(throws: JSONParseError.self) { try JSONParser.parse(bytes) }
        #expect(error?.kind == .encoding)
    }

    @Test("64 levels are read, 65 are not")
    func depth() throws {
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(try JSONParser.parse(deepest).array?.count == 1)
        let deeper = String(repeating: "{\"a\":", count: 65) + "1" + String(repeating: "}", count: 65)
        #expect(throws: JSONParseError.self) { try JSONParser.parse(deeper) }
        #expect(throws: JSONParseError.self) { try JSONParser.parse(String(repeating: "[", count: 1_000_000)) }
    }

    @Test("keys that differ in bytes are two, though they look alike")
    func keysByBytes() throws {
        #expect(try JSONParser.parse("{\"\\u00e9\":1,\"e\\u0301\":2}").object?.members.count == 2)
    }

    @Test("a key twice is found in a large object too")
    func largeObject() throws {
        let members = (0..<20_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        #expect(try JSONParser.parse("{\(members)}").object?.members.count == 20_000)
        #expect(throws: JSONParseError.self) { try JSONParser.parse("{\(members),\"k7\":0}") }
        #expect(throws: JSONParseError.self) { try JSONParser.parse("{\(members),\"k19999\":0}") }
    }

    @Test("a span and a buffer are read like an array")
    func overloads() throws {
        let bytes = Array("{\"a\":[1,\"b\"]}".utf8)
        let value = try JSONParser.parse(bytes)
        #expect(try JSONParser.parse(bytes.span) == value)
        #expect(try bytes.withUnsafeBytes { try JSONParser.parse($0) } == value)
        #expect(throws: JSONParseError.self) { try JSONParser.parse(UnsafeRawBufferPointer(start: nil, count: 0)) }
    }

    @Test("random values read back from their text")
    func roundTrip() throws {
        var random = SeededRandom(seed: 20_260_101)
        for _ in 0..<500 {
            let value = random.value(depth: 5)
            #expect(try JSONParser.parse(value.bytes) == value)
        }
    }

    @Test("damaged text is an error or a value, never a crash")
    func damage() {
        var random = SeededRandom(seed: 7)
        var read = 0
        for _ in 0..<5_000 {
            var bytes = random.value(depth: 4).bytes
            for _ in 0...random.below(4) where !bytes.isEmpty {
                let index = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes[index] = UInt8(random.below(256))
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(UInt8(random.below(256)), at: index)
                default: bytes.removeSubrange(index...)
                }
            }
            if let value = try? JSONParser.parse(bytes) {
                read += 1
                #expect((try? JSONParser.parse(value.bytes)) == value)
            }
        }
        #expect(read > 0)
        for _ in 0..<5_000 {
            _ = try? JSONParser.parse((0..<random.below(60)).map { _ in UInt8(random.below(256)) })
        }
    }

    @Test("every line of the shared data is read and written back", .enabled(if: SharedFiles.isThere))
    func sharedData() throws {
        for file in ["offers", "offers_incomplete", "example_products", "joint_caps"] {
            for line in try SharedFiles.lines("data/\(file).jsonl") {
                let value = try JSONParser.parse(line)
                #expect(try JSONParser.parse(value.bytes) == value)
            }
        }
    }
}

/// SplitMix64: the same numbers from the same seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func text() -> String {
        let alphabet = Array("ab\"\\/\n\t\u{0}\u{7F}é甲😀 {}[]:,")
        return String((0..<below(9)).map { _ in alphabet[below(alphabet.count)] })
    }

    mutating func value(depth: Int) -> JSONValue {
        switch below(depth > 0 ? 7 : 5) {
        case 0: return .null
        case 1: return .bool(below(2) == 0)
        case 2: return .int(below(1_000_000) - 500_000)
        case 3: return .double(Double(below(1_000_000)) / 997)
        case 4: return .string(text())
        case 5: return .array((0..<below(5)).map { _ in value(depth: depth - 1) })
        default:
            return .object(
                JSONObject((0..<below(5)).map { .init(key: "\($0)" + text(), value: value(depth: depth - 1)) })
            )
        }
    }
}
