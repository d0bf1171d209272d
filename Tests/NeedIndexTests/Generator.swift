import DemoData
import Domain
import Rules
import TestSupport

/// Needs and enterprises of the demo registry with some fields set to values that meet the bounds of rules, at and
/// beside them, and rules of all shapes over them.
struct Generator {
    static let asOf = CalendarDay(number: 20_002)
    static let regions = ["100000", "440000", "440100", "440106", "440600", "441900", "450102", "110000"]
    static let industries = ["C", "C34", "C342", "C3421", "C35", "D44", "G5990"]
    static let paths = ["machine-tool", "machine-tool.lathe", "machine-tool.lathe.cnc", "machine", "energy.motor"]
    /// The last two are é in one and in two code points.
    static let codes = ["a", "b", "c", "a_statement_of_more_than_fifteen_bytes", "", "\u{E9}", "e\u{301}"]
    static let amounts: [Int64] = [0, 1, 99, 100, 101, 99_999_999, 100_000_000, 500_000_000, 1_000_000_000_000]
    static let numbers: [Double] = [-0.5, -0.0, 0, 0.1, 0.5, 0.5.nextUp, 3, 36, .infinity, .nan]

    var random: SeededRandom
    private let demo: DemoData
    private static let figure = Figure(.project, "heat_cny"), firmFigure = Figure(.enterprise, "points")
    static let facts = Fact.allCases + [figure, firmFigure].compactMap { $0.map { .figure($0) } }

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        demo = DemoData(
            seed: seed, sizes: .init(enterprises: 60, suppliers: 12, models: 300, needs: 5_000), asOf: Self.asOf)
    }

    func demoRecord(_ kind: RecordKind, _ index: Int) -> Record { demo.record(kind, at: index % demo.count(kind)) }

    mutating func maybe<T>(_ value: (inout Generator) -> T) -> T? { random.chance(60) ? value(&self) : nil }
    mutating func some<T>(of list: [T]) -> [T] {
        let percent = random.one(of: [15, 50])
        return list.filter { _ in random.chance(percent) }
    }
    mutating func region() -> Region { Region(random.one(of: Self.regions)) ?? .country }
    mutating func fen() -> Fen { Fen(random.one(of: Self.amounts)) }
    mutating func number() -> Double { random.one(of: Self.numbers) }
    mutating func day() -> CalendarDay { Self.asOf.adding(days: random.one(of: [-2, -1, 0, 1, 179, 180, 181])) }
    mutating func codes() -> [String] { some(of: Self.codes) }

    /// A demo enterprise, at times with other facts.
    mutating func enterprise(_ index: Int) -> Enterprise {
        guard case .enterprise(var firm) = demoRecord(.enterprises, index), random.chance(70) else {
            return Enterprise(id: "e-\(index)")
        }
        guard random.chance(60) else { return firm }
        firm.region = maybe { $0.region() }
        firm.industry = maybe { Industry(code: $0.random.one(of: Self.industries)) }
        firm.size = maybe { $0.random.one(of: Enterprise.Size.allCases) }
        firm.aboveScale = maybe { $0.random.chance(50) }
        firm.designations = maybe { $0.codes() }
        firm.annualRevenue = maybe { $0.fen() }
        firm.employees = maybe { $0.number() }
        firm.debtRatio = maybe { $0.number() }
        firm.founded = maybe {
            Self.asOf.adding(days: $0.random.one(of: [1, 0, -364, -365, -366, -730, -731, -9_000]))
        }
        firm.creditGrade = maybe { $0.random.one(of: Enterprise.CreditGrade.allCases) }
        firm.blacklists = maybe { $0.codes() }
        firm.zones = maybe { $0.codes() }
        firm.lists = maybe { $0.codes() }
        firm.attested = maybe { $0.codes() }
        firm.received = maybe { random in random.codes().map { .init(offer: $0) } }
        firm.rdShare = maybe { $0.number() }
        firm.figures = random.chance(20) ? [.init(code: "points", value: .number(number()))] : nil
        return firm
    }

    /// A demo need of one of the enterprises, at times with other facts.
    mutating func need(_ index: Int) -> Need {
        guard case .need(var need) = demoRecord(.needs, index) else { return Need(id: "n-\(index)") }
        if random.chance(20) { need.enterprise = "e-\(random.below(80))" }
        guard random.chance(60) else { return need }
        need.region = maybe { $0.region() }
        need.action = maybe { $0.random.one(of: Need.Action.allCases) }
        need.directions = maybe { $0.some(of: Need.Direction.allCases.map(\.rawValue)).sorted() }
        if random.chance(10) { need.lines = [] }
        for index in need.lines.indices where random.chance(30) {
            need.lines[index].category = CategoryPath(random.one(of: Self.paths))
        }
        need.investmentTotal = maybe { $0.fen() }
        need.fixedAssetInvestment = maybe { $0.fen() }
        need.equipmentAmount = maybe { $0.fen() }
        need.startedOn = maybe { $0.day() }
        need.completedOn = maybe { $0.day() }
        need.submittedOn = maybe { $0.day() }
        need.filingNumber = maybe { $0.random.one(of: ["1", ""]) }
        need.status = maybe { $0.random.one(of: [.open, .open, .open, .draft, .done]) }
        need.siteStatus = maybe { $0.random.one(of: Need.SiteStatus.allCases) }
        need.progressShare = maybe { $0.number() }
        need.zones = maybe { $0.codes() }
        need.attested = maybe { $0.codes() }
        need.financing = maybe {
            .init(
                amount: $0.maybe { $0.fen() }, tenorMonths: $0.maybe { 1 + $0.random.below(60) },
                banks: $0.maybe { $0.codes() })
        }
        need.figures = random.chance(20) ? [.init(code: "heat_cny", value: .money(fen()))] : nil
        return need
    }
}

