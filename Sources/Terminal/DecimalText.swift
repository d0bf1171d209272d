/// A decimal number as its digits, so that an amount is shown as it is and never passes through a double.
struct DecimalText: Equatable {
    private var isNegative: Bool
    /// The digits, 0 to 9 each, more of them than `scale`: there is always one before the point.
    private var digits: [UInt8]
    /// How many of the digits stand after the point, 0 or more.
    private var scale: Int

    /// An integer of 10^-`scale`.
    init(_ value: Int64, scale: Int) {
        isNegative = value < 0
        digits = String(value.magnitude).utf8.map { $0 - UInt8(ascii: "0") }
        self.scale = scale
        normalize()
    }

    /// A number as JSON writes it, for example `-12.50` or `1e3`; nil for other text and exponents beyond ±99.
    init?(_ text: String) {
        var rest = Substring(text).utf8
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        var exponent = 0
        if let e = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            guard let parsed = Int(Substring(rest[rest.index(after: e)...])), abs(parsed) <= 99 else { return nil }
            exponent = parsed
            rest = rest[..<e]
        }
        let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard !parts.isEmpty, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isDigit) }) else { return nil }
        digits = parts.joined().map { $0 - UInt8(ascii: "0") }
        scale = parts.count == 2 ? parts[1].count : 0
        scale -= exponent
        normalize()
    }

    /// The number × 10^`places`.
    func shifted(by places: Int) -> DecimalText {
        var copy = self
        copy.scale -= places
        copy.normalize()
        return copy
    }

    /// The number with exactly that many decimals, a half rounded away from zero.
    func rounded(to places: Int) -> DecimalText {
        var copy = self
        if copy.scale <= places {
            copy.digits += Array(repeating: 0, count: places - copy.scale)
            copy.scale = places
            return copy
        }
        let dropped = copy.scale - places
        let roundsUp = copy.digits[copy.digits.count - dropped] >= 5
        copy.digits.removeLast(dropped)
        copy.scale = places
        if roundsUp { copy.increment() }
        return copy
    }

    /// The number with a comma between thousands; a zero has no sign.
    var grouped: String {
        let whole = digits.dropLast(scale).drop { $0 == 0 }
        var text = isNegative && digits.contains { $0 != 0 } ? "-" : ""
        if whole.isEmpty { text += "0" }
        for (offset, digit) in whole.enumerated() {
            if offset > 0, (whole.count - offset) % 3 == 0 { text += "," }
            text += String(digit)
        }
        if scale > 0 { text += "." + digits.suffix(scale).map { String($0) }.joined() }
        return text
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func normalize() {
        if scale < 0 {
            digits += Array(repeating: 0, count: -scale)
            scale = 0
        }
        if digits.count <= scale {
            digits.insert(contentsOf: Array(repeating: 0, count: scale - digits.count + 1), at: 0)
        }
    }

    private mutating func increment() {
        for index in digits.indices.reversed() {
            if digits[index] < 9 {
                digits[index] += 1
                return
            }
            digits[index] = 0
        }
        digits.insert(1, at: 0)
    }
}
