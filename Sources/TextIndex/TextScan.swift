package import Matching

/// Finds the best documents of one index for a query, without looking at those that cannot be among them.
///
/// Document at a time over the lists of the terms. A list whose documents, with all weaker lists, cannot reach the
/// last of the best so far is only looked into (MaxScore: Turtle and Flood, "Query Evaluation", 1995); where the best of
/// the chunks at hand cannot reach it, their documents are passed over (block-max: Ding and Suel, 2011). Bounds are
/// compared with a margin above the rounding of the sums, so that the result is exactly that of scoring everything.
package struct TextScan {
    private let query: TextQuery
    private let source: any TextSource
    private let isLive: (UInt32) throws -> Bool
    private let index: Int
    /// One for each term that has postings; in the order of their bounds, weakest first.
    private var lists: [TermList] = []
    /// Sums of the bounds of the first lists; one more than lists.
    private var sums: [Double] = [0]
    /// The lists before this one are only looked into.
    private var firstNeeded = 0
    /// What each term adds to the score of the document at hand, by place in the query.
    private var parts: [Double]
    /// A sum below this is not among the best.
    private var limit = -Double.infinity
    /// A sum below this is not better than the last of the best by score: it may be by id.
    private var nextLimit = -Double.infinity
    /// The id of the last of the best, once there are enough of them.
    private var lastID: [UInt8]?

    /// Offers the live documents that have a term of the query to `best`.
    ///
    /// - Parameters:
    ///   - isLive: whether a document may be found; asked only for those that would be among the best.
    ///   - index: written into the matches.
    ///   - best: of this and the indexes searched before: the better it is already, the less is looked at.
    package static func run(
        _ query: TextQuery, _ source: any TextSource, index: Int, best: inout TopK<TextMatch>,
        isLive: (UInt32) throws -> Bool
    ) throws {
        guard best.capacity > 0 else { return }
        try withoutActuallyEscaping(isLive) { isLive in
            var scan = TextScan(query, source, index, isLive)
            defer { for list in scan.lists { list.end() } }
            try scan.open()
            try scan.run(&best)
        }
    }

    private init(
        _ query: TextQuery, _ source: any TextSource, _ index: Int, _ isLive: @escaping (UInt32) throws -> Bool
    ) {
        self.query = query
        self.source = source
        self.isLive = isLive
        self.index = index
        parts = Array(repeating: 0, count: query.terms.count)
    }

    private mutating func open() throws {
        for place in query.terms.indices {
            if let list = try TermList(place, of: query, source) { lists.append(list) }
        }
        lists.sort { $0.bound < $1.bound }
        for list in lists { sums.append(sums[sums.count - 1] + list.bound) }
    }

    private mutating func run(_ best: inout TopK<TextMatch>) throws {
        takeLimit(best, from: 0)
        var ordinal: UInt32 = 0
        while let window = try nextWindow(from: ordinal) {
            let next = try scan(window, &best)
            guard next > ordinal else { return }
            ordinal = next
        }
    }

    /// The score to reach, as a sum: what is below cannot be rounded up to it.
    ///
    /// - Parameter start: where the scan goes on.
    private mutating func takeLimit(_ best: TopK<TextMatch>, from start: UInt32) {
        guard query.hasBounds, let last = best.threshold else { return }
        limit = TextScan.least(reaching: last.score)
        nextLimit = TextScan.least(reaching: last.score + 1)
        lastID = last.id
        if !source.mayPrecede(last.id, start ... .max) { limit = nextLimit }
        while firstNeeded < lists.count, sums[firstNeeded + 1] < limit { firstNeeded += 1 }
    }

    /// A sum that is lower, by however little, is not rounded up to so many millionths.
    private static func least(reaching score: Int64) -> Double {
        let least = (Double(score) - 0.5 - 1e-7) / 1e6
        return least - 1e-9 - abs(least) * 1e-12
    }

    /// Ordinals over which every list that is needed stays in one chunk or in none.
    private struct Window {
        var first, last: UInt32
        /// A sum below this is not among the best: the scan's limit, or the next one where no id wins a tie.
        var limit: Double
        /// The most that lists which are not followed can add.
        var rest: Double
    }

    /// Lists that lead through the window, then those with a chunk there that are only looked into.
    private var leading: [Int] = []
    private var looked: [Int] = []

    /// The next window that may hold one of the best; nil where there is none.
    private mutating func nextWindow(from start: UInt32) throws -> Window? {
        var start = start
        while firstNeeded < lists.count {
            var lowest = UInt32.max
            var isAny = false
            for place in firstNeeded..<lists.count {
                try lists[place].moveChunk(to: start, inOrder: true, query, source)
                if lists[place].hasEnded { continue }
                lowest = min(lowest, max(start, lists[place].chunk.first))
                isAny = true
            }
            guard isAny else { return nil }
            let window = window(at: lowest)
            if let window, !leading.isEmpty { return window }
            guard let last = windowEnd(at: lowest), last < .max else { return nil }
            start = last + 1
        }
        return nil
    }

    private func windowEnd(at start: UInt32) -> UInt32? {
        var end: UInt32?
        for place in firstNeeded..<lists.count where !lists[place].hasEnded {
            let chunk = lists[place].chunk
            end = min(end ?? .max, chunk.first <= start ? chunk.last : chunk.first - 1)
        }
        return end
    }

    /// The window that begins at an ordinal, with who leads through it; nil where its best cannot reach the limit.
    private mutating func window(at start: UInt32) -> Window? {
        leading.removeAll(keepingCapacity: true)
        looked.removeAll(keepingCapacity: true)
        var end = UInt32.max
        var rest = sums[firstNeeded]
        var sum = rest
        for place in firstNeeded..<lists.count where !lists[place].hasEnded {
            let chunk = lists[place].chunk
            if chunk.first <= start {
                end = min(end, chunk.last)
                sum += lists[place].chunkBound
                leading.append(place)
            } else {
                end = min(end, chunk.first - 1)
            }
        }
        guard sum >= limit else { return nil }
        var limit = limit
        if limit < nextLimit, let lastID, !source.mayPrecede(lastID, start...end) { limit = nextLimit }
        guard sum >= limit else { return nil }
        leading.sort { lists[$0].chunkBound < lists[$1].chunkBound }
        var passive = 0
        while passive < leading.count, rest + lists[leading[passive]].chunkBound < limit {
            rest += lists[leading[passive]].chunkBound
            passive += 1
        }
        for place in parts.indices { parts[place] = 0 }
        looked.append(contentsOf: leading[..<passive])
        leading.removeSubrange(..<passive)
        return Window(first: start, last: end, limit: limit, rest: rest)
    }

    /// Looks at the documents of a window.
    ///
    /// - Returns: the ordinal to go on from: after the window, or earlier where the limit has risen.
    private mutating func scan(_ window: Window, _ best: inout TopK<TextMatch>) throws -> UInt32 {
        var ordinal = window.first
        while true {
            var next = UInt32.max
            for place in leading {
                lists[place].move(to: ordinal)
                next = min(next, lists[place].ordinal)
            }
            guard next <= window.last else { break }
            if try look(at: next, window, &best) {
                takeLimit(best, from: next + 1)
                return next + 1
            }
            if next == window.last { break }
            ordinal = next + 1
        }
        return window.last == .max ? 0 : window.last + 1
    }

    /// Scores a document if it may be among the best.
    ///
    /// - Returns: whether the limit may have risen.
    private mutating func look(at ordinal: UInt32, _ window: Window, _ best: inout TopK<TextMatch>) throws -> Bool {
        var norm = -1.0
        var sum = window.rest
        for place in leading {
            let list = lists[place]
            guard list.ordinal == ordinal else {
                parts[list.index] = 0
                continue
            }
            if norm < 0 { norm = query.norm(list.length) }
            let part = query.term(list.index, count: list.count, norm: norm)
            parts[list.index] = part
            sum += part
        }
        guard sum >= window.limit else { return false }
        for place in looked.reversed() {
            sum -= lists[place].chunkBound
            sum += look(into: place, at: ordinal, norm)
            guard sum >= window.limit else { return false }
        }
        for place in (0..<firstNeeded).reversed() {
            sum -= lists[place].bound
            try lists[place].moveChunk(to: ordinal, inOrder: false, query, source)
            sum += look(into: place, at: ordinal, norm)
            guard sum >= window.limit else { return false }
        }
        return try offer(ordinal, &best)
    }

    private mutating func look(into place: Int, at ordinal: UInt32, _ norm: Double) -> Double {
        let index = lists[place].index
        parts[index] = 0
        guard !lists[place].hasEnded, lists[place].chunk.first <= ordinal else { return 0 }
        lists[place].move(to: ordinal)
        guard lists[place].ordinal == ordinal else { return 0 }
        parts[index] = query.term(index, count: lists[place].count, norm: norm)
        return parts[index]
    }

    private func offer(_ ordinal: UInt32, _ best: inout TopK<TextMatch>) throws -> Bool {
        var sum = 0.0
        for part in parts { sum += part }
        let score = ScoreParts.millionths(sum)
        if let last = best.threshold {
            if score < last.score { return false }
            if score == last.score, !source.mayPrecede(last.id, ordinal...ordinal) { return false }
        }
        guard try isLive(ordinal) else { return false }
        let match = TextMatch(score: score, id: try source.id(ordinal), index: index, ordinal: ordinal)
        if let last = best.threshold, !match.precedes(last) { return false }
        best.offer(match)
        return best.threshold != nil
    }
}
