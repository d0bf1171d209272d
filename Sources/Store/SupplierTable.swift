package import Domain

/// What tests and scores read of a supplier.
package struct SupplierRow: Equatable, Sendable {
    package var id: String
    package var isActive: Bool
    package var region: Region?
    /// 0 to 5; nil = unknown.
    package var rating: Double?
    /// Nil = the whole country.
    package var serviceRegions: [Region]?

    init(_ supplier: Supplier) {
        id = supplier.id
        isActive = supplier.isActive
        region = supplier.region
        rating = supplier.rating
        serviceRegions = supplier.serviceRegions
    }

    /// The record's fields that a test or a score reads.
    package var supplier: Supplier {
        var supplier = Supplier(id: id)
        supplier.status = isActive ? .active : .suspended
        supplier.region = region
        supplier.rating = rating
        supplier.serviceRegions = serviceRegions
        return supplier
    }
}

/// The suppliers of the registry, all versions, by birth: models join to them by that number.
struct SupplierTable: Sendable {
    private var rows: [UInt64: Versioned<SupplierRow>] = [:]

    mutating func put(_ supplier: Supplier, birth: UInt64, seq: UInt64) {
        rows[birth, default: Versioned()].put(SupplierRow(supplier), seq: seq)
    }

    func row(_ birth: UInt64, at seq: UInt64) -> SupplierRow? { rows[birth]?.at(seq) }
}
