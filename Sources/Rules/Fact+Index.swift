internal import Domain

extension Fact {
    /// How many facts there are: the length of a fact table.
    static let count = allCases.count

    /// The place of this fact in a table: its place in `allCases`.
    ///
    /// Cases without payload are stored as just that number. A lookup by hash took three fifths of the time that a
    /// table takes to fill; a test checks the numbers, and a case with a payload would trap here at once.
    package var index: Int { Int(unsafeBitCast(self, to: UInt8.self)) }

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
