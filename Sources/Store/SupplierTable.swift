package import Domain
import ModelIndex

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
struct SupplierTable {
    private var rows: [Versioned<SupplierRow>] = []
    /// By ordinal, ascending.
    private var births: [UInt64] = []
    /// The newest versions as numbers; lists of regions are kept once.
    private var newest = SupplierView()
    private var bounds: [SupplierBounds] = []
    private var lists: [[Region]: Int32] = [:]
    /// Every version by its seq, so that a view of the past is made from `newest`.
    private var history: [(seq: UInt64, ordinal: UInt32)] = []

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
            newest.append(.unborn)
            bounds.append(SupplierBounds())
        }
        let row = SupplierRow(supplier)
        rows[ordinal].put(row, seq: seq)
        let facts = facts(row)
        bounds[ordinal].add(facts, services: row.serviceRegions)
        if rows[ordinal].newestSeq == seq { newest.replace(ordinal, with: facts) }
        note(seq, UInt32(ordinal))
        return UInt32(ordinal)
    }

    /// Versions are loaded supplier by supplier, then come in the order of the log.
    private mutating func note(_ seq: UInt64, _ ordinal: UInt32) {
        var (low, high) = (0, history.count)
        if let last = history.last, last.seq < seq { low = high }
        while low < high {
            let middle = (low + high) / 2
            if history[middle].seq < seq { low = middle + 1 } else { high = middle }
        }
        if low < history.count, history[low].seq == seq { return }
        history.insert((seq, ordinal), at: low)
    }

    private mutating func facts(_ row: SupplierRow) -> SupplierFacts {
        var services: Int32 = -1
        if let regions = row.serviceRegions {
            if let known = lists[regions] {
                services = known
            } else {
                services = Int32(newest.services.count)
                lists[regions] = services
                newest.services.append(regions)
            }
        }
        return SupplierFacts(region: row.region, services: services, rating: row.rating, isActive: row.isActive)
    }

    var count: Int { births.count }

    /// The number of a supplier. Complexity: O(log n).
    func ordinal(of birth: UInt64) -> UInt32? {
        let place = births.firstIndex(notBelow: birth)
        return place < births.count && births[place] == birth ? UInt32(place) : nil
    }

    func birth(of ordinal: UInt32) -> UInt64 { births[Int(ordinal)] }

    /// A supplier as it stood at a seq; nil where it was not born, and for the ordinal of a stranger.
    func row(_ ordinal: UInt32, at seq: UInt64) -> SupplierRow? {
        Int(ordinal) < rows.count ? rows[Int(ordinal)].at(seq) : nil
    }

    /// The id of a supplier.
    func id(of ordinal: UInt32) -> String {
        Int(ordinal) < rows.count ? rows[Int(ordinal)].at(.max)?.id ?? "" : ""
    }

    /// The ordinals of suppliers that have a version after a seq.
    func changed(after seq: UInt64) -> Set<UInt32> {
        Set(history.reversed().prefix { $0.seq > seq }.map(\.ordinal))
    }

    /// All as they stood at a seq. Complexity: O(versions after it); of the newest, O(1).
    func view(at seq: UInt64) -> SupplierView {
        guard let last = history.last, last.seq > seq else { return newest }
        var view = newest
        for version in history.reversed() {
            if version.seq <= seq { break }
            let old = row(version.ordinal, at: seq).map { facts(old: $0) } ?? .unborn
            view.replace(Int(version.ordinal), with: old)
        }
        return view
    }

    /// The facts of a version that was put before: its list of regions is known.
    private func facts(old row: SupplierRow) -> SupplierFacts {
        SupplierFacts(
            region: row.region, services: row.serviceRegions.flatMap { lists[$0] } ?? -1, rating: row.rating,
            isActive: row.isActive)
    }

    /// Whether a supplier has more than its first version.
    func hasHistory(_ ordinal: UInt32) -> Bool { rows[Int(ordinal)].count > 1 }

    /// What a supplier lies between over all its versions, so that a bound holds for a question about any seq.
    func bounds(_ ordinal: UInt32) -> SupplierBounds {
        Int(ordinal) < bounds.count ? bounds[Int(ordinal)] : SupplierBounds()
    }
}
