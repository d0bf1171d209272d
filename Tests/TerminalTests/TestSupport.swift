import Glibc
import Terminal

/// A small generator (SplitMix64) whose seed replays a test.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A seed for one test, printed: set `HUANXIN_SEED` to it to see the same content again.
func newSeed(_ test: String) -> UInt64 {
    let given = getenv("HUANXIN_SEED").flatMap { UInt64(String(cString: $0)) }
    let seed = given ?? UInt64.random(in: 0...UInt64.max)
    print("seed of \(test): \(seed)")
    return seed
}

/// Text without the codes that style it.
func unstyled(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var isCode = false
    for scalar in text.unicodeScalars {
        if scalar == "\u{1B}" { isCode = true }
        if !isCode { out.append(scalar) }
        if scalar == "m" { isCode = false }
    }
    return String(out)
}

extension SeededGenerator {
    private static let words = [
        "数控车床", "设备更新", "（续贷）", "广东省佛山市顺德区", "、", "。", "CNC lathe", "energy", "a", " ", "  ", "👩‍🔧", "🇨🇳", "e\u{301}",
        "✈️", "1,234.50", "\t", "\r\n", "\u{1B}[31m", "ｆｕｌｌ", "ﾊﾝ", "각", "\u{202E}",
        "averyveryverylongwordwithoutanyspace", "…", "한국어",
        "\u{301}", "👍🏽", "क्षि", "\u{FE0F}", "\u{200D}", "🏽", "🇨", "1️⃣",
    ]

    /// A text of up to `limit` pieces that differ in width.
    mutating func text(limit: Int) -> String {
        let count = Int.random(in: 0...limit, using: &self)
        return (0..<count).map { _ in Self.words.randomElement(using: &self) ?? "" }.joined()
    }

    /// A table of random form and content.
    mutating func table() -> TextTable {
        let columns = (0..<Int.random(in: 1...9, using: &self)).map { _ in column() }
        var table = TextTable(columns: columns)
        for _ in 0..<Int.random(in: 0...6, using: &self) {
            table.add(columns.map { _ in cell() })
        }
        return table
    }

    private mutating func column() -> TextTable.Column {
        let alignment: TextTable.Alignment? = [nil, .left, .right].randomElement(using: &self) ?? nil
        let minimum = Int.random(in: 0...20, using: &self)
        return .init(text(limit: 4), alignment: alignment, minimum: minimum, isFlexible: Bool.random(using: &self))
    }

    private mutating func cell() -> String {
        switch Int.random(in: 0..<5, using: &self) {
        case 0: Display.money(fen: Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &self))
        case 1: ""
        default: text(limit: 12)
        }
    }
}
