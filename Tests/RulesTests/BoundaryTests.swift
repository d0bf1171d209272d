import Domain
import Rules
import Testing

@Suite("Every test at its boundary")
struct BoundaryTests {
    private static let today = CalendarDay(number: 20_000)

    private func truth(
        _ fact: Fact,
        _ test: Condition.Test,
        _ unknown: Condition.UnknownPolicy? = nil,
        _ package: PackageFacts? = nil,
        enterprise: (inout Enterprise) -> Void = { _ in },
        need: (inout Need) -> Void = { _ in }
    ) -> Truth {
        var firm = Enterprise(id: "e")
        enterprise(&firm)
        var project = Need(id: "n")
        need(&project)
        let facts = FactTable(enterprise: firm, need: project, asOf: Self.today, package: package)
        return CompiledRule(.condition(Condition(fact: fact, test: test, unknown: unknown))).evaluate(facts)
    }

    @Test("text: in the list, not in it, an empty list")
    func text() {
        let small: (inout Enterprise) -> Void = { $0.size = .small }
        #expect(truth(.enterpriseSize, .oneOf(["micro", "small"]), enterprise: small) == .true)
        #expect(truth(.enterpriseSize, .oneOf(["micro"]), enterprise: small) == .false)
        #expect(truth(.enterpriseSize, .oneOf([]), enterprise: small) == .false)
        #expect(truth(.enterpriseSize, .noneOf(["micro", "small"]), enterprise: small) == .false)
        #expect(truth(.enterpriseSize, .noneOf(["micro"]), enterprise: small) == .true)
        #expect(truth(.enterpriseSize, .noneOf([]), enterprise: small) == .true)
    }

    @Test("texts are equal only when their bytes are: a letter with its accent apart is another code")
    func bytes() {
        let apart: (inout Enterprise) -> Void = { $0.zones = ["e\u{301}"] }
        #expect(truth(.enterpriseZones, .hasAny(["\u{E9}"]), enterprise: apart) == .false)
        #expect(truth(.enterpriseZones, .hasAny(["e\u{301}"]), enterprise: apart) == .true)
        #expect(truth(.projectZones, .hasAll(["\u{E9}", "e\u{301}"]), need: { $0.zones = ["\u{E9}"] }) == .false)
    }

    @Test(
        "sets: has_any, has_all, has_none",
        arguments: [
            ([], [], false, true, true), ([], ["a"], false, false, true), (["a"], [], false, true, true),
            (["a"], ["a"], true, true, false), (["a"], ["a", "b"], true, false, false),
            (["a", "b"], ["b"], true, true, false), (["a"], ["b"], false, false, true),
        ] as [([String], [String], Bool, Bool, Bool)]
    )
    func sets(have: [String], list: [String], any: Bool, all: Bool, none: Bool) {
        let set: (inout Enterprise) -> Void = { $0.lists = have }
        #expect(truth(.enterpriseLists, .hasAny(list), enterprise: set) == (any ? .true : .false))
        #expect(truth(.enterpriseLists, .hasAll(list), enterprise: set) == (all ? .true : .false))
        #expect(truth(.enterpriseLists, .hasNone(list), enterprise: set) == (none ? .true : .false))
    }

    @Test("a region within, not within, and wider than the codes (R54)")
    func region() {
        let of = { (code: String) -> (inout Need) -> Void in { $0.region = Region(code) } }
        #expect(truth(.projectRegion, .within(["440100"]), need: of("440106")) == .true)
        #expect(truth(.projectRegion, .within(["440106"]), need: of("440106")) == .true)
        #expect(truth(.projectRegion, .within(["441900"]), need: of("440106")) == .false)
        #expect(truth(.projectRegion, .within(["100000"]), need: of("440106")) == .true)
        #expect(truth(.projectRegion, .within(["440106"]), need: of("440100")) == .unknown)
        #expect(truth(.projectRegion, .within(["440106", "440000"]), need: of("440100")) == .true)
        #expect(truth(.projectRegion, .within(["440106"]), need: of("100000")) == .unknown)
        #expect(truth(.projectRegion, .within([]), need: of("440106")) == .false)
        #expect(truth(.projectRegion, .notWithin(["440106"]), need: of("440100")) == .unknown)
        #expect(truth(.projectRegion, .notWithin(["440106"]), .fail, need: of("440100")) == .false)
        #expect(truth(.projectRegion, .notWithin(["440106"]), .pass, need: of("440100")) == .true)
        #expect(truth(.projectRegion, .notWithin(["440000"]), need: of("440100")) == .false)
        #expect(truth(.projectRegion, .notWithin(["450000"]), need: of("440100")) == .true)
        #expect(truth(.projectRegion, .notWithin([]), need: of("440100")) == .true)
    }

