package import Benefits
package import Domain
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
        guard let settlement = try settlement(of: ids, in: question) else { return [] }
        return settlement.amounts(Array(settlement.own.indices))
    }

    /// The same by their own terms, by id: before joint caps and what they may together not exceed (R13).
    ///
    /// - Throws: `PackageRefusal` where the equipment amount is not known (R57).
    package static func ownAmounts(
        of ids: [String], in question: PackageQuestion
    ) throws(PackageRefusal) -> [String: Fen] {
        guard let settlement = try settlement(of: ids, in: question) else { return [:] }
        let amounts = settlement.ownAmounts(Array(settlement.own.indices))
        return Dictionary(uniqueKeysWithValues: amounts.map { ($0.id, $0.amount) })
    }

    /// Nil where there is nothing to settle beside.
    private static func settlement(
        of ids: [String], in question: PackageQuestion
    ) throws(PackageRefusal) -> Settlement? {
        let chosen = Set(ids)
        var question = question
        question.offers.removeAll { !chosen.contains($0.offer.id) }
        return try GivenPackage(question)?.settlement
    }
}
