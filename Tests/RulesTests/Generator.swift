import Domain
import Rules

/// SplitMix64 (Steele, Lea, Flood 2014): a test that names its seed can be run again.
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ n: Int) -> Int { Int.random(in: 0..<n, using: &self) }
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
    mutating func one<T>(of list: [T]) -> T { list[below(list.count)] }

    /// Some of a list, none to all, in byte order.
    mutating func some(of list: [String]) -> [String] { list.filter { _ in chance(50) }.sorted() }
}

/// Random projects and rules over small values, so that bounds are met often.
extension Generator {
    static let regions = ["100000", "440000", "440100", "440106", "441900", "450000"]
    static let industries = ["C", "C34", "C342", "C3421", "D44", "G5990"]
    static let categories = ["machine-tool", "machine-tool.lathe", "machine-tool.lathe.cnc", "energy", "energy.motor"]
    static let codes = ["a", "b", "c"]

    mutating func enterprise() -> Enterprise {
        var enterprise = Enterprise(id: "e-1")
        if chance(60) { enterprise.region = Region(one(of: Generator.regions)) }
        if chance(60) { enterprise.industry = Industry(code: one(of: ["C", "C34", "C3421", "D44"])) }
        if chance(60) { enterprise.size = one(of: Enterprise.Size.allCases) }
        if chance(60) { enterprise.aboveScale = chance(50) }
        if chance(60) { enterprise.debtRatio = Double(below(5)) / 10 }
        if chance(60) { enterprise.annualRevenue = Fen(Int64(below(12))) }
        if chance(60) { enterprise.lists = some(of: Generator.codes) }
        if chance(60) { enterprise.founded = CalendarDay(number: Int32(below(3000))) }
        if chance(60) { enterprise.received = some(of: Generator.codes).map { .init(offer: $0) } }
        return enterprise
    }

    mutating func need() -> Need {
        var need = Need(id: "n-1")
        need.enterprise = "e-1"
        if chance(60) { need.region = Region(one(of: Generator.regions)) }
        need.lines = (0..<below(3)).map { index in
            var line = Line(line: "\(index)")
            line.category = CategoryPath(one(of: Generator.categories))
            return line
        }
        if chance(60) { need.investmentTotal = Fen(Int64(below(12))) }
        if chance(60) { need.fixedAssetInvestment = Fen(Int64(below(12))) }
        if chance(60) { need.equipmentAmount = Fen(Int64(below(12))) }
        if chance(60) { need.startedOn = CalendarDay(number: 20_000 + Int32(below(12))) }
        if chance(60) { need.completedOn = CalendarDay(number: 20_000 + Int32(below(12))) }
        if chance(50) { need.filingNumber = "1" }
        if chance(60) { need.attested = some(of: Generator.codes) }
        need.financing = .init(
            amount: chance(60) ? Fen(Int64(below(12))) : nil,
            tenorMonths: chance(60) ? 1 + below(11) : nil
        )
        return need
    }

    mutating func package() -> PackageFacts? {
        guard chance(40) else { return nil }
        var package = PackageFacts()
        package.usesLoan = chance(70) ? chance(50) : nil
        package.loanAmount = chance(70) ? Fen(Int64(below(12))) : nil
        package.lenderRegion = chance(70) ? Region(one(of: Generator.regions)) : nil
        package.supplierRegions = chance(70) ? [one(of: Generator.regions)].compactMap { Region($0) } : nil
        package.listings = chance(70) ? some(of: Generator.codes) : nil
        return package
    }

    static let facts: [Fact] = [
        .enterpriseRegion, .enterpriseIndustry, .enterpriseSize, .enterpriseAboveScale, .enterpriseDebtRatio,
        .enterpriseAnnualRevenue, .enterpriseLists, .enterpriseAgeYears, .enterpriseReceived, .projectRegion,
        .projectCategories, .projectInvestmentTotal, .projectEquipmentAmount, .projectStartedOn, .projectFiled,
        .projectAttested, .projectStatus, .financingAmount, .financingTenorMonths, .packageUsesLoan, .packageLoanAmount,
        .packageLenderRegion, .packageSupplierRegions, .packageListings,
    ]

    mutating func condition(on facts: [Fact] = Generator.facts) -> Condition {
        let fact = one(of: facts)
        return Condition(fact: fact, test: test(on: fact, facts), unknown: one(of: [nil, .ask, .fail, .pass]))
    }

    private mutating func test(on fact: Fact, _ facts: [Fact]) -> Condition.Test {
        switch fact.kind {
        case .text: return one(of: [.oneOf(["small", "open"]), .noneOf(["small", "open"]), .oneOf([]), .noneOf([])])
        case .set:
            let list = some(of: Generator.codes)
            return one(of: [.hasAny(list), .hasAll(list), .hasNone(list)])
        case .region: return oneWithin(some(of: Generator.regions))
        case .industry: return oneWithin(some(of: Generator.industries))
        case .regionSet: return setWithin(some(of: Generator.regions))
        case .categorySet: return setWithin(some(of: Generator.categories))
        case .number:
            let bound = fact == .financingTenorMonths ? Double(1 + below(11)) : Double(below(5)) / 10
            return one(of: [.atLeast(bound), .atMost(bound), .above(bound), .below(bound)])
        case .money: return moneyTest(facts)
        case .date:
            let day = CalendarDay(number: 20_000 + Int32(below(12)))
            return one(of: [.onOrAfter(day), .onOrBefore(day)])
        case .bool: return .isEqual(chance(50))
        }
    }

    private mutating func oneWithin(_ list: [String]) -> Condition.Test {
        chance(50) ? .within(list) : .notWithin(list)
    }

    private mutating func setWithin(_ list: [String]) -> Condition.Test {
        one(of: [.anyWithin(list), .allWithin(list), .hasAny(list), .hasAll(list), .hasNone(list)])
    }

    private mutating func moneyTest(_ facts: [Fact]) -> Condition.Test {
        if chance(30) {
            let shares: [Int64] = [0, 300_000_000, 570_000_000, 1_000_000_000, 1_250_000_000]
            return .atMostShareOf(one(of: facts.filter { $0.kind == .money }), Rate(rawValue: one(of: shares)))
        }
        let bound = Fen(Int64(below(12)))
        return one(of: [.atLeastFen(bound), .atMostFen(bound), .aboveFen(bound), .belowFen(bound)])
    }

    mutating func rule(depth: Int, on facts: [Fact] = Generator.facts) -> RuleTree {
        if depth == 0 || chance(25) { return .condition(condition(on: facts)) }
        if chance(20) { return .not(rule(depth: depth - 1, on: facts)) }
        let parts = (0..<below(4)).map { _ in rule(depth: depth - 1, on: facts) }
        return chance(60) ? .all(parts) : .any(parts)
    }
}
