/// A set of rows of a block.
struct RowBits: Equatable {
    private var bits: UInt64

    static let none = RowBits(bits: 0)

    @inline(__always)
    private init(bits: UInt64) { self.bits = bits }

    /// The first so many.
    @inline(__always)
    init(rows: Int) { bits = rows >= ModelBlock.rowsMax ? .max : (1 << UInt64(rows)) - 1 }

    /// The rows whose byte lies in [`least`, `least + span`], sixteen at a time.
    ///
    /// - Parameter bytes: one a row, readable up to a multiple of sixteen.
    @inline(__always)
    init(_ bytes: UnsafeRawPointer, rows: Int, least: UInt8, span: UInt8) {
        bits = 0
        let (least, span) = (SIMD16(repeating: least), SIMD16(repeating: span))
        for group in 0..<(rows + 15) / 16 {
            let here = bytes.loadUnaligned(fromByteOffset: 16 * group, as: SIMD16<UInt8>.self)
            let holds = unsafeBitCast((here &- least) .<= span, to: SIMD2<UInt64>.self)
            bits |= (RowBits.gather(holds.x) | RowBits.gather(holds.y) << 8) << UInt64(16 * group)
        }
    }

    /// The highest bit of each of eight bytes, the first byte's lowest: no two products meet in the bits that are kept.
    @inline(__always)
    private static func gather(_ bytes: UInt64) -> UInt64 {
        ((bytes.littleEndian & 0x8080_8080_8080_8080) &* 0x0002_0408_1020_4081) >> 56
    }

    @inline(__always) var isEmpty: Bool { bits == 0 }
    @inline(__always) var count: Int { bits.nonzeroBitCount }
    @inline(__always) mutating func formIntersection(_ other: RowBits) { bits &= other.bits }
    @inline(__always) mutating func formUnion(_ other: RowBits) { bits |= other.bits }

    /// Takes the lowest row out.
    @inline(__always)
    mutating func popFirst() -> Int? {
        guard bits != 0 else { return nil }
        defer { bits &= bits - 1 }
        return bits.trailingZeroBitCount
    }
}
