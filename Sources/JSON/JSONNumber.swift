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
        let text = FixedText(value, digits: digits)
        return String(unsafeUninitializedCapacity: FixedText.capacity) { text.copy(to: $0) }
    }

    /// Appends `fixed(value, digits)`.
    package static func write(_ value: Int64, digits: Int, to out: inout [UInt8]) {
        let text = FixedText(value, digits: digits)
        for index in text.start..<FixedText.capacity { out.append(text.bytes[index]) }
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

/// The text of an integer of 10^-`digits`, at the end of a few bytes that need no memory of their own: answers have a
/// hundred such numbers.
private struct FixedText {
    static let capacity = 24
    private(set) var bytes = InlineArray<24, UInt8>(repeating: 0)
    private(set) var start = FixedText.capacity

    init(_ value: Int64, digits: Int) {
        precondition((0...18).contains(digits), "a number of at most 18 decimals")
        var magnitude = value.magnitude
        var places = digits
        while places > 0, magnitude % 10 == 0 {
            magnitude /= 10
            places -= 1
        }
        if places > 0 {
            for _ in 0..<places { push(digit: &magnitude) }
            push(UInt8(ascii: "."))
        }
        repeat { push(digit: &magnitude) } while magnitude > 0
        if value < 0 { push(UInt8(ascii: "-")) }
    }

    private mutating func push(digit magnitude: inout UInt64) {
        push(UInt8(ascii: "0") + UInt8(magnitude % 10))
        magnitude /= 10
    }

    private mutating func push(_ byte: UInt8) {
        start -= 1
        bytes[start] = byte
    }

    /// - Returns: how many there are.
    func copy(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        for index in start..<FixedText.capacity { buffer[index - start] = bytes[index] }
        return FixedText.capacity - start
    }
}
