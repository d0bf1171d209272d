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

/// The suppliers of the registry, all versions, numbered from 0 in the order of their births: the same on every worker,
/// so models join to them by that number.
struct SupplierTable: Sendable {
    private var rows: [Versioned<SupplierRow>] = []
    /// By ordinal, ascending.
    private var births: [UInt64] = []

    /// Adds a version. A birth that is not here yet is above all that are: records come in the order of the log.
    ///
    /// - Returns: the supplier's ordinal.
    @discardableResult
    mutating func put(_ supplier: Supplier, birth: UInt64, seq: UInt64) -> UInt32 {
        let ordinal: Int
        if let known = self.ordinal(of: birth) {
            ordinal = Int(known)
        } else {
            precondition(births.last.map { $0 < birth } ?? true, "a supplier out of the order of births")
            ordinal = births.count
            births.append(birth)
            rows.append(Versioned())
        }
        rows[ordinal].put(SupplierRow(supplier), seq: seq)
        return UInt32(ordinal)
    }

    var count: Int { births.count }

    /// The number of a supplier. Complexity: O(log n).
    func ordinal(of birth: UInt64) -> UInt32? {
        var (low, high) = (0, births.count)
        while low < high {
            let middle = (low + high) / 2
            if births[middle] < birth { low = middle + 1 } else { high = middle }
        }
        return low < births.count && births[low] == birth ? UInt32(low) : nil
    }

    func birth(of ordinal: UInt32) -> UInt64 { births[Int(ordinal)] }

    /// A supplier as it stood at a seq; nil where it was not born, and for the ordinal of a stranger.
    func row(_ ordinal: UInt32, at seq: UInt64) -> SupplierRow? {
        Int(ordinal) < rows.count ? rows[Int(ordinal)].at(seq) : nil
    }
}
