package import Matching

/// Finds the best documents of one index for a query, without looking at those that cannot be among them.
///
/// Document at a time over the lists of the terms. A list whose documents, with all weaker lists, cannot reach the
/// last of the best so far is only looked into (MaxScore: Turtle and Flood, "Query Evaluation", 1995); where the best
/// of the chunks at hand cannot reach it, their documents are passed over (block-max: Ding and Suel, 2011). Bounds are
/// compared with a margin above the rounding of the sums, so that the result is exactly that of scoring everything.
package struct TextScan {
    private let query: TextQuery
    private let source: any TextSource
    private let isLive: (UInt32) throws -> Bool
    private let index: Int
    /// One for each term that has postings; in the order of their bounds, weakest first. By pointer, as are the parts
    /// and the places below: every candidate goes through them, and checks of arrays for being shared took half of the
    /// time.
    private let lists: UnsafeMutableBufferPointer<TermList>
    /// Sums of the bounds of the first lists; one more than lists.
    private var sums: [Double] = [0]
    /// The lists before this one are only looked into.
    private var firstNeeded = 0
    /// What each term adds to the score of the document at hand, by place in the query.
    private let parts: UnsafeMutableBufferPointer<Double>
    /// The lists that lead through the window, then those with a chunk there that are only looked into: places in
    /// `lists`, and how many there are of each.
    private let leading, looked: UnsafeMutableBufferPointer<Int>
    private var leadingCount = 0
    private var lookedCount = 0
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
            var opened: [TermList] = []
            defer { for list in opened { list.end() } }
            for place in query.terms.indices {
                if let list = try TermList(place, of: query, source) { opened.append(list) }
            }
            opened.sort { $0.bound < $1.bound }
            var scan = TextScan(query, source, index, opened, isLive)
            defer { scan.end() }
            try scan.run(&best)
        }
    }

    private init(
        _ query: TextQuery, _ source: any TextSource, _ index: Int, _ opened: [TermList],
        _ isLive: @escaping (UInt32) throws -> Bool
    ) {
        self.query = query
        self.source = source
        self.isLive = isLive
        self.index = index
        lists = .allocate(capacity: opened.count)
        _ = lists.initialize(from: opened)
        parts = .allocate(capacity: query.terms.count)
        parts.initialize(repeating: 0)
        leading = .allocate(capacity: opened.count)
        leading.initialize(repeating: 0)
        looked = .allocate(capacity: opened.count)
        looked.initialize(repeating: 0)
        for list in opened { sums.append(sums[sums.count - 1] + list.bound) }
    }

    private func end() {
        lists.deinitialize()
        lists.deallocate()
        parts.deallocate()
        leading.deallocate()
        looked.deallocate()
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
            if let window, leadingCount > 0 { return window }
            guard let last = windowEnd(at: lowest), last < .max else { return nil }
            start = last + 1
        }
        return nil
    }

    private func windowEnd(at start: UInt32) -> UInt32? {
        var end: UInt32?
        for place in firstNeeded..<lists.count where !lists[place].hasEnded {
            let first = lists[place].chunk.first
            end = min(end ?? .max, first <= start ? lists[place].chunk.last : first - 1)
        }
        return end
    }

    /// The window that begins at an ordinal, with who leads through it; nil where its best cannot reach the limit.
    private mutating func window(at start: UInt32) -> Window? {
        leadingCount = 0
        lookedCount = 0
        var end = UInt32.max
        var rest = sums[firstNeeded]
        var sum = rest
        for place in firstNeeded..<lists.count where !lists[place].hasEnded {
            let first = lists[place].chunk.first
            if first <= start {
                end = min(end, lists[place].chunk.last)
                sum += lists[place].chunkBound
                insertLeading(place)
            } else {
                end = min(end, first - 1)
            }
        }
        guard sum >= limit else { return nil }
        var limit = limit
        if limit < nextLimit, let lastID, !source.mayPrecede(lastID, start...end) { limit = nextLimit }
        guard sum >= limit else { return nil }
        while lookedCount < leadingCount, rest + lists[leading[lookedCount]].chunkBound < limit {
            rest += lists[leading[lookedCount]].chunkBound
            looked[lookedCount] = leading[lookedCount]
            lookedCount += 1
        }
        for place in lookedCount..<leadingCount { leading[place - lookedCount] = leading[place] }
        leadingCount -= lookedCount
        parts.update(repeating: 0)
        return Window(first: start, last: end, limit: limit, rest: rest)
    }

    /// Adds a list to the leading ones, which stand in the order of the bounds of their chunks.
    private mutating func insertLeading(_ place: Int) {
        var at = leadingCount
        while at > 0, lists[leading[at - 1]].chunkBound > lists[place].chunkBound {
            leading[at] = leading[at - 1]
            at -= 1
        }
        leading[at] = place
        leadingCount += 1
    }

    /// Looks at the documents of a window.
    ///
    /// - Returns: the ordinal to go on from: after the window, or earlier where the limit has risen.
    private mutating func scan(_ window: Window, _ best: inout TopK<TextMatch>) throws -> UInt32 {
        if leadingCount == 1 { return try scanAlone(window, &best) }
        var ordinal = window.first
        while true {
            var next = UInt32.max
            for index in 0..<leadingCount {
                let place = leading[index]
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

    /// The same where one list leads, which is most of the work: once the best are good, a document must have all
    /// terms, and the rarest leads.
    private mutating func scanAlone(_ window: Window, _ best: inout TopK<TextMatch>) throws -> UInt32 {
        let lead = leading[0]
        lists[lead].move(to: window.first)
        let (chunk, ordinals, term) = (lists[lead].chunk, lists[lead].ordinals, lists[lead].index)
        let weight = query.weight(term)
        var place = lists[lead].place
        while place < chunk.count, ordinals[place] <= window.last {
            let norm = query.norm(chunk.length(at: place))
            let part = weight.part(count: chunk.frequency(at: place), norm: norm)
            if part + window.rest >= window.limit {
                lists[lead].stand(at: place)
                parts[term] = part
                let ordinal = ordinals[place]
                if try lookFurther(at: ordinal, part + window.rest, norm, window, &best) {
                    takeLimit(best, from: ordinal + 1)
                    return ordinal + 1
                }
            }
            place &+= 1
        }
        lists[lead].stand(at: min(place, chunk.count - 1))
        return window.last == .max ? 0 : window.last + 1
    }

    /// Scores a document if it may be among the best.
    ///
    /// - Returns: whether the limit may have risen.
    @inline(__always)
    private func look(at ordinal: UInt32, _ window: Window, _ best: inout TopK<TextMatch>) throws -> Bool {
        var norm = -1.0
        var sum = window.rest
        for index in 0..<leadingCount {
            let place = leading[index]
            let term = lists[place].index
            guard lists[place].ordinal == ordinal else {
                parts[term] = 0
                continue
            }
            if norm < 0 { norm = query.norm(lists[place].length) }
            let part = query.term(term, count: lists[place].count, norm: norm)
            parts[term] = part
            sum += part
        }
        return sum >= window.limit ? try lookFurther(at: ordinal, sum, norm, window, &best) : false
    }

    /// Looks a candidate up in the lists that do not lead.
    private func lookFurther(
        at ordinal: UInt32, _ least: Double, _ norm: Double, _ window: Window, _ best: inout TopK<TextMatch>
    ) throws -> Bool {
        var sum = least
        // The length of the document is known now: what its other terms can add is less than what they can in a
        // short one.
        for index in 0..<lookedCount {
            let place = looked[index]
            let term = lists[place].index
            let most = min(lists[place].chunkBound, query.term(term, count: lists[place].chunkCount, norm: norm))
            parts[term] = most
            sum += most - lists[place].chunkBound
        }
        guard sum >= window.limit else { return false }
        for index in stride(from: lookedCount - 1, through: 0, by: -1) {
            sum -= parts[lists[looked[index]].index]
            sum += look(into: looked[index], at: ordinal, norm)
            guard sum >= window.limit else { return false }
        }
        for place in stride(from: firstNeeded - 1, through: 0, by: -1) {
            sum -= lists[place].bound
            try lists[place].moveChunk(to: ordinal, inOrder: false, query, source)
            sum += look(into: place, at: ordinal, norm)
            guard sum >= window.limit else { return false }
        }
        return try offer(ordinal, &best)
    }

    @inline(__always)
    private func look(into place: Int, at ordinal: UInt32, _ norm: Double) -> Double {
        let term = lists[place].index
        parts[term] = 0
        guard !lists[place].hasEnded, lists[place].chunk.first <= ordinal else { return 0 }
        lists[place].move(to: ordinal)
        guard lists[place].ordinal == ordinal else { return 0 }
        parts[term] = query.term(term, count: lists[place].count, norm: norm)
        return parts[term]
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
