import Documents
import LMDB

/// Documents that wait for the lists, as bytes: ordinal u32, length u32, terms u32, then hash u64 and count u16 each;
/// little-endian.
enum TailCodec {
    static func encode(_ documents: [(ordinal: UInt32, document: DocumentTerms)]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(documents.reduce(0) { $0 + 12 + 10 * $1.document.terms.count })
        for (ordinal, document) in documents {
            append(ordinal, &out)
            append(document.length, &out)
            append(UInt32(document.terms.count), &out)
            for (term, count) in document.terms {
                append(term, &out)
                append(count, &out)
            }
        }
        return out
    }

    /// Calls `body` with each document.
    static func forEach(
        _ bytes: RawSpan, _ body: (_ ordinal: UInt32, _ length: UInt32, [(term: UInt64, count: UInt16)]) throws -> Void
    ) throws {
        var at = 0
        while at < bytes.byteCount {
            guard bytes.byteCount - at >= 12 else { throw damage }
            let count = Int(bytes.littleEndian(UInt32.self, at: at + 8))
            guard bytes.byteCount - at - 12 >= 10 * count else { throw damage }
            let terms = (0..<count).map { index in
                let start = at + 12 + 10 * index
                return (
                    term: bytes.littleEndian(UInt64.self, at: start),
                    count: bytes.littleEndian(UInt16.self, at: start + 8)
                )
            }
            try body(bytes.littleEndian(UInt32.self, at: at), bytes.littleEndian(UInt32.self, at: at + 4), terms)
            at += 12 + 10 * count
        }
    }

    private static var damage: StoreFlaw {
        StoreFlaw("documents that wait for the lists of words are damaged", isDamage: true)
    }

    private static func append<T: FixedWidthInteger>(_ value: T, _ out: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
    }
}
