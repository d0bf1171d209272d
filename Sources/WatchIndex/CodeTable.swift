/// Numbers for codes, from 1 up, and for a code all numbers of those it is within: of its prefixes.
///
/// Codes are never taken out: they come from lists that the reference data closes. The hash of a prefix is the hash of
/// the one before with a byte more (FNV-1a), so that a code is read once and nothing is allocated.
struct CodeTable: Sendable {
    /// After which bytes a wider code may end.
    enum Nesting: Sendable {
        /// Any: `C3421` is within `C34`.
        case digits
        /// Before a dot and at the end: `energy.motor` is within `energy`, `energy.motors` is not within it.
        case dots
    }

    private let nesting: Nesting
    /// All codes one after the other, and where each ends; the first entry is for 0.
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]
    /// Numbers by hash, 0 = free; at most half are taken.
    private var slots = [UInt32](repeating: 0, count: 64)

    init(_ nesting: Nesting) { self.nesting = nesting }

    private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325

    private static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    /// The number of a code, a new one where it is met for the first time.
    mutating func number(adding code: String) -> UInt32 {
        let text = code.utf8Span.span
        var hash = CodeTable.basis
        for index in text.indices { hash = CodeTable.hash(hash, text[index]) }
        if let number = find(text, text.count, hash) { return number }
        for index in text.indices { bytes.append(text[index]) }
        ends.append(bytes.count)
        if ends.count * 2 > slots.count { grow() }
        let number = UInt32(ends.count - 1)
        put(number, hash)
        return number
    }

    /// Adds the numbers of a code and of all that it is within to a list that has them not yet.
    func addNumbers(around code: String, to list: inout [UInt32]) {
        let text = code.utf8Span.span
        var hash = CodeTable.basis
        for length in 0...text.count {
            if isEnd(text, length), let number = find(text, length, hash), !list.contains(number) {
                list.append(number)
            }
            if length < text.count { hash = CodeTable.hash(hash, text[length]) }
        }
    }

    private func isEnd(_ text: Span<UInt8>, _ length: Int) -> Bool {
        switch nesting {
        case .digits: true
        case .dots: length == text.count || text[length] == UInt8(ascii: ".")
        }
    }

    private func find(_ text: Span<UInt8>, _ length: Int, _ hash: UInt64) -> UInt32? {
        var slot = home(hash)
        while slots[slot] != 0 {
            if isCode(slots[slot], text, length) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isCode(_ number: UInt32, _ text: Span<UInt8>, _ length: Int) -> Bool {
        let start = ends[Int(number) - 1]
        guard ends[Int(number)] - start == length else { return false }
        for index in 0..<length where bytes[start + index] != text[index] { return false }
        return true
    }

    private func home(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ hash >> 29) & (slots.count - 1) }

    private mutating func put(_ number: UInt32, _ hash: UInt64) {
        var slot = home(hash)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = number
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for number in 1..<(ends.count - 1) {
            let hash = bytes[ends[number - 1]..<ends[number]].reduce(CodeTable.basis) { CodeTable.hash($0, $1) }
            put(UInt32(number), hash)
        }
    }

    /// The bytes it takes.
    var byteCount: Int { bytes.count + ends.count * 8 + slots.count * 4 }
}
