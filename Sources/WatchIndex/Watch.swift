package import Domain

/// A standing search of a bank or lessor: the filters of `projects` (50-interfaces.md), and a rule beside them.
///
/// It matches a need that `projects` with the same filters would list: an open one whose facts pass every filter, and
/// for which the offer, or one of the provider's where none is named, is eligible, eligible with a package or needs
/// facts. An unknown value passes no filter. Absent = not asked.
package struct Watch: Equatable, Sendable {
    package var provider: String
    package var offer: String?
    /// The need's region is within it.
    package var region: Region?
    /// The enterprise's industry is within it.
    package var industry: Industry?
    /// A line's category is within it.
    package var category: CategoryPath?
    /// Of the financing wanted, or where that is unknown of the equipment; both included.
    package var minAmount, maxAmount: Fen?
    /// One of the need's.
    package var direction: String?
    /// In the language of the offers' rules; it must be true: unknown is not enough.
    package var rule: RuleTree?

    package init(provider: String, offer: String? = nil) {
        self.provider = provider
        self.offer = offer
    }
}

extension Need {
    /// What `projects` shows and filters as the amount.
    var watchedAmount: Fen? { financing?.amount ?? equipmentAmountOrDefault }
}
