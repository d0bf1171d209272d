internal import Domain

extension Fact {
    /// How many facts have a place of their own: the length of a fact table.
    static let count = allCases.count

    /// The place of each fact in a table: its place in `allCases`.
    private static let indexes = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))

    /// The place of this fact in a table; nil for a figure, which has none of its own.
    var index: Int? { Fact.indexes[self] }

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
