import Documents
import LMDB

/// Documents that wait for the lists, as bytes: ordinal u32, length u32, terms u32, then hash u64 and count u16 each;
/// little-endian.
enum TailCodec {
    static func encode(_ documents: [(ordinal: UInt32, document: DocumentTerms)]) -> [UInt8] {
        let size = documents.reduce(0) { $0 + 12 + 10 * $1.document.terms.count }
        // Written in place: every model of an import comes by here with some thirty terms.
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let out = UnsafeMutableRawBufferPointer(buffer)
            func append<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) {
                out.storeBytes(of: value.littleEndian, toByteOffset: count, as: T.self)
                count += MemoryLayout<T>.size
            }
            for (ordinal, document) in documents {
                append(ordinal)
                append(document.length)
                append(UInt32(document.terms.count))
                for (term, count) in document.terms {
                    append(term)
                    append(count)
                }
            }
        }
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
}
