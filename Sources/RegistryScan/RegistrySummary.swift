package import Domain

/// Counts over the rows scanned so far; bounded by the number of codes, not of rows.
package struct RegistrySummary: Equatable, Sendable {
    package private(set) var rows = 0
    package private(set) var suppliers = 0
    package private(set) var enterprises = 0
    package private(set) var flaws: [RegistryCandidate.Flaw: Int] = [:]
    /// Supplier candidates by category; a supplier counts once for each it names.
    package private(set) var categories: [CategoryPath: Int] = [:]
    /// Candidates of any kind by city; a region without a city counts under its province.
    package private(set) var cities: [Region: Int] = [:]
    /// Enterprise candidates whose scope names an industry.
    package private(set) var withIndustry = 0
    /// Registrations whose capital is stated in CNY.
    package private(set) var withCapital = 0

    package init() {}

    mutating func add(_ candidate: RegistryCandidate) {
        rows += 1
        for flaw in candidate.flaws { flaws[flaw, default: 0] += 1 }
        if candidate.capital.amount != nil { withCapital += 1 }
        if candidate.kinds.contains(.supplier) {
            suppliers += 1
            for mention in candidate.categories { categories[mention.path, default: 0] += 1 }
        }
        if candidate.kinds.contains(.enterprise) {
            enterprises += 1
            if candidate.industry != nil { withIndustry += 1 }
        }
        if !candidate.kinds.isEmpty, let region = candidate.region {
            cities[region.city ?? region.province ?? region, default: 0] += 1
        }
    }
}
