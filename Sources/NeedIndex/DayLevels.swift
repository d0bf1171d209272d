import Domain
import Matching

/// The rows of a vshard by fit on one day: for each value that a fit can have, highest first, the rows that have it.
final class DayLevels {
    /// The values a fit can have, descending.
    static let fits: [Int64] = Set(DayLevels.all.map(\.millionths)).sorted(by: >)

    private static let all: [ProjectFit] = (0..<32).map { DayLevels.fit($0) }
    /// The place among `fits` by standing, +16 ready.
    private static let levels: [UInt8] = all.map { fit in UInt8(fits.firstIndex(of: fit.millionths) ?? 0) }

    private static func fit(_ number: Int) -> ProjectFit {
        let grades: [Enterprise.CreditGrade?] = [nil, .c, .b, .a]
        return ProjectFit(
            credit: grades[number & 3], isFiled: number & 4 != 0, isReady: number & 16 != 0,
            hasDirection: number & 8 != 0)
    }

    /// Finds the level of a row on a day.
    struct Finder {
        private let levels = DayLevels.levels
        private let lastReady: Int32

        init(_ asOf: CalendarDay) { lastReady = asOf.adding(days: ProjectFit.readyDays).number }

        func level(_ summary: NeedSummary) -> Int {
            // The least of all days stands for an unknown one.
            let isReady = summary.startedOn != FactShape.unknownDay && summary.startedOn <= lastReady
            return Int(levels[Int(summary.standing) + (isReady ? 16 : 0)])
        }
    }

    let asOf: CalendarDay
    private let finder: Finder
    private(set) var rows: [RowBits]
    private var version: Int
    var lastUse = 0

    init(_ needs: NeedColumns, asOf: CalendarDay) {
        self.asOf = asOf
        finder = Finder(asOf)
        version = needs.version
        rows = Array(repeating: RowBits(words: needs.wordCount), count: DayLevels.fits.count)
        fill(needs)
    }

    private func fill(_ needs: NeedColumns) {
        for (row, summary) in needs.summaries.enumerated() { rows[finder.level(summary)].set(row, true) }
    }

    /// Takes up what changed since.
    func follow(_ needs: NeedColumns) {
        guard version != needs.version else { return }
        if let changes = needs.changes(since: version) {
            for change in changes { rows[finder.level(change.old)].set(Int(change.row), false) }
            for change in changes {
                rows[finder.level(needs.summaries[Int(change.row)])].set(Int(change.row), true)
            }
        } else {
            rows = Array(repeating: RowBits(words: needs.wordCount), count: DayLevels.fits.count)
            fill(needs)
        }
        version = needs.version
    }
}
