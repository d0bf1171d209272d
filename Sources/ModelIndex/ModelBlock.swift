import CIntrinsics

/// Up to 64 models of one category as columns, read in place from the bytes of an index.
///
///     header   0 rows u16 · 2 path length u16 · 4 columns u16 · 6 service lists u16
///              8 ids u32 · 12 names u32 · 16 services u32 · 20 ordinals u32 · 24 bytes u32 · 28 format u16
///              30 state u16 · 32 path
///     columns  a directory: key u64 · offset u32 · type u8 · distinct values u8 · width u8 · 0 u8. First price,
///              lead time, capacity and last day, then one for each key and type of the specs, by key and type
///     bytes    efficiency u8, flags u8, service u8, one after the other, each up to a multiple of sixteen rows
///     rows     supplier u32, one after the other
///     values   of each column: a `RankColumn`
///     rest     ordinal u32 · length u32, one after the other
///     ids, names     offsets u32, one more than rows; then the texts
///     services       for each list: count u32, region codes u32
///
/// All integers are little-endian; the numbers of the header are offsets into the block. A question about a category
/// reads the columns it tests and nothing else (Abadi et al., "Column-Stores vs. Row-Stores", SIGMOD 2008); they stand
/// together at the front.
package struct ModelBlock {
    /// Most rows of a block: a word of bits. Of 32, 64 and 128 this needs least of the disk; the bounds of smaller
    /// blocks leave more rows out, and there are more of them to look at.
    package static let rowsMax = 64
    static let headerBytes = 32
    static let entryBytes = 16
    static let format: UInt16 = 2
    /// Of a model without a known limit, and without a last day.
    static let noCapacity = Int64.max
    static let noEnd = Int64.max

    /// The columns that every row has.
    enum Fixed: Int, CaseIterable {
        case price, leadTime, capacity, end
    }

    /// How the rows of a block came to stand together.
    package enum State: UInt16, Sendable {
        /// Neighbours in the order of the clusters.
        case sorted
        /// As they came; full.
        case unsorted
        /// As they came; the next go here.
        case tail
    }

    /// Bits of the column `flags`; the active ones are those from `active` on.
    package static let favoured: UInt8 = 1
    package static let active: UInt8 = 2

    package let base: UnsafeRawPointer
    package let count: Int
    private let directory: UnsafeRawPointer

    /// - Parameter base: of a block that `init(checking:)` accepted; it must outlive this value.
    @inline(__always)
    package init(trusted base: UnsafeRawPointer) {
        self.base = base
        count = Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: 0, as: UInt16.self)))
        let path = Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
        directory = base + ModelBlock.headerBytes + (path + 7) & ~7
    }

    /// Asks for what a search reads of a block first: one whose blocks are not in the processor's cache waits for
    /// memory more than half of its time.
    ///
    /// - Parameter base: of a block; nothing of it is read yet.
    @inline(__always)
    package static func prefetch(_ base: UnsafeRawPointer) {
        // Processors fetch lines in pairs.
        for pair in 0..<8 { intrinsics_prefetch(base + 128 * pair) }
    }

    @inline(__always)
    private func load<T: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _: T.Type) -> T {
        T(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: T.self))
    }

    package var pathLength: Int { Int(load(2, UInt16.self)) }
    package var state: State { State(rawValue: load(30, UInt16.self)) ?? .unsorted }
    package var byteCount: Int { Int(load(24, UInt32.self)) }

    /// The category of all rows.
    package var path: String {
        String(decoding: UnsafeRawBufferPointer(start: base + ModelBlock.headerBytes, count: pathLength), as: UTF8.self)
    }

    /// Bytes of a column of one byte a row.
    @inline(__always) private var stride: Int { (count + 15) & ~15 }

    @inline(__always) private var columnCount: Int { Int(load(4, UInt16.self)) }

    @inline(__always)
    private func entry<T: FixedWidthInteger & BitwiseCopyable>(_ index: Int, _ offset: Int, _: T.Type) -> T {
        T(littleEndian: directory.loadUnaligned(fromByteOffset: ModelBlock.entryBytes * index + offset, as: T.self))
    }

    @inline(__always)
    private func column(at index: Int) -> RankColumn {
        RankColumn(
            base + Int(entry(index, 8, UInt32.self)), stride: stride, distinct: Int(entry(index, 13, UInt8.self)),
            width: Int(entry(index, 14, UInt8.self)))
    }

    @inline(__always) func column(_ fixed: Fixed) -> RankColumn { column(at: fixed.rawValue) }

    /// The column of a key's values of one type; nil where no row has one.
    @inline(__always)
    func specColumn(_ key: UInt64, _ type: UInt8) -> RankColumn? {
        for index in Fixed.allCases.count..<columnCount
        where entry(index, 0, UInt64.self) == key && entry(index, 12, UInt8.self) == type {
            return column(at: index)
        }
        return nil
    }

    /// All columns of specs.
    func forEachSpecColumn(_ body: (_ key: UInt64, _ type: UInt8, RankColumn) -> Void) {
        for index in Fixed.allCases.count..<columnCount {
            body(entry(index, 0, UInt64.self), entry(index, 12, UInt8.self), column(at: index))
        }
    }

    // The columns of one byte a row.
    @inline(__always)
    private var byteColumns: UnsafeRawPointer { directory + ModelBlock.entryBytes * columnCount }
    @inline(__always) var efficiencies: UnsafeRawPointer { byteColumns }
    @inline(__always) var flagBytes: UnsafeRawPointer { byteColumns + stride }
    @inline(__always) private var services: UnsafeRawPointer { byteColumns + 2 * stride }

    @inline(__always) private var suppliers: UnsafeRawPointer { byteColumns + 3 * stride }

    @inline(__always) private var ordinals: Int { Int(load(20, UInt32.self)) }

    @inline(__always) package func priceFen(_ row: Int) -> Int64 { column(.price)[row] }
    @inline(__always)
    package func supplier(_ row: Int) -> UInt32 {
        UInt32(littleEndian: suppliers.loadUnaligned(fromByteOffset: 4 * row, as: UInt32.self))
    }
    @inline(__always)
    package func ordinal(_ row: Int) -> UInt32 { load(ordinals + 4 * row, UInt32.self) }
    /// The document's tokens, repeats counted.
    @inline(__always)
    package func length(_ row: Int) -> Int { Int(load(ordinals + 4 * (count + row), UInt32.self)) }
    /// 0 = the supplier's regions, else one more than the index of a list of this block.
    @inline(__always) func service(_ row: Int) -> UInt8 { services.load(fromByteOffset: row, as: UInt8.self) }
    @inline(__always)
    package func efficiencyRank(_ row: Int) -> UInt8 { efficiencies.load(fromByteOffset: row, as: UInt8.self) }
    @inline(__always)
    package func flags(_ row: Int) -> UInt8 { flagBytes.load(fromByteOffset: row, as: UInt8.self) }

    /// The id's bytes in place.
    @inline(__always)
    package func id(_ row: Int) -> UnsafeRawBufferPointer { text(Int(load(8, UInt32.self)), row) }
    package func name(_ row: Int) -> UnsafeRawBufferPointer { text(Int(load(12, UInt32.self)), row) }

    @inline(__always)
    private func text(_ offsets: Int, _ row: Int) -> UnsafeRawBufferPointer {
        let start = Int(load(offsets + 4 * row, UInt32.self))
        let end = Int(load(offsets + 4 * row + 4, UInt32.self))
        return UnsafeRawBufferPointer(start: base + offsets + 4 * (count + 1) + start, count: end - start)
    }

    package var serviceLists: Int { Int(load(6, UInt16.self)) }

    /// Whether any region of a list satisfies the predicate; by code.
    func anyRegion(ofList list: Int, _ predicate: (UInt32) -> Bool) -> Bool {
        var at = Int(load(16, UInt32.self))
        for _ in 0..<list { at += 4 + 4 * Int(load(at, UInt32.self)) }
        for index in 0..<Int(load(at, UInt32.self)) where predicate(load(at + 4 + 4 * index, UInt32.self)) {
            return true
        }
        return false
    }
}

