import Domain
import JSON
import JSONParsing
import Records
import Testing

/// What the scanner takes is what the decoder accepts without a problem and the writer writes again, never more.
@Suite struct ModelScannerTests {
    private let scanner = ModelScanner(codes: TestCodes.few)
    private let literal = ModelScanner()
    private let decoder = RecordDecoder(codes: TestCodes.few, mode: .strict)
    private let stored = RecordDecoder(codes: TestCodes.few, mode: .literal)

    private func check(_ body: [UInt8], _ what: String) {
        let decoding = (try? JSONParser.parse(body)).map { decoder.decode(.models, $0) }
        check(scanner, decoding, body, what)
        if literal.scan(body) != nil {
            let decoding = (try? JSONParser.parse(body)).map { stored.decode(.models, $0) }
            check(literal, decoding, body, what)
        }
    }

    private func check(_ scanner: ModelScanner, _ decoding: Decoding?, _ body: [UInt8], _ what: String) {
        guard let text = scanner.scan(body) else { return }
        body.withUnsafeBytes { bytes in
            let model = text.model(of: bytes)
            #expect(decoding?.record == .model(model), "\(what): \(String(decoding: body, as: UTF8.self))")
            #expect(decoding?.problems.isEmpty == true, "\(what): \(String(decoding: body, as: UTF8.self))")
            #expect(Record.model(model).json.bytes == body, "\(what)")
            #expect(decoding?.references == [text.reference(of: bytes)], "\(what)")
            #expect(text.isActive == model.isActive)
        }
    }

    @Test("a good model in canonical form is taken, unless it needs an escape or a number beyond 15 digits")
    func good() throws {
        var taken = 0
        for seed in 0..<2_000 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            guard case .model(var model) = random.record(.models) else { continue }
            check(Record.model(model).json.bytes, "seed \(seed)")
            simplify(&model, &random)
            let body = Record.model(model).json.bytes
            check(body, "seed \(seed)")
            if scanner.scan(body) != nil { taken += 1 }
        }
        #expect(taken == 2_000, "every plain model is taken")
    }

    /// Plain texts and numbers in place of any, so that the scanner gets through.
    private func simplify(_ model: inout EquipmentModel, _ random: inout SeededRandom) {
        model.name = "机床é😀"
        model.brand = random.flag() ? nil : "a"
        model.modelNumber = random.flag() ? nil : "CK-6140"
        model.description = random.flag() ? nil : "数控，²"
        model.listings = random.flag() ? nil : ["a", "b-2024"]
        model.specs =
            random.flag() ? nil : [Spec(key: "cnc", value: .bool(true)), Spec(key: "x", value: .number(2.5))]
        model.domesticShare = random.flag() ? nil : Double(random.below(1_001)) / 1_000
        model.source = random.flag() ? nil : Source(url: "u", retrievedOn: CalendarDay(number: 20_000))
    }

    @Test("a damaged model is never taken where the decoder finds a problem or the writer writes other bytes")
    func damage() {
        let pieces: [[UInt8]] =
            [
                "0", "00", ".0", "-", "e5", "\"", "\\", ",", "{}", "[]", "null", " ", "\u{7F}", "\u{1F}", "true", "é",
                "K",
                "１", "9999999999999999", "\"a\":1", "\"440100\"", "\"2024-02-30\"", "}", "]", "1.10", "K",
            ].map { Array($0.utf8) } + [
                [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE4, 0xBD],
            ]
        for seed in 0..<8_000 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            guard case .model(var model) = random.record(.models) else { continue }
            simplify(&model, &random)
            var body = Record.model(model).json.bytes
            for _ in 0...random.below(2) {
                let place = random.below(body.count)
                switch random.below(4) {
                case 0: body.remove(at: place)
                case 1: body[place] = UInt8(truncatingIfNeeded: random.next())
                case 2: body.insert(contentsOf: random.one(of: pieces), at: place)
                default: body.replaceSubrange(place..<min(body.count, place + 4), with: random.one(of: pieces))
                }
            }
            check(body, "seed \(seed)")
        }
    }

    @Test(
        "numbers are taken in their shortest form only",
        arguments: [
            ("0", true), ("-0", false), ("1", true), ("01", false), ("1.5", true), ("1.50", false), ("-2.25", true),
            ("1e3", false), ("0.000001", true), ("123456789012345", true), ("1234567890123456", false), ("1.0", false),
            (".5", false), ("5.", false), ("0.1234567890123", true), ("99999999999999.9", true), ("-", false),
        ])
    func numbers(text: String, isTaken: Bool) {
        let supplier = "91440106000000001" + (USCC.checkCharacter(for: "91440106000000001").map { String($0) } ?? "")
        let body = Array(
            """
            {"id":"m","supplier":"\(supplier)","category":"machine-tool","name":"a","price_cny":1,"lead_time_days":1,\
            "specs":{"x":\(text)}}
            """.utf8)
        #expect((scanner.scan(body) != nil) == isTaken)
        check(body, text)
    }
}
