/// Exact reading of decimal texts as integers of a power of ten; never by a double (10-data-model.md: money is exact).
enum Decimal {
    /// What a text is, as an integer of 10^-digits.
    enum Reading: Equatable {
        case value(Int64)
        /// It has digits, other than trailing zeros, below 10^-digits.
        case tooPrecise
        /// Its magnitude is above what an `Int64` holds.
        case tooLarge(negative: Bool)
        case malformed
    }

    /// Exponents beyond this change nothing any more: no text of a line has so many digits.
    private static let exponentMax = 10_000_000

    /// Reads `-12.50` or `1.5e3`; the form of JSON, leading zeros allowed.
    static func read(_ text: String, digits: Int) -> Reading {
        var digitsRead = Digits()
        var negative = false
        var phase = Phase.start
        var exponent = 0
        var exponentNegative = false
        for byte in text.utf8 {
            switch (byte, phase) {
            case (UInt8(ascii: "-"), .start):
                negative = true
                phase = .sign
            case (0x30...0x39, .start), (0x30...0x39, .sign), (0x30...0x39, .whole):
                digitsRead.add(byte - 0x30, isFraction: false)
                phase = .whole
            case (UInt8(ascii: "."), .whole): phase = .point
            case (0x30...0x39, .point), (0x30...0x39, .fraction):
                digitsRead.add(byte - 0x30, isFraction: true)
                phase = .fraction
            case (0x45, .whole), (0x65, .whole), (0x45, .fraction), (0x65, .fraction): phase = .exponentStart
            case (UInt8(ascii: "+"), .exponentStart): phase = .exponentSign
            case (UInt8(ascii: "-"), .exponentStart):
                exponentNegative = true
                phase = .exponentSign
            case (0x30...0x39, .exponentStart), (0x30...0x39, .exponentSign), (0x30...0x39, .exponent):
                exponent = min(exponent * 10 + Int(byte - 0x30), exponentMax)
                phase = .exponent
            default: return .malformed
            }
        }
        guard phase == .whole || phase == .fraction || phase == .exponent else { return .malformed }
        return digitsRead.scaled(exponent: (exponentNegative ? -exponent : exponent) + digits, negative: negative)
    }

    private enum Phase { case start, sign, whole, point, fraction, exponentStart, exponentSign, exponent }

    /// The significant digits of a text without trailing zeros.
    private struct Digits {
        private var mantissa: UInt64 = 0
        private var overflows = false
        /// Zeros since the last digit that is none.
        private var pendingZeros = 0
        private var fractionDigits = 0

        mutating func add(_ digit: UInt8, isFraction: Bool) {
            if isFraction { fractionDigits += 1 }
            guard digit != 0 else {
                pendingZeros += 1
                return
            }
            if mantissa > 0 { shift(by: pendingZeros + 1) }
            pendingZeros = 0
            let (sum, overflow) = mantissa.addingReportingOverflow(UInt64(digit))
            mantissa = sum
            overflows = overflows || overflow
        }

        private mutating func shift(by places: Int) {
            for _ in 0..<min(places, 20) {
                let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
                if overflow { overflows = true } else { mantissa = product }
            }
        }

        func scaled(exponent: Int, negative: Bool) -> Reading {
            if mantissa == 0, !overflows { return .value(0) }
            let power = exponent - fractionDigits + pendingZeros
            if power < 0 { return .tooPrecise }
            if overflows || power > 19 { return .tooLarge(negative: negative) }
            var scaled = self
            scaled.shift(by: power)
            guard !scaled.overflows, let value = Int64(exactly: scaled.mantissa) else {
                return .tooLarge(negative: negative)
            }
            return .value(negative ? -value : value)
        }
    }
}
