import Domain
import ReferenceData

/// What every record is made from, prepared once.
struct DemoTables: Sendable {
    let categories: [CategoryInfo]
    /// The place of each path in `categories`.
    let placeOf: [CategoryPath: Int]
    /// The leaves within each category, by place; the category itself where it is one.
    let leaves: [[Int]]
    let specs: DemoSpecs
    let basePrices: [Int]
    /// Whether models of the category carry an efficiency tier, by place.
    let isRated: [Bool]
    /// The top-level group of each category, by place.
    let groupOf: [Int]
    let groupCount: Int
    /// The Chinese names of the groups.
    let groupNames: [String]
    let places: DemoPlaces
    let items: DemoItems
    let codes: DemoOpenCodes

    init() {
        let table = ReferenceData.categoryTable
        categories = table.all
        placeOf = Dictionary(uniqueKeysWithValues: table.all.enumerated().map { ($1.path, $0) })
        leaves = table.all.map { wide in
            table.all.indices.filter { table.all[$0].isLeaf && table.all[$0].path.isWithin(wide.path) }
        }
        specs = DemoSpecs(table)
        basePrices = DemoPrices.base(table)
        isRated = table.all.map { $0.trigger?.efficiency != nil || $0.path.isWithin(CategoryPath("energy")) }
        let tops = table.all.filter { !$0.path.path.contains(".") }
        groupNames = tops.map(\.nameZh)
        groupOf = table.all.map { info in tops.firstIndex { info.path.isWithin($0.path) } ?? 0 }
        groupCount = tops.count
        places = DemoPlaces(
            regions: ReferenceData.regions,
            industries: ReferenceData.industries,
            plan: ReferenceData.plan
        )
        items = DemoItems(ReferenceData.plan)
        codes = DemoOpenCodes(ReferenceData.openCodes, offers: ReferenceData.provenance.keys.sorted())
    }
}

/// The items of boxes 1 and 2 by the industry that renews them.
struct DemoItems: Sendable {
    /// An item with what a need takes from its row.
    struct Choice: Sendable {
        var item: PlanItem
        var industries: [Industry]
        var direction: Need.Direction
    }

    private let choices: [Choice]
    /// Places of `choices` by two-digit industry; all of the machine tools where the plan names none.
    private let byDivision: [String: [Int]]

    init(_ plan: PlanFacts) {
        var choices: [Choice] = []
        for box in plan.boxes where box.number <= 2 {
            for row in box.rows {
                let direction = box.direction(of: row) ?? .advancedEquipment
                choices += row.items.map { Choice(item: $0, industries: row.industries, direction: direction) }
            }
        }
        self.choices = choices
        var byDivision: [String: [Int]] = [:]
        for (place, choice) in choices.enumerated() {
            for division in Set(choice.industries.map { String($0.code.prefix(3)) }) {
                byDivision[division, default: []].append(place)
            }
        }
        self.byDivision = byDivision
    }

    /// An item that an enterprise of that industry renews; one of its own row before one of its division.
    func choice(for industry: Industry, _ random: inout DemoRandom) -> Choice {
        let near = byDivision[String(industry.code.prefix(3))] ?? []
        let own = near.filter { choices[$0].industries.contains { industry.isWithin($0) } }
        if own.isEmpty { return near.isEmpty ? choices[0] : choices[random.pick(near)] }
        return choices[random.pick(own)]
    }
}

/// Open codes that made-up records may carry.
struct DemoOpenCodes: Sendable {
    let projectAttested, dongguanZones, offers: [String]
    private let enterpriseAttested: [String]
    /// Lists without a city's mark.
    private let generalLists: [String]
    private let listsOfCity: [Region: [String]]
    private let attestedInGuangzhou: [String]

    init(_ codes: [OpenCode], offers: [String]) {
        func of(_ kind: String) -> [String] { codes.filter { $0.kind == kind }.map(\.code).sorted() }
        attestedInGuangzhou = of("enterprise.attested")
        enterpriseAttested = attestedInGuangzhou.filter { $0 != "operates_in_guangzhou" }
        projectAttested = of("project.attested")
        let lists = of("lists")
        func owner(_ list: String) -> UInt32? { DemoOpenCodes.areas[String(list.prefix { $0 != "-" })] }
        generalLists = lists.filter { owner($0) == nil }
        listsOfCity = Dictionary(
            uniqueKeysWithValues: DemoOpenCodes.areas.values.map { area in
                (Region(code: area), lists.filter { owner($0) == nil || owner($0) == area })
            }
        )
        dongguanZones = of("zones").filter { $0.hasPrefix("dg-") }
        self.offers = offers
    }

    /// Statements an enterprise of that city may make.
    func enterpriseAttested(in city: Region) -> [String] {
        city == Region(code: 440_100) ? attestedInGuangzhou : enterpriseAttested
    }

    /// Lists an enterprise or project of that city may be on: those of the country, of Guangdong and of the city.
    func lists(in city: Region) -> [String] {
        listsOfCity[city] ?? generalLists
    }

    /// Whose lists begin with these letters; those of other provinces are nobody's here.
    private static let areas: [String: UInt32] = [
        "gz": 440_100, "zs": 442_000, "zh": 440_400, "dg": 441_900, "jy": 445_200, "sd": 370_000, "js": 320_000,
    ]

    /// So many of a sorted list as `permille` says, sorted, each once.
    static func some(of list: [String], permille: Int, _ random: inout DemoRandom) -> [String] {
        list.filter { _ in random.chance(permille) }
    }
}