    @Test("an industry by its letter and digits")
    func industry() {
        let of = { (code: String) -> (inout Enterprise) -> Void in { $0.industry = Industry(code: code) } }
        #expect(truth(.enterpriseIndustry, .within(["C"]), enterprise: of("C3421")) == .true)
        #expect(truth(.enterpriseIndustry, .within(["C34"]), enterprise: of("C3421")) == .true)
        #expect(truth(.enterpriseIndustry, .within(["C3421"]), enterprise: of("C342")) == .unknown)
        #expect(truth(.enterpriseIndustry, .within(["C3421"]), enterprise: of("C343")) == .false)
        #expect(truth(.enterpriseIndustry, .within(["D"]), enterprise: of("C3421")) == .false)
        #expect(truth(.enterpriseIndustry, .notWithin(["C35"]), enterprise: of("C")) == .unknown)
    }

    @Test("categories element by element")
    func categories() {
        let of = { (paths: [String]) -> (inout Need) -> Void in
            { need in
                need.lines = paths.map { path in
                    var line = Line(line: path)
                    line.category = CategoryPath(path)
                    return line
                }
            }
        }
        let lathe = ["machine-tool.lathe"]
        #expect(truth(.projectCategories, .anyWithin(lathe), need: of(["energy", "machine-tool.lathe.cnc"])) == .true)
        #expect(truth(.projectCategories, .anyWithin(lathe), need: of(["energy", "machine-tool"])) == .unknown)
        #expect(truth(.projectCategories, .anyWithin(lathe), need: of(["machine-tool.lathes"])) == .false)
        #expect(truth(.projectCategories, .allWithin(lathe), need: of(["machine-tool.lathe"])) == .true)
        #expect(
            truth(.projectCategories, .allWithin(lathe), need: of(["machine-tool.lathe", "machine-tool"])) == .unknown
        )
        #expect(truth(.projectCategories, .allWithin(lathe), need: of(["energy", "machine-tool"])) == .false)
        #expect(truth(.projectCategories, .allWithin([]), need: of(["energy"])) == .false)
        #expect(truth(.projectCategories, .hasAll(["energy"]), need: of(["energy", "machine-tool"])) == .true)
    }

    @Test("supplier regions of a package, the empty set included")
    func supplierRegions() {
        var package = PackageFacts()
        package.supplierRegions = []
        #expect(truth(.packageSupplierRegions, .anyWithin(["440000"]), nil, package) == .false)
        #expect(truth(.packageSupplierRegions, .allWithin(["440000"]), nil, package) == .true)
        package.supplierRegions = [Region(code: 440_000), Region(code: 440_106)]
        #expect(truth(.packageSupplierRegions, .allWithin(["440100"]), nil, package) == .unknown)
        #expect(truth(.packageSupplierRegions, .anyWithin(["440100"]), nil, package) == .true)
        #expect(truth(.packageSupplierRegions, .hasNone(["440106"]), nil, package) == .false)
    }

    @Test("amounts around the bound by one fen", arguments: [99, 100, 101] as [Int64])
    func money(fen: Int64) {
        let of: (inout Need) -> Void = { $0.investmentTotal = Fen(fen) }
        let bound = Fen(100)
        #expect(truth(.projectInvestmentTotal, .atLeastFen(bound), need: of) == (fen >= 100 ? .true : .false))
        #expect(truth(.projectInvestmentTotal, .atMostFen(bound), need: of) == (fen <= 100 ? .true : .false))
        #expect(truth(.projectInvestmentTotal, .aboveFen(bound), need: of) == (fen > 100 ? .true : .false))
        #expect(truth(.projectInvestmentTotal, .belowFen(bound), need: of) == (fen < 100 ? .true : .false))
    }

    @Test("numbers around the bound", arguments: [0.69, 0.7, 0.71])
    func number(ratio: Double) {
        let of: (inout Enterprise) -> Void = { $0.debtRatio = ratio }
        #expect(truth(.enterpriseDebtRatio, .atLeast(0.7), enterprise: of) == (ratio >= 0.7 ? .true : .false))
        #expect(truth(.enterpriseDebtRatio, .atMost(0.7), enterprise: of) == (ratio <= 0.7 ? .true : .false))
        #expect(truth(.enterpriseDebtRatio, .above(0.7), enterprise: of) == (ratio > 0.7 ? .true : .false))
        #expect(truth(.enterpriseDebtRatio, .below(0.7), enterprise: of) == (ratio < 0.7 ? .true : .false))
    }

    @Test("days around the bound", arguments: [-1, 0, 1])
    func days(offset: Int) {
        let of: (inout Need) -> Void = { $0.startedOn = Self.today.adding(days: offset) }
        #expect(truth(.projectStartedOn, .onOrAfter(Self.today), need: of) == (offset >= 0 ? .true : .false))
        #expect(truth(.projectStartedOn, .onOrBefore(Self.today), need: of) == (offset <= 0 ? .true : .false))
    }

    @Test("a share of another amount is exact where a double is not")
    func share() {
        let test = Condition.Test.atMostShareOf(.projectInvestmentTotal, Rate(rawValue: 570_000_000))
        let of = { (amount: Int64, whole: Int64?) -> (inout Need) -> Void in
            {
                $0.financing = .init(amount: Fen(amount))
                $0.investmentTotal = whole.map { Fen($0) }
            }
        }
        #expect(truth(.financingAmount, test, need: of(212_199_030, 372_279_000)) == .true)
        #expect(truth(.financingAmount, test, need: of(212_199_031, 372_279_000)) == .false)
        #expect(truth(.financingAmount, test, need: of(570_000_000_000_000, 1_000_000_000_000_000)) == .true)
        #expect(truth(.financingAmount, test, need: of(570_000_000_000_001, 1_000_000_000_000_000)) == .false)
        #expect(truth(.financingAmount, test, need: of(0, 0)) == .true)
        #expect(truth(.financingAmount, test, need: of(1, nil)) == .unknown)
        #expect(truth(.financingAmount, test, .fail, need: of(1, nil)) == .false)
        #expect(truth(.financingAmount, test, .pass, need: of(1, nil)) == .true)
    }

    @Test("an unknown package fact ignores the policy without a package, and follows it with one (R22)")
    func packagePolicy() {
        let test = Condition.Test.oneOf(["fixed_asset"])
        for policy in Condition.UnknownPolicy.allCases {
            #expect(truth(.packageLoanType, test, policy) == .unknown)
        }
        #expect(truth(.packageLoanType, test, .ask, PackageFacts()) == .unknown)
        #expect(truth(.packageLoanType, test, .fail, PackageFacts()) == .false)
        #expect(truth(.packageLoanType, test, .pass, PackageFacts()) == .true)
        let share = Condition.Test.atMostShareOf(.packageLoanAmount, .one)
        #expect(truth(.financingAmount, share, .pass, need: { $0.financing = .init(amount: Fen(1)) }) == .unknown)
        #expect(truth(.financingAmount, share, .pass) == .unknown)
    }

    @Test("a test that does not go with its fact is never decided", arguments: Condition.UnknownPolicy.allCases)
    func misfit(policy: Condition.UnknownPolicy) {
        let misfits: [(Fact, Condition.Test)] = [
            (.enterpriseSize, .isEqual(true)), (.projectFiled, .oneOf(["true"])), (.projectStatus, .atLeast(1)),
            (.enterpriseID, .within(["440000"])), (.projectFiled, .atMostShareOf(.projectInvestmentTotal, .one)),
        ]
        for (fact, test) in misfits {
            #expect(truth(fact, test, policy) == .unknown)
        }
        let region: (inout Need) -> Void = { $0.region = Region("440106") }
        #expect(truth(.projectRegion, .notWithin(["nowhere"]), policy, need: region) == .unknown)
    }

    @Test("both facts of a share are asked, each once, package facts apart")
    func asked() {
        let rule = CompiledRule(
            .all([
                .condition(
                    Condition(fact: .packageLoanAmount, test: .atMostShareOf(.projectInvestmentTotal, .one))
                ),
                .condition(Condition(fact: .financingAmount, test: .atMostShareOf(.projectInvestmentTotal, .one))),
            ])
        )
        let facts = FactTable(enterprise: nil, need: Need(id: "n"), asOf: Self.today)
        let explanation = rule.explain(facts)
        #expect(explanation.asks == [.projectInvestmentTotal, .financingAmount])
        #expect(explanation.dependsOnPackage == [.packageLoanAmount])
    }
}
