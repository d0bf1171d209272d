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
    mutating func some<T>(of list: [T]) -> [T] {
        let percent = one(of: [15, 50])
        return list.filter { _ in chance(percent) }
    }

    /// A value, or in two of five cases none.
    mutating func maybe<T>(_ value: (inout Generator) -> T) -> T? { chance(60) ? value(&self) : nil }
}

/// Values that meet each other: codes wider and narrower, bounds at, beside and beyond values, texts that Swift takes
/// for equal though their bytes differ.
extension Generator {
    static let regions = [
        "100000", "440000", "440100", "440106", "440600", "441900", "450000", "450100", "450102", "110000",
    ]
    static let industries = ["C", "C3", "C34", "C342", "C3421", "C35", "D", "D44", "G5990"]
    static let categories = [
        "machine-tool", "machine-tool.lathe", "machine-tool.lathe.cnc", "machine", "energy", "energy.motor",
        "energy.motors",
    ]
    /// The last two are é in one and in two code points.
    static let codes = ["a", "b", "c", "a_statement_of_more_than_fifteen_bytes", "", "\u{E9}", "e\u{301}"]
    static let amounts: [Int64] = [0, 1, 2, 3, 99, 100, 101, 1_000_000_000_000, .max - 1, .max]
    static let numbers: [Double] = [-0.5, -0.0, 0, 0.1, 0.5, 0.5.nextUp, 1, 3, 36, .infinity, -.infinity, .nan]

    /// Texts that this fact can have, and some that it has not.
    static func texts(_ fact: Fact) -> [String] {
        switch fact {
        case .enterpriseID: ["e-1", "e-2"]
        case .enterpriseSize: Enterprise.Size.allCases.map(\.rawValue)
        case .enterpriseOwnership: Enterprise.Ownership.allCases.map(\.rawValue)
        case .enterpriseCreditGrade: Enterprise.CreditGrade.allCases.map(\.rawValue)
        case .projectAction: Need.Action.allCases.map(\.rawValue)
        case .projectStatus: ["open", "draft", "done"]
        case .projectSiteStatus: Need.SiteStatus.allCases.map(\.rawValue)
        case .packageLoanType: LoanTerms.Kind.allCases.map(\.rawValue)
        case .packageLeaseMode: LeaseTerms.Mode.allCases.map(\.rawValue)
        default: codes
        }
    }

    mutating func region() -> Region { Region(one(of: Generator.regions)) ?? .country }
    mutating func fen() -> Fen { Fen(one(of: Generator.amounts)) }
    mutating func number() -> Double { one(of: Generator.numbers) }
    mutating func day() -> CalendarDay { CalendarDay(number: 20_000 + Int32(below(5))) }
    mutating func codes() -> [String] { some(of: Generator.codes) }

    mutating func enterprise() -> Enterprise {
        var firm = Enterprise(id: one(of: ["e-1", "e-2"]))
        firm.region = maybe { $0.region() }
        firm.industry = maybe { Industry(code: $0.one(of: Generator.industries)) }
        firm.size = maybe { $0.one(of: Enterprise.Size.allCases) }
        firm.aboveScale = maybe { $0.chance(50) }
        firm.designations = maybe { $0.codes() }
        firm.ownership = maybe { $0.one(of: Enterprise.Ownership.allCases) }
        firm.annualRevenue = maybe { $0.fen() }
        firm.employees = maybe { $0.number() }
        firm.debtRatio = maybe { $0.number() }
        firm.founded = maybe { CalendarDay(number: 20_000 - Int32($0.below(1500))) }
        firm.creditGrade = maybe { $0.one(of: Enterprise.CreditGrade.allCases) }
        firm.blacklists = maybe { $0.codes() }
        firm.zones = maybe { $0.codes() }
        firm.lists = maybe { $0.codes() }
        firm.attested = maybe { $0.codes() }
        firm.received = maybe { random in random.codes().map { .init(offer: $0) } }
        firm.revenueGrowth = maybe { $0.number() }
        firm.outputGrowth = maybe { $0.number() }
        firm.rdShare = maybe { $0.number() }
        return firm
    }

    mutating func need() -> Need {
        var need = Need(id: "n-1")
        need.enterprise = "e-1"
        need.region = maybe { $0.region() }
        need.action = maybe { $0.one(of: Need.Action.allCases) }
        need.directions = maybe { $0.codes() }
        need.lines = (0..<below(4)).map { index in
            var line = Line(line: "\(index)")
            line.category = CategoryPath(one(of: Generator.categories))
            return line
        }
        need.investmentTotal = maybe { $0.fen() }
        need.fixedAssetInvestment = maybe { $0.fen() }
        need.plantInvestment = maybe { $0.fen() }
        need.equipmentAmount = maybe { $0.fen() }
        need.startedOn = maybe { $0.day() }
        need.completedOn = maybe { $0.day() }
        need.contractSignedOn = maybe { $0.day() }
        need.submittedOn = maybe { $0.day() }
        need.filingNumber = maybe { _ in "1" }
        need.status = maybe { $0.one(of: Need.Status.allCases) }
        need.siteStatus = maybe { $0.one(of: Need.SiteStatus.allCases) }
        need.progressShare = maybe { $0.number() }
        need.zones = maybe { $0.codes() }
        need.lists = maybe { $0.codes() }
        need.attested = maybe { $0.codes() }
        need.financing = .init(
            amount: maybe { $0.fen() }, tenorMonths: maybe { 1 + $0.below(60) }, banks: maybe { $0.codes() })
        return need
    }

