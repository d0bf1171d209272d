/// The facts a rule may ask about; raw values are their names in rules (30-financing.md, "Facts").
package enum Fact: String, CaseIterable, Sendable {
    case enterpriseID = "enterprise.id"
    case enterpriseRegion = "enterprise.region"
    case enterpriseIndustry = "enterprise.industry"
    case enterpriseSize = "enterprise.size"
    case enterpriseAboveScale = "enterprise.above_scale"
    case enterpriseDesignations = "enterprise.designations"
    case enterpriseOwnership = "enterprise.ownership"
    case enterpriseAnnualRevenue = "enterprise.annual_revenue_cny"
    case enterpriseEmployees = "enterprise.employees"
    case enterpriseDebtRatio = "enterprise.debt_ratio"
    case enterpriseCreditGrade = "enterprise.credit_grade"
    case enterpriseBlacklists = "enterprise.blacklists"
    case enterpriseAgeYears = "enterprise.age_years"
    case enterpriseZones = "enterprise.zones"
    case enterpriseLists = "enterprise.lists"
    case enterpriseAttested = "enterprise.attested"
    case enterpriseReceived = "enterprise.received"
    case enterpriseRevenueGrowth = "enterprise.revenue_growth"
    case enterpriseOutputGrowth = "enterprise.output_growth"
    case enterpriseRDShare = "enterprise.rd_share"

    case projectRegion = "project.region"
    case projectAction = "project.action"
    case projectDirections = "project.directions"
    case projectCategories = "project.categories"
    case projectInvestmentTotal = "project.investment_total_cny"
    case projectFixedAssetInvestment = "project.fixed_asset_investment_cny"
    case projectPlantInvestment = "project.plant_investment_cny"
    case projectEquipmentAmount = "project.equipment_amount_cny"
    case projectStartedOn = "project.started_on"
    case projectCompletedOn = "project.completed_on"
    case projectFiled = "project.filed"
    case projectContractSignedOn = "project.contract_signed_on"
    case projectSubmittedOn = "project.submitted_on"
    case projectStatus = "project.status"
    case projectSiteStatus = "project.site_status"
    case projectProgressShare = "project.progress_share"
    case projectZones = "project.zones"
    case projectLists = "project.lists"
    case projectAttested = "project.attested"

    case financingAmount = "financing.amount_cny"
    case financingTenorMonths = "financing.tenor_months"
    case financingBanks = "financing.banks"

    case packageUsesLoan = "package.uses_loan"
    case packageUsesLease = "package.uses_lease"
    case packageLoanAmount = "package.loan_amount_cny"
    case packageLoanTenorMonths = "package.loan_tenor_months"
    case packageLoanType = "package.loan_type"
    case packageLeaseAmount = "package.lease_amount_cny"
    case packageLeaseMode = "package.lease_mode"
    case packageLender = "package.lender"
    case packageLenderRegion = "package.lender_region"
    case packageLenderClasses = "package.lender_classes"
    case packageLessor = "package.lessor"
    case packageLessorRegion = "package.lessor_region"
    case packageInsuranceLines = "package.insurance_lines"
    case packageSupplierRegions = "package.supplier_regions"
    case packageFirstSet = "package.first_set"
    case packageListings = "package.listings"
    case packageDomesticShare = "package.domestic_share"

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
        }
    }

    /// Known only once a package is chosen.
    package var isPackageFact: Bool { rawValue.utf8.starts(with: "package.".utf8) }
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
