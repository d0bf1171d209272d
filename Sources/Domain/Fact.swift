/// The facts a rule may ask about (30-financing.md, "Facts"): the contract's own, and open figures.
///
/// `rawValue` is the name in rules; it is no `RawRepresentable`, for then it would be hashed by its name. The
/// contract's own facts are a closed list with a place each in a fact table; figures are named by whoever writes a rule
/// (ops/offer-format-extensions.md, "Beyond the contract's schema").
package enum Fact: Hashable, Sendable {
    case enterpriseID, enterpriseRegion, enterpriseIndustry, enterpriseSize, enterpriseAboveScale,
        enterpriseDesignations, enterpriseOwnership, enterpriseAnnualRevenue, enterpriseEmployees,
        enterpriseDebtRatio, enterpriseCreditGrade, enterpriseBlacklists, enterpriseAgeYears, enterpriseZones,
        enterpriseLists, enterpriseAttested, enterpriseReceived, enterpriseRevenueGrowth, enterpriseOutputGrowth,
        enterpriseRDShare
    case projectRegion, projectAction, projectDirections, projectCategories, projectInvestmentTotal,
        projectFixedAssetInvestment, projectPlantInvestment, projectEquipmentAmount, projectStartedOn,
        projectCompletedOn, projectFiled, projectContractSignedOn, projectSubmittedOn, projectStatus,
        projectSiteStatus, projectProgressShare, projectZones, projectLists, projectAttested
    case financingAmount, financingTenorMonths, financingBanks
    case packageUsesLoan, packageUsesLease, packageLoanAmount, packageLoanTenorMonths, packageLoanType,
        packageLeaseAmount, packageLeaseMode, packageLender, packageLenderRegion, packageLenderClasses,
        packageLessor, packageLessorRegion, packageInsuranceLines, packageSupplierRegions, packageFirstSet,
        packageListings, packageDomesticShare
    /// `enterprise.figures.<code>` or `project.figures.<code>`.
    case figure(Figure)

    /// What kind of value a fact has, and so which tests it takes.
    package enum Kind: Sendable {
        case text, set, region, industry, regionSet, categorySet, number, money, date, bool
    }

    package var kind: Kind {
        switch self {
        case .enterpriseID, .enterpriseSize, .enterpriseOwnership, .enterpriseCreditGrade, .projectAction,
            .projectStatus, .projectSiteStatus, .packageLoanType, .packageLeaseMode, .packageLender, .packageLessor:
            .text
        case .enterpriseDesignations, .enterpriseBlacklists, .enterpriseZones, .enterpriseLists, .enterpriseAttested,
            .enterpriseReceived, .projectDirections, .projectZones, .projectLists, .projectAttested, .financingBanks,
            .packageLenderClasses, .packageInsuranceLines, .packageListings:
            .set
        case .enterpriseRegion, .projectRegion, .packageLenderRegion, .packageLessorRegion: .region
        case .enterpriseIndustry: .industry
        case .packageSupplierRegions: .regionSet
        case .projectCategories: .categorySet
        case .enterpriseEmployees, .enterpriseDebtRatio, .enterpriseAgeYears, .enterpriseRevenueGrowth,
            .enterpriseOutputGrowth, .enterpriseRDShare, .projectProgressShare, .financingTenorMonths,
            .packageLoanTenorMonths, .packageDomesticShare:
            .number
        case .enterpriseAnnualRevenue, .projectInvestmentTotal, .projectFixedAssetInvestment, .projectPlantInvestment,
            .projectEquipmentAmount, .financingAmount, .packageLoanAmount, .packageLeaseAmount:
            .money
        case .projectStartedOn, .projectCompletedOn, .projectContractSignedOn, .projectSubmittedOn: .date
        case .enterpriseAboveScale, .projectFiled, .packageUsesLoan, .packageUsesLease, .packageFirstSet: .bool
        case .figure(let figure): figure.isMoney ? .money : .number
        }
    }

    /// Known only once a package is chosen.
    package var isPackageFact: Bool {
        switch self {
        case .packageUsesLoan, .packageUsesLease, .packageLoanAmount, .packageLoanTenorMonths, .packageLoanType,
            .packageLeaseAmount, .packageLeaseMode, .packageLender, .packageLenderRegion, .packageLenderClasses,
            .packageLessor, .packageLessorRegion, .packageInsuranceLines, .packageSupplierRegions, .packageFirstSet,
            .packageListings, .packageDomesticShare:
            true
        default: false
        }
    }
}

