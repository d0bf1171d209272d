/// Writes numbers of a fixed number of bits one after the other, lowest bits first.
struct BitWriter {
    private var word: UInt64 = 0
    private var filled = 0

    /// Adds the low `width` bits of a value, 0 to 32.
    @inline(__always)
    mutating func write(_ value: UInt32, width: Int, to out: inout [UInt8]) {
        word |= UInt64(value) << UInt64(filled)
        filled += width
        while filled >= 8 {
            out.append(UInt8(truncatingIfNeeded: word))
            word >>= 8
            filled -= 8
        }
    }

    /// Fills the last byte up.
    mutating func finish(_ out: inout [UInt8]) {
        if filled > 0 { out.append(UInt8(truncatingIfNeeded: word)) }
        word = 0
        filled = 0
    }

    /// The bits that values up to `largest` need.
    static func width(_ largest: UInt32) -> Int { 32 - largest.leadingZeroBitCount }
}

/// Bytes that bits are read from at any place.
///
/// Unsafe because a search reads several columns of every posting it looks at; a chunk checks once, when it is opened,
/// that all its columns lie within the bytes.
struct BitSource {
    let base: UnsafeRawPointer
    /// At least 8.
    let byteCount: Int

    /// The number of `width` bits, 0 to 32, that begins at a bit.
    @inline(__always)
    func read(bit: Int, width: Int) -> UInt32 {
        // The last numbers are read with the word that ends where the bytes end.
        let byte = min(bit &>> 3, byteCount &- 8)
        let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: byte, as: UInt64.self))
        let mask = (1 as UInt64) &<< UInt64(truncatingIfNeeded: width) &- 1
        return UInt32(truncatingIfNeeded: (word &>> UInt64(truncatingIfNeeded: bit &- byte &* 8)) & mask)
    }
}
