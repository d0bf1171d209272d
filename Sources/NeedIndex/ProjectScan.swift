import Domain
import Matching
package import Queries

/// The list of projects over the columns of some vshards: exact counts, and the first rows of a page.
package struct ProjectScan {
    /// A row of a page.
    package struct Found: Ranked, Sendable {
        /// Among the columns scanned.
        package var part: Int
        package var row: Int
        package var key: ProjectKey
        var sort: ProjectQuery.Sort

        package func precedes(_ other: Found) -> Bool { key.precedes(other.key, by: sort) }
    }

    private struct Part {
        let needs: NeedColumns
        /// Rows that are newer than the question.
        let hidden: Set<UInt32>
        let standing: Standing
        let levels: DayLevels
    }

    private var parts: [Part] = []
    private let rules: ProjectRules
    private let key: StandingKey
    private let finder: DayLevels.Finder

    /// Fewer rows than this are looked through at once, not fit by fit.
    private static let fewMax = 4_096

    package init(_ rules: ProjectRules, _ key: StandingKey) {
        self.rules = rules
        self.key = key
        finder = DayLevels.Finder(key.asOf)
    }

    /// Takes the needs of a vshard in, but for those rows. The first question of a key judges all of them.
    package mutating func add(_ needs: NeedColumns, hiding hidden: Set<UInt32>) {
        parts.append(
            Part(
                needs: needs, hidden: hidden, standing: needs.standing(key, rules), levels: needs.levels(key.asOf)))
    }

    /// Adds up total and facets.
    package func count(in page: inout ProjectPage) {
        guard let words = parts.first?.needs.words else { return }
        var counts = FacetCounts()
        for part in parts {
            counts.merge(part.standing.counts)
            for row in part.hidden where part.standing.outcome(Int(row)) != nil {
                counts.add(part.needs.summaries[Int(row)], -1)
            }
        }
        counts.write(to: &page, words)
    }

    /// The first rows in order, after the last of the page before.
    package func first(_ limit: Int, by sort: ProjectQuery.Sort, after: ProjectKey?) -> [Found] {
        let total = parts.reduce(0) { $0 + $1.standing.counts.total }
        guard limit > 0, total > 0 else { return [] }
        guard sort == .fit, total > ProjectScan.fewMax else {
            var best = TopK<Found>(capacity: limit)
            for outcome in 0..<OutcomeWords.count {
                for place in parts.indices { offer(place, outcome, nil, sort, after, &best) }
            }
            return best.sorted()
        }
        var found: [Found] = []
        for outcome in 0..<OutcomeWords.count {
            for level in DayLevels.fits.indices where isLeft(outcome, level, after) {
                var best = TopK<Found>(capacity: limit - found.count)
                for place in parts.indices { offer(place, outcome, level, sort, after, &best) }
                found += best.sorted()
                if found.count == limit { return found }
            }
        }
        return found
    }

    /// Whether rows of an outcome and a fit may stand after the page before.
    private func isLeft(_ outcome: Int, _ level: Int, _ after: ProjectKey?) -> Bool {
        if let after {
            let order = OutcomeWords.outcomes[outcome].order
            if order < after.outcome || (order == after.outcome && DayLevels.fits[level] > after.fit) { return false }
        }
        return parts.contains { $0.standing.levels[outcome * DayLevels.fits.count + level] > 0 }
    }

    /// Offers the rows of a part that have an outcome, and with a level those of that fit.
    private func offer(
        _ place: Int, _ outcome: Int, _ level: Int?, _ sort: ProjectQuery.Sort, _ after: ProjectKey?,
        _ best: inout TopK<Found>
    ) {
        let part = parts[place]
        let rows = part.standing.rows[outcome].words
        let ofLevel = level.map { part.levels.rows[$0] } ?? RowBits()
        let (amounts, submitted) = (part.needs.amounts, part.needs.submitted)
        var window = Window(sort, isOneLevel: level != nil)
        window.close(below: best.threshold?.key)
        if let after, level.map({ DayLevels.fits[$0] == after.fit }) ?? true,
            level == nil || OutcomeWords.outcomes[outcome].order == after.outcome
        {
            window.close(above: after)
        }
        let isByDay = sort == .submitted
        for word in rows.indices {
            for bit in BitPlaces(level == nil ? rows[word] : rows[word] & ofLevel.word(word)) {
                let row = word * 64 + bit
                // Most rows are told by one number.
                guard window.holds(isByDay ? Int64(submitted[row]) : amounts[row]) else { continue }
                guard let key = key(of: row, outcome, part, sort, after, best.threshold?.key) else { continue }
                best.offer(Found(part: place, row: row, key: key, sort: sort))
                window.close(below: best.threshold?.key)
            }
        }
    }

    /// The key of a row; nil where it stands before the page or surely behind it.
    private func key(
        of row: Int, _ outcome: Int, _ part: Part, _ sort: ProjectQuery.Sort, _ after: ProjectKey?, _ last: ProjectKey?
    ) -> ProjectKey? {
        guard part.hidden.isEmpty || !part.hidden.contains(UInt32(row)) else { return nil }
        let summary = part.needs.summaries[row]
        var key = ProjectKey(
            outcome: OutcomeWords.outcomes[outcome].order, fit: DayLevels.fits[finder.level(summary)],
            amount: summary.amount, submitted: part.needs.submitted[row], need: "")
        if let last {
            // With an id before all others it stands as far in front as it can.
            if !key.precedes(last, by: sort) { return nil }
            if key.outcome == last.outcome, key.fit == last.fit, key.amount == last.amount,
                sort != .submitted || key.submitted == last.submitted,
                !part.needs.id(row).lexicographicallyPrecedes(last.need.utf8)
            {
                return nil
            }
        }
        key.need = part.needs.idText(row)
        if let after, !after.precedes(key, by: sort) { return nil }
        return key
    }

    /// The range of the number that rows are told by: the amount, the day of submission.
    private struct Window {
        private let sort: ProjectQuery.Sort
        private let isOneLevel: Bool
        private var low = Int64.min, high = Int64.max

        init(_ sort: ProjectQuery.Sort, isOneLevel: Bool) {
            self.sort = sort
            self.isOneLevel = isOneLevel
        }

        /// Rows of smaller numbers stand behind the last that is kept.
        mutating func close(below last: ProjectKey?) {
            guard let last else { return }
            low = number(last) ?? low
        }

        /// Rows of larger numbers stand before the page.
        mutating func close(above after: ProjectKey) { high = number(after) ?? high }

        private func number(_ key: ProjectKey) -> Int64? {
            switch sort {
            case .fit: isOneLevel ? key.amount : nil
            case .amount: key.amount
            case .submitted: Int64(key.submitted)
            }
        }

        @inline(__always)
        func holds(_ number: Int64) -> Bool { number >= low && number <= high }
    }
}