    mutating func package() -> PackageFacts? {
        guard chance(50) else { return nil }
        var package = PackageFacts()
        package.usesLoan = maybe { $0.chance(50) }
        package.usesLease = maybe { $0.chance(50) }
        package.loanAmount = maybe { $0.fen() }
        package.leaseAmount = maybe { $0.fen() }
        package.loanTenorMonths = maybe { $0.below(60) }
        package.loanType = maybe { $0.one(of: LoanTerms.Kind.allCases) }
        package.leaseMode = maybe { $0.one(of: LeaseTerms.Mode.allCases) }
        package.lender = maybe { $0.one(of: Generator.codes) }
        package.lessor = maybe { $0.one(of: Generator.codes) }
        package.lenderRegion = maybe { $0.region() }
        package.lessorRegion = maybe { $0.region() }
        package.lenderClasses = maybe { $0.codes() }
        package.insuranceLines = maybe { $0.codes() }
        package.supplierRegions = maybe { random in random.some(of: Generator.regions).compactMap { Region($0) } }
        package.firstSet = maybe { $0.chance(50) }
        package.listings = maybe { $0.codes() }
        package.domesticShare = maybe { $0.number() }
        return package
    }

    mutating func facts(asOf: CalendarDay) -> FactTable {
        FactTable(enterprise: maybe { $0.enterprise() }, need: need(), asOf: asOf, package: package())
    }
}

/// Rules of all shapes, and offers with all that an outcome looks at.
extension Generator {
    mutating func test(on fact: Fact) -> Condition.Test {
        switch fact.kind {
        case .text:
            let list = some(of: Generator.texts(fact))
            return chance(50) ? .oneOf(list) : .noneOf(list)
        case .set: return setTest(codes())
        case .region: return oneWithin(some(of: Generator.regions))
        case .industry: return oneWithin(some(of: Generator.industries))
        case .regionSet: return setWithin(some(of: Generator.regions))
        case .categorySet: return setWithin(some(of: Generator.categories))
        case .number:
            let bound = number()
            return one(of: [.atLeast(bound), .atMost(bound), .above(bound), .below(bound)])
        case .money:
            if chance(25) {
                let money = Fact.allCases.filter { $0.kind == .money }
                return .atMostShareOf(one(of: money), Rate(rawValue: one(of: [0, 300_000_000, 1_250_000_000])))
            }
            let bound = fen()
            return one(of: [.atLeastFen(bound), .atMostFen(bound), .aboveFen(bound), .belowFen(bound)])
        case .date: return chance(50) ? .onOrAfter(day()) : .onOrBefore(day())
        case .bool: return .isEqual(chance(50))
        }
    }

    private mutating func setTest(_ list: [String]) -> Condition.Test {
        one(of: [.hasAny(list), .hasAll(list), .hasNone(list)])
    }

    private mutating func oneWithin(_ list: [String]) -> Condition.Test {
        chance(50) ? .within(list) : .notWithin(list)
    }

    private mutating func setWithin(_ list: [String]) -> Condition.Test {
        one(of: [.anyWithin(list), .allWithin(list), .hasAny(list), .hasAll(list), .hasNone(list)])
    }

    mutating func condition(on facts: [Fact]) -> Condition {
        let fact = one(of: facts)
        // At times a test that the fact does not take, which is never decided.
        let test = chance(3) ? test(on: one(of: Fact.allCases)) : test(on: fact)
        return Condition(fact: fact, test: test, unknown: one(of: [nil, .ask, .fail, .pass]))
    }

    mutating func rule(depth: Int, on facts: [Fact]) -> RuleTree {
        if depth == 0 || chance(25) { return .condition(condition(on: facts)) }
        if chance(20) { return .not(rule(depth: depth - 1, on: facts)) }
        let parts = (0..<below(5)).map { _ in rule(depth: depth - 1, on: facts) }
        return chance(60) ? .all(parts) : .any(parts)
    }

    mutating func offer(_ index: Int, asOf: CalendarDay) -> Offer {
        var offer = Offer(id: "o-\(100_000 + index)", kind: one(of: Offer.Kind.allCases))
        // At times all of one or two facts, so that alternatives on one fact come about.
        let facts = chance(30) ? [one(of: Fact.allCases), one(of: Fact.allCases)] : Fact.allCases
        offer.rule = chance(5) ? nil : rule(depth: below(4), on: facts)
        offer.status = maybe { $0.one(of: Offer.Status.allCases) }
        offer.window = maybe { random in
            Offer.Window(
                from: random.maybe { asOf.adding(days: $0.below(3) - 1) },
                to: random.maybe { asOf.adding(days: $0.below(3) - 1) })
        }
        if chance(20) { offer.quota = .init(amount: Fen(5), used: maybe { Fen(Int64(4 + $0.below(3))) }) }
        if offer.kind == .loan {
            offer.loan = LoanTerms()
            offer.loan?.amount = maybe { Bounds(min: Fen(Int64($0.below(200)))) }
        }
        return offer
    }
}
