/// The plain numbers that a score is made of (20-matching.md, "Score").
@usableFromInline
package struct ScoreInputs: Equatable, Sendable {
    /// Per unit.
    @usableFromInline package var priceFen: Int64
    /// The line's `max_unit_price_cny`; nil without one.
    @usableFromInline package var limitFen: Int64?
    /// `Efficiency.rank`, 0 for unrated.
    @usableFromInline package var efficiencyRank: Int
    @usableFromInline package var leadTimeDays: Int
    /// needed_by − as_of; nil without a date.
    @usableFromInline package var daysUntilNeeded: Int?
    /// `ScoreParts.locality` of need and supplier.
    @usableFromInline package var locality: Double
    /// 0 to 5; nil = unknown.
    @usableFromInline package var rating: Double?
    /// First set, or on any listing.
    @usableFromInline package var isFavoured: Bool
    /// s, 0 or more; 0 without line text.
    @usableFromInline package var bm25: Double

    /// Inlinable because an index scan makes one for every candidate.
    @inlinable
    package init(
        priceFen: Int64,
        limitFen: Int64?,
        efficiencyRank: Int,
        leadTimeDays: Int,
        daysUntilNeeded: Int?,
        locality: Double,
        rating: Double?,
        isFavoured: Bool,
        bm25: Double
    ) {
        self.priceFen = priceFen
        self.limitFen = limitFen
        self.efficiencyRank = efficiencyRank
        self.leadTimeDays = leadTimeDays
        self.daysUntilNeeded = daysUntilNeeded
        self.locality = locality
        self.rating = rating
        self.isFavoured = isFavoured
        self.bm25 = bm25
    }
}
