/// Finds the best legal package (30-financing.md, "The package").
package enum Packager {
    /// The best package and its alternatives.
    ///
    /// - Throws: `PackageRefusal` where the equipment amount is not known (R57).
    package static func solve(_ question: PackageQuestion) throws(PackageRefusal) -> PackageSolution {
        throw PackageRefusal(fields: [])
    }
}
