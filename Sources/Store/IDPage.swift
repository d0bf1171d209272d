import LMDB
import TextIndex

/// The ids of 64 records that follow each other, as bytes: length u16 and UTF-8 of each, little-endian.
enum IDPage {
    static var damage: StoreFlaw { StoreFlaw("a page of ids is damaged", isDamage: true) }

    /// Writes ids into their pages.
    static func put(
        _ ids: [(ordinal: UInt32, id: [UInt8])], in table: Table, _ transaction: inout WriteTransaction
    ) throws {
        let size = UInt32(IDBounds.blockSize)
        var rest = ids[...]
        while let first = rest.first {
            let page = first.ordinal / size
            let end = rest.firstIndex { $0.ordinal / size != page } ?? rest.endIndex
            var known = try transaction.get(page, in: table) { try decode($0) } ?? []
            for (ordinal, id) in rest[..<end] {
                let place = Int(ordinal % size)
                if known.count <= place { known.append(contentsOf: repeatElement([], count: place + 1 - known.count)) }
                known[place] = id
            }
            try transaction.put(page, value: encode(known), in: table)
            rest = rest[end...]
        }
    }

    private static func encode(_ ids: [[UInt8]]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(ids.reduce(0) { $0 + 2 + $1.count })
        for id in ids {
            out.append(UInt8(truncatingIfNeeded: id.count))
            out.append(UInt8(truncatingIfNeeded: id.count >> 8))
            out.append(contentsOf: id)
        }
        return out
    }

    /// The ids of a page in order.
    static func decode(_ page: RawSpan) throws -> [[UInt8]] {
        var ids: [[UInt8]] = []
        var at = 0
        while at < page.byteCount {
            let range = try range(at, page)
            ids.append(page.withUnsafeBytes { [UInt8]($0[range]) })
            at = range.upperBound
        }
        return ids
    }

    /// The id at a place of a page.
    static func id(at place: Int, of page: RawSpan) throws -> [UInt8] {
        var at = 0
        for _ in 0..<place { at = try range(at, page).upperBound }
        let range = try range(at, page)
        return page.withUnsafeBytes { [UInt8]($0[range]) }
    }

    private static func range(_ at: Int, _ page: RawSpan) throws -> Range<Int> {
        guard at + 2 <= page.byteCount else { throw damage }
        let end = at + 2 + Int(page.littleEndian(UInt16.self, at: at))
        guard end <= page.byteCount else { throw damage }
        return at + 2..<end
    }
}
