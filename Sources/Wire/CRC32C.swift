/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) by tables, eight bytes a step.
///
/// A step waits for the one before it. So long stretches are read as three lanes side by side, whose checksums are then
/// put together: the checksum of a ‖ b is that of a, moved on by the length of b, xor that of b.
package enum CRC32C {
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for index in 0..<256 {
            var value = UInt32(index)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
            tables[index] = value
        }
        for index in 0..<256 {
            for step in 1..<8 {
                let before = tables[(step - 1) * 256 + index]
                tables[step * 256 + index] = before >> 8 ^ tables[Int(before & 0xFF)]
            }
        }
        return tables
    }()

    /// Bytes of a lane.
    private static let lane = 512

    /// What a state becomes after a lane of zero bytes, by each of its four bytes.
    private static let moved: [UInt32] = {
        var moved = [UInt32](repeating: 0, count: 4 * 256)
        for place in 0..<4 {
            for byte in 0..<256 {
                var state = UInt32(byte) << UInt32(8 * place)
                for _ in 0..<lane { state = state >> 8 ^ tables[Int(state & 0xFF)] }
                moved[place * 256 + byte] = state
            }
        }
        return moved
    }()

    /// The checksum of those bytes; `123456789` gives E3069283.
    package static func checksum(_ bytes: [UInt8]) -> UInt32 {
        tables.withUnsafeBufferPointer { t in
            bytes.withUnsafeBytes { raw in
                var crc: UInt32 = 0xFFFF_FFFF
                var at = 0
                if raw.count >= 3 * lane { (crc, at) = lanes(raw, crc, t) }
                while at + 8 <= raw.count {
                    crc = step(crc, raw, at, t)
                    at += 8
                }
                while at < raw.count {
                    crc = crc >> 8 ^ t[Int((crc ^ UInt32(raw[at])) & 0xFF)]
                    at += 1
                }
                return ~crc
            }
        }
    }

    /// The state after as many times three lanes as there are, and how many bytes those were.
    private static func lanes(
        _ raw: UnsafeRawBufferPointer, _ start: UInt32, _ t: UnsafeBufferPointer<UInt32>
    ) -> (UInt32, Int) {
        moved.withUnsafeBufferPointer { m in
            func move(_ state: UInt32) -> UInt32 {
                m[Int(state & 0xFF)] ^ m[256 + Int(state >> 8 & 0xFF)] ^ m[512 + Int(state >> 16 & 0xFF)]
                    ^ m[768 + Int(state >> 24)]
            }
            var crc = start
            var at = 0
            while at + 3 * lane <= raw.count {
                var (second, third): (UInt32, UInt32) = (0, 0)
                var offset = at
                let end = at + lane
                while offset < end {
                    crc = step(crc, raw, offset, t)
                    second = step(second, raw, offset + lane, t)
                    third = step(third, raw, offset + 2 * lane, t)
                    offset += 8
                }
                crc = move(move(crc) ^ second) ^ third
                at += 3 * lane
            }
            return (crc, at)
        }
    }

    @inline(__always)
    private static func step(
        _ crc: UInt32, _ raw: UnsafeRawBufferPointer, _ at: Int, _ t: UnsafeBufferPointer<UInt32>
    ) -> UInt32 {
        let x = UInt64(crc) ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
        let low =
            t[7 * 256 + Int(x & 0xFF)] ^ t[6 * 256 + Int(x >> 8 & 0xFF)]
            ^ t[5 * 256 + Int(x >> 16 & 0xFF)] ^ t[4 * 256 + Int(x >> 24 & 0xFF)]
        let high =
            t[3 * 256 + Int(x >> 32 & 0xFF)] ^ t[2 * 256 + Int(x >> 40 & 0xFF)]
            ^ t[256 + Int(x >> 48 & 0xFF)] ^ t[Int(x >> 56)]
        return low ^ high
    }
}
