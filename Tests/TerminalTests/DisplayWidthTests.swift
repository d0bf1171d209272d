import Terminal
import Testing

@Suite struct DisplayWidthTests {
    @Test(
        "characters take the columns a terminal gives them",
        arguments: [
            ("", 0), ("abc", 3), ("设备更新", 8), ("（续贷），。、；：“”", 20), ("《通知》", 8), ("〔2023〕293号", 13), ("¥1,234.50", 9),
            ("￥", 2),
            ("ＡＢ１", 6), ("ﾊﾝｶｸ", 4), ("한국어", 6), ("\u{1112}\u{1161}\u{11AB}", 2), ("e\u{301}", 1), ("\u{301}", 0),
            ("\t\n\u{1B}\u{7F}\u{9B}", 0), ("\r\n", 0), ("\u{200B}\u{FEFF}\u{200D}", 0), ("\u{AD}", 1), ("✓✗?", 3),
            ("…─█░–", 5),
            ("𠮷", 2), ("㐀", 2), ("〇", 2), ("\u{3000}", 2), ("が", 2), ("か\u{3099}", 2), ("ȩ̈", 1),
        ] as [(String, Int)]
    )
    func widths(_ text: String, _ columns: Int) {
        // “ and ” are Ambiguous in Unicode: one column each, unlike （ and 。.
        #expect(DisplayWidth.of(text) == columns, "\(text.debugDescription)")
    }

    @Test(
        "an emoji sequence is one picture of two columns",
        arguments: ["😀", "👩‍🔧", "👨‍👩‍👧‍👦", "🇨🇳", "👍🏽", "❤️", "✈️", "1️⃣", "🏃🏽‍♂️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "⌚", "🏽"]
    )
    func emoji(_ text: String) {
        #expect(text.count == 1)
        #expect(DisplayWidth.of(text) == 2)
    }

    @Test("a sign that is a picture only with U+FE0F takes one column without it")
    func textSigns() {
        #expect(DisplayWidth.of("❤") == 1)
        #expect(DisplayWidth.of("✈") == 1)
        #expect(DisplayWidth.of("🇨") == 1)
    }

    @Test("the edges of the wide ranges")
    func edges() throws {
        let cases: [(UInt32, Int)] = [
            (0x10FF, 1), (0x1100, 2), (0x115F, 2), (0x1160, 0), (0x2319, 1), (0x231A, 2), (0x231C, 1), (0x2E80, 2),
            (0x303E, 2), (0x303F, 1), (0x3041, 2), (0x4DBF, 2), (0x4E00, 2), (0x9FFF, 2), (0xA4CF, 1), (0xAC00, 2),
            (0xD7A3, 2), (0xF900, 2), (0xFAFF, 2), (0xFF01, 2), (0xFF60, 2), (0xFF61, 1), (0xFFE0, 2), (0xFFE7, 1),
            (0x1F1E6, 1), (0x1F300, 2), (0x20000, 2), (0x2FFFD, 2), (0x30000, 2), (0x3FFFD, 2), (0x40000, 1),
        ]
        for (value, columns) in cases {
            let scalar = try #require(Unicode.Scalar(value))
            #expect(DisplayWidth.of(Character(scalar)) == columns, "U+\(String(value, radix: 16))")
        }
    }

    @Test("a text is shortened to fit and never splits a wide character")
    func truncation() {
        #expect(DisplayWidth.truncate("数控车床", to: 8) == "数控车床")
        #expect(DisplayWidth.truncate("数控车床", to: 7) == "数控车…")
        #expect(DisplayWidth.truncate("数控车床", to: 6) == "数控…")
        #expect(DisplayWidth.truncate("abc", to: 2) == "a…")
        #expect(DisplayWidth.truncate("设", to: 1) == "…")
        #expect(DisplayWidth.truncate("设", to: 0) == "")
        #expect(DisplayWidth.truncate("👩‍🔧👩‍🔧", to: 3) == "👩‍🔧…")
    }

    @Test("spaces fill up either side")
    func padding() {
        #expect(DisplayWidth.pad("设备", to: 6) == "设备  ")
        #expect(DisplayWidth.pad("设备", to: 6, on: .left) == "  设备")
        #expect(DisplayWidth.pad("设备", to: 3) == "设备")
    }

    @Test("lines break at spaces and beside Han characters")
    func wrapping() {
        #expect(DisplayWidth.wrap("a horizontal machining centre", to: 12) == ["a horizontal", "machining", "centre"])
        #expect(DisplayWidth.wrap("更新数控车床CNC两台", to: 9) == ["更新数控", "车床CNC两", "台"])
        #expect(DisplayWidth.wrap("abcdefgh", to: 3) == ["abc", "def", "gh"])
        // A closing sign stays with what it closes.
        #expect(DisplayWidth.wrap("设备（含刀库），两台", to: 12) == ["设备（含刀", "库），两台"])
        #expect(DisplayWidth.wrap("。。。。。", to: 4) == ["。。", "。。", "。"])
        #expect(DisplayWidth.wrap("", to: 3) == [""])
        #expect(DisplayWidth.wrap("   ", to: 2) == [""])
    }

    @Test("a stored text cannot move the cursor or turn the direction of its neighbours")
    func safety() {
        #expect(DisplayWidth.singleLine("甲\r\n乙\t丙\u{2028}丁") == "甲 乙 丙 丁")
        #expect(DisplayWidth.singleLine("\u{1B}[2J红\u{9B}31m\u{7}\u{202E}x\u{2066}") == "[2J红31mx")
        #expect(DisplayWidth.singleLine("数控车床 👩‍🔧") == "数控车床 👩‍🔧")
    }

    @Test("shortened, padded and wrapped texts keep to their columns, whatever the text")
    func bounds() {
        let seed = newSeed("widths")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<3000 {
            let text = DisplayWidth.singleLine(random.text(limit: 12))
            let columns = Int.random(in: 2...40, using: &random)
            let short = DisplayWidth.truncate(text, to: columns)
            #expect(DisplayWidth.of(short) <= columns, "seed \(seed)")
            #expect(DisplayWidth.of(DisplayWidth.pad(short, to: columns)) == columns, "seed \(seed)")
            let lines = DisplayWidth.wrap(text, to: columns)
            #expect(lines.allSatisfy { DisplayWidth.of($0) <= columns }, "seed \(seed)")
        }
    }
}