extension Fact: CaseIterable {
    /// The contract's own facts with their names, in its order.
    private static let named: [(fact: Fact, name: String)] = [
        (.enterpriseID, "enterprise.id"),
        (.enterpriseRegion, "enterprise.region"),
        (.enterpriseIndustry, "enterprise.industry"),
        (.enterpriseSize, "enterprise.size"),
        (.enterpriseAboveScale, "enterprise.above_scale"),
        (.enterpriseDesignations, "enterprise.designations"),
        (.enterpriseOwnership, "enterprise.ownership"),
        (.enterpriseAnnualRevenue, "enterprise.annual_revenue_cny"),
        (.enterpriseEmployees, "enterprise.employees"),
        (.enterpriseDebtRatio, "enterprise.debt_ratio"),
        (.enterpriseCreditGrade, "enterprise.credit_grade"),
        (.enterpriseBlacklists, "enterprise.blacklists"),
        (.enterpriseAgeYears, "enterprise.age_years"),
        (.enterpriseZones, "enterprise.zones"),
        (.enterpriseLists, "enterprise.lists"),
        (.enterpriseAttested, "enterprise.attested"),
        (.enterpriseReceived, "enterprise.received"),
        (.enterpriseRevenueGrowth, "enterprise.revenue_growth"),
        (.enterpriseOutputGrowth, "enterprise.output_growth"),
        (.enterpriseRDShare, "enterprise.rd_share"),
        (.projectRegion, "project.region"),
        (.projectAction, "project.action"),
        (.projectDirections, "project.directions"),
        (.projectCategories, "project.categories"),
        (.projectInvestmentTotal, "project.investment_total_cny"),
        (.projectFixedAssetInvestment, "project.fixed_asset_investment_cny"),
        (.projectPlantInvestment, "project.plant_investment_cny"),
        (.projectEquipmentAmount, "project.equipment_amount_cny"),
        (.projectStartedOn, "project.started_on"),
        (.projectCompletedOn, "project.completed_on"),
        (.projectFiled, "project.filed"),
        (.projectContractSignedOn, "project.contract_signed_on"),
        (.projectSubmittedOn, "project.submitted_on"),
        (.projectStatus, "project.status"),
        (.projectSiteStatus, "project.site_status"),
        (.projectProgressShare, "project.progress_share"),
        (.projectZones, "project.zones"),
        (.projectLists, "project.lists"),
        (.projectAttested, "project.attested"),
        (.financingAmount, "financing.amount_cny"),
        (.financingTenorMonths, "financing.tenor_months"),
        (.financingBanks, "financing.banks"),
        (.packageUsesLoan, "package.uses_loan"),
        (.packageUsesLease, "package.uses_lease"),
        (.packageLoanAmount, "package.loan_amount_cny"),
        (.packageLoanTenorMonths, "package.loan_tenor_months"),
        (.packageLoanType, "package.loan_type"),
        (.packageLeaseAmount, "package.lease_amount_cny"),
        (.packageLeaseMode, "package.lease_mode"),
        (.packageLender, "package.lender"),
        (.packageLenderRegion, "package.lender_region"),
        (.packageLenderClasses, "package.lender_classes"),
        (.packageLessor, "package.lessor"),
        (.packageLessorRegion, "package.lessor_region"),
        (.packageInsuranceLines, "package.insurance_lines"),
        (.packageSupplierRegions, "package.supplier_regions"),
        (.packageFirstSet, "package.first_set"),
        (.packageListings, "package.listings"),
        (.packageDomesticShare, "package.domestic_share"),
    ]
    private static let names = Dictionary(uniqueKeysWithValues: named.map { ($0.fact, $0.name) })
    private static let facts = Dictionary(uniqueKeysWithValues: named.map { ($0.name, $0.fact) })

    /// The contract's own facts; figures are open and not among them.
    package static let allCases: [Fact] = named.map(\.fact)

    /// The name in rules.
    package var rawValue: String {
        if case .figure(let figure) = self { return figure.text }
        guard let name = Fact.names[self] else { preconditionFailure("\(self) has no name") }
        return name
    }

    package init?(rawValue: String) {
        if let fact = Fact.facts[rawValue] {
            self = fact
        } else if let figure = Figure(rawValue) {
            self = .figure(figure)
        } else {
            return nil
        }
    }
}

/// The value of a fact.
package enum FactValue: Equatable, Sendable {
    case text(String)
    /// Sorted in byte order, each once.
    case set([String])
    case number(Double)
    case money(Fen)
    case date(CalendarDay)
    case bool(Bool)
}
