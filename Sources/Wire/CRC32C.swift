/// CRC-32C (Castagnoli, RFC 3720 appendix B.4), eight bytes a step by tables.
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

    /// The checksum of those bytes; `123456789` gives E3069283.
    package static func checksum(_ bytes: [UInt8]) -> UInt32 {
        tables.withUnsafeBufferPointer { t in
            bytes.withUnsafeBytes { raw in
                var crc: UInt32 = 0xFFFF_FFFF
                var at = 0
                while at + 8 <= raw.count {
                    let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
                    let x = UInt64(crc) ^ word
                    crc = t[7 * 256 + Int(x & 0xFF)]
                    crc ^= t[6 * 256 + Int(x >> 8 & 0xFF)]
                    crc ^= t[5 * 256 + Int(x >> 16 & 0xFF)]
                    crc ^= t[4 * 256 + Int(x >> 24 & 0xFF)]
                    crc ^= t[3 * 256 + Int(x >> 32 & 0xFF)]
                    crc ^= t[2 * 256 + Int(x >> 40 & 0xFF)]
                    crc ^= t[256 + Int(x >> 48 & 0xFF)]
                    crc ^= t[Int(x >> 56)]
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
}
