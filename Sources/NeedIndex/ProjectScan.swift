import Domain
import Matching
package import Queries
import Rules

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
    }

    private var parts: [Part] = []
    private let rules: ProjectRules
    private let key: StandingKey
    private var words: FactWords?

    /// Fewer rows than this are put in order one by one.
    private static let fewMax = 4_096

    package init(_ rules: ProjectRules, _ key: StandingKey) {
        self.rules = rules
        self.key = key
    }

    /// Takes the needs of a vshard in, but for those rows. The first question of a key judges all of them.
    package mutating func add(_ needs: NeedColumns, hiding hidden: Set<UInt32>) {
        parts.append(Part(needs: needs, hidden: hidden, standing: needs.standing(key, rules)))
        words = needs.words
    }

    /// Adds up total and facets.
    package func count(in page: inout ProjectPage) {
        guard let words else { return }
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
        var best = TopK<Found>(capacity: limit)
        let total = parts.reduce(0) { $0 + $1.standing.counts.total }
        guard limit > 0, total > 0 else { return [] }
        guard sort == .fit, total > ProjectScan.fewMax else {
            for outcome in OutcomeWords.outcomes.indices {
                for place in parts.indices { offer(place, outcome, nil, sort, after, &best) }
            }
            return best.sorted()
        }
        var found: [Found] = []
        for outcome in OutcomeWords.outcomes.indices {
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
        let ofLevel = level.map { part.needs.levels(key.asOf).rows[$0] }
        let summaries = part.needs.summaries
        let order = OutcomeWords.outcomes[outcome].order
        for word in rows.indices where rows[word] != 0 {
            for bit in BitPlaces(ofLevel.map { rows[word] & $0.word(word) } ?? rows[word]) {
                let row = word * 64 + bit
                let summary = summaries[row]
                // Most rows are told by one number.
                if let last = best.threshold, isBeyond(row, summary, last.key, sort, order, part) { continue }
                guard !part.hidden.contains(UInt32(row)) else { continue }
                let key = ProjectKey(
                    outcome: order, fit: DayLevels.fits[level ?? DayLevels.level(summary, self.key.asOf)],
                    amount: summary.amount, submitted: part.needs.submitted(row), need: part.needs.idText(row))
                if let after, !after.precedes(key, by: sort) { continue }
                best.offer(Found(part: place, row: row, key: key, sort: sort))
            }
        }
    }

    /// Whether a row surely stands behind the last that is kept.
    private func isBeyond(
        _ row: Int, _ summary: NeedSummary, _ last: ProjectKey, _ sort: ProjectQuery.Sort, _ order: Int, _ part: Part
    ) -> Bool {
        switch sort {
        case .amount where summary.amount != last.amount: return summary.amount < last.amount
        case .submitted where part.needs.submitted(row) != last.submitted:
            return part.needs.submitted(row) < last.submitted
        default: break
        }
        if order != last.outcome { return order > last.outcome }
        let fit = DayLevels.fits[DayLevels.level(summary, key.asOf)]
        if fit != last.fit { return fit < last.fit }
        if summary.amount != last.amount { return summary.amount < last.amount }
        return !part.needs.id(row).lexicographicallyPrecedes(last.need.utf8)
    }
}

extension NeedColumns {
    private static let submittedOn = Fact.projectSubmittedOn.index ?? 0

    /// Days since 1970; `Int32.min` where unknown.
    func submitted(_ row: Int) -> Int32 { columns.day(row, NeedColumns.submittedOn) ?? .min }
}
