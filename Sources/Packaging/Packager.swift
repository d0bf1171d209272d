/// Finds the best legal package (30-financing.md, "The package").
package enum Packager {
    /// Up to this many add-ons of a backbone the search is exact however long it takes.
    static let exactAddOns = 24
    /// Beyond, how many choices it looks at in all before it states a gap: some 20 ms of work.
    static let nodes = 5_000

    /// The best package and its alternatives: the best of each backbone, in the objective's order.
    ///
    /// - Throws: `PackageRefusal` where the equipment amount is not known (R57).
    package static func solve(_ question: PackageQuestion) throws(PackageRefusal) -> PackageSolution {
        let pool = try Pool(question)
        let plans = PackageSearch(pool).best(question.top).map { PlanMaker(pool, $0.found).plan(gap: $0.gap) }
        return PackageSolution(equipmentAmount: pool.equipment, plans: plans)
    }
}
