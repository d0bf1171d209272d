/// Numbers as JSON text.
package enum JSONNumber {
    /// The shortest decimal text that reads back as the same double, without exponent where it stays short.
    package static func shortest(_ value: Double) -> String {
        precondition(value.isFinite, "JSON has no number for \(value)")
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        let text = value.description
        guard let e = text.firstIndex(where: { $0 == "e" || $0 == "E" }) else { return text }
        return plain(mantissa: text[..<e], exponent: Int(text[text.index(after: e)...]) ?? 0)
    }

    /// An integer of 10^-`digits` as decimal text without trailing zeros: `fixed(350, 2)` is `3.5`.
    package static func fixed(_ value: Int64, digits: Int) -> String {
        var scale: UInt64 = 1
        for _ in 0..<digits { scale *= 10 }
        let magnitude = value.magnitude
        let sign = value < 0 ? "-" : ""
        let whole = magnitude / scale
        var rest = magnitude % scale
        if rest == 0 { return sign + String(whole) }
        var places = digits
        while rest % 10 == 0 {
            rest /= 10
            places -= 1
        }
        let tail = String(rest)
        return sign + String(whole) + "." + String(repeating: "0", count: places - tail.utf8.count) + tail
    }

    private static func plain(mantissa: Substring, exponent: Int) -> String {
        let negative = mantissa.first == "-"
        let body = negative ? mantissa.dropFirst() : mantissa
        let parts = body.split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(parts[0])
        var fraction = parts.count > 1 ? String(parts[1]) : ""
        if fraction == "0" { fraction = "" }
        let digits = whole + fraction
        let point = whole.utf8.count + exponent
        let text: String
        if point <= 0 {
            text = "0." + String(repeating: "0", count: -point) + digits
        } else if point >= digits.utf8.count {
            text = digits + String(repeating: "0", count: point - digits.utf8.count)
        } else {
            let at = digits.index(digits.startIndex, offsetBy: point)
            text = String(digits[..<at]) + "." + String(digits[at...])
        }
        return negative ? "-" + text : text
    }
}
