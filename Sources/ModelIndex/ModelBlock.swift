/// Up to 128 models of one category as columns, read in place from the bytes of an index.
///
///     header  0 rows u16 · 2 path length u16 · 4 spec columns u16 · 6 service lists u16
///             8 ids u32 · 12 names u32 · 16 specs u32 · 20 services u32 · 24 bytes u32
///             28 format u16 · 30 state u16 · 32 path
///     rows    price i64 · ordinal u32 · supplier u32 · lead time u32 · capacity u32 · valid until i32 · length u32
///             · service u8 · efficiency u8 · flags u8, one column after the other
///     ids, names     offsets u32, one more than rows; then the texts
///     specs          a directory of `SpecColumn`s, then their values
///     services       for each list: count u32, region codes u32
///
/// All integers are little-endian; the numbers of the header are offsets into the block. A question about a category
/// reads the columns it tests and nothing else (Abadi et al., "Column-Stores vs. Row-Stores", SIGMOD 2008).
package struct ModelBlock {
    /// Most rows of a block: two words of bits.
    package static let rowsMax = 128
    static let headerBytes = 32
    static let format: UInt16 = 1
    static let noCapacity = UInt32.max
    static let noEnd = Int32.max

    /// How the rows of a block came to stand together.
    package enum State: UInt16, Sendable {
        /// Neighbours in the order of the clusters.
        case sorted
        /// As they came; full.
        case unsorted
        /// As they came; the next go here.
        case tail
    }

    /// Bits of the column `flags`.
    package static let active: UInt8 = 1
    package static let favoured: UInt8 = 2

    package let base: UnsafeRawPointer
    package let count: Int
    private let columns: Int

    /// - Parameter base: of a block that `init(checking:)` accepted; it must outlive this value.
    @inline(__always)
    package init(trusted base: UnsafeRawPointer) {
        self.base = base
        count = Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: 0, as: UInt16.self)))
        let path = Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
        columns = ModelBlock.headerBytes + (path + 7) & ~7
    }

    @inline(__always)
    func load<T: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _: T.Type) -> T {
        T(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: T.self))
    }

    package var pathLength: Int { Int(load(2, UInt16.self)) }
    package var state: State { State(rawValue: load(30, UInt16.self)) ?? .unsorted }
    package var byteCount: Int { Int(load(24, UInt32.self)) }

    /// The category of all rows.
    package var path: String {
        String(decoding: UnsafeRawBufferPointer(start: base + ModelBlock.headerBytes, count: pathLength), as: UTF8.self)
    }

    // Offsets of the columns.
    @inline(__always) var prices: Int { columns }
    @inline(__always) var ordinals: Int { columns + 8 * count }
    @inline(__always) var suppliers: Int { columns + 12 * count }
    @inline(__always) var leadTimes: Int { columns + 16 * count }
    @inline(__always) var capacities: Int { columns + 20 * count }
    @inline(__always) var ends: Int { columns + 24 * count }
    @inline(__always) var lengths: Int { columns + 28 * count }
    @inline(__always) var services: Int { columns + 32 * count }
    @inline(__always) var efficiencies: Int { columns + 33 * count }
    @inline(__always) var flagBytes: Int { columns + 34 * count }

    @inline(__always) package func priceFen(_ row: Int) -> Int64 { load(prices + 8 * row, Int64.self) }
    @inline(__always) package func ordinal(_ row: Int) -> UInt32 { load(ordinals + 4 * row, UInt32.self) }
    @inline(__always) package func supplier(_ row: Int) -> UInt32 { load(suppliers + 4 * row, UInt32.self) }
    @inline(__always) package func leadTimeDays(_ row: Int) -> UInt32 { load(leadTimes + 4 * row, UInt32.self) }
    /// `noCapacity` where no limit is known.
    @inline(__always) func capacity(_ row: Int) -> UInt32 { load(capacities + 4 * row, UInt32.self) }
    /// The last day, `noEnd` where there is none.
    @inline(__always) func end(_ row: Int) -> Int32 { load(ends + 4 * row, Int32.self) }
    /// The document's tokens, repeats counted.
    @inline(__always) package func length(_ row: Int) -> Int { Int(load(lengths + 4 * row, UInt32.self)) }
    /// 0 = the supplier's regions, else one more than the index of a list of this block.
    @inline(__always) func service(_ row: Int) -> UInt8 { load(services + row, UInt8.self) }
    @inline(__always) package func efficiencyRank(_ row: Int) -> UInt8 { load(efficiencies + row, UInt8.self) }
    @inline(__always) package func flags(_ row: Int) -> UInt8 { load(flagBytes + row, UInt8.self) }

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
        var at = Int(load(20, UInt32.self))
        for _ in 0..<list { at += 4 + 4 * Int(load(at, UInt32.self)) }
        for index in 0..<Int(load(at, UInt32.self)) where predicate(load(at + 4 + 4 * index, UInt32.self)) {
            return true
        }
        return false
    }

    package var specColumns: Int { Int(load(4, UInt16.self)) }
    var specDirectory: Int { Int(load(16, UInt32.self)) }
}

