/// The list of one term while a search runs over it: a window of chunks, one of them decoded at a time.
struct TermList {
    /// The place of the term in the query.
    let index: Int
    let term: UInt64
    private var chunks: [ChunkView] = []
    private var bounds: [(score: Double, count: UInt32)] = []
    /// The chunk the list stands in; of no meaning once it has ended.
    private(set) var chunk: ChunkView
    /// No document of the chunk gets more from the term.
    private(set) var chunkBound = 0.0
    /// No document of the chunk has the term more often.
    private(set) var chunkCount: UInt32 = 0
    /// Which of `chunks` the list stands in; their count once it has ended.
    private var at = 0
    /// Whether no chunk comes after the window.
    private var isComplete = false
    /// No document from here on gets more from the term.
    private(set) var bound = 0.0
    /// The ordinals of the chunk that is decoded. One allocation a term and search, for every posting that may count
    /// is looked at here.
    let ordinals: UnsafeMutablePointer<UInt32>
    private var isDecoded = false
    private(set) var place = 0

    /// Chunks read ahead when a list is read in order, and when it is only looked into.
    private static let (inOrder, toLookInto) = (16, 2)

    /// Nil where the term has no postings.
    init?(_ index: Int, of query: TextQuery, _ source: any TextSource) throws {
        self.index = index
        term = query.terms[index]
        chunks.reserveCapacity(TermList.inOrder)
        isComplete = try source.read(term, from: 0, limit: TermList.inOrder, into: &chunks)
        guard let first = chunks.first else { return nil }
        chunk = first
        ordinals = .allocate(capacity: PostingChunk.maxPostings)
        begin(query)
        bound = isComplete ? bounds.reduce(0) { max($0, $1.score) } : query.limit(index)
    }

    func end() { ordinals.deallocate() }

    @inline(__always)
    var hasEnded: Bool { at == chunks.count }

    /// Copies out the chunk the list has come to, which every posting is read through.
    private mutating func enter() {
        isDecoded = false
        guard at < chunks.count else { return }
        chunk = chunks[at]
        chunkBound = bounds[at].score
        chunkCount = bounds[at].count
    }

    private mutating func read(
        from ordinal: UInt32, limit: Int, _ query: TextQuery, _ source: any TextSource
    ) throws {
        chunks.removeAll(keepingCapacity: true)
        isComplete = try source.read(term, from: ordinal, limit: limit, into: &chunks)
        begin(query)
    }

    /// Stands at the start of the window.
    private mutating func begin(_ query: TextQuery) {
        bounds.removeAll(keepingCapacity: true)
        for chunk in chunks {
            var bound = (score: 0.0, count: 0 as UInt32)
            chunk.forEachImpact { count, length in
                bound.score = max(bound.score, query.term(index, count: count, norm: query.norm(length)))
                bound.count = max(bound.count, count)
            }
            bounds.append(bound)
        }
        at = 0
        enter()
    }

    /// Moves to the first chunk that has an ordinal at or after `ordinal`; chunks on the way are not decoded.
    ///
    /// - Parameter inOrder: whether the chunks that follow will be wanted too.
    @inline(__always)
    mutating func moveChunk(
        to ordinal: UInt32, inOrder: Bool, _ query: TextQuery, _ source: any TextSource
    ) throws {
        guard at < chunks.count, chunk.last < ordinal else { return }
        try skipChunks(to: ordinal, inOrder: inOrder, query, source)
    }

    @inline(never)
    private mutating func skipChunks(
        to ordinal: UInt32, inOrder: Bool, _ query: TextQuery, _ source: any TextSource
    ) throws {
        while at < chunks.count, chunks[at].last < ordinal { at += 1 }
        if at == chunks.count, !isComplete {
            try read(from: ordinal, limit: inOrder ? TermList.inOrder : TermList.toLookInto, query, source)
        } else {
            enter()
        }
    }

    /// Moves within the chunk to the first posting at or after `ordinal`, which the chunk must have.
    @inline(__always)
    mutating func move(to ordinal: UInt32) {
        if !isDecoded {
            chunk.readOrdinals(to: ordinals)
            isDecoded = true
            place = 0
        }
        while ordinals[place] < ordinal { place &+= 1 }
    }

    /// Moves within the chunk, which is decoded, to a later place.
    @inline(__always)
    mutating func stand(at place: Int) { self.place = place }

    /// The ordinal the list stands at, after `move`.
    @inline(__always)
    var ordinal: UInt32 { ordinals[place] }

    /// How often the document the list stands at has the term.
    @inline(__always)
    var count: UInt32 { chunk.frequency(at: place) }

    /// The length of the document the list stands at.
    @inline(__always)
    var length: UInt32 { chunk.length(at: place) }
}
