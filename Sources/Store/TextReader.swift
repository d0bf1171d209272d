import LMDB
import TextIndex

/// Reads the lists of terms from an environment and from the tail behind it, and ids.
final class TextReader: TextSource {
    private let cursor: UnsafeMutablePointer<Cursor>
    private let ids: UnsafeMutablePointer<Cursor>
    private let tail: PostingTail
    private let bounds: IDBounds
    /// Chunks made of the tail, and their bytes, which stay in place as long as this does.
    private var made: [UInt64: [ChunkView]] = [:]
    private var rooms: [UnsafeMutableRawBufferPointer] = []

    init(
        _ cursor: UnsafeMutablePointer<Cursor>, ids: UnsafeMutablePointer<Cursor>, _ tail: PostingTail,
        _ bounds: IDBounds
    ) {
        self.cursor = cursor
        self.ids = ids
        self.tail = tail
        self.bounds = bounds
    }

    deinit { for room in rooms { room.deallocate() } }

    func read(_ term: UInt64, from ordinal: UInt32, limit: Int, into chunks: inout [ChunkView]) throws -> Bool {
        var isOn = try cursor.pointee.seek(TextTable.key(term, ordinal))
        if ordinal > 0, !isOn || cursor.pointee.ordinal(of: term) != ordinal {
            // The chunk before may reach as far.
            let isBefore = isOn ? try cursor.pointee.previous() : try cursor.pointee.last()
            isOn = isBefore && cursor.pointee.ordinal(of: term) != nil
            if !isOn { isOn = isBefore ? try cursor.pointee.next() : try cursor.pointee.first() }
        }
        var read = 0
        while isOn, let first = cursor.pointee.ordinal(of: term) {
            if read == limit { return false }
            let chunk = try cursor.pointee.chunk(from: first)
            if chunk.last >= ordinal {
                chunks.append(chunk)
                read += 1
            }
            isOn = try cursor.pointee.next()
        }
        try readTail(term, from: ordinal, into: &chunks)
        return true
    }

    private func readTail(_ term: UInt64, from ordinal: UInt32, into chunks: inout [ChunkView]) throws {
        guard let last = tail.last, last >= ordinal else { return }
        let views = try made[term] ?? make(term)
        chunks.append(contentsOf: views.lazy.filter { $0.last >= ordinal })
    }

    private func make(_ term: UInt64) throws -> [ChunkView] {
        let postings = tail.postings(of: term)
        var views: [ChunkView] = []
        for cut in PostingEdits.cuts(postings.count, isLast: true) {
            var bytes: [UInt8] = []
            PostingChunk.encode(postings[cut], to: &bytes)
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
            rooms.append(room)
            room.copyBytes(from: bytes)
            if let view = ChunkView(first: postings[cut.lowerBound].ordinal, bytes: UnsafeRawBufferPointer(room)) {
                views.append(view)
            }
        }
        made[term] = views
        return views
    }
}

extension TextReader {
    func id(_ ordinal: UInt32) throws -> [UInt8] {
        let size = UInt32(IDBounds.blockSize)
        guard try ids.pointee.seek(exactly: ordinal / size) else { throw IDPage.damage }
        return try ids.pointee.withCurrent { _, page in try IDPage.id(at: Int(ordinal % size), of: page) }
    }

    func mayPrecede(_ id: [UInt8], _ ordinals: ClosedRange<UInt32>) -> Bool { bounds.mayPrecede(id, ordinals) }
}

extension Cursor {
    /// The first ordinal of the chunk the cursor is on; nil where that is of another term, or on no chunk.
    func ordinal(of term: UInt64) -> UInt32? {
        guard isOnRecord else { return nil }
        return withCurrent { key, _ in
            key.byteCount == 12 && key.bigEndian(UInt64.self) == term ? key.bigEndian(UInt32.self, at: 8) : nil
        }
    }

    /// The chunk the cursor is on, in the map.
    func chunk(from first: UInt32) throws -> ChunkView {
        // The bytes stay where they are until the transaction ends, and the view is given up before.
        let chunk = withCurrent { _, value in value.withUnsafeBytes { ChunkView(first: first, bytes: $0) } }
        guard let chunk else { throw StoreFlaw("a list of words is damaged", isDamage: true) }
        return chunk
    }

    func postings(from first: UInt32) throws -> [Posting] { try chunk(from: first).postings() }
}
