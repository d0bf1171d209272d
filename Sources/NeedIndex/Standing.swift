import Domain

/// The outcomes of the needs of a vshard for some offers on a day, narrowed by a filter: as bits and counts that follow
/// the changes of rows.
final class Standing {
    private enum Source {
        case rules(ProjectRules)
        case narrowed(Standing, [FilterRows])
    }

    private let source: Source
    private let finder: DayLevels.Finder
    private var version: Int
    /// By place among `OutcomeWords.outcomes`.
    private(set) var rows: [RowBits] = []
    private(set) var counts = FacetCounts()
    /// Rows by outcome and level.
    private(set) var levels: [Int32] = []
    var lastUse = 0

    /// - Complexity: O(rows · conditions).
    init(_ rules: ProjectRules, _ needs: NeedColumns) {
        source = .rules(rules)
        finder = DayLevels.Finder(rules.asOf)
        version = needs.version
        fill(needs)
    }

    /// The part of a standing result that passes all filters.
    init(_ whole: Standing, _ filters: [FilterRows], _ needs: NeedColumns) {
        source = .narrowed(whole, filters)
        finder = whole.finder
        version = needs.version
        fill(needs)
    }

    /// Bytes that it takes, about.
    var bytes: Int { rows.reduce(2_048) { $0 + 8 * $1.words.count } }

    private func fill(_ needs: NeedColumns) {
        prepare(needs)
        // In local variables: properties of a class are checked and retained at every access.
        var counts = FacetCounts(needs.words)
        var levels = [Int32](repeating: 0, count: OutcomeWords.count * DayLevels.fits.count)
        var rows = Array(repeating: RowBits(words: needs.wordCount), count: OutcomeWords.count)
        let (summaries, finder, fits) = (needs.summaries, finder, DayLevels.fits.count)
        for word in 0..<needs.wordCount {
            let found = outcomes(word, .max, needs)
            for outcome in 0..<OutcomeWords.count where found[outcome] != 0 {
                rows[outcome].setWord(word, found[outcome])
                for place in BitPlaces(found[outcome]) {
                    let summary = summaries[word * 64 + place]
                    counts.add(summary)
                    levels[outcome * fits + finder.level(summary)] += 1
                }
            }
        }
        self.counts = counts
        self.levels = levels
        self.rows = rows
    }

    private func prepare(_ needs: NeedColumns) {
        if case .rules(let rules) = source { rules.prepare(needs.firms) }
    }

    private func outcomes(_ word: Int, _ mask: UInt64, _ needs: NeedColumns) -> OutcomeWords {
        switch source {
        case .rules(let rules):
            let open = needs.open.word(word) & mask
            return open == 0 ? OutcomeWords() : rules.outcomes(word, open, needs)
        case .narrowed(let whole, let filters):
            var mask = mask
            for filter in filters { mask &= filter.rows.word(word) }
            var found = OutcomeWords()
            guard mask != 0 else { return found }
            for outcome in 0..<OutcomeWords.count { found[outcome] = whole.rows[outcome].word(word) & mask }
            return found
        }
    }

    private func count(_ summary: NeedSummary, _ outcome: Int, _ number: Int32) {
        counts.add(summary, number)
        levels[outcome * DayLevels.fits.count + finder.level(summary)] += number
    }

    /// Takes up what changed since: only changed rows are judged again.
    func follow(_ needs: NeedColumns) {
        if case .narrowed(let whole, let filters) = source {
            whole.follow(needs)
            for filter in filters { filter.follow(needs) }
        }
        guard version != needs.version else { return }
        defer { version = needs.version }
        guard let changes = needs.changes(since: version) else { return fill(needs) }
        prepare(needs)
        var seen = Set<UInt32>()
        // What a row was when this was up to date is in the first of its changes.
        for change in changes where seen.insert(change.row).inserted {
            let row = Int(change.row)
            for outcome in rows.indices where rows[outcome].contains(row) {
                rows[outcome].set(row, false)
                count(change.old, outcome, -1)
            }
            let found = outcomes(row / 64, 1 << UInt64(row % 64), needs)
            for outcome in 0..<OutcomeWords.count where found[outcome] != 0 {
                rows[outcome].set(row, true)
                count(needs.summaries[row], outcome, 1)
            }
        }
    }

    /// The outcome of a row, by place among `OutcomeWords.outcomes`; nil where it is in no list.
    func outcome(_ row: Int) -> Int? { rows.indices.first { rows[$0].contains(row) } }
}
