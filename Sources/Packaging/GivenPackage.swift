internal import Benefits
internal import Domain
internal import FinanceMath
internal import Rules

/// A package given by its offers: nothing is searched.
struct GivenPackage {
    /// The offers.
    let pool: Pool
    /// The loan or lease, else own cash.
    let funding: Funding
    /// The guarantees and insurances that have something to cover.
    let covers: [Cover]
    let facts: FactTable

    /// - Parameter question: with the offers of the package and no others; none of them is judged.
    /// - Throws: `PackageRefusal` where the equipment amount is not known (R57).
    init?(_ question: PackageQuestion) throws(PackageRefusal) {
        pool = try Pool(question, isJudged: false)
        guard let funding = Funding.all(pool).last else { return nil }
        self.funding = funding
        covers = Cover.all(pool, funding)
        facts = question.facts(
            pool.need,
            package: PackageFacts(
                backbone: funding.facts, insurances: covers.filter { !$0.isGuarantee }.map(\.offer.offer),
                picks: pool.picks))
    }

    /// Of its benefits.
    var settlement: Settlement {
        Settlement(
            pool.benefits, PackageBases(pool, funding, covers, facts), jointCaps: pool.question.jointCaps)
    }
}
