/// Installed equipment of an enterprise (10-data-model.md, `inventory`).
package struct InventoryItem: Equatable, Sendable {
    package var id: String
    package var enterprise: String = ""
    package var category = CategoryPath("")
    package var quantity: Int = 0
    package var installed: CalendarMonth?
    package var efficiency: Efficiency?
    package var annualEnergyKWh: Double?
    package var modelNumber: String?
    package var source: Source?

    package init(id: String) { self.id = id }
}
