/// Numbers of seven bits a byte, the least first.
enum Varint {
    /// Bytes of a number.
    static func size(_ value: UInt64) -> Int { max(1, (70 - value.leadingZeroBitCount) / 7) }

    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}

/// The fields of a message in their order, read in place.
///
/// Source: Protocol Buffers, "Encoding".
struct FieldReader {
    enum Value {
        case varint(UInt64)
        case bytes(UnsafeRawBufferPointer)
        /// Of a type that no field of ours has.
        case other
    }

    private let bytes: UnsafeRawBufferPointer
    private var at = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { at == bytes.count }

    /// The next field; nil for bytes that are no message.
    mutating func field() -> (number: UInt64, value: Value)? {
        guard let tag = varint(), tag >> 3 > 0 else { return nil }
        switch tag & 7 {
        case 0: return varint().map { (tag >> 3, .varint($0)) }
        case 1: return skip(8).map { (tag >> 3, $0) }
        case 2:
            guard let count = varint(), count <= UInt64(bytes.count - at) else { return nil }
            let start = at
            at += Int(count)
            return (tag >> 3, .bytes(UnsafeRawBufferPointer(rebasing: bytes[start..<at])))
        case 5: return skip(4).map { (tag >> 3, $0) }
        default: return nil
        }
    }

    private mutating func skip(_ count: Int) -> Value? {
        guard bytes.count - at >= count else { return nil }
        at += count
        return .other
    }

    private mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while at < bytes.count, shift < 64 {
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }
}
