import JSON
import Terminal
import Testing

@Suite struct DisplayTests {
    @Test(
        "amounts in fen are shown exactly",
        arguments: [
            (0, "0.00"), (1, "0.01"), (-1, "-0.01"), (99, "0.99"), (100, "1.00"), (99_999, "999.99"),
            (100_000, "1,000.00"), (123_456_789, "1,234,567.89"), (-100_000_000, "-1,000,000.00"),
            (Int64.max, "92,233,720,368,547,758.07"), (Int64.min, "-92,233,720,368,547,758.08"),
        ] as [(Int64, String)]
    )
    func fen(_ fen: Int64, _ text: String) {
        #expect(Display.money(fen: fen) == text)
    }

    @Test(
        "amounts from JSON get two decimals without passing through a double",
        arguments: [
            ("1234567.5", "1,234,567.50"), ("0", "0.00"), ("-0.00", "0.00"), ("12", "12.00"), ("1e3", "1,000.00"),
            ("1.2345E+3", "1,234.50"), ("5e-3", "0.01"), ("4.999e-3", "0.00"), ("-4e-3", "0.00"), ("0.994", "0.99"),
            ("0.995", "1.00"), ("999.995", "1,000.00"), ("-999.995", "-1,000.00"),
            ("9007199254740993.01", "9,007,199,254,740,993.01"),
        ] as [(String, String)]
    )
    func money(_ number: String, _ text: String) {
        #expect(Display.money(.number(number)) == text)
        #expect(Display.money(.string(number)) == text)
    }

    @Test(
        "what is no amount is a dash",
        arguments: [nil, .null, true, "", "abc", ".5", "5.", "1e", "1e100", "1,000", "--1", "0x10"] as [JSONValue?]
    )
    func noMoney(_ value: JSONValue?) {
        #expect(Display.money(value) == "–")
        #expect(Display.percent(value) == "–")
    }

    @Test("fractions as percentages, rounded on their decimal digits")
    func percent() {
        #expect(Display.percent(0.035) == "3.50%")
        #expect(Display.percent(1.0) == "100.00%")
        #expect(Display.percent(-0.0125, places: 1) == "-1.3%")
        // As a double 1.005 × 100 is 100.49999999999999.
        #expect(Display.percent(1.005, places: 0) == "101%")
        #expect(Display.percent(0.28, places: 0) == "28%")
        #expect(Display.percent(12.5, places: 0) == "1,250%")
        #expect(Display.percent(.number("0.0435")) == "4.35%")
        #expect(Display.percent(1e-9) == "0.00%")
        #expect(Display.percent(.nan) == "–")
    }

    @Test("sizes and times")
    func sizes() {
        #expect(Display.bytes(0) == "0 B")
        #expect(Display.bytes(999) == "999 B")
        #expect(Display.bytes(1000) == "1.0 kB")
        #expect(Display.bytes(999_949) == "999.9 kB")
        #expect(Display.bytes(999_950) == "1.0 MB")
        #expect(Display.bytes(12_345_678) == "12.3 MB")
        #expect(Display.bytes(5_000_000_000_000_000) == "5000.0 TB")
        #expect(Display.count(1_016) == "1,016")
        #expect(Display.duration(seconds: 5) == "00:05")
        #expect(Display.duration(seconds: 754) == "12:34")
        #expect(Display.duration(seconds: 3723) == "1:02:03")
    }

    @Test("JSON values in cells")
    func cells() {
        #expect(Display.cell(nil) == "–")
        #expect(Display.cell(.null) == "–")
        #expect(Display.cell(true) == "✓")
        #expect(Display.cell(.number("12.50")) == "12.50")
        #expect(Display.cell(["a", 1, []]) == "a, 1, –")
        #expect(Display.cell(["a": 1]) == "{\"a\":1}")
        #expect(Display.mark(false) == "✗")
        #expect(Display.mark(nil) == "?")
    }

    @Test("what counts as a number in a table")
    func numbers() {
        for text in ["0", "-1,016", "+3.5", "12.05%", "1,234,567.89"] { #expect(Display.isNumber(text), "\(text)") }
        for text in ["", "-", "–", "1.", ".5", "1.2.3", "2026-11-23", "12 MB", "1级", "%", ",1", "１２"] {
            #expect(!Display.isNumber(text), "\(text)")
        }
    }
}

@Suite struct CSVWriterTests {
    private let writer = CSVWriter()

    @Test("fields are quoted where RFC 4180 asks for it and only there")
    func quoting() {
        #expect(writer.row(["a", "设备", "", "1.5"]) == "a,设备,,1.5\r\n")
        #expect(
            writer.row(["a,b", "say \"hi\"", "x\ny", "x\r\ny", "\r"])
                == "\"a,b\",\"say \"\"hi\"\"\",\"x\ny\",\"x\r\ny\",\"\r\"\r\n"
        )
        #expect(writer.row([" a ", "a，b", "\t"]) == " a ,a，b,\t\r\n")
        // A mark that combines with the quote must not hide it.
        #expect(writer.row(["\"\u{301}"]) == "\"\"\"\u{301}\"\r\n")
    }

    @Test("a row of one empty field is no empty line")
    func emptyField() {
        #expect(writer.row([""]) == "\"\"\r\n")
        #expect(writer.row(["", ""]) == ",\r\n")
    }

    @Test("a formula is guarded only where asked for, a number never")
    func formulas() {
        let guarded = CSVWriter(guardsFormulas: true)
        #expect(guarded.row(["=1+1", "@x", "-5.2", "+8%", "-x", "a=1"]) == "'=1+1,'@x,-5.2,+8%,'-x,a=1\r\n")
        #expect(guarded.row(["=HYPERLINK(\"x\",1)"]) == "\"'=HYPERLINK(\"\"x\"\",1)\"\r\n")
        #expect(writer.row(["=1+1"]) == "=1+1\r\n")
    }
}

@Suite struct LanguageTests {
    @Test(
        "the environment's first set variable decides; Chinese where it names no language",
        arguments: [
            ([:], .zh), (["LANG": "zh_CN.UTF-8"], .zh), (["LANG": "ZH_TW"], .zh), (["LANG": "en_US.UTF-8"], .en),
            (["LANG": "de_DE@euro"], .en), (["LANG": "C.UTF-8"], .zh), (["LANG": "POSIX"], .zh), (["LANG": ""], .zh),
            (["LC_ALL": "en_GB", "LANG": "zh_CN"], .en), (["LC_ALL": "", "LANG": "en_GB"], .en),
            (["LC_MESSAGES": "zh_CN", "LANG": "en_GB"], .zh), (["LC_ALL": "C", "LANG": "en_GB"], .zh),
        ] as [([String: String], Language)]
    )
    func preferred(_ environment: [String: String], _ language: Language) {
        #expect(Language.preferred(environment: environment) == language)
    }

    @Test("a text in either language")
    func text() {
        let text = Text(zh: "需求", en: "need")
        #expect(text[.zh] == "需求")
        #expect(text[.en] == "need")
    }
}
