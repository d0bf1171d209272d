/// XXH64, the hash that places records (xxHash specification 0.1.1, section "XXH64").
package enum XXH64 {
    private static let p1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let p2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let p3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let p4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let p5: UInt64 = 0x27D4_EB2F_1656_67C5

    /// The hash of those bytes; `""` gives EF46DB3751D8E999, `abc` 44BC2CF5AD770999 (40-cluster.md, section 4).
    package static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        var at = 0
        var h: UInt64
        if bytes.count >= 32 {
            var lanes = start(seed)
            at = run(&lanes, bytes)
            h = merge(lanes)
        } else {
            h = seed &+ p5
        }
        return finish(h &+ UInt64(bytes.count), bytes, from: at)
    }

    private typealias Lanes = (UInt64, UInt64, UInt64, UInt64)

    private static func start(_ seed: UInt64) -> Lanes { (seed &+ p1 &+ p2, seed &+ p2, seed, seed &- p1) }

    /// Takes in as many times 32 bytes as there are; gives their number.
    private static func run(_ lanes: inout Lanes, _ bytes: UnsafeRawBufferPointer) -> Int {
        var at = 0
        while at + 32 <= bytes.count {
            lanes.0 = round(lanes.0, word(bytes, at))
            lanes.1 = round(lanes.1, word(bytes, at + 8))
            lanes.2 = round(lanes.2, word(bytes, at + 16))
            lanes.3 = round(lanes.3, word(bytes, at + 24))
            at += 32
        }
        return at
    }

    private static func merge(_ lanes: Lanes) -> UInt64 {
        var h = rotate(lanes.0, 1) &+ rotate(lanes.1, 7) &+ rotate(lanes.2, 12) &+ rotate(lanes.3, 18)
        for lane in [lanes.0, lanes.1, lanes.2, lanes.3] { h = (h ^ round(0, lane)) &* p1 &+ p4 }
        return h
    }

    /// Takes in what is left, less than 32 bytes.
    private static func finish(_ start: UInt64, _ bytes: UnsafeRawBufferPointer, from: Int) -> UInt64 {
        var (h, at) = (start, from)
        while at + 8 <= bytes.count {
            h = rotate(h ^ round(0, word(bytes, at)), 27) &* p1 &+ p4
            at += 8
        }
        if at + 4 <= bytes.count {
            let half = UInt64(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self).littleEndian)
            h = rotate(h ^ (half &* p1), 23) &* p2 &+ p3
            at += 4
        }
        while at < bytes.count {
            h = rotate(h ^ (UInt64(bytes[at]) &* p5), 11) &* p1
            at += 1
        }
        h = (h ^ (h >> 33)) &* p2
        h = (h ^ (h >> 29)) &* p3
        return h ^ (h >> 32)
    }

    /// The hash of what comes in parts, such as a file: each part but the last is a multiple of 32 bytes.
    package struct Stream: Sendable {
        private var lanes = XXH64.start(0)
        private var count: UInt64 = 0

        package init() {}

        package mutating func add(_ bytes: UnsafeRawBufferPointer) {
            precondition(bytes.count.isMultiple(of: 32), "a part that is not the last has an odd length")
            count += UInt64(XXH64.run(&lanes, bytes))
        }

        /// The hash with the last part, which may be empty.
        package func finish(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
            var lanes = lanes
            let at = XXH64.run(&lanes, bytes)
            let total = count + UInt64(bytes.count)
            let h = total >= 32 ? XXH64.merge(lanes) : p5
            return XXH64.finish(h &+ total, bytes, from: at)
        }
    }

    /// The hash of a text's UTF-8.
    package static func hash(_ text: String, seed: UInt64 = 0) -> UInt64 {
        var text = text
        return text.withUTF8 { hash(UnsafeRawBufferPointer($0), seed: seed) }
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
    }

    private static func rotate(_ value: UInt64, _ by: UInt64) -> UInt64 { value << by | value >> (64 - by) }

    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 { rotate(lane &+ word &* p2, 31) &* p1 }
}