extension ModelBlock {
    /// Nil where the bytes are no block of this format with all offsets inside: what was checked once is trusted after.
    package init?(checking bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= ModelBlock.headerBytes, let base = bytes.baseAddress else { return nil }
        self.init(trusted: base)
        guard load(28, UInt16.self) == ModelBlock.format, State(rawValue: load(30, UInt16.self)) != nil,
            byteCount == bytes.count, (1...ModelBlock.rowsMax) ~= count, flagBytes + count <= bytes.count
        else { return nil }
        guard isText(at: Int(load(8, UInt32.self)), in: bytes.count),
            isText(at: Int(load(12, UInt32.self)), in: bytes.count), areSpecs(in: bytes.count),
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

    private func areSpecs(in size: Int) -> Bool {
        guard specDirectory + SpecColumn.bytes * specColumns <= size else { return false }
        for index in 0..<specColumns {
            let column = specColumn(index)
            guard column.values + SpecColumn.bitBytes <= size else { return false }
            let bits = column.bits(self)
            guard column.values + SpecColumn.bitBytes + 8 * (bits.0.nonzeroBitCount + bits.1.nonzeroBitCount) <= size,
                RowBits(rows: count).contains(RowBits(low: bits.0, high: bits.1))
            else { return false }
        }
        return true
    }

    private func areServices(in size: Int) -> Bool {
        var at = Int(load(20, UInt32.self))
        for _ in 0..<serviceLists {
            guard at + 4 <= size else { return false }
            at += 4 + 4 * Int(load(at, UInt32.self))
            guard at <= size else { return false }
        }
        for row in 0..<count where Int(service(row)) > serviceLists { return false }
        return true
    }
}

/// A set of rows of a block.
struct RowBits: Equatable {
    var low, high: UInt64

    @inline(__always)
    init(low: UInt64, high: UInt64) { (self.low, self.high) = (low, high) }

    /// The first so many.
    @inline(__always)
    init(rows: Int) {
        low = rows >= 64 ? .max : (1 << UInt64(rows)) - 1
        high = rows >= 128 ? .max : rows <= 64 ? 0 : (1 << UInt64(rows - 64)) - 1
    }

    @inline(__always) var isEmpty: Bool { low | high == 0 }
    @inline(__always) var count: Int { low.nonzeroBitCount + high.nonzeroBitCount }

    func contains(_ other: RowBits) -> Bool { other.low & ~low == 0 && other.high & ~high == 0 }

    @inline(__always)
    func contains(_ row: Int) -> Bool { (row < 64 ? low >> UInt64(row) : high >> UInt64(row - 64)) & 1 != 0 }

    @inline(__always)
    mutating func insert(_ row: Int) {
        if row < 64 { low |= 1 << UInt64(row) } else { high |= 1 << UInt64(row - 64) }
    }

    /// How many rows before this one are in the set.
    @inline(__always)
    func rank(_ row: Int) -> Int {
        if row < 64 { return (low & ((1 << UInt64(row)) - 1)).nonzeroBitCount }
        return low.nonzeroBitCount + (high & ((1 << UInt64(row - 64)) - 1)).nonzeroBitCount
    }

    /// Keeps the rows that satisfy the predicate, without a branch a row.
    @inline(__always)
    mutating func filter(_ count: Int, _ holds: (Int) -> Bool) {
        var bits: UInt64 = 0
        for row in 0..<min(64, count) { bits |= (holds(row) ? 1 : 0) << UInt64(row) }
        low &= bits
        guard count > 64 else { return }
        bits = 0
        for row in 64..<count { bits |= (holds(row) ? 1 : 0) << UInt64(row - 64) }
        high &= bits
    }

    /// Takes the lowest row out.
    @inline(__always)
    mutating func popFirst() -> Int? {
        if low != 0 {
            let row = low.trailingZeroBitCount
            low &= low - 1
            return row
        }
        guard high != 0 else { return nil }
        let row = 64 + high.trailingZeroBitCount
        high &= high - 1
        return row
    }
}
