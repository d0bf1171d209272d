import Domain
import ReferenceData
import Rules
import Scenarios
import Testing

@Suite struct FactEditTests {
    private static let day = CalendarDay(number: 20_780)  // 2026-11-23

    private var project: Project {
        var need = Need(id: "n")
        need.enterprise = "91440101MA59X12345"
        need.title = "更新"
        need.region = Region(code: 440_106)
        need.directions = ["green"]
        need.filingNumber = "2024-1"
        var line = Line(line: "1")
        line.category = CategoryPath("machine-tool")
        line.quantity = 3
        line.maxUnitPrice = Fen(1_000_000)
        need.lines = [line]
        var firm = Enterprise(id: need.enterprise)
        firm.name = "甲"
        firm.region = need.region
        firm.size = .large
        firm.blacklists = []
        return Project(need: need, enterprise: firm)
    }

    private func apply(_ facts: String..., to project: Project? = nil) throws -> Project {
        try FactEdit(facts).apply(to: project ?? self.project, asOf: Self.day, codes: ReferenceData.codes)
    }

    private func flaw(_ facts: String...) -> FactFlaw? {
        do {
            _ = try FactEdit(facts).apply(to: project, asOf: Self.day, codes: ReferenceData.codes)
            return nil
        } catch {
            return error
        }
    }

    private func value(_ fact: Fact, _ written: String) throws -> FactValue? {
        try apply("\(fact.rawValue)=\(written)").facts(asOf: Self.day)[fact]
    }

    /// A value of each fact that can be set, and what rules then read.
    private static let values: [(fact: Fact, written: String, read: FactValue)] = [
        (.enterpriseRegion, "440300", .text("440300")), (.enterpriseIndustry, "3421", .text("C3421")),
        (.enterpriseSize, "small", .text("small")), (.enterpriseAboveScale, "true", .bool(true)),
        (.enterpriseDesignations, "little_giant;high_tech", .set(["high_tech", "little_giant"])),
        (.enterpriseOwnership, "state", .text("state")), (.enterpriseAnnualRevenue, "12.5", .money(Fen(1_250))),
        (.enterpriseEmployees, "300", .number(300)), (.enterpriseDebtRatio, "0.5", .number(0.5)),
        (.enterpriseCreditGrade, "A", .text("A")), (.enterpriseBlacklists, "[]", .set([])),
        (.enterpriseAgeYears, "6", .number(6)), (.enterpriseZones, "z", .set(["z"])),
        (.enterpriseLists, "l", .set(["l"])), (.enterpriseAttested, "b;a", .set(["a", "b"])),
        (.enterpriseReceived, "o-2;o-1", .set(["o-1", "o-2"])), (.enterpriseRevenueGrowth, "-0.1", .number(-0.1)),
        (.enterpriseOutputGrowth, "0.2", .number(0.2)), (.enterpriseRDShare, "0.03", .number(0.03)),
        (.projectRegion, "440300", .text("440300")), (.projectAction, "reduce_cost", .text("reduce_cost")),
        (.projectDirections, "green;digital", .set(["digital", "green"])),
        (.projectInvestmentTotal, "3000000", .money(Fen(300_000_000))),
        (.projectFixedAssetInvestment, "1", .money(Fen(100))), (.projectPlantInvestment, "0", .money(.zero)),
        (.projectEquipmentAmount, "9.99", .money(Fen(999))),
        (.projectStartedOn, "2026-01-01", .date(CalendarDay(number: 20_454))),
        (.projectCompletedOn, "2026-01-01", .date(CalendarDay(number: 20_454))),
        (.projectFiled, "false", .bool(false)),
        (.projectContractSignedOn, "2026-01-01", .date(CalendarDay(number: 20_454))),
        (.projectSubmittedOn, "2026-01-01", .date(CalendarDay(number: 20_454))),
        (.projectStatus, "matched", .text("matched")), (.projectSiteStatus, "ready", .text("ready")),
        (.projectProgressShare, "0.3", .number(0.3)), (.projectZones, "z", .set(["z"])),
        (.projectLists, "l", .set(["l"])), (.projectAttested, "x", .set(["x"])),
        (.financingAmount, "3000000", .money(Fen(300_000_000))), (.financingTenorMonths, "24", .number(24)),
        (.financingBanks, "bank:b;bank:a", .set(["bank:a", "bank:b"])),
    ]

