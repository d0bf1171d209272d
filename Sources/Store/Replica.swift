package import Cluster
package import Domain
package import LMDB

/// One vshard on this worker: its models, needs and inventory with their indexes, in an environment of its own.
///
///     models   category path · 0 · birth u64 → ModelRow
///     places   kind u8 · birth u64 → the row keys the newest version stands under
///     lines    category path · 0 · birth u64 · index u16 → seq u64
///     docs     birth u64 → whether a need is live, and the terms of its text
package final class Replica {
    package let vshard: VShard
    package let environment: Environment
    package let versions: VersionTable
    let positions: PositionTable
    let models, places, lines, docs: Table
    /// Applied through here; committed to disk with the last change of this vshard or by `settle`.
    package private(set) var position: Position
    private var committed: Position
    /// Births changed lately, by seq, so that a question at a recent seq knows which rows are too new for it.
    private(set) var recent: [(seq: UInt64, kind: RecordKind, birth: UInt64)] = []
    /// Questions at this seq or later are answered from the index; older ones by a scan of the versions.
    private(set) var floor: UInt64
    private static let recentMax = 200_000

    package init(vshard: VShard, directory: String, mapBytes: Int) throws {
        self.vshard = vshard
        environment = try Damage.open(
            directory, .init(mapBytes: mapBytes, maxTables: 12, durability: .noMetaSync))
        let positions = try PositionTable(environment)
        self.positions = positions
        versions = try VersionTable(environment)
        models = try environment.openTable("models")
        places = try environment.openTable("places")
        lines = try environment.openTable("lines")
        docs = try environment.openTable("docs")
        position = try environment.read { try positions.position($0) }
        committed = position
        floor = position.seq
    }

    /// Applies the changes of a range that belong here; index, bodies and position in one transaction.
    ///
    /// A range without a change for this vshard only moves the position in memory; `settle` writes it down.
    package func apply(_ changes: [Change], through: Position, _ context: IndexContext) throws {
        guard through.seq > position.seq else { return }
        let fresh = changes.filter { $0.seq > position.seq }
        guard !fresh.isEmpty else {
            position = through
            return
        }
        let rows = try fresh.map { try context.entry($0) }
        try environment.growing { environment in
            try environment.write { transaction in
                for (change, entry) in zip(fresh, rows) {
                    try versions.put(change, &transaction)
                    try index(change, entry, &transaction)
                }
                try positions.put(through, &transaction)
            }
        }
        position = through
        committed = through
        remember(fresh)
    }

    /// Writes the position down where only it has moved since the last commit.
    package func settle() throws {
        guard committed != position else { return }
        let (positions, position) = (positions, position)
        try environment.write { try positions.put(position, &$0) }
        committed = position
    }

    private func index(_ change: Change, _ entry: IndexEntry, _ transaction: inout WriteTransaction) throws {
        guard !entry.isEmpty else { return }
        let table = change.kind == .models ? models : lines
        var place = Key(change.kind.number)
        place.append(change.birth)
        if change.seq != change.birth, let old = try transaction.copy(place, in: places) {
            for key in PlaceCodec.decode(old) { try transaction.delete(key, in: table) }
        }
        for (key, row) in entry.rows { try transaction.put(key, value: row, in: table) }
        try transaction.put(place, value: PlaceCodec.encode(entry.rows.map(\.key)), in: places)
        if let document = entry.document { try transaction.put(Key(change.birth), value: document, in: docs) }
    }

    private func remember(_ changes: [Change]) {
        for change in changes where change.kind != .inventory {
            recent.append((change.seq, change.kind, change.birth))
        }
        if recent.count > Replica.recentMax {
            let cut = recent.count - Replica.recentMax / 2
            floor = recent[cut - 1].seq
            recent.removeFirst(cut)
        }
    }

    /// The births of a kind that have a version after `seq`: their rows are too new for a question at `seq`.
    func changed(_ kind: RecordKind, after seq: UInt64) -> Set<UInt64> {
        guard seq < position.seq else { return [] }
        var births: Set<UInt64> = []
        for change in recent.reversed() {
            if change.seq <= seq { break }
            if change.kind == kind { births.insert(change.birth) }
        }
        return births
    }

    /// Records of a kind, for coverage and the balancer.
    package func count(_ kind: RecordKind) throws -> Int {
        try environment.read { transaction in
            var count = 0
            try versions.forEachID(kind, after: "", transaction) { _, _ in
                count += 1
                return .continue
            }
            return count
        }
    }
}

/// The keys a record's rows stand under: length u16 and bytes each.
enum PlaceCodec {
    static func encode(_ keys: [Key]) -> [UInt8] {
        var out: [UInt8] = []
        for key in keys {
            out.append(UInt8(truncatingIfNeeded: key.count))
            out.append(UInt8(truncatingIfNeeded: key.count >> 8))
            out.append(contentsOf: key.bytes)
        }
        return out
    }

    static func decode(_ bytes: [UInt8]) -> [Key] {
        var keys: [Key] = []
        var at = 0
        while at + 2 <= bytes.count {
            let count = Int(bytes[at]) | Int(bytes[at + 1]) << 8
            guard at + 2 + count <= bytes.count else { break }
            keys.append(Key(Array(bytes[at + 2..<at + 2 + count])))
            at += 2 + count
        }
        return keys
    }
}
