/// A JSON number as its decimal digits: equal numbers are equal however they are written (`1e3`, `1000.0`).
struct DecimalNumber: Equatable {
    private var isNegative = false
    /// 0 to 9, without zeros at either end; none for 0.
    private var digits: [UInt8] = []
    /// The power of ten of the last digit.
    private var exponent = 0

    /// Nil where the text is no number, or its exponent has more than nine digits.
    init?(_ text: String) {
        let parts = text.utf8.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == 0x65 || $0 == 0x45 }
        guard var mantissa = parts.first else { return nil }
        if parts.count > 1 {
            guard parts[1].count <= 10, let power = Int(String(decoding: parts[1], as: UTF8.self)) else { return nil }
            exponent = power
        }
        if mantissa.first == UInt8(ascii: "-") {
            isNegative = true
            mantissa = mantissa.dropFirst()
        }
        var isFraction = false
        for byte in mantissa {
            switch byte {
            case 0x30...0x39:
                digits.append(byte - 0x30)
                if isFraction { exponent -= 1 }
            case UInt8(ascii: ".") where !isFraction: isFraction = true
            default: return nil
            }
        }
        guard !digits.isEmpty else { return nil }
        trim()
    }

    /// The number to so many decimals, a half away from zero.
    func rounded(to places: Int) -> DecimalNumber {
        let dropped = -places - exponent
        guard dropped > 0 else { return self }
        var rounded = self
        rounded.exponent = -places
        rounded.digits = Array(digits.dropLast(dropped))
        if dropped <= digits.count, digits[digits.count - dropped] >= 5 { rounded.increment() }
        rounded.trim()
        return rounded
    }

    /// Whether the two are at most 10^-`places` apart; exact for numbers below 10^16 of at most 20 decimals.
    func isWithin(places: Int, of other: DecimalNumber) -> Bool {
        if self == other { return true }
        guard let mine = scaled, let theirs = other.scaled else { return false }
        var bound: Int128 = 1
        for _ in places..<DecimalNumber.scale { bound *= 10 }
        return (mine - theirs).magnitude <= bound.magnitude
    }

    /// Decimals of `scaled`.
    private static let scale = 20

    /// The number in units of 10^-20, nil where that is too large.
    private var scaled: Int128? {
        let rounded = rounded(to: DecimalNumber.scale)
        let zeros = rounded.exponent + DecimalNumber.scale
        guard rounded.digits.count + zeros <= 36 else { return rounded.digits.isEmpty ? 0 : nil }
        var value: Int128 = 0
        for digit in rounded.digits { value = value * 10 + Int128(digit) }
        if !rounded.digits.isEmpty { for _ in 0..<zeros { value *= 10 } }
        return isNegative ? -value : value
    }

    /// One more in the last place.
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

    /// Takes the zeros off both ends, so that equal numbers have equal fields.
    private mutating func trim() {
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        digits.removeFirst(digits.prefix { $0 == 0 }.count)
        if digits.isEmpty { (isNegative, exponent) = (false, 0) }
    }
}