/// Rules of all shapes, and offers with all that an outcome looks at.
extension Generator {
    static func texts(_ fact: Fact) -> [String] {
        switch fact {
        case .enterpriseID: ["e-1", "e-2"]
        case .enterpriseSize: Enterprise.Size.allCases.map(\.rawValue)
        case .enterpriseCreditGrade: Enterprise.CreditGrade.allCases.map(\.rawValue)
        case .projectAction: Need.Action.allCases.map(\.rawValue)
        case .projectStatus: ["open", "draft", "done"]
        case .projectSiteStatus: Need.SiteStatus.allCases.map(\.rawValue)
        default: codes
        }
    }

    mutating func test(on fact: Fact) -> Condition.Test {
        switch fact.kind {
        case .text:
            let list = some(of: Self.texts(fact))
            return random.chance(50) ? .oneOf(list) : .noneOf(list)
        case .set:
            let list = fact == .projectDirections ? some(of: Need.Direction.allCases.map(\.rawValue)) : codes()
            return random.one(of: [.hasAny(list), .hasAll(list), .hasNone(list)])
        case .region: return oneWithin(some(of: Self.regions))
        case .industry: return oneWithin(some(of: Self.industries))
        case .regionSet: return setWithin(some(of: Self.regions))
        case .categorySet: return setWithin(some(of: Self.paths))
        case .number:
            let bound = number()
            return random.one(of: [.atLeast(bound), .atMost(bound), .above(bound), .below(bound)])
        case .money:
            if random.chance(25) {
                let money = Self.facts.filter { $0.kind == .money }
                return .atMostShareOf(
                    random.one(of: money), Rate(rawValue: random.one(of: [0, 300_000_000, 1_250_000_000])))
            }
            let bound = fen()
            return random.one(of: [.atLeastFen(bound), .atMostFen(bound), .aboveFen(bound), .belowFen(bound)])
        case .date: return random.chance(50) ? .onOrAfter(day()) : .onOrBefore(day())
        case .bool: return .isEqual(random.chance(50))
        }
    }

    private mutating func oneWithin(_ list: [String]) -> Condition.Test {
        random.chance(50) ? .within(list) : .notWithin(list)
    }

    private mutating func setWithin(_ list: [String]) -> Condition.Test {
        random.one(of: [.anyWithin(list), .allWithin(list), .hasAny(list), .hasAll(list), .hasNone(list)])
    }

    mutating func condition(on facts: [Fact]) -> Condition {
        let fact = random.one(of: facts)
        // At times a test that the fact does not take, which is never decided.
        let test = random.chance(3) ? test(on: random.one(of: Self.facts)) : test(on: fact)
        return Condition(fact: fact, test: test, unknown: random.one(of: [nil, .ask, .fail, .pass]))
    }

    mutating func rule(depth: Int, on facts: [Fact] = Self.facts) -> RuleTree {
        if depth == 0 || random.chance(25) { return .condition(condition(on: facts)) }
        if random.chance(20) { return .not(rule(depth: depth - 1, on: facts)) }
        let parts = (0..<random.below(5)).map { _ in rule(depth: depth - 1, on: facts) }
        return random.chance(60) ? .all(parts) : .any(parts)
    }

    mutating func offer(_ id: String, provider: String, on facts: [Fact] = Self.facts) -> Offer {
        var offer = Offer(id: id, kind: random.one(of: Offer.Kind.allCases))
        offer.provider = Offer.Provider(id: provider)
        offer.rule = random.chance(5) ? nil : rule(depth: random.below(4), on: facts)
        offer.status = random.chance(80) ? .open : random.one(of: Offer.Status.allCases)
        if random.chance(20) {
            offer.window = Offer.Window(
                from: maybe { Self.asOf.adding(days: $0.random.below(3) - 1) },
                to: maybe { Self.asOf.adding(days: $0.random.below(3) - 1) })
        }
        if offer.kind == .loan {
            offer.loan = LoanTerms()
            offer.loan?.amount = maybe { Bounds(min: $0.fen()) }
            offer.loan?.maxShareOfInvestment = Rate(rawValue: 500_000_000)
        }
        return offer
    }
}
