import Matching
import Queries

/// Rows counted by the facets of a list of projects.
struct FacetCounts: Equatable {
    private(set) var total = 0
    /// By code.
    private var cities: [Int32] = [], divisions: [Int32] = [], directions: [Int32] = []
    private var bands = [Int32](repeating: 0, count: AmountBand.allCases.count)

    init() {}

    /// With room for all labels so far.
    init(_ words: FactWords) {
        cities = Array(repeating: 0, count: words.cities.labels.count)
        divisions = Array(repeating: 0, count: words.divisions.labels.count)
        directions = Array(repeating: 0, count: words.directions.labels.count)
    }

    /// Adds a row whose labels there is room for.
    @inline(__always)
    mutating func add(_ summary: NeedSummary) {
        total += 1
        cities[Int(summary.city)] += 1
        divisions[Int(summary.division)] += 1
        directions[Int(summary.directions)] += 1
        bands[Int(summary.band)] += 1
    }

    /// Adds a row, or with −1 takes it away.
    mutating func add(_ summary: NeedSummary, _ count: Int32) {
        total += Int(count)
        cities.fill(through: Int(summary.city), 0)
        divisions.fill(through: Int(summary.division), 0)
        directions.fill(through: Int(summary.directions), 0)
        cities[Int(summary.city)] += count
        divisions[Int(summary.division)] += count
        directions[Int(summary.directions)] += count
        bands[Int(summary.band)] += count
    }

    /// Adds what was counted over other rows.
    mutating func merge(_ other: FacetCounts) {
        total += other.total
        FacetCounts.merge(&cities, other.cities)
        FacetCounts.merge(&divisions, other.divisions)
        FacetCounts.merge(&directions, other.directions)
        FacetCounts.merge(&bands, other.bands)
    }

    private static func merge(_ counts: inout [Int32], _ other: [Int32]) {
        if counts.count < other.count { counts.fill(through: other.count - 1, 0) }
        for index in other.indices { counts[index] += other[index] }
    }

    /// The counts by label in the page, values that no row has left out.
    func write(to page: inout ProjectPage, _ words: FactWords) {
        page.total += total
        for (code, count) in cities.enumerated() where count != 0 {
            page.cities[String(words.cities.labels[code]), default: 0] += Int(count)
        }
        for (code, count) in divisions.enumerated() where count != 0 {
            let label = words.divisions.labels[code]
            page.industries[label.isEmpty ? "unknown" : label, default: 0] += Int(count)
        }
        for (code, count) in directions.enumerated() where count != 0 {
            for label in words.directions.labels[code] { page.directions[label, default: 0] += Int(count) }
        }
        for (band, count) in zip(AmountBand.allCases, bands) where count != 0 {
            page.amounts[band.rawValue, default: 0] += Int(count)
        }
    }
}
