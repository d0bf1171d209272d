package import Domain

/// The public facts that ship with the product; each is parsed once, at first use.
///
/// Made by `ops/make-resources` from the shared data folder; origins and licences are in NOTICE.
package enum ReferenceData {
    /// 3,351 regions of GB/T 2260: the country, 34 provinces, 342 cities, 2,974 counties.
    package static let regions = RegionTable(Generated.regions)

    /// 1,971 industries of GB/T 4754-2017 with amendment 1.
    package static let industries = IndustryTable(Generated.industries)

    /// 212 categories of equipment with everything known of them.
    package static let categoryTable = CategoryTable(Generated.categories)

    /// The same as the domain's tree.
    package static let categories: CategoryTree = categoryTable.tree

    /// What a record may name.
    package static let codes = KnownCodes(
        regions: Set(regions.all.map(\.region)),
        industries: Set(industries.all.map(\.industry)),
        categories: categories
    )

    /// The plan's facts.
    package static let plan = PlanFacts(Generated.plan)

    /// 112 published offers, a JSON object each: as collected, 23 of them completed by what the format says beyond the
    /// contract's schema (`ops/resources/offers_amended.jsonl`).
    package static let offers: [String] = lines(Generated.offers)

    /// Offers whose published amount the form cannot say, so they are without one; none is left.
    ///
    /// They would be imported and assessed like the others and shown with `unexpressed` of their provenance.
    package static let incompleteOffers: [String] = lines(Generated.incompleteOffers)

    /// 5 caps over several offers, a JSON object each, verbatim.
    package static let jointCaps: [String] = lines(Generated.jointCaps)

    /// 9 made-up products, a JSON object each: for demos and tests, always marked, never among real offers.
    package static let exampleProducts: [String] = lines(Generated.exampleProducts)

    /// Grade, confidence and what is not said, by offer id.
    package static let provenance: [String: OfferProvenance] = provenanceTable.offers

    /// The open codes of the offers in words.
    package static let openCodes: [OpenCode] = provenanceTable.codes

    private static let provenanceTable = ProvenanceTable(Generated.provenance)

    private static func lines(_ text: String) -> [String] { Table.lines(text).map { String($0) } }
}
