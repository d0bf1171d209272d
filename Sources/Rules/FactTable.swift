package import Domain

/// Everything a rule may ask about one project on one day: a value or unknown for each fact (30-financing.md, "Facts").
///
/// An absent field is unknown, an empty set is known and empty. A pure value: built once for a need and read by every
/// offer's rule.
package struct FactTable: Sendable {
    /// By `Fact.index`.
    package private(set) var slots: [Slot]
    var figures: FigureTable
    /// Whether a package is chosen; without one, package facts are unknown whatever a condition's policy (R22).
    package private(set) var hasPackage: Bool

    /// The facts that are filled in; the others are unknown.
    private var wanted = FactSet.all

    /// A table in which nothing is known, to be refilled for one need after the other.
    package init() {
        slots = Array(repeating: .unknown, count: Fact.count)
        figures = FigureTable(enterprise: nil, project: nil)
        hasPackage = false
    }

    /// The facts of a need.
    ///
    /// - Parameters:
    ///   - enterprise: nil = not known here; then only its id is, from the need.
    ///   - need: with models picked, the caller sets `equipmentAmount` from the picks first: all facts follow it.
    ///   - asOf: the day judged; ages are counted to it.
    ///   - package: nil = no package is chosen.
    package init(enterprise: Enterprise?, need: Need, asOf: CalendarDay, package: PackageFacts? = nil) {
        self.init()
        fill(enterprise, need, asOf, package)
    }

    /// The facts of another need in place of these, in the same memory.
    ///
    /// - Parameter facts: those that somebody will read; the others are unknown.
    package mutating func refill(
        enterprise: Enterprise?,
        need: Need,
        asOf: CalendarDay,
        package: PackageFacts? = nil,
        reading facts: FactSet = .all
    ) {
        wanted.forEach { slots[$0] = .unknown }
        wanted = facts
        fill(enterprise, need, asOf, package)
    }

    private mutating func fill(
        _ enterprise: Enterprise?,
        _ need: Need,
        _ asOf: CalendarDay,
        _ package: PackageFacts?
    ) {
        figures = FigureTable(enterprise: enterprise?.figures, project: need.figures)
        hasPackage = package != nil
        self[slot: .enterpriseID] = .text(enterprise?.id ?? need.enterprise)
        if let enterprise, wanted.overlaps(.enterprise) {
            fillFirm(enterprise, asOf: asOf)
            fillStanding(enterprise)
        }
        if wanted.overlaps(.need) {
            fillProject(need)
            fillMoneyAndDays(need)
        }
        // These two make lists.
        if wanted.contains(.projectCategories), !need.lines.isEmpty {
            self[slot: .projectCategories] = .categories(Set(need.lines.map(\.category)).sorted())
        }
        if wanted.contains(.enterpriseReceived) {
            self[slot: .enterpriseReceived] = Slot(enterprise?.received?.map(\.offer).sortedByBytes())
        }
        if let package {
            fillFinance(package)
            fillPicks(package)
        }
    }

    /// The value of a fact, nil = unknown. Complexity: O(1), of a figure O(log figures).
    package subscript(fact: Fact) -> FactValue? { self[slot: fact].value }

    /// The amount of a money fact in fen; nil = unknown, or no money.
    package func money(_ fact: Fact) -> Fen? {
        if case .money(let fen) = self[slot: fact] { fen } else { nil }
    }

    /// The value of a number fact; nil = unknown, or no number.
    package func number(_ fact: Fact) -> Double? {
        if case .number(let number) = self[slot: fact] { number } else { nil }
    }

    private(set) subscript(slot fact: Fact) -> Slot {
        get {
            self[slot: FactPlace(fact)]
        }
        set {
            guard let index = fact.index else { preconditionFailure("figures are set as a whole") }
            if wanted.contains(fact) { slots[index] = newValue }
        }
    }

    subscript(slot place: FactPlace) -> Slot {
        switch place {
        case .slot(let index): slots[index]
        case .figure(let figure): figures[figure]
        }
    }

    /// Changes one value, for a search that tries values.
    mutating func set(_ slot: Slot, at index: Int) { slots[index] = slot }
}

