import Domain
import Rules
import WatchIndex

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
    mutating func some<T>(of list: [T]) -> [T] {
        let percent = one(of: [15, 50])
        return list.filter { _ in chance(percent) }
    }

    /// A value so many times in a hundred.
    mutating func maybe<T>(_ percent: Int = 60, _ value: (inout Generator) -> T) -> T? {
        chance(percent) ? value(&self) : nil
    }
}

/// Values that meet each other: codes wider and narrower, amounts at, beside and beyond bounds, texts that Swift takes
/// for equal though their bytes differ.
extension Generator {
    static let regions = [
        "100000", "440000", "440100", "440106", "440112", "440600", "441900", "450000", "450102", "110000", "110101",
    ]
    static let industries = ["C", "C3", "C34", "C342", "C3421", "C35", "D", "D44", "G5990"]
    static let categories = [
        "machine-tool", "machine-tool.lathe", "machine-tool.lathe.cnc", "machine", "energy", "energy.motor",
        "energy.motors",
    ]
    static let directions = ["digital", "green", "safety", "advanced_equipment"]
    /// The last two are é in one and in two code points.
    static let codes = ["a", "b", "a_statement_of_more_than_fifteen_bytes", "", "\u{E9}", "e\u{301}"]
    static let amounts: [Int64] = [0, 1, 99, 100, 101, 1_000_000_000_000, .max - 1, .max]
    static let facts: [Fact] = [
        .projectRegion, .projectRegion, .enterpriseIndustry, .projectCategories, .projectDirections, .financingAmount,
        .projectEquipmentAmount, .enterpriseRegion, .enterpriseSize, .enterpriseLists, .enterpriseEmployees,
        .projectFiled, .projectStartedOn, .packageUsesLoan, .projectStatus,
    ]

    mutating func region() -> Region { Region(one(of: Generator.regions)) ?? .country }
    mutating func industry() -> Industry { Industry(code: one(of: Generator.industries)) }
    mutating func fen() -> Fen { Fen(one(of: Generator.amounts)) }
    mutating func day() -> CalendarDay { CalendarDay(number: 20_000 + Int32(below(5))) }

    mutating func enterprise() -> Enterprise {
        var firm = Enterprise(id: "e-1")
        firm.region = maybe { $0.region() }
        firm.industry = maybe(80) { $0.industry() }
        firm.size = maybe { $0.one(of: Enterprise.Size.allCases) }
        firm.employees = maybe { Double($0.below(4)) }
        firm.lists = maybe { $0.some(of: Generator.codes) }
        return firm
    }

    mutating func need() -> Need {
        var need = Need(id: "n-1")
        need.enterprise = "e-1"
        need.region = maybe(85) { $0.region() }
        need.directions = maybe(80) { $0.some(of: Generator.directions).sorted() }
        need.lines = (0..<below(4)).map { index in
            var line = Line(line: "\(index)")
            line.category = CategoryPath(one(of: Generator.categories))
            line.maxUnitPrice = maybe(30) { $0.fen() }
            line.quantity = 1 + below(2)
            return line
        }
        need.equipmentAmount = maybe { $0.fen() }
        need.financing = maybe { random in .init(amount: random.maybe { $0.fen() }) }
        need.startedOn = maybe { $0.day() }
        need.filingNumber = maybe { _ in "1" }
        need.status = chance(75) ? maybe { _ in .open } : one(of: Need.Status.allCases)
        return need
    }

    mutating func state(asOf: CalendarDay) -> ProjectState {
        ProjectState(need: need(), enterprise: maybe(85) { $0.enterprise() }, asOf: asOf)
    }
}

/// Offers of a few providers, watches of some of them, and rules of all shapes.
extension Generator {
    static let providers = ["p-1", "p-2", "p-3", "p-4", "\u{E9}", "e\u{301}"]

    mutating func offer(_ index: Int, asOf: CalendarDay) -> Offer {
        var offer = Offer(id: "o-\(100 + index)", kind: one(of: Offer.Kind.allCases))
        offer.provider.id = one(of: Generator.providers)
        offer.rule = chance(20) ? nil : rule(depth: below(3))
        offer.status = maybe(40) { $0.one(of: Offer.Status.allCases) }
        offer.window = maybe(30) { random in
            Offer.Window(from: random.maybe { asOf.adding(days: $0.below(3) - 1) })
        }
        return offer
    }

    /// - Parameter offers: how many there are; at times one that is not among them is watched.
    mutating func watch(offers: Int) -> Watch {
        var watch = Watch(
            provider: one(of: Generator.providers + ["nobody"]), offer: maybe(30) { "o-\(100 + $0.below(offers + 1))" })
        watch.region = maybe(40) { $0.region() }
        watch.industry = maybe(30) { $0.industry() }
        watch.category = maybe(25) { CategoryPath($0.one(of: Generator.categories)) }
        watch.minAmount = maybe(25) { $0.chance(5) ? Fen(.min) : $0.fen() }
        watch.maxAmount = maybe(20) { $0.fen() }
        watch.direction = maybe(20) { $0.one(of: Generator.directions + ["none"]) }
        watch.rule = maybe(40) { $0.rule(depth: $0.below(4)) }
        return watch
    }

    mutating func rule(depth: Int) -> RuleTree {
        if depth == 0 || chance(25) { return .condition(condition()) }
        if chance(15) { return .not(rule(depth: depth - 1)) }
        let parts = (0..<below(4)).map { _ in rule(depth: depth - 1) }
        return chance(65) ? .all(parts) : .any(parts)
    }

    private mutating func condition() -> Condition {
        let fact = one(of: Generator.facts)
        // At times a test that the fact does not take, which is never decided.
        let test = test(on: chance(3) ? one(of: Generator.facts) : fact)
        return Condition(fact: fact, test: test, unknown: one(of: [nil, .ask, .fail, .pass]))
    }

    private mutating func test(on fact: Fact) -> Condition.Test {
        switch fact.kind {
        case .text:
            let list = some(of: Enterprise.Size.allCases.map(\.rawValue) + ["open"])
            return chance(50) ? .oneOf(list) : .noneOf(list)
        case .set:
            let list = some(of: fact == .projectDirections ? Generator.directions : Generator.codes)
            return one(of: [.hasAny(list), .hasAll(list), .hasNone(list)])
        case .region:
            // At times a text that is no code.
            let list = some(of: Generator.regions) + (chance(3) ? ["44"] : [])
            return chance(75) ? .within(list) : .notWithin(list)
        case .industry:
            let list = some(of: Generator.industries) + (chance(3) ? ["3421"] : [])
            return chance(75) ? .within(list) : .notWithin(list)
        case .categorySet, .regionSet:
            let list = some(of: Generator.categories)
            return one(of: [.anyWithin(list), .allWithin(list), .hasAny(list)])
        case .number: return one(of: [.atLeast(Double(below(4))), .below(Double(below(4)))])
        case .money: return one(of: [.atLeastFen(fen()), .atMostFen(fen()), .aboveFen(fen()), .belowFen(fen())])
        case .date: return chance(50) ? .onOrAfter(day()) : .onOrBefore(day())
        case .bool: return .isEqual(chance(50))
        }
    }
}
