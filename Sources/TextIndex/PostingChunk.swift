/// Up to 128 postings of one term as bytes: what a list is stored in, skipped by, and scored from in place.
///
///     0 count u16 · 2 bits a delta u8 · 3 bits a count u8 · 4 bits a length u8 · 5 impacts u8
///     6 least length u32 · 10 last ordinal − first u32 · 14 impacts: places u8
///     … deltas − 1 · counts − 1 · lengths − least, each column in its own width, packed
///
/// The first ordinal is the second half of the key. The impacts are the places of the postings that no other posting
/// of the chunk beats in count and length alike: whatever the average length, the best score of the chunk is one of
/// theirs (Ding and Suel, "Faster Top-k Document Retrieval Using Block-Max Indexes", 2011). Little-endian.
package enum PostingChunk {
    /// Most postings of a chunk: places fit a byte.
    package static let maxPostings = 128
    static let headerBytes = 14

    /// Appends the chunk of these postings.
    ///
    /// - Parameter postings: 1 to 128, ordinals ascending.
    package static func encode(_ postings: ArraySlice<Posting>, to out: inout [UInt8]) {
        precondition(!postings.isEmpty && postings.count <= maxPostings, "a chunk has 1 to 128 postings")
        let least = postings.reduce(UInt32.max) { min($0, $1.length) }
        var (delta, count, length) = (0 as UInt32, 0 as UInt32, 0 as UInt32)
        var before = postings[postings.startIndex].ordinal
        for posting in postings.dropFirst() {
            delta |= posting.ordinal - before - 1
            before = posting.ordinal
        }
        for posting in postings {
            count |= posting.count - 1
            length |= posting.length - least
        }
        let widths = (BitWriter.width(delta), BitWriter.width(count), BitWriter.width(length))
        let impacts = impacts(postings)
        append(UInt16(postings.count), &out)
        out.append(UInt8(widths.0))
        out.append(UInt8(widths.1))
        out.append(UInt8(widths.2))
        out.append(UInt8(impacts.count))
        append(least, &out)
        append(before - postings[postings.startIndex].ordinal, &out)
        out.append(contentsOf: impacts)
        var writer = BitWriter()
        before = postings[postings.startIndex].ordinal
        for posting in postings.dropFirst() {
            writer.write(posting.ordinal - before - 1, width: widths.0, to: &out)
            before = posting.ordinal
        }
        for posting in postings { writer.write(posting.count - 1, width: widths.1, to: &out) }
        for posting in postings { writer.write(posting.length - least, width: widths.2, to: &out) }
        writer.finish(&out)
    }

    /// The places of the postings that none other beats; of equal ones the first.
    private static func impacts(_ postings: ArraySlice<Posting>) -> [UInt8] {
        var best: [(place: UInt8, count: UInt32, length: UInt32)] = []
        for (place, posting) in postings.enumerated() {
            if best.contains(where: { $0.count >= posting.count && $0.length <= posting.length }) { continue }
            best.removeAll { $0.count <= posting.count && $0.length >= posting.length }
            best.append((UInt8(place), posting.count, posting.length))
        }
        return best.map(\.place)
    }

    private static func append<T: FixedWidthInteger>(_ value: T, _ out: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
    }
}

/// A chunk read in place.
///
/// The bytes are not held: they must stay where they are while the view is used, as those of a map do until the
/// transaction ends.
package struct ChunkView {
    package let first: UInt32
    package let last: UInt32
    /// Postings, 1 to 128.
    package let count: Int
    private let bits: BitSource
    private let leastLength: UInt32
    private let deltaWidth, countWidth, lengthWidth: Int
    private let deltas, counts, lengths: Int
    private let impactCount: Int

    /// Opens a chunk; nil for bytes that are none: afterwards no load lies outside them.
    package init?(first: UInt32, bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= PostingChunk.headerBytes, let base = bytes.baseAddress else { return nil }
        bits = BitSource(base: base, byteCount: bytes.count)
        count = Int(bits.read(bit: 0, width: 16))
        deltaWidth = Int(bytes[2])
        countWidth = Int(bytes[3])
        lengthWidth = Int(bytes[4])
        impactCount = Int(bytes[5])
        leastLength = bits.read(bit: 48, width: 32)
        let (last, overflow) = first.addingReportingOverflow(bits.read(bit: 80, width: 32))
        self.first = first
        self.last = last
        guard count >= 1, count <= PostingChunk.maxPostings, max(deltaWidth, countWidth, lengthWidth) <= 32,
            impactCount >= 1, impactCount <= count, !overflow
        else { return nil }
        deltas = 8 * (PostingChunk.headerBytes + impactCount)
        counts = deltas + (count - 1) * deltaWidth
        lengths = counts + count * countWidth
        guard bytes.count == (lengths + count * lengthWidth + 7) / 8 else { return nil }
    }

    /// How often the document at a place has the term.
    @inline(__always)
    func frequency(at place: Int) -> UInt32 {
        bits.read(bit: counts &+ place &* countWidth, width: countWidth) &+ 1
    }

    /// The length of the document at a place.
    @inline(__always)
    func length(at place: Int) -> UInt32 {
        bits.read(bit: lengths &+ place &* lengthWidth, width: lengthWidth) &+ leastLength
    }

    /// Writes the ordinals, of which there is room for 128.
    @inline(__always)
    func readOrdinals(to out: UnsafeMutablePointer<UInt32>) {
        var ordinal = first
        out[0] = ordinal
        var bit = deltas
        for place in 1..<max(1, count) {
            ordinal &+= bits.read(bit: bit, width: deltaWidth) &+ 1
            bit &+= deltaWidth
            out[place] = ordinal
        }
        // Whatever damaged deltas add up to, a walk to an ordinal of the chunk ends within it.
        out[count - 1] = last
    }

    /// Whether every ordinal from the first to the last is there.
    var isDense: Bool { Int(last - first) + 1 == count }

    /// Calls `body` with count and length of the postings of which one has the best score of the chunk.
    @inline(__always)
    func forEachImpact(_ body: (_ count: UInt32, _ length: UInt32) -> Void) {
        for index in 0..<impactCount {
            let place = Int(bits.read(bit: 8 * (PostingChunk.headerBytes + index), width: 8))
            // A place beyond the count is damage that nothing else shows; it must not read beyond the bytes.
            let inside = min(place, count - 1)
            body(frequency(at: inside), length(at: inside))
        }
    }

    /// The postings, to change them.
    package func postings() -> [Posting] {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: PostingChunk.maxPostings) { room in
            guard let ordinals = room.baseAddress else { return [] }
            readOrdinals(to: ordinals)
            return (0..<count).map {
                Posting(ordinal: ordinals[$0], count: frequency(at: $0), length: length(at: $0))
            }
        }
    }
}
