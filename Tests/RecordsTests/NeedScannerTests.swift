import Domain
import JSON
import JSONParsing
import Records
import Testing

/// What the scanner takes is what the decoder reads as the same need without a problem, never more.
@Suite struct NeedScannerTests {
    private let strict = NeedScanner(codes: TestCodes.few)
    private let literal = NeedScanner()
    private let decoder = RecordDecoder(codes: TestCodes.few, mode: .strict)
    private let stored = RecordDecoder(codes: TestCodes.few, mode: .literal)

    private func check(_ body: [UInt8], _ what: String) {
        let value = try? JSONParser.parse(body)
        for (scanner, decoder) in [(strict, decoder), (literal, stored)] {
            guard let need = scanner.need(body) else { continue }
            let decoding = value.map { decoder.decode(.needs, $0) }
            let text = String(decoding: body, as: UTF8.self)
            #expect(decoding?.record == .need(need), "\(what): \(text)")
            #expect(decoding?.problems.isEmpty == true, "\(what): \(text)")
            #expect(Record.need(need).json.bytes == body, "\(what)")
        }
    }

    @Test("a good need in canonical form is taken, unless it needs an escape or a number beyond 15 digits")
    func good() {
        var taken = (strict: 0, literal: 0)
        for seed in 0..<500 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            guard case .need(var need) = random.record(.needs) else { continue }
            check(Record.need(need).json.bytes, "seed \(seed)")
            simplify(&need, &random)
            let body = Record.need(need).json.bytes
            check(body, "seed \(seed)")
            if strict.need(body) != nil { taken.strict += 1 }
            if literal.need(body) != nil { taken.literal += 1 }
        }
        #expect(taken == (500, 500), "every plain need is taken")
    }

    /// Plain texts and numbers in place of any, so that the scanner gets through.
    private func simplify(_ need: inout Need, _ random: inout SeededRandom) {
        need.title = "更新é😀"
        need.description = random.flag() ? nil : "数控，²"
        need.filingNumber = random.flag() ? nil : ""
        need.progressShare = random.flag() ? nil : Double(random.below(1_001)) / 1_000
        need.zones = random.flag() ? nil : []
        need.lists = random.flag() ? nil : ["a", "b-2024"]
        need.attested = random.flag() ? nil : ["x"]
        if let banks = need.financing?.banks { need.financing?.banks = Array(banks.prefix(3)) }
        for index in need.consent?.indices ?? 0..<0 { need.consent?[index].purpose = random.flag() ? nil : "p" }
        if need.figures != nil {
            need.figures = [
                .init(code: "age", value: .number(2.5)), .init(code: "b_cny", value: .money(random.fen())),
            ]
        }
        need.source = random.flag() ? nil : Source(url: "u", retrievedOn: CalendarDay(number: 20_000))
        for index in need.lines.indices {
            need.lines[index].text = random.flag() ? nil : "机床 a"
            if need.lines[index].replaces?.annualEnergyKWh != nil { need.lines[index].replaces?.annualEnergyKWh = 3.5 }
            guard need.lines[index].specs != nil else { continue }
            need.lines[index].specs = [
                .init(key: "cnc", constraint: .is(random.flag())),
                .init(key: "power_kw", constraint: .range(min: random.flag() ? nil : -1.5, max: 7)),
                .init(key: "spindle", constraint: .oneOf([.text("a"), .text("é")])),
            ]
        }
    }

    @Test("a damaged need is never taken where the decoder finds a problem or the writer writes other bytes")
    func damage() {
        let pieces: [[UInt8]] =
            [
                "0", "00", ".0", "-", "e5", "\"", "\\", ",", "{}", "[]", "null", " ", "\u{7F}", "true", "é", "{", "[",
                "9999999999999999", ",\"a\":1", "\"440100\"", "\"2024-02-30\"", "}", "]", "1.10", "\"min\":9,", "\"*\"",
            ].map { Array($0.utf8) } + [[0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE4, 0xBD]]
        for seed in 0..<2_500 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            guard case .need(var need) = random.record(.needs) else { continue }
            simplify(&need, &random)
            var body = Record.need(need).json.bytes
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
}
