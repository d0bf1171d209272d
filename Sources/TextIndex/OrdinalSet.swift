/// Documents as bits by ordinal: what a query matches, to count them.
package struct OrdinalSet: Sendable {
    private var words: [UInt64] = []

    package init() {}

    /// Every document that has one of the terms, live or not.
    package init(anyOf terms: [UInt64], _ source: any TextSource) throws {
        try withUnsafeTemporaryAllocation(of: UInt32.self, capacity: PostingChunk.maxPostings) { room in
            guard let ordinals = room.baseAddress else { return }
            var chunks: [ChunkView] = []
            for term in terms {
                var isComplete = false
                var next: UInt32 = 0
                while !isComplete {
                    chunks.removeAll(keepingCapacity: true)
                    isComplete = try source.read(term, from: next, limit: 64, into: &chunks)
                    for chunk in chunks { insert(chunk, ordinals) }
                    guard let last = chunks.last?.last, last < .max else { break }
                    next = last + 1
                }
            }
        }
    }

    private mutating func insert(_ chunk: ChunkView, _ ordinals: UnsafeMutablePointer<UInt32>) {
        let most = Int(chunk.last / 64) + 1
        if words.count < most { words.append(contentsOf: repeatElement(0, count: most - words.count)) }
        if chunk.isDense { return insert(chunk.first...chunk.last) }
        chunk.readOrdinals(to: ordinals)
        // Without checks: ordinals do not pass the last of the chunk, and a search may set two million bits.
        words.withUnsafeMutableBufferPointer { words in
            for place in 0..<chunk.count {
                let ordinal = min(ordinals[place], chunk.last)
                words[Int(ordinal &>> 6)] |= 1 &<< UInt64(ordinal & 63)
            }
        }
    }

    private mutating func insert(_ range: ClosedRange<UInt32>) {
        let (low, high) = (Int(range.lowerBound / 64), Int(range.upperBound / 64))
        for word in low...high {
            var bits = UInt64.max
            if word == low { bits &= UInt64.max << UInt64(range.lowerBound % 64) }
            if word == high { bits &= UInt64.max >> UInt64(63 - range.upperBound % 64) }
            words[word] |= bits
        }
    }

    /// Calls `body` with each ordinal, ascending.
    @inlinable
    package func forEach(_ body: (UInt32) throws -> Void) rethrows {
        for (index, word) in bits.enumerated() {
            var word = word
            while word != 0 {
                try body(UInt32(64 * index + word.trailingZeroBitCount))
                word &= word - 1
            }
        }
    }

    /// 64 documents a word, lowest bits first.
    @usableFromInline package var bits: [UInt64] { words }
}
