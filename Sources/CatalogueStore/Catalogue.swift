package import ChangeLog
package import Cluster
import Documents
package import Domain
import LMDB
import OS
package import Queries
import Records
package import TextAnalysis

/// What the coordinator knows of every record without holding it: a cache rebuilt from the log (40-cluster.md, section
/// 2).
///
///     ids      kind u8 · id → birth u64 · last seq u64 · active u8 · supplier birth u64
///     models   supplier birth u64 · model birth u64 → last seq u64
///     terms    family u32 · term u64 → documents u64
///     totals   family u32 → documents u64 · total length u64
///     counts   vshard u32 → records u64
///     meta     position, fingerprint
package final class Catalogue {
    /// A record as the catalogue knows it.
    package struct Entry: Equatable, Sendable {
        package var birth: UInt64
        package var lastSeq: UInt64
        /// By its own status: a model not withdrawn, a supplier not suspended, a need not withdrawn.
        package var isActive: Bool
        /// Of a model; 0 else.
        package var supplierBirth: UInt64
    }

    let environment: Environment
    let ids, models, terms, totals, counts, meta: Table
    let log: any ChangeLog
    let documents: DocumentMaker
    /// Entries of suppliers met while a batch is applied.
    var suppliers: [USCCKey: Entry] = [:]
    /// Room in which keys and values are put together.
    var key = Key(capacity: 256)
    var value = Key(capacity: 32)
    /// Applied and committed through here.
    package private(set) var position: Position
    private static let positionKey = Array("position".utf8)
    private static let fingerprintKey = Array("fingerprint".utf8)
    /// What the statistics depend on beside the log, now and when they were made.
    private let fingerprint: [UInt8]
    private var storedFingerprint: [UInt8]?

    package init(directory: String, log: any ChangeLog, categories: CategoryTree, mapBytes: Int = 16 << 30) throws {
        self.log = log
        documents = DocumentMaker(categories: categories)
        fingerprint = CatalogueFingerprint.bytes(categories)
        environment = try Environment(
            path: directory, options: .init(mapBytes: mapBytes, maxTables: 8, durability: .noMetaSync))
        // Before anything is read: pages past the end of a short file cannot be.
        try Catalogue.checkLength(directory, environment)
        ids = try environment.openTable("ids")
        models = try environment.openTable("models")
        terms = try environment.openTable("terms")
        totals = try environment.openTable("totals")
        counts = try environment.openTable("counts")
        let meta = try environment.openTable("meta")
        self.meta = meta
        storedFingerprint = try environment.read { try $0.copy(Catalogue.fingerprintKey, in: meta) }
        position = try environment.read { transaction in
            try transaction.get(Catalogue.positionKey, in: meta) { value in
                Position(
                    seq: value.bigEndian(UInt64.self),
                    chain: Chain(bytes: value.withUnsafeBytes { [UInt8]($0.dropFirst(8)) }))
            } ?? .start
        }
    }

    /// A file that was cut short: reading past its end would end the process.
    private static func checkLength(_ directory: String, _ environment: Environment) throws {
        let file = directory + "/data.mdb"
        guard let size = try Files.size(file), size >= environment.information().usedBytes else {
            throw CatalogueDamage("the catalogue's file is shorter than its data")
        }
    }

    /// Whether what is here was built from this log, and as this build would build it.
    package func isOf(_ log: any ChangeLog) throws -> Bool {
        if position.seq == 0 { return true }
        guard storedFingerprint == fingerprint else { return false }
        return try log.record(at: position.seq)?.chain == position.chain
    }

    /// The entry of a record; nil where there is none.
    package func entry(_ kind: RecordKind, _ id: String) throws -> Entry? {
        try environment.read { try entry(kind, id, $0) }
    }

    func entry<T: ReadableTransaction & ~Copyable>(
        _ kind: RecordKind, _ id: String, _ transaction: borrowing T
    ) throws -> Entry? {
        guard Catalogue.canBeStored(id) else { return nil }
        return try transaction.get(Catalogue.key(kind, id), in: ids) { value in
            Entry(
                birth: value.bigEndian(UInt64.self), lastSeq: value.bigEndian(UInt64.self, at: 8),
                isActive: value.bigEndian(UInt8.self, at: 16) != 0, supplierBirth: value.bigEndian(UInt64.self, at: 17))
        }
    }

    /// The entries of records in their order; nil where there is none.
    package func entries(_ kind: RecordKind, _ list: [String]) throws -> [Entry?] {
        try environment.read { transaction in try list.map { try entry(kind, $0, transaction) } }
    }

    /// Which of these ids exist, in their order.
    package func exist(_ kind: RecordKind, _ list: [String]) throws -> [Bool] {
        try environment.read { transaction in
            try list.map { id in
                guard Catalogue.canBeStored(id) else { return false }
                return try transaction.contains(Catalogue.key(kind, id), in: ids)
            }
        }
    }

    /// Whether an id is short enough for a key; a longer one, which a client may ask about, is nobody's.
    private static func canBeStored(_ id: String) -> Bool { id.utf8.count <= 255 }

    /// Statistics of a family at `position` for a query's distinct tokens.
    package func statistics(_ family: TextFamily, tokens: [String]) throws -> TextStatistics {
        try environment.read { transaction in
            var statistics = TextStatistics(tokens: tokens.count)
            let total = try total(family, transaction)
            statistics.documents = total.documents
            statistics.totalLength = total.length
            for (index, token) in tokens.enumerated() {
                let key = Catalogue.key(family, DocumentTerms.term(token))
                statistics.documentFrequencies[index] =
                    try transaction.get(key, in: terms) { Int($0.bigEndian(UInt64.self)) } ?? 0
            }
            return statistics
        }
    }

    func total<T: ReadableTransaction & ~Copyable>(
        _ family: TextFamily, _ transaction: borrowing T
    ) throws -> (documents: Int, length: Int) {
        try transaction.get(Key(family.rawValue), in: totals) { value in
            (Int(value.bigEndian(UInt64.self)), Int(value.bigEndian(UInt64.self, at: 8)))
        } ?? (0, 0)
    }

    /// Records a vshard holds, for coverage.
    package func records(in vshard: VShard) throws -> UInt64 {
        try environment.read { transaction in
            try transaction.get(Key(vshard.rawValue), in: counts) { $0.bigEndian(UInt64.self) } ?? 0
        }
    }

    /// Records that each of the first so many vshards holds, read at once.
    package func records(ofVShards count: Int) throws -> [UInt64] {
        try environment.read { transaction in
            try (0..<count).map { vshard in
                try transaction.get(Key(UInt32(vshard)), in: counts) { $0.bigEndian(UInt64.self) } ?? 0
            }
        }
    }

    /// The body of a change.
    package func body(at seq: UInt64) throws -> [UInt8]? { try log.record(at: seq)?.body }

    func commit(_ through: Position, _ body: (inout WriteTransaction) throws -> Void) throws {
        while true {
            do {
                try environment.write { transaction in
                    try body(&transaction)
                    var value = Key(through.seq)
                    value.append(through.chain.bytes)
                    try transaction.put(Catalogue.positionKey, value: value, in: meta)
                    try transaction.put(Catalogue.fingerprintKey, value: fingerprint, in: meta)
                }
                position = through
                storedFingerprint = fingerprint
                return
            } catch let error as LMDBError where error.code == .mapFull {
                try environment.grow(to: environment.information().mapBytes * 2)
            }
        }
    }

    /// Forgets everything: the log is to be read again from its start.
    package func clear() throws {
        try environment.write { transaction in
            for table in [ids, models, terms, totals, counts, meta] { try transaction.clear(table) }
        }
        position = .start
    }

    static func key(_ kind: RecordKind, _ id: String) -> Key {
        var key = Key(capacity: 1 + id.utf8.count)
        key.append(kind.number)
        key.append(id)
        return key
    }

    static func key(_ family: TextFamily, _ term: DocumentTerms.Term) -> Key {
        var key = Key(capacity: 12)
        key.append(family.rawValue)
        key.append(term)
        return key
    }
}
