/// A set of rows of a block.
struct RowBits: Equatable {
    var low, high: UInt64

    @inline(__always)
    init(low: UInt64, high: UInt64) { (self.low, self.high) = (low, high) }

    static let none = RowBits(low: 0, high: 0)

    /// The first so many.
    @inline(__always)
    init(rows: Int) {
        low = rows >= 64 ? .max : (1 << UInt64(rows)) - 1
        high = rows >= 128 ? .max : rows <= 64 ? 0 : (1 << UInt64(rows - 64)) - 1
    }

    /// The rows whose byte lies in [`least`, `least + span`], sixteen at a time.
    ///
    /// - Parameter bytes: one a row, readable up to a multiple of sixteen.
    @inline(__always)
    init(_ bytes: UnsafeRawPointer, rows: Int, least: UInt8, span: UInt8) {
        self = .none
        let (least, span) = (SIMD16(repeating: least), SIMD16(repeating: span))
        for group in 0..<(rows + 15) / 16 {
            let here = bytes.loadUnaligned(fromByteOffset: 16 * group, as: SIMD16<UInt8>.self)
            let holds = unsafeBitCast((here &- least) .<= span, to: SIMD2<UInt64>.self)
            let bits = RowBits.gather(holds.x) | RowBits.gather(holds.y) << 8
            if group < 4 { low |= bits << UInt64(16 * group) } else { high |= bits << UInt64(16 * group - 64) }
        }
    }

    /// The highest bit of each of eight bytes, the first byte's lowest: no two products meet in the bits that are kept.
    @inline(__always)
    private static func gather(_ bytes: UInt64) -> UInt64 {
        ((bytes.littleEndian & 0x8080_8080_8080_8080) &* 0x0002_0408_1020_4081) >> 56
    }

    @inline(__always) var isEmpty: Bool { low | high == 0 }
    @inline(__always) var count: Int { low.nonzeroBitCount + high.nonzeroBitCount }

    @inline(__always)
    mutating func formIntersection(_ other: RowBits) {
        low &= other.low
        high &= other.high
    }

    @inline(__always)
    mutating func formUnion(_ other: RowBits) {
        low |= other.low
        high |= other.high
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
