/// The codes a record may name: regions (GB/T 2260), industries (GB/T 4754-2017) and categories of equipment.
package struct KnownCodes: Sendable {
    package var regions: Set<Region>
    package var industries: Set<Industry>
    package var categories: CategoryTree

    package init(regions: Set<Region>, industries: Set<Industry>, categories: CategoryTree) {
        self.regions = regions
        self.industries = industries
        self.categories = categories
    }
}
