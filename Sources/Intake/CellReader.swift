import Domain
import Glibc
import JSON
import JSONParsing
import XLSX

/// A cell's value, and the other spelling it was found in.
struct CellReading {
    var value: JSONValue
    /// What should have been written; nil where it was.
    var spelling: String?

    init(_ value: JSONValue, spelling: String? = nil) {
        self.value = value
        self.spelling = spelling
    }
}

/// Reads cells as the exchange form's values; what is not of its type stays text, for the decoder to report.
enum CellReader {
    /// The value of a cell in a column of that type.
    static func read(_ cell: SheetCell, as type: FieldType) -> CellReading {
        switch cell {
        case .text(let text): read(text, as: type)
        case .number(let raw): CellReading(number(raw, as: type))
        case .bool(let value): CellReading(type == .text ? .string(value ? "true" : "false") : .bool(value))
        case .date(let day): CellReading(type == .month ? .string(String(day.prefix(7))) : list(day, type))
        }
    }

    /// The value of a spec's cell: of the type its category declares, else a number or a boolean if it is one, else
    /// text.
    static func spec(_ cell: SheetCell, declared: Category.SpecType?) -> CellReading {
        switch declared {
        case .number: return read(cell, as: .number)
        case .bool: return read(cell, as: .bool)
        case .text: return read(cell, as: .text)
        case nil: break
        }
        switch cell {
        case .number: return read(cell, as: .number)
        case .bool(let value): return CellReading(.bool(value))
        case .date(let day): return CellReading(.string(day))
        case .text(let text):
            if isNumber(text) { return CellReading(.number(text)) }
            if text == "true" || text == "false" { return CellReading(.bool(text == "true")) }
            return CellReading(.string(text))
        }
    }

    /// Text as it stands in a cell: a number without the noise of a double.
    static func text(_ cell: SheetCell) -> String {
        switch cell {
        case .text(let text): text
        case .number(let raw): clean(raw)
        case .bool(let value): value ? "true" : "false"
        case .date(let day): day
        }
    }

    private static func read(_ text: String, as type: FieldType) -> CellReading {
        switch type {
        case .text, .month: CellReading(.string(text))
        case .number: CellReading(isNumber(text) ? .number(text) : .string(text))
        case .money: money(text)
        case .bool: bool(text)
        case .list: list(text)
        case .json: CellReading((try? JSONParser.parse(Array(text.utf8))) ?? .string(text))
        }
    }

    private static func number(_ raw: String, as type: FieldType) -> JSONValue {
        switch type {
        case .text, .month: .string(clean(raw))
        case .list: .array([.string(clean(raw))])
        case .number, .money, .bool, .json: .number(clean(raw))
        }
    }

    private static func list(_ text: String, _ type: FieldType) -> JSONValue {
        type == .list ? .array([.string(text)]) : .string(text)
    }

    /// Texts separated by `;`, the spaces around them dropped; `;` alone is the empty list.
    private static func list(_ text: String) -> CellReading {
        let usual = String(text.map { $0 == "；" ? ";" : $0 })
        let elements = usual.split(separator: ";").map { trimmed($0) }.filter { !$0.isEmpty }
        return CellReading(.strings(elements), spelling: usual == text ? nil : elements.joined(separator: ";"))
    }

    /// `true` and `false`; other ways to write them are accepted and reported.
    private static func bool(_ text: String) -> CellReading {
        switch text {
        case "true": CellReading(true)
        case "false": CellReading(false)
        case "TRUE", "True", "是": CellReading(true, spelling: "true")
        case "FALSE", "False", "否": CellReading(false, spelling: "false")
        default: CellReading(.string(text))
        }
    }

    /// Money; thousands separators and a currency sign are accepted and reported.
    ///
    /// An exponent is not read: spreadsheets write `1.45E+08` where the column was too narrow for the digits.
    private static func money(_ text: String) -> CellReading {
        if isNumber(text), !text.utf8.contains(where: { $0 | 0x20 == 0x65 }) { return CellReading(.number(text)) }
        guard let plain = plainMoney(text) else { return CellReading(.string(text)) }
        return CellReading(.number(plain), spelling: plain)
    }

    private static func plainMoney(_ text: String) -> String? {
        var rest = trimmed(text[...])[...]
        var sign = ""
        if rest.hasPrefix("-") {
            sign = "-"
            rest = rest.dropFirst()
        }
        for mark in ["¥", "￥", "CNY", "RMB"] where rest.hasPrefix(mark) {
            rest = trimmed(rest.dropFirst(mark.count))[...]
            break
        }
        if sign.isEmpty, rest.hasPrefix("-") {
            sign = "-"
            rest = rest.dropFirst()
        }
        if rest.hasSuffix("元") { rest = trimmed(rest.dropLast())[...] }
        guard let digits = withoutSeparators(rest), isNumber(digits) else { return nil }
        return sign + digits
    }

    /// `1,234,567.8` without its separators; nil where they do not stand before each three digits.
    private static func withoutSeparators(_ text: Substring) -> String? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        if groups.count > 1 {
            guard (1...3).contains(groups[0].utf8.count), groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) else {
                return nil
            }
        }
        let tail = parts.count > 1 ? String(parts[1]) : nil
        guard tail?.utf8.allSatisfy({ (0x30...0x39).contains($0) }) ?? true else { return nil }
        return groups.joined() + (tail.map { "." + $0 } ?? "")
    }

    private static func trimmed(_ text: Substring) -> String {
        let head = text.drop { $0 == " " || $0 == "\t" }
        guard let last = head.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(head[...last])
    }

    /// A sheet's number at the 15 digits that it shows: a file has `7.0000000000000007E-2` for 0.07.
    static func clean(_ raw: String) -> String {
        if raw.utf8.count <= 18, isNumber(raw), !raw.utf8.contains(where: { $0 == 0x2E || $0 | 0x20 == 0x65 }) {
            return raw
        }
        guard let value = Double(raw), value.isFinite else { return raw }
        var buffer = [CChar](repeating: 0, count: 40)
        let count = withVaList([value]) { vsnprintf(&buffer, buffer.count, "%.15g", $0) }
        let shown = String(decoding: buffer[..<Int(count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return JSONNumber.shortest(Double(shown) ?? value)
    }

    /// Whether the text is a number as JSON writes them.
    static func isNumber(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        if rest.first == 0x2D { rest = rest.dropFirst() }
        let whole = digits(&rest)
        guard whole.count > 0, whole.count == 1 || whole.first != 0x30 else { return false }
        if rest.first == 0x2E {
            rest = rest.dropFirst()
            guard !digits(&rest).isEmpty else { return false }
        }
        if let e = rest.first, e | 0x20 == 0x65 {
            rest = rest.dropFirst()
            if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
            guard !digits(&rest).isEmpty else { return false }
        }
        return rest.isEmpty
    }

    private static func digits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let run = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(run.count)
        return run
    }
}
