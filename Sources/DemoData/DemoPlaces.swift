import Domain
import ReferenceData

/// Where made-up enterprises stand and what they make: the cities' sub-industries of the plan's box 3, and its key
/// industries everywhere.
struct DemoPlaces: Sendable {
    /// A city with what may be there.
    struct City: Sendable {
        var region: Region
        /// Without 市.
        var zh: String
        /// The counties; the city itself where it has none.
        var counties: [Region]
        /// Industries of four digits of its sub-industries, a list each.
        var subIndustries: [[IndustryInfo]]
    }

    let cities: [City]
    /// The weight of each city, in thousandths.
    private let weights: [Int]
    private let keyIndustries: [[IndustryInfo]]

    /// Shares of the cities in thousandths, chosen here after their number of industrial enterprises.
    private static let shares: [UInt32: Int] = [
        440_100: 165, 440_300: 180, 440_600: 130, 441_900: 170, 442_000: 60, 441_300: 60, 440_700: 45, 440_400: 40,
        440_500: 40, 440_800: 15, 440_900: 12, 441_200: 22, 441_400: 10, 440_200: 10, 445_200: 15,
    ]

    init(regions: RegionTable, industries: IndustryTable, plan: PlanFacts) {
        let classes = industries.all.filter { $0.level == .class }
        func within(_ wide: [Industry]) -> [IndustryInfo] {
            classes.filter { info in wide.contains { info.industry.isWithin($0) } }
        }
        let rows = plan.box(3)?.rows ?? []
        keyIndustries = plan.keyIndustries.map { within($0.industries) }
        cities = regions.children(of: Region(code: 440_000)).map { info in
            let items = rows.first { $0.region == info.region }?.items ?? []
            let counties = regions.children(of: info.region).map(\.region)
            return City(
                region: info.region,
                zh: String(info.zh.dropLast()),
                counties: counties.isEmpty ? [info.region] : counties,
                subIndustries: items.map { within($0.industries) }
            )
        }
        var weights = cities.map { DemoPlaces.shares[$0.region.code] ?? 0 }
        let others = weights.filter { $0 == 0 }.count
        let rest = 1000 - weights.reduce(0, +)
        weights = weights.map { $0 == 0 ? rest / max(1, others) : $0 }
        self.weights = weights
    }

    /// Where an enterprise stands.
    func city(_ random: inout DemoRandom) -> City { cities[random.weighted(weights)] }

    /// What an enterprise of that city makes: mostly one of its sub-industries, else a key industry of the plan.
    func industry(of city: City, _ random: inout DemoRandom) -> IndustryInfo {
        let choices = city.subIndustries.isEmpty || random.chance(200) ? keyIndustries : city.subIndustries
        return random.pick(random.pick(choices))
    }
}
