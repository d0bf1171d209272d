import Domain
import Rules

/// SplitMix64 (Steele, Lea, Flood 2014): a test that names its seed can be run again.
struct SeededGenerator: RandomNumberGenerator {
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
    mutating func some(of list: [String]) -> [String] { list.filter { _ in chance(45) } }
}

/// Rules on few facts with few values, so that conditions often go against each other.
struct RandomRules {
    private var random: SeededGenerator
    private let facts: [Fact]

    static let allFacts: [Fact] = [
        .enterpriseIndustry, .enterpriseSize, .enterpriseDebtRatio, .enterpriseLists, .projectRegion,
        .projectCategories, .projectInvestmentTotal, .projectStartedOn, .projectFiled, .financingAmount,
        .financingTenorMonths, .packageUsesLoan, .packageSupplierRegions,
    ]
    static let regions = ["100000", "440000", "440100", "440106", "440300", "450000"]
    static let industries = ["C", "C34", "C342", "D44"]
    static let categories = ["machine-tool", "machine-tool.lathe", "robot"]
    static let codes = ["a", "b", "c"]

    /// Rules on two facts, the second of them often not used.
    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        facts = [random.one(of: RandomRules.allFacts), random.one(of: RandomRules.allFacts)]
    }

    mutating func rule(depth: Int = 3) -> RuleTree {
        if depth == 0 || random.chance(25) { return .condition(condition()) }
        if random.chance(15) { return .not(rule(depth: depth - 1)) }
        let parts = (0..<random.below(4)).map { _ in rule(depth: depth - 1) }
        return random.chance(65) ? .all(parts) : .any(parts)
    }

    private mutating func condition() -> Condition {
        let fact = random.chance(75) ? facts[0] : facts[1]
        return Condition(
            fact: fact, test: test(on: fact), unknown: random.one(of: [nil, nil, nil, .ask, .fail, .pass]))
    }

    private mutating func test(on fact: Fact) -> Condition.Test {
        switch fact.kind {
        case .text:
            let words = random.some(of: ["micro", "small", "medium", "large"])
            return random.one(of: [.oneOf(words), .noneOf(words)])
        case .set: return setTest(random.some(of: RandomRules.codes))
        case .region: return placeTest(random.some(of: RandomRules.regions))
        case .industry: return placeTest(random.some(of: RandomRules.industries))
        case .regionSet: return placesTest(random.some(of: RandomRules.regions))
        case .categorySet: return placesTest(random.some(of: RandomRules.categories))
        case .number:
            let bound = fact == .financingTenorMonths ? Double(random.below(5)) + 0.5 : Double(random.below(4)) / 10
            return random.one(of: [.atLeast(bound), .atMost(bound), .above(bound), .below(bound)])
        case .money: return moneyTest()
        case .date:
            let day = CalendarDay(number: 20_000 + Int32(random.below(4)))
            return random.one(of: [.onOrAfter(day), .onOrBefore(day)])
        case .bool: return .isEqual(random.chance(50))
        }
    }

    private mutating func setTest(_ list: [String]) -> Condition.Test {
        random.one(of: [.hasAny(list), .hasAll(list), .hasNone(list)])
    }

    private mutating func placeTest(_ list: [String]) -> Condition.Test {
        random.one(of: [.within(list), .notWithin(list)])
    }

    private mutating func placesTest(_ list: [String]) -> Condition.Test {
        random.one(of: [.anyWithin(list), .allWithin(list), .hasAny(list), .hasAll(list), .hasNone(list)])
    }

    private mutating func moneyTest() -> Condition.Test {
        if random.chance(15) {
            let other = random.one(of: [Fact.financingAmount, .projectInvestmentTotal])
            return .atMostShareOf(other, Rate(rawValue: random.one(of: [0, 500_000_000, 1_000_000_000])))
        }
        let bound = Fen(Int64(random.below(4)))
        return random.one(of: [.atLeastFen(bound), .atMostFen(bound), .aboveFen(bound), .belowFen(bound)])
    }
}

/// Facts of random projects over the same values and their neighbours.
struct RandomFacts {
    private var random: SeededGenerator
    /// Whether every fact has a value.
    private let isComplete: Bool

    init(seed: UInt64, isComplete: Bool) {
        random = SeededGenerator(seed: seed)
        self.isComplete = isComplete
    }

    private mutating func isKnown() -> Bool { isComplete || random.chance(75) }

    mutating func table() -> FactTable {
        let package = isComplete || random.chance(70) ? package() : nil
        return FactTable(
            enterprise: enterprise(), need: need(), asOf: CalendarDay(number: 20_500), package: package)
    }

    private mutating func enterprise() -> Enterprise {
        var enterprise = Enterprise(id: "e")
        if isKnown() {
            enterprise.industry = Industry(code: random.one(of: RandomRules.industries + ["C35", "C3421", "D", "A"]))
        }
        if isKnown() { enterprise.size = random.one(of: Enterprise.Size.allCases) }
        if isKnown() { enterprise.debtRatio = Double(random.below(9)) / 20 }
        if isKnown() { enterprise.lists = random.some(of: RandomRules.codes + ["d"]) }
        return enterprise
    }

    private mutating func need() -> Need {
        var need = Need(id: "n")
        if isKnown() { need.region = Region(random.one(of: RandomRules.regions + ["440105", "440500", "110000"])) }
        let lines = isComplete ? 1 + random.below(3) : random.below(3)
        need.lines = (0..<lines).map { index in
            var line = Line(line: "\(index)")
            let all = RandomRules.categories + ["machine-tool.mill", "machine-tool.lathe.cnc", "energy"]
            line.category = CategoryPath(random.one(of: all))
            return line
        }
        if isKnown() { need.investmentTotal = Fen(Int64(random.below(5))) }
        if isKnown() { need.startedOn = CalendarDay(number: 19_999 + Int32(random.below(6))) }
        if random.chance(50) { need.filingNumber = "1" }
        need.financing = .init(
            amount: isKnown() ? Fen(Int64(random.below(5))) : nil, tenorMonths: isKnown() ? 1 + random.below(6) : nil)
        return need
    }

    private mutating func package() -> PackageFacts {
        var package = PackageFacts()
        if isKnown() { package.usesLoan = random.chance(50) }
        if isKnown() {
            let all = RandomRules.regions + ["440105", "440500", "110000"]
            package.supplierRegions = (0..<(1 + random.below(2))).compactMap { _ in Region(random.one(of: all)) }
                .sorted()
        }
        return package
    }
}
