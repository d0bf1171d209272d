package import OfferIndex

/// What a draft of an offer changes for the open needs of some vshards.
package struct ImpactResult: Equatable, Sendable {
    package var counts = ImpactCounts()
    /// Whether a version of the offer stands.
    package var isStored = false
    /// Needs that can claim with the draft, but with no package of the stored offers; their amount counts as 0.
    package var withoutBackbone = 0
    /// Needs that can claim with the draft, but whose equipment amount is not known; their amount counts as 0.
    package var amountUnknown = 0

    package init() {}

    /// Adds what was counted over other needs.
    package mutating func merge(_ other: ImpactResult) {
        counts.merge(other.counts)
        isStored = isStored || other.isStored
        withoutBackbone += other.withoutBackbone
        amountUnknown += other.amountUnknown
    }
}
