package import Domain
package import LMDB

/// All versions of all records of one environment, by birth, and the births by id.
///
///     bodies   kind u8 · birth u64 · seq u64 → time i64 · canonical JSON
///     ids      kind u8 · id → birth u64
///
/// Old versions stay, so that any past seq can be read (10-data-model.md, "Import").
package struct VersionTable: Sendable {
    /// One version of a record.
    package struct Version: Equatable, Sendable {
        package var seq: UInt64
        package var birth: UInt64
        package var timeMs: Int64
        package var body: [UInt8]
    }

    private let bodies, ids: Table

    init(_ environment: Environment) throws {
        bodies = try environment.openTable("bodies")
        ids = try environment.openTable("ids")
    }

    /// The tables of an environment that has them, which may be open for reading only.
    init(reading environment: Environment) throws {
        bodies = try environment.openTable("bodies", create: false)
        ids = try environment.openTable("ids", create: false)
    }

    /// Stores versions, in the order of the log; an id is entered with the first.
    ///
    /// What goes behind the last key is appended, as new records mostly do: no page is looked for, and pages are filled
    /// whole where an insertion leaves them half empty.
    func put(_ changes: [Change], _ transaction: inout WriteTransaction) throws {
        var last = try transaction.last(in: bodies) { key, _ in Key(key.copy()) } ?? Key()
        var value: [UInt8] = []
        var key = Key(capacity: 17)
        var new: [Int] = []
        for (place, change) in changes.enumerated() {
            key.removeAll()
            key.append(change.kind.number)
            key.append(change.birth)
            key.append(change.seq)
            value.removeAll(keepingCapacity: true)
            withUnsafeBytes(of: change.timeMs.bigEndian) { value.append(contentsOf: $0) }
            value.append(contentsOf: change.body)
            if last < key {
                try transaction.append(key, value: value, in: bodies)
                swap(&last, &key)
            } else {
                try transaction.put(key, value: value, in: bodies)
            }
            if try change.seq == change.birth || birth(of: change.id, change.kind, transaction) == nil {
                new.append(place)
            }
        }
        try enter(new.map { changes[$0] }, &transaction)
    }

    /// Enters ids in their order, so that those of one page come one after another.
    private func enter(_ new: [Change], _ transaction: inout WriteTransaction) throws {
        guard !new.isEmpty else { return }
        var last = try transaction.last(in: ids) { key, _ in Key(key.copy()) } ?? Key()
        var key = Key(capacity: 32)
        for change in new.sorted(by: { ($0.kind.number, $0.id) < ($1.kind.number, $1.id) }) {
            key.removeAll()
            key.append(change.kind.number)
            key.append(change.id)
            if last < key {
                try transaction.append(key, value: change.birth, in: ids)
                swap(&last, &key)
            } else {
                try transaction.put(key, value: change.birth, in: ids)
            }
        }
    }

    /// The birth of a record, nil where it is not here.
    package func birth<T: ReadableTransaction & ~Copyable>(
        of id: String, _ kind: RecordKind, _ transaction: borrowing T
    ) throws -> UInt64? {
        // A client may ask about an id that is too long for a key: it is nobody's.
        guard id.utf8.count <= 255 else { return nil }
        return try transaction.get(VersionTable.key(kind, id), in: ids) { $0.bigEndian(UInt64.self) }
    }

    /// The newest version not after `seq`; nil where the record was not born by then.
    package func version<T: ReadableTransaction & ~Copyable>(
        _ kind: RecordKind, birth: UInt64, at seq: UInt64, _ transaction: borrowing T
    ) throws -> Version? {
        let prefix = VersionTable.key(kind, birth)
        let range = KeyRange(lower: prefix.bytes, upper: prefix.appending(seq).bytes + [0])
        return try transaction.last(in: bodies, keys: range) { key, value in VersionTable.version(key, value) }
    }

    /// The versions not after `seq`, newest first: at most so many, and no more once their bodies reach so many bytes.
    package func versions<T: ReadableTransaction & ~Copyable>(
        _ kind: RecordKind, birth: UInt64, at seq: UInt64, limit: Int = .max, maxBytes: Int = .max,
        _ transaction: borrowing T
    ) throws -> [Version] {
        let prefix = VersionTable.key(kind, birth)
        let range = KeyRange(lower: prefix.bytes, upper: prefix.appending(seq).bytes + [0])
        var versions: [Version] = []
        var bytes = 0
        try transaction.forEach(in: bodies, keys: range, order: .descending) { key, value in
            bytes += value.byteCount
            if bytes > maxBytes, !versions.isEmpty { return .stop }
            versions.append(VersionTable.version(key, value))
            return versions.count < limit ? .continue : .stop
        }
        return versions
    }

    /// Every record of a kind by birth, with its newest version not after `seq`.
    package func forEach<T: ReadableTransaction & ~Copyable>(
        _ kind: RecordKind, at seq: UInt64, pace: Pace = Pace(), _ transaction: borrowing T,
        _ body: (Version) throws -> Void
    ) throws {
        var newest: Version?
        try transaction.forEach(in: bodies, keys: .prefix([kind.number])) { key, value in
            try pace.step()
            guard key.bigEndian(UInt64.self, at: 9) <= seq else { return .continue }
            if let version = newest, version.birth != key.bigEndian(UInt64.self, at: 1) { try body(version) }
            newest = VersionTable.version(key, value)
            return .continue
        }
        if let newest { try body(newest) }
    }

    /// Every id of a kind after `id` in byte order with its birth, until `body` says stop.
    package func forEachID<T: ReadableTransaction & ~Copyable>(
        _ kind: RecordKind, after id: String, _ transaction: borrowing T, _ body: (String, UInt64) throws -> ScanStep
    ) throws {
        let start = VersionTable.key(kind, id).bytes + (id.isEmpty ? [] : [0])
        try transaction.forEach(in: ids, keys: KeyRange(lower: start, upper: [kind.number + 1])) { key, value in
            let id = key.withUnsafeBytes { String(decoding: $0.dropFirst(), as: UTF8.self) }
            return try body(id, value.bigEndian(UInt64.self))
        }
    }

    private static func key(_ kind: RecordKind, _ birth: UInt64) -> Key {
        var key = Key(capacity: 17)
        key.append(kind.number)
        key.append(birth)
        return key
    }

    private static func key(_ kind: RecordKind, _ id: String) -> Key {
        var key = Key(capacity: 1 + id.utf8.count)
        key.append(kind.number)
        key.append(id)
        return key
    }

    private static func version(_ key: RawSpan, _ value: RawSpan) -> Version {
        Version(
            seq: key.bigEndian(UInt64.self, at: 9), birth: key.bigEndian(UInt64.self, at: 1),
            timeMs: Int64(bitPattern: value.bigEndian(UInt64.self)),
            body: value.withUnsafeBytes { [UInt8]($0.dropFirst(8)) })
    }
}