    @Test("every fact but those that follow from others can be set, and rules read what was set")
    func everyFact() throws {
        for row in Self.values { #expect(try value(row.fact, row.written) == row.read, "\(row.fact.rawValue)") }
        let settable = Fact.allCases.filter { !$0.isPackageFact && $0 != .projectCategories && $0 != .enterpriseID }
        #expect(Set(Self.values.map(\.fact)) == Set(settable))
    }

    @Test("no value makes every fact unknown; the amount then follows the lines, a status is open, filed is false")
    func unknown() throws {
        for row in Self.values {
            let expected: FactValue? =
                switch row.fact {
                case .projectEquipmentAmount: .money(Fen(3_000_000))
                case .projectStatus: .text("open")
                case .projectFiled: .bool(false)
                default: nil
                }
            #expect(try value(row.fact, "") == expected, "\(row.fact.rawValue)")
        }
    }

    @Test("figures are set by their code, of the party they are of")
    func figures() throws {
        let edited = try apply(
            "enterprise.figures.net_assets_cny=12.5", "project.figures.lpr_1y=0.031", "project.figures.other=1")
        let facts = edited.facts(asOf: Self.day)
        #expect(facts[try #require(Fact(rawValue: "enterprise.figures.net_assets_cny"))] == .money(Fen(1_250)))
        #expect(facts[try #require(Fact(rawValue: "project.figures.lpr_1y"))] == .number(0.031))
        let cleared = try apply("project.figures.other=", to: edited)
        #expect(cleared.facts(asOf: Self.day)[try #require(Fact(rawValue: "project.figures.other"))] == nil)
        #expect(flaw("enterprise.figures.net_assets_cny=-1")?.code == "negative_money")
        #expect(flaw("enterprise.figures.net assets=1")?.code == "unknown_fact")
    }

    @Test("what is not set stays as it is")
    func rest() throws {
        let edited = try apply("enterprise.size=small", "project.filed=true")
        var expected = project
        expected.enterprise?.size = .small
        expected.need.filingNumber = "what-if"
        #expect(edited == expected)
    }

    @Test("an age is that of the day judged, also from 29 February")
    func ages() throws {
        let leap = try #require(CalendarDay("2024-02-29"))
        for years in [0, 1, 3, 4, 100, 500] {
            for day in [Self.day, leap] {
                let edited = try FactEdit(["enterprise.age_years=\(years)"]).apply(
                    to: project, asOf: day, codes: ReferenceData.codes)
                #expect(edited.facts(asOf: day)[.enterpriseAgeYears] == .number(Double(years)))
            }
        }
        for wrong in ["-1", "501", "2.5", "old"] {
            #expect(flaw("enterprise.age_years=\(wrong)")?.code == "out_of_range")
        }
    }

    @Test("of an enterprise that is not known, what is set is known and nothing else")
    func unknownEnterprise() throws {
        var nobody = project
        nobody.enterprise = nil
        let edited = try apply("enterprise.size=small", to: nobody)
        let facts = edited.facts(asOf: Self.day)
        #expect(facts[.enterpriseSize] == .text("small"))
        #expect(facts[.enterpriseRegion] == nil && facts[.enterpriseID] == .text(project.need.enterprise))
        #expect(try apply("project.filed=false", to: nobody).enterprise == nil)
        #expect(try apply("enterprise.size=", to: nobody).enterprise == nil)
    }

    @Test("a value that an import would reject is rejected with the import's problem, naming the fact")
    func problems() {
        let wrong: [(String, String)] = [
            ("enterprise.size=tiny", "bad_type"), ("enterprise.region=999999", "unknown_region"),
            ("enterprise.industry=C9999", "unknown_industry"), ("enterprise.above_scale=yes", "bad_type"),
            ("enterprise.employees=many", "bad_type"), ("enterprise.designations=green;none", "bad_type"),
            ("project.investment_total_cny=-1", "negative_money"),
            ("project.investment_total_cny=1.234", "too_precise_money"), ("project.started_on=2026-02-30", "bad_date"),
            ("project.filed=maybe", "bad_type"), ("financing.tenor_months=0", "out_of_range"),
            ("financing.banks=a;b;c;d", "out_of_range"), ("project.progress_share=1.1", "out_of_range"),
        ]
        for (written, code) in wrong {
            let flaw = flaw(written)
            #expect(flaw != nil, "\(written)")
            #expect(["bad_type", "out_of_range", code].contains(flaw?.code), "\(written) \(flaw?.code ?? "")")
            #expect(flaw?.field == String(written.prefix { $0 != "=" }), "\(written)")
            #expect(flaw?.hint.isEmpty == false)
        }
    }

    @Test("what is no fact, follows from others, is set twice or is too much is refused")
    func refused() {
        #expect(flaw("enterprise.size")?.code == "bad_fact")
        #expect(flaw("enterprise.sise=small")?.code == "unknown_fact")
        #expect(flaw("enterprise.sise=small")?.hint.contains("enterprise.size") == true)
        #expect(flaw("package.uses_loan=true")?.code == "fixed_fact")
        #expect(flaw("project.categories=motor")?.code == "fixed_fact")
        #expect(flaw("enterprise.id=1")?.code == "fixed_fact")
        #expect(flaw("project.filed=true", "project.filed=false")?.code == "bad_fact")
        #expect(throws: FactFlaw.self) { try FactEdit([]) }
        #expect(throws: FactFlaw.self) { try FactEdit([String](repeating: "project.filed=true", count: 33)) }
    }

    @Test("outcomes that differ are listed in the order of answers")
    func outcomes() throws {
        func offer(_ id: String, _ rule: RuleTree?) -> CompiledOffer {
            var offer = Offer(id: id, kind: .equipmentReward)
            offer.status = .open
            offer.rule = rule
            return CompiledOffer(offer)
        }
        func size(_ size: String) -> RuleTree {
            .condition(Condition(fact: .enterpriseSize, test: .oneOf([size])))
        }
        let offers = [
            offer("c", size("small")), offer("b", size("large")), offer("a", size("small")), offer("d", nil),
        ]
        let after = try apply("enterprise.size=small")
        let changes = OutcomeChange.between(
            project.facts(asOf: Self.day), after.facts(asOf: Self.day), offers: offers, asOf: Self.day)
        #expect(changes.map(\.offer.id) == ["a", "c", "b"])
        #expect(changes.map(\.to) == [.eligible, .eligible, .notEligible])
        #expect(changes.map(\.from) == [.notEligible, .notEligible, .eligible])
    }
}
