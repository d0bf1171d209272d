internal import Domain

extension Fact {
    /// How many facts have a place of their own: the length of a fact table.
    static let count = allCases.count

    /// The place of this fact in a table, its place in `allCases`; nil for a figure, which has none of its own.
    ///
    /// Written out: a lookup by hash took three fifths of the time that a table takes to fill. A test checks them.
    package var index: Int? {
        switch self {
        case .enterpriseID: 0
        case .enterpriseRegion: 1
        case .enterpriseIndustry: 2
        case .enterpriseSize: 3
        case .enterpriseAboveScale: 4
        case .enterpriseDesignations: 5
        case .enterpriseOwnership: 6
        case .enterpriseAnnualRevenue: 7
        case .enterpriseEmployees: 8
        case .enterpriseDebtRatio: 9
        case .enterpriseCreditGrade: 10
        case .enterpriseBlacklists: 11
        case .enterpriseAgeYears: 12
        case .enterpriseZones: 13
        case .enterpriseLists: 14
        case .enterpriseAttested: 15
        case .enterpriseReceived: 16
        case .enterpriseRevenueGrowth: 17
        case .enterpriseOutputGrowth: 18
        case .enterpriseRDShare: 19
        case .projectRegion: 20
        case .projectAction: 21
        case .projectDirections: 22
        case .projectCategories: 23
        case .projectInvestmentTotal: 24
        case .projectFixedAssetInvestment: 25
        case .projectPlantInvestment: 26
        case .projectEquipmentAmount: 27
        case .projectStartedOn: 28
        case .projectCompletedOn: 29
        case .projectFiled: 30
        case .projectContractSignedOn: 31
        case .projectSubmittedOn: 32
        case .projectStatus: 33
        case .projectSiteStatus: 34
        case .projectProgressShare: 35
        case .projectZones: 36
        case .projectLists: 37
        case .projectAttested: 38
        case .financingAmount: 39
        case .financingTenorMonths: 40
        case .financingBanks: 41
        case .packageUsesLoan: 42
        case .packageUsesLease: 43
        case .packageLoanAmount: 44
        case .packageLoanTenorMonths: 45
        case .packageLoanType: 46
        case .packageLeaseAmount: 47
        case .packageLeaseMode: 48
        case .packageLender: 49
        case .packageLenderRegion: 50
        case .packageLenderClasses: 51
        case .packageLessor: 52
        case .packageLessorRegion: 53
        case .packageInsuranceLines: 54
        case .packageSupplierRegions: 55
        case .packageFirstSet: 56
        case .packageListings: 57
        case .packageDomesticShare: 58
        case .figure: nil
        }
    }

    /// Whether an enterprise can still change it, so that a nearest fix may (30-financing.md, "Explanation", R23).
    var isChangeable: Bool {
        switch self {
        case .projectInvestmentTotal, .projectFixedAssetInvestment, .projectEquipmentAmount, .projectStartedOn,
            .projectCompletedOn, .projectFiled, .projectContractSignedOn, .projectSubmittedOn, .financingAmount,
            .financingTenorMonths:
            true
        default: false
        }
    }
}
