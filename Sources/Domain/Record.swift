/// A record of any kind (10-data-model.md, "Kinds").
package enum Record: Equatable, Sendable {
    case enterprise(Enterprise)
    case supplier(Supplier)
    case model(EquipmentModel)
    case inventory(InventoryItem)
    case need(Need)
    case offer(Offer)
    case jointCap(JointCap)

    package var kind: RecordKind {
        switch self {
        case .enterprise: .enterprises
        case .supplier: .suppliers
        case .model: .models
        case .inventory: .inventory
        case .need: .needs
        case .offer: .offers
        case .jointCap: .jointCaps
        }
    }

    package var id: String {
        switch self {
        case .enterprise(let record): record.id
        case .supplier(let record): record.id
        case .model(let record): record.id
        case .inventory(let record): record.id
        case .need(let record): record.id
        case .offer(let record): record.id
        case .jointCap(let record): record.id
        }
    }
}
