package import Domain

/// Which standing result: the versions of the offers asked about, the day, the filter.
package struct StandingKey: Hashable, Sendable {
    /// Seqs of the versions, in the order of the offers.
    package var offers: [UInt64]
    package var asOf: CalendarDay
    package var filter: ProjectFilter?

    package init(offers: [UInt64], asOf: CalendarDay) {
        self.offers = offers
        self.asOf = asOf
    }
}

/// Results of the rows of a vshard that are kept and follow its changes; the longest unused go first.
struct KeptResults {
    private var standings: [StandingKey: Standing] = [:]
    private var filters: [ProjectFilter: FilterRows] = [:]
    private var days: [CalendarDay: DayLevels] = [:]
    private var uses = 0
    private var bytes = 0

    /// Per vshard.
    static let bytesMax = 16 << 20
    static let daysMax = 3
    static let filtersMax = 128

    var isEmpty: Bool { standings.isEmpty && days.isEmpty && filters.isEmpty }

    mutating func filter(_ filter: ProjectFilter) -> FilterRows? {
        uses += 1
        filters[filter]?.lastUse = uses
        return filters[filter]
    }

    mutating func keep(_ rows: FilterRows, _ filter: ProjectFilter) {
        if filters.count >= KeptResults.filtersMax {
            let middle = filters.values.map(\.lastUse).sorted()[filters.count / 2]
            filters = filters.filter { $0.value.lastUse > middle }
        }
        uses += 1
        rows.lastUse = uses
        filters[filter] = rows
    }

    mutating func standing(_ key: StandingKey) -> Standing? {
        uses += 1
        standings[key]?.lastUse = uses
        return standings[key]
    }

    mutating func keep(_ standing: Standing, _ key: StandingKey) {
        if bytes + standing.bytes > KeptResults.bytesMax { shrink() }
        uses += 1
        standing.lastUse = uses
        standings[key] = standing
        bytes += standing.bytes
    }

    /// Drops the longer unused half: many at once, so that it is seldom.
    private mutating func shrink() {
        let uses = standings.values.map(\.lastUse).sorted()
        guard !uses.isEmpty else { return }
        let middle = uses[uses.count / 2]
        standings = standings.filter { $0.value.lastUse > middle }
        bytes = standings.values.reduce(0) { $0 + $1.bytes }
    }

    mutating func day(_ asOf: CalendarDay) -> DayLevels? {
        uses += 1
        days[asOf]?.lastUse = uses
        return days[asOf]
    }

    mutating func keep(_ day: DayLevels) {
        if days.count >= KeptResults.daysMax, let oldest = days.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            days[oldest.key] = nil
        }
        uses += 1
        day.lastUse = uses
        days[day.asOf] = day
    }
}

extension NeedColumns {
    /// The standing result of a key, up to date; made where it is not kept.
    func standing(_ key: StandingKey, _ rules: ProjectRules) -> Standing {
        followFirms()
        if let kept = kept.standing(key) {
            kept.follow(self)
            return kept
        }
        let made: Standing
        if let filter = key.filter {
            var whole = key
            whole.filter = nil
            made = Standing(standing(whole, rules), filter.single.map { rows(passing: $0) }, self)
        } else {
            made = Standing(rules, self)
        }
        kept.keep(made, key)
        return made
    }

    /// The rows that pass a filter, up to date.
    private func rows(passing filter: ProjectFilter) -> FilterRows {
        if let kept = kept.filter(filter) {
            kept.follow(self)
            return kept
        }
        let made = FilterRows(filter, self)
        kept.keep(made, filter)
        return made
    }

    /// The levels of a day, up to date.
    func levels(_ asOf: CalendarDay) -> DayLevels {
        followFirms()
        if let kept = kept.day(asOf) {
            kept.follow(self)
            return kept
        }
        let made = DayLevels(self, asOf: asOf)
        kept.keep(made)
        return made
    }
}
