/// A supplier of equipment (10-data-model.md, `supplier`).
package struct Supplier: Equatable, Sendable {
    package enum Status: String, CaseIterable, Sendable { case active, suspended }

    package var id: String
    package var name: String = ""
    package var region: Region?
    /// Nil = the default, the whole country.
    package var serviceRegions: [Region]?
    /// 0 to 5.
    package var rating: Double?
    /// Sorted, each once.
    package var certifications: [String]?
    package var scope: String?
    /// Nil = `active` (R20).
    package var status: Status?
    package var source: Source?

    package init(id: String) { self.id = id }

    /// Whether its models may be offered.
    package var isActive: Bool { (status ?? .active) == .active }
}
