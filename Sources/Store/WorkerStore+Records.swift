package import Cluster
package import Domain
import JSON
import JSONParsing
import LMDB
package import Queries

extension WorkerStore {
    /// The tables that hold a kind here: the common environment, or those of the vshards asked for.
    private func tables(_ kind: RecordKind, _ vshards: [VShard]) throws -> [(TransactionHandle, VersionTable)] {
        if kind.isBroadcast { return [(common.reading, common.versions)] }
        return try vshards.map { vshard in
            guard let replica = replicas[vshard] else { throw StoreFlaw("vshard \(vshard.rawValue) is not here") }
            return (replica.reading, replica.versions)
        }
    }

    /// Most versions that one fetch returns, and most bytes of them.
    package static let versionsMax = 1_000
    package static let versionBytesMax = 16 << 20

    /// The newest version of a record not after `seq`, or all of them up to the limits, newest first.
    package func fetch(
        _ kind: RecordKind, id: String, versions all: Bool, vshards: [VShard], at seq: UInt64
    ) throws -> [VersionTable.Version] {
        let home = VShard(id: id, count: self.vshards)
        // What is not in the tables yet, newest first.
        let memtable = kind == .models && vshards.contains(home) ? try replica(home).memtable : ModelMemtable()
        let fresh = memtable.versions(of: id, at: seq)
        if !all, let newest = fresh.first { return [newest] }
        for (transaction, table) in try tables(kind, vshards) {
            guard let birth = try table.birth(of: id, kind, transaction) else { continue }
            let found = try table.versions(
                kind, birth: birth, at: seq, limit: all ? WorkerStore.versionsMax : 1,
                maxBytes: WorkerStore.versionBytesMax, transaction)
            if !found.isEmpty { return WorkerStore.bounded(fresh + found) }
        }
        return WorkerStore.bounded(fresh)
    }

    /// The first versions of a list, to the limits of one fetch.
    private static func bounded(_ versions: [VersionTable.Version]) -> [VersionTable.Version] {
        var bytes = 0
        return Array(
            versions.prefix(versionsMax).prefix { version in
                bytes += version.body.count
                return bytes <= versionBytesMax || bytes == version.body.count
            })
    }

    /// The records of a kind that pass all filters, by id; counts all, returns the first `limit` after `afterID`.
    package func list(
        _ kind: RecordKind, where filters: [RecordFilter], limit: Int, after afterID: String, vshards: [VShard],
        at seq: UInt64, pace: Pace = Pace()
    ) throws -> RecordPage {
        var page = RecordPage()
        var found: [(id: String, body: [UInt8])] = []
        for (transaction, table) in try tables(kind, vshards) {
            var taken = 0
            try table.forEachID(kind, after: "", transaction) { id, birth in
                try pace.step()
                let isAfter = afterID.isEmpty || afterID.utf8.lexicographicallyPrecedes(id.utf8)
                let isWanted = isAfter && taken < limit
                guard isWanted || !filters.isEmpty || seq < environmentSeq else {
                    page.total += 1
                    return .continue
                }
                guard let version = try table.version(kind, birth: birth, at: seq, transaction),
                    try passes(version.body, filters)
                else { return .continue }
                page.total += 1
                if isWanted {
                    taken += 1
                    found.append((id, version.body))
                }
                return .continue
            }
        }
        found.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        page.bodies = found.prefix(limit).map(\.body)
        return page
    }

    /// At this seq and later every id that is here has a version.
    private var environmentSeq: UInt64 { max(commonPosition.seq, replicas.values.map(\.position.seq).max() ?? 0) }

    func passes(_ body: [UInt8], _ filters: [RecordFilter]) throws -> Bool {
        guard !filters.isEmpty else { return true }
        let record = try JSONParser.parse(body)
        return filters.allSatisfy { $0.passes(record) }
    }
}
