import ServiceKit

/// How fast one core reads memory: what any index that reads so many bytes cannot beat.
struct MemoryBandwidth {
    let bytesPerSecond: Double

    /// The best of three sums over a GiB, far beyond any cache.
    static func measure() -> MemoryBandwidth {
        let words = [UInt64](repeating: 1, count: (1 << 30) / 8)
        var best = UInt64.max
        for _ in 0..<3 {
            // CPU time: a thread that waits for memory is running, one that waits for a core is not.
            let start = ProcessFacts.threadCPUNanoseconds
            let sum = sum(words)
            best = min(best, ProcessFacts.threadCPUNanoseconds - start)
            precondition(sum == UInt64(words.count), "the sum of ones is their number")
        }
        return MemoryBandwidth(bytesPerSecond: Double(1 << 30) / (Double(max(1, best)) / 1e9))
    }

    /// Several sums side by side, or each addition would wait for the one before.
    private static func sum(_ words: [UInt64]) -> UInt64 {
        var sums = SIMD8<UInt64>.zero
        // Read through a raw buffer, eight at a time: an optimised loop over the array checks each index.
        words.withUnsafeBytes { bytes in
            var (a, b) = (SIMD8<UInt64>.zero, SIMD8<UInt64>.zero)
            for offset in stride(from: 0, to: bytes.count, by: 128) {
                a &+= bytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
                b &+= bytes.loadUnaligned(fromByteOffset: offset + 64, as: SIMD8<UInt64>.self)
            }
            sums = a &+ b
        }
        return sums.wrappedSum()
    }
}