extension ModelBlock {
    /// Nil where the bytes are no block of this format with all offsets inside: what was checked once is trusted after.
    package init?(checking bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= ModelBlock.headerBytes, let base = bytes.baseAddress else { return nil }
        self.init(trusted: base)
        guard load(28, UInt16.self) == ModelBlock.format, State(rawValue: load(30, UInt16.self)) != nil,
            byteCount == bytes.count, (1...ModelBlock.rowsMax) ~= count, columnCount >= Fixed.allCases.count,
            suppliers - base + 4 * count <= bytes.count, ordinals + 8 * count <= bytes.count
        else { return nil }
        guard isText(at: Int(load(8, UInt32.self)), in: bytes.count),
            isText(at: Int(load(12, UInt32.self)), in: bytes.count), areColumns(in: bytes.count),
            areServices(in: bytes.count)
        else { return nil }
    }

    private func isText(at offsets: Int, in size: Int) -> Bool {
        let start = offsets + 4 * (count + 1)
        guard start <= size else { return false }
        var last: UInt32 = 0
        for row in 0...count {
            let offset = load(offsets + 4 * row, UInt32.self)
            guard offset >= last, start + Int(offset) <= size else { return false }
            last = offset
        }
        return true
    }

    private func areColumns(in size: Int) -> Bool {
        for index in 0..<columnCount {
            let distinct = Int(entry(index, 13, UInt8.self))
            guard (1...ModelBlock.rowsMax) ~= distinct, [2, 4, 8].contains(entry(index, 14, UInt8.self)),
                Int(entry(index, 8, UInt32.self))
                    + RankColumn.bytes(
                        stride: stride, distinct: distinct, width: Int(entry(index, 14, UInt8.self))) <= size,
                column(at: index).isWhole(count, needsAll: index < Fixed.allCases.count)
            else { return false }
        }
        return true
    }

    private func areServices(in size: Int) -> Bool {
        var at = Int(load(16, UInt32.self))
        for _ in 0..<serviceLists {
            guard at + 4 <= size else { return false }
            at += 4 + 4 * Int(load(at, UInt32.self))
            guard at <= size else { return false }
        }
        for row in 0..<count where Int(service(row)) > serviceLists { return false }
        return true
    }
}
