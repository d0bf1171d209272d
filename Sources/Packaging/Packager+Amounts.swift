package import Benefits
internal import Domain
internal import FinanceMath
internal import Rules

extension Packager {
    /// What the benefits of a package given by its offers come to, each in the order of ids; nothing is searched and
    /// nothing is judged but bonuses.
    ///
    /// - Parameter ids: of the loan or lease, the covers and the benefits; ids of no such offer are passed over.
    /// - Throws: `PackageRefusal` where the equipment amount is not known (R57).
    package static func amounts(
        of ids: [String], in question: PackageQuestion
    ) throws(PackageRefusal) -> [BenefitAmount] {
        let chosen = Set(ids)
        var question = question
        question.offers.removeAll { !chosen.contains($0.offer.id) }
        let pool = try Pool(question, isJudged: false)
        guard let funding = Funding.all(pool).last else { return [] }
        let covers = Cover.all(pool, funding)
        let facts = FactTable(
            enterprise: question.enterprise, need: pool.need, asOf: question.asOf,
            package: PackageFacts(
                backbone: funding.facts, insurances: covers.filter { !$0.isGuarantee }.map(\.offer.offer),
                picks: pool.picks))
        let bases = PackageBases(
            facts: facts, equipment: pool.equipment, loan: funding.loan, lease: funding.lease,
            premiums: covers.filter { !$0.isGuarantee }.flatMap(\.payments),
            guaranteeFees: covers.filter(\.isGuarantee).flatMap(\.payments), completionMonth: pool.completionMonth)
        let settlement = Settlement(pool.benefits, bases, jointCaps: question.jointCaps)
        return settlement.amounts(Array(pool.benefits.indices))
    }
}
