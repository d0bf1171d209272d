internal import Domain

extension Fact {
    /// How many facts there are: the length of a fact table.
    static let count = allCases.count

    /// The place of each fact in a table: its place in `allCases`.
    private static let indexes = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))

    /// The place of this fact in a table.
    var index: Int {
        guard let index = Fact.indexes[self] else { preconditionFailure("\(self) is not among all facts") }
        return index
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
