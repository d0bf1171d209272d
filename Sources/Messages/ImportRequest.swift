package import Wire

/// A client's request to store records, `huanxin.client.Import`.
///
/// Written and read without a message in between: a request is mostly bodies, and each of them is copied once.
package struct ImportRequest: Equatable, Sendable {
    /// Number of the records' kind; not known to exist.
    package var kind: UInt32 = 0
    package var bodies: [[UInt8]] = []
    /// Empty = none.
    package var idempotencyKey: [UInt8] = []
    package var isDryRun = false
    /// The version that a single record replaces; 0 = not asked.
    package var ifSeq: UInt64 = 0

    package init() {}

    package init(_ message: WireImport) {
        kind = message.kind
        bodies = message.bodies.map { [UInt8]($0) }
        idempotencyKey = [UInt8](message.idempotencyKey)
        isDryRun = message.dryRun
        ifSeq = message.ifSeq
    }

    /// Reads a `ClientRequest` that is an import and nothing else; nil for any other, which its message reads.
    package init?(request bytes: [UInt8]) {
        let isRead = bytes.withUnsafeBytes { bytes -> Bool in
            var outer = FieldReader(bytes)
            guard let (number, value) = outer.field(), outer.isAtEnd, number == ImportRequest.askNumber,
                case .bytes(let ask) = value
            else { return false }
            var reader = FieldReader(ask)
            while !reader.isAtEnd {
                guard let (number, value) = reader.field(), take(number, value) else { return false }
            }
            return true
        }
        if !isRead { return nil }
    }

    private mutating func take(_ number: UInt64, _ value: FieldReader.Value) -> Bool {
        switch (number, value) {
        case (1, .varint(let value)): kind = UInt32(truncatingIfNeeded: value)
        case (2, .bytes(let value)): bodies.append([UInt8](value))
        case (3, .bytes(let value)): idempotencyKey = [UInt8](value)
        case (4, .varint(let value)): isDryRun = value != 0
        case (5, .varint(let value)): ifSeq = value
        default: return false
        }
        return true
    }

    /// Number of the import in `ClientRequest`.
    private static let askNumber: UInt64 = 10

    /// The bytes of a `ClientRequest` with this import.
    package var request: [UInt8] {
        // Every field has a tag of one byte.
        func size(_ count: Int) -> Int { 1 + Varint.size(UInt64(count)) + count }
        var bytes = bodies.reduce(0) { $0 + size($1.count) }
        if kind != 0 { bytes += 1 + Varint.size(UInt64(kind)) }
        if !idempotencyKey.isEmpty { bytes += size(idempotencyKey.count) }
        if isDryRun { bytes += 2 }
        if ifSeq != 0 { bytes += 1 + Varint.size(ifSeq) }
        var out: [UInt8] = []
        out.reserveCapacity(size(bytes))
        func put(_ number: UInt64, _ value: UInt64) {
            out.append(UInt8(number << 3))
            Varint.append(value, to: &out)
        }
        func put(_ number: UInt64, count: Int) {
            out.append(UInt8(number << 3 | 2))
            Varint.append(UInt64(count), to: &out)
        }
        put(ImportRequest.askNumber, count: bytes)
        if kind != 0 { put(1, UInt64(kind)) }
        for body in bodies {
            put(2, count: body.count)
            out.append(contentsOf: body)
        }
        if !idempotencyKey.isEmpty {
            put(3, count: idempotencyKey.count)
            out.append(contentsOf: idempotencyKey)
        }
        if isDryRun { put(4, 1) }
        if ifSeq != 0 { put(5, ifSeq) }
        return out
    }
}
