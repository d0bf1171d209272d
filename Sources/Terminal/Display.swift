package import JSON

/// Values as people read them. For display only: nothing here is read back or computed with.
package enum Display {
    /// What stands where there is no value.
    package static let none = "–"

    /// An amount in fen as CNY: `1,234,567.89`.
    package static func money(fen: Int64) -> String { DecimalText(fen, scale: 2).grouped }

    /// An amount in CNY as JSON gives it, with two decimals, exact to the digit; `–` where it is absent or no number.
    package static func money(_ value: JSONValue?) -> String {
        decimal(value)?.rounded(to: 2).grouped ?? none
    }

    /// A fraction as a percentage: 0.035 is `3.50%`. A half is rounded away from zero, on the decimal digits.
    package static func percent(_ fraction: Double, places: Int = 2) -> String {
        guard fraction.isFinite else { return none }
        return percent(.double(fraction), places: places)
    }

    /// A fraction as JSON gives it as a percentage; `–` where it is absent or no number.
    package static func percent(_ value: JSONValue?, places: Int = 2) -> String {
        guard let number = decimal(value) else { return none }
        return number.shifted(by: 2).rounded(to: places).grouped + "%"
    }

    /// A whole number with commas: `1,016`.
    package static func count(_ value: Int) -> String { DecimalText(Int64(value), scale: 0).grouped }

    /// A number of bytes in decimal units, with one decimal from a thousand on: `999 B`, `12.3 MB`.
    package static func bytes(_ count: Int) -> String {
        if count < 1000 { return "\(count) B" }
        var unit = 1000
        for name in ["kB", "MB", "GB", "TB"] {
            let tenths = count / (unit / 10) + (count % (unit / 10) >= unit / 20 ? 1 : 0)
            if tenths < 10_000 || name == "TB" { return "\(tenths / 10).\(tenths % 10) \(name)" }
            unit *= 1000
        }
        return "\(count) B"
    }

    /// A length of time: `00:05`, `12:34`, `1:02:03`.
    package static func duration(seconds: Int) -> String {
        let hours = seconds / 3600
        let minutes = twoDigits(seconds / 60 % 60)
        return (hours > 0 ? "\(hours):" : "") + minutes + ":" + twoDigits(seconds % 60)
    }

    /// ✓ for true, ✗ for false, ? for unknown.
    package static func mark(_ value: Bool?) -> String {
        switch value {
        case true?: "✓"
        case false?: "✗"
        case nil: "?"
        }
    }

    /// Any JSON value in a table's cell: a text and a number as written, a list with commas, an object as JSON.
    package static func cell(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null?: none
        case .bool(let value)?: mark(value)
        case .number(let text)?, .string(let text)?: text
        case .array(let elements)?: elements.isEmpty ? none : elements.map { cell($0) }.joined(separator: ", ")
        case .object?, .raw?: value?.text ?? none
        }
    }

    /// Whether a cell says nothing: empty, spaces, or a dash for no value.
    package static func isBlank(_ cell: String) -> Bool {
        cell == none || cell == "-" || cell.allSatisfy { $0 == " " }
    }

    /// Whether a cell is a number as shown: digits with commas, a sign before, one point, a `%` after.
    package static func isNumber(_ cell: String) -> Bool {
        var rest = Substring(cell).utf8
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        if rest.last == UInt8(ascii: "%") { rest.removeLast() }
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, let first = whole.first, isDigit(first) else { return false }
        guard whole.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ",") }) else { return false }
        return parts.dropFirst().allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
    }

    private static func decimal(_ value: JSONValue?) -> DecimalText? {
        switch value {
        case .number(let text)?, .string(let text)?: DecimalText(text)
        default: nil
        }
    }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
