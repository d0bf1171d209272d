package import Cluster
import Documents
package import Domain
import LMDB

/// Scans of a replica's environment that need nothing of what is in memory: on any thread, while it goes on. Each is of
/// one commit, which stays on the disk until the scan ends: freed pages are not used again meanwhile.
enum ReplicaScan {
    static func table(_ name: String, _ environment: Environment) throws -> Table {
        try environment.openTable(name, create: false)
    }

    static func checksum(_ environment: Environment) throws -> ReplicaChecksum {
        try environment.read { transaction in
            var rows = SumOfHashes()
            var versions: UInt64 = 0
            for (seed, name) in ["bodies", "ids"].enumerated() {
                try transaction.forEach(in: table(name, environment)) { key, value in
                    let place = key.withUnsafeBytes { XXH64.hash($0, seed: UInt64(seed)) }
                    value.withUnsafeBytes { rows.add(place, $0) }
                    if seed == 0 { versions += 1 }
                    return .continue
                }
            }
            let index = try IndexDigest(storedIn: environment, transaction)
            let position = try PositionTable.read(environment, transaction).position
            return ReplicaChecksum(position: position, versions: versions, rows: rows.sum, index: index.sum)
        }
    }

    static func differences(
        _ environment: Environment, _ documents: DocumentMaker, supplier: (String) -> UInt32
    ) throws -> [String] {
        try environment.read { transaction in
            let stored = try IndexDigest(storedIn: environment, transaction)
            let wanted = try IndexDigest(ofVersionsIn: environment, documents, supplier: supplier, transaction)
            return stored.differences(from: wanted)
        }
    }
}

extension Replica {
    /// What this replica holds, by a scan of all of it.
    package func rowChecksum() throws -> ReplicaChecksum { try ReplicaScan.checksum(environment) }
}

extension SnapshotSource {
    /// The same, on a thread that was lent the replica.
    package func rowChecksum() throws -> ReplicaChecksum { try ReplicaScan.checksum(environment) }

    /// Makes the indexes' contents anew from the versions and compares: what differs, a sentence for each index; none
    /// where all is as it should be.
    ///
    /// - Parameters:
    ///   - categories: those the index was made with.
    ///   - suppliers: `WorkerStore.supplierOrdinals`, of a common environment that is not behind the replica.
    package func verify(categories: CategoryTree, suppliers: [String: UInt32]) throws -> [String] {
        try ReplicaScan.differences(environment, DocumentMaker(categories: categories)) { suppliers[$0] ?? .max }
    }
}

extension WorkerStore {
    /// The numbers of all suppliers by id.
    package var supplierOrdinals: [String: UInt32] {
        var ordinals: [String: UInt32] = [:]
        for ordinal in 0..<UInt32(common.suppliers.count) { ordinals[common.suppliers.id(of: ordinal)] = ordinal }
        return ordinals
    }

    /// Holds a vshard's indexes against its versions, on this thread; `SnapshotSource.verify` does so on another.
    package func verify(_ vshard: VShard) throws -> [String] {
        guard let source = snapshotSource(of: vshard) else {
            throw StoreFlaw("vshard \(vshard.rawValue) is not here")
        }
        guard positions[vshard].map({ $0.seq <= commonPosition.seq }) ?? false else {
            throw StoreFlaw("vshard \(vshard.rawValue) is ahead of the suppliers that it is held against")
        }
        return try source.verify(categories: categories, suppliers: supplierOrdinals)
    }
}
