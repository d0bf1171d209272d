import Domain
import Rules
import Testing

@Suite("Facts")
struct FactTests {
    private static let today = CalendarDay(number: 20_000)

    @Test("a need that says nothing: filed is known, the status is open, the rest unknown")
    func nothing() {
        var need = Need(id: "n")
        need.enterprise = "e-1"
        let facts = FactTable(enterprise: nil, need: need, asOf: Self.today)
        let known = Fact.allCases.filter { facts[$0] != nil }
        #expect(known == [.enterpriseID, .projectFiled, .projectStatus])
        #expect(facts[.enterpriseID] == .text("e-1"))
        #expect(facts[.projectFiled] == .bool(false))
        #expect(facts[.projectStatus] == .text("open"))
    }

    @Test("an absent set is unknown, an empty one known")
    func sets() {
        var enterprise = Enterprise(id: "e")
        enterprise.zones = []
        enterprise.received = [.init(offer: "b"), .init(offer: "a"), .init(offer: "b")]
        let facts = FactTable(enterprise: enterprise, need: Need(id: "n"), asOf: Self.today)
        #expect(facts[.enterpriseZones] == .set([]))
        #expect(facts[.enterpriseLists] == nil)
        #expect(facts[.enterpriseReceived] == .set(["a", "b"]))
    }

    @Test("the categories are those of the lines, each once, in byte order")
    func categories() {
        var need = Need(id: "n")
        need.lines = ["b.c", "a", "b.c"].map { path in
            var line = Line(line: path)
            line.category = CategoryPath(path)
            return line
        }
        #expect(FactTable(enterprise: nil, need: need, asOf: Self.today)[.projectCategories] == .set(["a", "b.c"]))
    }

    @Test("age in whole years; unknown when founded later")
    func age() throws {
        var enterprise = Enterprise(id: "e")
        enterprise.founded = CalendarDay("2020-02-29")
        for (day, years) in [("2025-02-28", 4.0), ("2025-03-01", 5), ("2020-02-29", 0)] {
            let asOf = try #require(CalendarDay(day))
            let facts = FactTable(enterprise: enterprise, need: Need(id: "n"), asOf: asOf)
            #expect(facts[.enterpriseAgeYears] == .number(years))
        }
        let before = try #require(CalendarDay("2020-02-28"))
        #expect(FactTable(enterprise: enterprise, need: Need(id: "n"), asOf: before)[.enterpriseAgeYears] == nil)
    }

    @Test("own cash: uses are known, amounts and tenor 0, what names a lender unknown")
    func cash() {
        let facts = table(PackageFacts(backbone: .cash, insurances: [], picks: []))
        #expect(facts[.packageUsesLoan] == .bool(false))
        #expect(facts[.packageUsesLease] == .bool(false))
        #expect(facts[.packageLoanAmount] == .money(.zero))
        #expect(facts[.packageLeaseAmount] == .money(.zero))
        #expect(facts[.packageLoanTenorMonths] == .number(0))
        #expect(facts[.packageInsuranceLines] == .set([]))
        let unknown: [Fact] = [
            .packageLoanType, .packageLeaseMode, .packageLender, .packageLenderRegion, .packageLenderClasses,
            .packageLessor, .packageLessorRegion, .packageSupplierRegions, .packageFirstSet, .packageListings,
            .packageDomesticShare,
        ]
        for fact in unknown { #expect(facts[fact] == nil) }
    }

    @Test("a loan, a lease, and insurances with and without a line")
    func backbones() {
        var loan = Offer(id: "l", kind: .loan)
        loan.provider.id = "bank:a"
        loan.provider.classes = ["policy_bank"]
        loan.loan = LoanTerms()
        loan.loan?.type = .fixedAsset
        var insurance = Offer(id: "i", kind: .insurance)
        insurance.insurance = InsuranceTerms()
        let plain = insurance
        insurance.insurance?.line = "equipment"
        let facts = table(
            PackageFacts(
                backbone: .loan(loan, amount: Fen(7), tenorMonths: 24),
                insurances: [insurance, plain],
                picks: []
            )
        )
        #expect(facts[.packageLoanAmount] == .money(Fen(7)))
        #expect(facts[.packageLoanTenorMonths] == .number(24))
        #expect(facts[.packageLoanType] == .text("fixed_asset"))
        #expect(facts[.packageLender] == .text("bank:a"))
        #expect(facts[.packageLenderClasses] == .set(["policy_bank"]))
        #expect(facts[.packageLenderRegion] == nil)
        #expect(facts[.packageInsuranceLines] == .set(["equipment"]))
        var lease = Offer(id: "s", kind: .lease)
        lease.provider.id = "lessor:a"
        lease.provider.region = Region("440100")
        let leased = table(PackageFacts(backbone: .lease(lease, amount: Fen(9)), insurances: [], picks: []))
        #expect(leased[.packageLeaseAmount] == .money(Fen(9)))
        #expect(leased[.packageLessorRegion] == .text("440100"))
        #expect(leased[.packageUsesLoan] == .bool(false))
    }

    @Test("picked models: all first sets, listings of all, lowest share; one lacking makes it unknown")
    func picks() {
        var a = EquipmentModel(id: "a")
        a.firstSet = true
        a.listings = ["x", "y"]
        a.domesticShare = 0.9
        var b = a
        b.firstSet = false
        b.listings = ["y", "z"]
        b.domesticShare = 0.4
        let regions = [Region("440100"), Region("440100")]
        let both = picked([a, b], regions)
        #expect(both[.packageFirstSet] == .bool(false))
        #expect(both[.packageListings] == .set(["y"]))
        #expect(both[.packageDomesticShare] == .number(0.4))
        #expect(both[.packageSupplierRegions] == .set(["440100"]))
        b.firstSet = nil
        b.listings = nil
        b.domesticShare = nil
        let lacking = picked([a, b], [Region("440100"), nil])
        let unknown: [Fact] = [
            .packageFirstSet, .packageListings, .packageDomesticShare, .packageSupplierRegions,
        ]
        for fact in unknown { #expect(lacking[fact] == nil) }
    }

    private func table(_ package: PackageFacts) -> FactTable {
        FactTable(enterprise: nil, need: Need(id: "n"), asOf: Self.today, package: package)
    }

    private func picked(_ models: [EquipmentModel], _ regions: [Region?]) -> FactTable {
        let picks = zip(models, regions).map { PackageFacts.Pick(model: $0, supplierRegion: $1) }
        return table(PackageFacts(backbone: .cash, insurances: [], picks: picks))
    }
}