extension FactTable {
    private mutating func fillFirm(_ enterprise: Enterprise, asOf: CalendarDay) {
        self[slot: .enterpriseRegion] = Slot(enterprise.region)
        if let industry = enterprise.industry { self[slot: .enterpriseIndustry] = .industry(industry) }
        self[slot: .enterpriseSize] = Slot(enterprise.size?.rawValue)
        self[slot: .enterpriseAboveScale] = Slot(enterprise.aboveScale)
        self[slot: .enterpriseOwnership] = Slot(enterprise.ownership?.rawValue)
        self[slot: .enterpriseAnnualRevenue] = Slot(enterprise.annualRevenue)
        self[slot: .enterpriseEmployees] = Slot(enterprise.employees)
        self[slot: .enterpriseDebtRatio] = Slot(enterprise.debtRatio)
        // R43; founded after the day judged = unknown.
        self[slot: .enterpriseAgeYears] = Slot(enterprise.founded?.wholeYears(at: asOf))
        self[slot: .enterpriseRevenueGrowth] = Slot(enterprise.revenueGrowth)
        self[slot: .enterpriseOutputGrowth] = Slot(enterprise.outputGrowth)
        self[slot: .enterpriseRDShare] = Slot(enterprise.rdShare)
    }

    private mutating func fillStanding(_ enterprise: Enterprise) {
        self[slot: .enterpriseDesignations] = Slot(enterprise.designations)
        self[slot: .enterpriseCreditGrade] = Slot(enterprise.creditGrade?.rawValue)
        self[slot: .enterpriseBlacklists] = Slot(enterprise.blacklists)
        self[slot: .enterpriseZones] = Slot(enterprise.zones)
        self[slot: .enterpriseLists] = Slot(enterprise.lists)
        self[slot: .enterpriseAttested] = Slot(enterprise.attested)
    }

    private mutating func fillProject(_ need: Need) {
        self[slot: .projectRegion] = Slot(need.region)
        self[slot: .projectAction] = Slot(need.action?.rawValue)
        self[slot: .projectDirections] = Slot(need.directions)
        self[slot: .projectFiled] = .bool(need.isFiled)
        // R20: a need without a status is open.
        self[slot: .projectStatus] = .text(need.statusOrDefault.rawValue)
        self[slot: .projectSiteStatus] = Slot(need.siteStatus?.rawValue)
        self[slot: .projectProgressShare] = Slot(need.progressShare)
        self[slot: .projectZones] = Slot(need.zones)
        self[slot: .projectLists] = Slot(need.lists)
        self[slot: .projectAttested] = Slot(need.attested)
        self[slot: .financingBanks] = Slot(need.financing?.banks)
    }

    private mutating func fillMoneyAndDays(_ need: Need) {
        self[slot: .projectInvestmentTotal] = Slot(need.investmentTotal)
        self[slot: .projectFixedAssetInvestment] = Slot(need.fixedAssetInvestment)
        self[slot: .projectPlantInvestment] = Slot(need.plantInvestment)
        self[slot: .projectEquipmentAmount] = Slot(need.equipmentAmountOrDefault)
        self[slot: .projectStartedOn] = Slot(need.startedOn)
        self[slot: .projectCompletedOn] = Slot(need.completedOn)
        self[slot: .projectContractSignedOn] = Slot(need.contractSignedOn)
        self[slot: .projectSubmittedOn] = Slot(need.submittedOn)
        self[slot: .financingAmount] = Slot(need.financing?.amount)
        self[slot: .financingTenorMonths] = Slot(need.financing?.tenorMonths)
    }

    private mutating func fillFinance(_ package: PackageFacts) {
        self[slot: .packageUsesLoan] = Slot(package.usesLoan)
        self[slot: .packageUsesLease] = Slot(package.usesLease)
        self[slot: .packageLoanAmount] = Slot(package.loanAmount)
        self[slot: .packageLoanTenorMonths] = Slot(package.loanTenorMonths)
        self[slot: .packageLoanType] = Slot(package.loanType?.rawValue)
        self[slot: .packageLeaseAmount] = Slot(package.leaseAmount)
        self[slot: .packageLeaseMode] = Slot(package.leaseMode?.rawValue)
        self[slot: .packageLender] = Slot(package.lender)
        self[slot: .packageLenderRegion] = Slot(package.lenderRegion)
        self[slot: .packageLenderClasses] = Slot(package.lenderClasses)
        self[slot: .packageLessor] = Slot(package.lessor)
        self[slot: .packageLessorRegion] = Slot(package.lessorRegion)
        self[slot: .packageInsuranceLines] = Slot(package.insuranceLines)
    }

    private mutating func fillPicks(_ package: PackageFacts) {
        if let regions = package.supplierRegions { self[slot: .packageSupplierRegions] = .regions(regions) }
        self[slot: .packageFirstSet] = Slot(package.firstSet)
        self[slot: .packageListings] = Slot(package.listings)
        self[slot: .packageDomesticShare] = Slot(package.domesticShare)
    }
}
