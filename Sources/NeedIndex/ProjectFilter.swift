package import Domain
package import Queries
import Rules

/// What a list of projects is narrowed by.
package struct ProjectFilter: Hashable, Sendable {
    package var region: Region?
    package var industry: Industry?
    package var category: CategoryPath?
    package var direction: String?
    package var minAmount, maxAmount: Fen?

    package init(_ query: ProjectQuery) {
        region = query.region
        industry = query.industry
        category = query.category
        direction = query.direction
        minAmount = query.minAmount
        maxAmount = query.maxAmount
    }

    private init() {}

    /// One filter for each thing that this one narrows by.
    var single: [ProjectFilter] {
        var parts = Array(repeating: ProjectFilter(), count: 5)
        parts[0].region = region
        parts[1].industry = industry
        parts[2].category = category
        parts[3].direction = direction
        (parts[4].minAmount, parts[4].maxAmount) = (minAmount, maxAmount)
        return parts.filter { !$0.isEmpty }
    }

    package var isEmpty: Bool {
        region == nil && industry == nil && category == nil && direction == nil && minAmount == nil && maxAmount == nil
    }
}

/// A filter made ready for columns: values and elements that came up are judged once.
final class ColumnFilter {
    private let filter: ProjectFilter
    private var regions: [Bool] = [], industries: [Bool] = []
    private var categories: [UInt32] = [], directions: [UInt32] = []
    private var categoriesSeen = 1, directionsSeen = 1

    private static let region = Fact.projectRegion.index ?? 0
    private static let industry = Fact.enterpriseIndustry.index ?? 0
    private static let category = Fact.projectCategories.index ?? 0
    private static let direction = Fact.projectDirections.index ?? 0

    init(_ filter: ProjectFilter) { self.filter = filter }

    func prepare(_ words: FactWords) {
        if let wide = filter.region {
            for slot in words.books[ColumnFilter.region].slots.dropFirst(regions.count) {
                if case .region(let region) = slot {
                    regions.append(region.isWithin(wide))
                } else {
                    regions.append(false)
                }
            }
        }
        if let wide = filter.industry {
            for slot in words.books[ColumnFilter.industry].slots.dropFirst(industries.count) {
                if case .industry(let industry) = slot {
                    industries.append(industry.isWithin(wide))
                } else {
                    industries.append(false)
                }
            }
        }
        if let wide = filter.category {
            let slots = words.books[ColumnFilter.category].slots
            for code in categoriesSeen..<slots.count {
                if case .categories(let paths) = slots[code], paths.contains(where: { $0.isWithin(wide) }) {
                    categories.append(UInt32(code))
                }
            }
            categoriesSeen = slots.count
        }
        if let wanted = filter.direction {
            let slots = words.books[ColumnFilter.direction].slots
            for code in directionsSeen..<slots.count {
                if case .texts(let texts) = slots[code], texts.contains(wanted) { directions.append(UInt32(code)) }
            }
            directionsSeen = slots.count
        }
    }

    /// The rows of these that pass.
    func passing(_ word: Int, _ rows: UInt64, _ needs: NeedColumns) -> UInt64 {
        var left = rows
        if filter.category != nil { left &= having(categories, needs.columns.elements[ColumnFilter.category], word) }
        if filter.direction != nil { left &= having(directions, needs.columns.elements[ColumnFilter.direction], word) }
        if filter.region != nil {
            let codes = needs.columns.codes[ColumnFilter.region]
            left = keep(left, word) { $0 < codes.count && regions[Int(codes[$0])] }
        }
        if filter.industry != nil {
            let (codes, firm) = (needs.firms.columns.codes[ColumnFilter.industry], needs.firm)
            left = keep(left, word) { row in
                let number = Int(firm[row])
                return number < codes.count && industries[Int(codes[number])]
            }
        }
        if filter.minAmount != nil || filter.maxAmount != nil {
            let low = max(filter.minAmount?.rawValue ?? 0, 0)
            let high = filter.maxAmount?.rawValue ?? .max
            let summaries = needs.summaries
            left = keep(left, word) { summaries[$0].amount >= low && summaries[$0].amount <= high }
        }
        return left
    }

    private func having(_ elements: [UInt32], _ column: SetColumn, _ word: Int) -> UInt64 {
        var found: UInt64 = 0
        for element in elements { found |= column.word(word, element) }
        return found
    }

    @inline(__always)
    private func keep(_ rows: UInt64, _ word: Int, _ passes: (Int) -> Bool) -> UInt64 {
        var left: UInt64 = 0
        for place in BitPlaces(rows) where passes(word * 64 + place) { left |= 1 << UInt64(place) }
        return left
    }
}

/// The needs of a vshard that pass a filter, whatever their outcome, as bits that follow the changes.
final class FilterRows {
    private let filter: ColumnFilter
    private(set) var rows = RowBits()
    private var version: Int
    var lastUse = 0

    init(_ filter: ProjectFilter, _ needs: NeedColumns) {
        self.filter = ColumnFilter(filter)
        version = needs.version
        fill(needs)
    }

    private func fill(_ needs: NeedColumns) {
        filter.prepare(needs.words)
        var rows = RowBits(words: needs.wordCount)
        for word in 0..<needs.wordCount {
            // Beyond the last row there is nothing open.
            rows.setWord(word, filter.passing(word, needs.open.word(word), needs))
        }
        self.rows = rows
    }

    /// Takes up what changed since.
    func follow(_ needs: NeedColumns) {
        guard version != needs.version else { return }
        defer { version = needs.version }
        guard let changes = needs.changes(since: version) else { return fill(needs) }
        filter.prepare(needs.words)
        for word in Set(changes.lazy.map { Int($0.row) / 64 }) {
            rows.setWord(word, filter.passing(word, needs.open.word(word), needs))
        }
    }
}
