internal import Domain

/// Reads canonical JSON text in place: no space, no escape, numbers in the form that our writers give them.
///
/// Everything it takes is exactly what `JSONParser` would read and the writer of records would write again; anything
/// else, good JSON or not, makes a reading fail, and the full decoder judges. Used within the call that lends the
/// bytes. Pointers rather than arrays, for every row of an import comes by here several times.
struct CanonicalReader {
    /// A stretch of the text.
    typealias Range = ModelText.Range

    let base: UnsafePointer<UInt8>
    let count: Int
    private(set) var at = 0

    init?(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count <= Int(Int32.max) else { return nil }
        self.base = base.assumingMemoryBound(to: UInt8.self)
        count = bytes.count
    }

    var isAtEnd: Bool { at == count }

    /// Goes to a place that was read before.
    mutating func move(to place: Int) { at = place }

    /// The text goes on with these characters: they are behind then.
    @inline(__always)
    mutating func take(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard at + length <= count else { return false }
        let start = text.utf8Start
        // Two members mostly differ in the first character of their names.
        guard base[at + min(2, length - 1)] == start[min(2, length - 1)] else { return false }
        for index in 0..<length where base[at + index] != start[index] { return false }
        at += length
        return true
    }

    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard at < count, base[at] == byte else { return false }
        at += 1
        return true
    }

    /// A string without escapes, its quotation marks behind; nil for one that needs or has any, or is not UTF-8.
    mutating func string() -> Range? {
        guard take(0x22) else { return nil }
        let start = at
        var index = at
        while index < count {
            let byte = base[index]
            if byte >= 0x80 {
                let length = scalarLength(at: index)
                if length == 0 { return nil }
                index &+= length
            } else if byte == 0x22 {
                at = index &+ 1
                return Range(start: start, end: index)
            } else {
                if byte < 0x20 || byte == 0x5C || byte == 0x7F { return nil }
                index &+= 1
                while index &+ 8 <= count, CanonicalReader.isPlain(word(at: index)) { index &+= 8 }
            }
        }
        return nil
    }

    @inline(__always)
    private func word(at index: Int) -> UInt64 { UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self) }

    /// Whether eight characters are of ASCII, none a quotation mark, a backslash or a control: eight at a time, by what
    /// borrows and carries leave in the top bits.
    @inline(__always)
    private static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops = ones &* 0x80
        func holds(_ byte: UInt64) -> UInt64 {
            let different = word ^ (ones &* byte)
            return (different &- ones) & ~different
        }
        return (word | (word &- ones &* 0x20) | holds(0x22) | holds(0x5C) | holds(0x7F)) & tops == 0
    }

    /// The bytes of a scalar of two to four (Unicode Standard, table 3-7); 0 for what is none.
    @inline(__always)
    private func scalarLength(at index: Int) -> Int {
        func isTail(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
            base[index &+ offset] >= low && base[index &+ offset] <= high
        }
        let left = count &- index
        switch base[index] {
        case 0xE1...0xEC, 0xEE, 0xEF: return left >= 3 && isTail(1) && isTail(2) ? 3 : 0
        case 0xC2...0xDF: return left >= 2 && isTail(1) ? 2 : 0
        case 0xE0: return left >= 3 && isTail(1, 0xA0) && isTail(2) ? 3 : 0
        case 0xED: return left >= 3 && isTail(1, 0x80, 0x9F) && isTail(2) ? 3 : 0
        case 0xF0: return left >= 4 && isTail(1, 0x90) && isTail(2) && isTail(3) ? 4 : 0
        case 0xF1...0xF3: return left >= 4 && isTail(1) && isTail(2) && isTail(3) ? 4 : 0
        case 0xF4: return left >= 4 && isTail(1, 0x80, 0x8F) && isTail(2) && isTail(3) ? 4 : 0
        default: return 0
        }
    }

    /// A whole number of 0 or more, without leading zeros, of at most 18 digits.
    mutating func whole() -> Int64? {
        let start = at
        var value: Int64 = 0
        while at < count, base[at] >= 0x30, base[at] <= 0x39 {
            value = value &* 10 &+ Int64(base[at] &- 0x30)
            at += 1
            if at - start > 18 { return nil }
        }
        guard at > start, at - start == 1 || base[start] != 0x30 else { return nil }
        return value
    }

    /// A whole number within bounds that are included, and nothing after its digits.
    mutating func int(_ range: ClosedRange<Int64>) -> Int64? {
        guard let value = whole(), isAfterNumber, range.contains(value) else { return nil }
        return value
    }

    /// Money of 0 to the limit, in fen: at most two decimals, the last not 0.
    mutating func money() -> Int64? {
        guard let cny = whole() else { return nil }
        var fen = cny &* 100
        guard cny <= Fen.limit.rawValue / 100 else { return nil }
        if take(0x2E) {
            let start = at
            var scale: Int64 = 10
            while at < count, base[at] >= 0x30, base[at] <= 0x39, at - start < 2 {
                fen += Int64(base[at] - 0x30) * scale
                scale /= 10
                at += 1
            }
            guard at > start, base[at - 1] != 0x30 else { return nil }
        }
        guard isAfterNumber, fen <= Fen.limit.rawValue else { return nil }
        return fen
    }

    /// Powers of ten that a double holds exactly.
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    ]

    /// A number that is the shortest text of its double: of at most 15 digits, so that no shorter text can mean the
    /// same double, without an exponent and without zeros that say nothing.
    ///
    /// Digits and power of ten are exact as doubles, so their quotient is the nearest double (Clinger 1990).
    mutating func number() -> Double? {
        let isNegative = take(0x2D)
        let start = at
        var digits: Int64 = 0
        var decimals = 0
        while at < count, base[at] >= 0x30, base[at] <= 0x39 {
            digits = digits &* 10 &+ Int64(base[at] &- 0x30)
            at += 1
            if at - start > 15 { return nil }
        }
        guard at > start, at - start == 1 || base[start] != 0x30 else { return nil }
        if take(0x2E) {
            let point = at
            while at < count, base[at] >= 0x30, base[at] <= 0x39 {
                digits = digits &* 10 &+ Int64(base[at] &- 0x30)
                at += 1
                if at - start > 16 { return nil }
            }
            decimals = at - point
            guard decimals > 0, base[at - 1] != 0x30 else { return nil }
        }
        // Minus zero is written as zero.
        guard isAfterNumber, digits > 0 || !isNegative else { return nil }
        let value = Double(digits) / CanonicalReader.powers[decimals]
        return isNegative ? -value : value
    }

    /// What stands after a number: it has no exponent and no further digit.
    private var isAfterNumber: Bool {
        guard at < count else { return false }
        return base[at] == 0x2C || base[at] == 0x7D || base[at] == 0x5D
    }

    /// A day of the calendar.
    mutating func day() -> CalendarDay? {
        guard at + 12 <= count, base[at] == 0x22, base[at + 5] == 0x2D, base[at + 8] == 0x2D, base[at + 11] == 0x22
        else { return nil }
        guard let year = digits(at + 1, 4), let month = digits(at + 6, 2), let day = digits(at + 9, 2) else {
            return nil
        }
        at += 12
        return CalendarDay(year: year, month: month, day: day)
    }

    /// A number of just so many digits at a place.
    func digits(_ place: Int, _ length: Int) -> Int? {
        var value = 0
        for index in place..<place + length {
            guard base[index] >= 0x30, base[index] <= 0x39 else { return nil }
            value = value * 10 + Int(base[index] - 0x30)
        }
        return value
    }

    /// Whether the first text comes before the second in byte order.
    func precedes(_ a: Range, _ b: Range) -> Bool { bytes(a).lexicographicallyPrecedes(bytes(b)) }

    @inline(__always)
    func bytes(_ range: Range) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + Int(range.start), count: range.count)
    }

    func text(_ range: Range) -> String { String(decoding: bytes(range), as: UTF8.self) }
}
