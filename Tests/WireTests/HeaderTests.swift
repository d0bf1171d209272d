import Testing
import Wire

@Suite struct HeaderTests {
    @Test("the checksum is Castagnoli's")
    func checksum() {
        #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xE306_9283)
        #expect(CRC32C.checksum([]) == 0)
        #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    }

    @Test("a header reads back, and no damaged byte goes unnoticed")
    func roundTrip() throws {
        let body = Array("{\"a\":1}".utf8)
        var header = FrameHeader(
            .subRequest, request: 7, epoch: 1 << 32 | 3, seq: 99, budgetMicroseconds: 500_000, credit: 4)
        header.attempt = 2
        header.frameClass = .batch
        let bytes = header.encode(body: body)
        #expect(bytes.count == 48)
        #expect(try FrameHeader(bytes, body: body) == header)
        #expect(throws: FrameHeader.Flaw.length) { try FrameHeader(Array(bytes.dropLast()), body: body) }
        for (index, flaw) in [(0, FrameHeader.Flaw.magic), (2, .version), (3, .type), (44, .checksum)] {
            var damaged = bytes
            damaged[index] ^= 0x80
            #expect(throws: flaw) { try FrameHeader(damaged, body: body) }
        }
        #expect(throws: FrameHeader.Flaw.checksum) { try FrameHeader(bytes, body: body + [0]) }
    }

    @Test("random bytes never crash the reader")
    func garbage() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<10_000 {
            let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            _ = try? FrameHeader(bytes, body: bytes)
        }
    }
}

@Suite struct CRC32CTests {
    /// Bit by bit, as the polynomial says.
    private func plain(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
        }
        return ~crc
    }

    @Test("lanes side by side give the checksum that bit by bit gives, for every length about a lane's end")
    func lanes() {
        var state: UInt32 = 1
        let bytes = (0..<4_700).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
        for count in Array(0..<40) + Array(1_530..<1_545) + Array(3_065..<3_080) + [4_607, 4_608, 4_700] {
            let part = Array(bytes.prefix(count))
            #expect(CRC32C.checksum(part) == plain(part), "\(count) bytes")
        }
    }
}
