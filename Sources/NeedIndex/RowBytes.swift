/// Writes the fields of a row one after the other: numbers as varints, texts with their length, an absent field as 0.
struct RowWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Signed, small magnitudes short.
    mutating func put(_ number: Int64) { put(UInt64(bitPattern: number << 1 ^ number >> 63)) }

    mutating func put(fixed number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
    }

    mutating func put(_ number: Double) { put(fixed: number.bitPattern) }

    mutating func put(_ text: String) {
        put(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func put(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func put<T>(_ value: T?, _ body: (inout RowWriter, T) -> Void) {
        put(value != nil)
        if let value { body(&self, value) }
    }

    mutating func put<T>(list: [T], _ body: (inout RowWriter, T) -> Void) {
        put(UInt64(list.count))
        for element in list { body(&self, element) }
    }

    mutating func put(texts: [String]?) { put(texts) { $0.put(list: $1) { $0.put($1) } } }
    mutating func put(text: String?) { put(text) { $0.put($1) } }
    mutating func put(number: Double?) { put(number) { $0.put($1) } }
    mutating func put(whole: Int64?) { put(whole) { $0.put($1) } }
    mutating func put<T: CaseIterable & Equatable>(choice: T?) {
        put(choice) { writer, value in
            writer.put(UInt64(T.allCases.enumerated().first { $0.element == value }?.offset ?? 0))
        }
    }
}

/// Reads what `RowWriter` wrote; reading past the end, which only a damaged row does, gives nothing and is `isDamaged`.
struct RowReader {
    private let bytes: UnsafeRawBufferPointer
    private var at = 0
    private(set) var isDamaged = false

    /// - Parameter bytes: of a row; must outlive the reader.
    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    private mutating func byte() -> UInt8 {
        guard at < bytes.count else {
            isDamaged = true
            return 0
        }
        defer { at += 1 }
        return bytes[at]
    }

    mutating func number() -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64 {
            let next = byte()
            number |= UInt64(next & 0x7F) << shift
            if next < 0x80 { break }
            shift += 7
        }
        return number
    }

    mutating func signed() -> Int64 {
        let number = number()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    mutating func fixed() -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 8) { number |= UInt64(byte()) << UInt64(shift) }
        return number
    }

    mutating func double() -> Double { Double(bitPattern: fixed()) }

    mutating func text() -> String {
        let count = Int(truncatingIfNeeded: number())
        guard count >= 0, count <= bytes.count - at else {
            isDamaged = true
            return ""
        }
        defer { at += count }
        return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[at..<at + count]), as: UTF8.self)
    }

    mutating func flag() -> Bool { byte() != 0 }

    mutating func optional<T>(_ body: (inout RowReader) -> T) -> T? { flag() ? body(&self) : nil }

    mutating func list<T>(_ body: (inout RowReader) -> T) -> [T] {
        let count = number()
        // Every element takes a byte at least.
        guard count <= UInt64(bytes.count - at) else {
            isDamaged = true
            return []
        }
        return (0..<Int(count)).map { _ in body(&self) }
    }

    mutating func texts() -> [String]? { optional { $0.list { $0.text() } } }
    mutating func textOrNil() -> String? { optional { $0.text() } }
    mutating func doubleOrNil() -> Double? { optional { $0.double() } }
    mutating func wholeOrNil() -> Int64? { optional { $0.signed() } }
    mutating func choice<T: CaseIterable>() -> T? {
        optional { reader in
            let place = Int(truncatingIfNeeded: reader.number())
            return T.allCases.enumerated().first { $0.offset == place }?.element
        } ?? nil
    }
}
