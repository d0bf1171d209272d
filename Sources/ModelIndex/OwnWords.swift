package import Documents

/// The words of the models of a block that are not their category's, read in place.
///
///     rows u32 · for each row and one more: first entry u32 · pad to 8 · term u64 of all entries · count u16 of all
///
/// The entries of a row are sorted by term. What all models of a category share is kept once, by the reader.
package struct OwnWords {
    private let base: UnsafeRawPointer
    private let terms, counts: Int

    /// - Parameter base: of bytes that `encode` made and `isWhole` accepted; they must outlive this value.
    package init(trusted base: UnsafeRawPointer) {
        self.base = base
        let rows = Int(OwnWords.load(base, 0, UInt32.self))
        let entries = Int(OwnWords.load(base, 4 + 4 * rows, UInt32.self))
        terms = (8 + 4 * rows + 7) & ~7
        counts = terms + 8 * entries
    }

    @inline(__always)
    private static func load<T: FixedWidthInteger & BitwiseCopyable>(
        _ base: UnsafeRawPointer, _ offset: Int, _: T.Type
    ) -> T {
        T(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: T.self))
    }

    /// How often a row's own text has a term; a binary search.
    @inline(__always)
    func count(_ row: Int, of term: UInt64) -> Int {
        var low = Int(OwnWords.load(base, 4 + 4 * row, UInt32.self))
        var high = Int(OwnWords.load(base, 8 + 4 * row, UInt32.self))
        while low < high {
            let middle = (low + high) / 2
            let here = OwnWords.load(base, terms + 8 * middle, UInt64.self)
            if here == term { return Int(OwnWords.load(base, counts + 2 * middle, UInt16.self)) }
            if here < term { low = middle + 1 } else { high = middle }
        }
        return 0
    }

    /// Whether bytes are the words of so many rows, with all offsets inside.
    package static func isWhole(_ bytes: UnsafeRawBufferPointer, rows: Int) -> Bool {
        guard let base = bytes.baseAddress, bytes.count >= 8 + 4 * rows, Int(load(base, 0, UInt32.self)) == rows
        else { return false }
        var last: UInt32 = 0
        for row in 0...rows {
            let start = load(base, 4 + 4 * row, UInt32.self)
            guard start >= last else { return false }
            last = start
        }
        return (8 + 4 * rows + 7) & ~7 + 10 * Int(last) == bytes.count
    }

    /// What a document has beyond the words of its category.
    package static func own(_ document: DocumentTerms, beyond shared: DocumentTerms?)
        -> [(term: UInt64, count: UInt16)]
    {
        guard let shared else { return document.terms }
        var own: [(term: UInt64, count: UInt16)] = []
        own.reserveCapacity(document.terms.count)
        var at = 0
        for (term, count) in document.terms {
            while at < shared.terms.count, shared.terms[at].term < term { at += 1 }
            let common = at < shared.terms.count && shared.terms[at].term == term ? shared.terms[at].count : 0
            if count > common { own.append((term, count - common)) }
        }
        return own
    }

    fileprivate func range(_ row: Int) -> Range<Int> {
        Int(OwnWords.load(base, 4 + 4 * row, UInt32.self))..<Int(OwnWords.load(base, 8 + 4 * row, UInt32.self))
    }

    fileprivate func entry(_ index: Int) -> (term: UInt64, count: UInt16) {
        (OwnWords.load(base, terms + 8 * index, UInt64.self), OwnWords.load(base, counts + 2 * index, UInt16.self))
    }
}

/// The words of a block while its rows are changed.
package struct OwnWordsBuilder {
    private var starts: [UInt32] = [0]
    private var terms: [UInt64] = []
    private var counts: [UInt16] = []

    package init() {}

    /// The words of so many rows.
    package init(_ words: OwnWords, rows: Int) {
        for row in 0..<rows { append(words, row: row) }
    }

    package mutating func append(_ own: [(term: UInt64, count: UInt16)]) {
        for (term, count) in own {
            terms.append(term)
            counts.append(count)
        }
        starts.append(UInt32(terms.count))
    }

    package mutating func append(_ words: OwnWords, row: Int) {
        for index in words.range(row) {
            let entry = words.entry(index)
            terms.append(entry.term)
            counts.append(entry.count)
        }
        starts.append(UInt32(terms.count))
    }

    package mutating func replace(_ row: Int, with own: [(term: UInt64, count: UInt16)]) {
        let range = Int(starts[row])..<Int(starts[row + 1])
        terms.replaceSubrange(range, with: own.map(\.term))
        counts.replaceSubrange(range, with: own.map(\.count))
        for index in (row + 1)..<starts.count {
            starts[index] = UInt32(Int(starts[index]) + own.count - range.count)
        }
    }

    package mutating func remove(_ row: Int) {
        replace(row, with: [])
        starts.remove(at: row + 1)
    }

    /// The bytes that `OwnWords` reads.
    package func encoded() -> [UInt8] {
        var out = ByteWriter(reserving: 16 + 4 * starts.count + 10 * terms.count)
        out.append(UInt32(starts.count - 1))
        out.append(starts)
        out.pad(to: 8)
        out.append(terms)
        out.append(counts)
        return out.bytes
    }
}
