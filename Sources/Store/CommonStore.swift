import Bodies
package import Cluster
import Documents
import Domain
package import LMDB
import Rules

/// The broadcast kinds, on every worker: suppliers, enterprises, offers, joint caps (40-cluster.md, section 4).
///
/// Bodies lie in LMDB; what every question reads of suppliers, offers and joint caps is held ready in
/// memory.
package final class CommonStore {
    package let environment: Environment
    package let versions: VersionTable
    private let positions: PositionTable
    private let reader = BodyReader()
    /// By the ordinals of `suppliers`.
    let supplierText: TextTable
    private(set) var suppliers = SupplierTable()
    private var offers = OfferTable()
    private(set) var jointCaps = JointCapTable()
    let enterprises: EnterpriseTable
    /// Applied through here; committed to disk with the last broadcast change or by `settle`.
    package private(set) var position: Position
    private var committed: Position
    /// Of the log the changes are from; empty before a coordinator said it.
    package private(set) var incarnation: [UInt8]
    /// What questions read: as old as what is in memory.
    private let published: PublishedSnapshot

    /// Opens the environment and fills the tables in memory.
    package init(directory: String, incarnation: [UInt8], mapBytes: Int) throws {
        environment = try Damage.open(
            directory, .init(mapBytes: mapBytes, maxTables: 16, durability: .noMetaSync))
        let positions = try PositionTable(environment)
        self.positions = positions
        versions = try VersionTable(environment)
        supplierText = try TextTable(environment, "supplier-text")
        self.incarnation = try environment.read { try positions.incarnation($0) }
        position = try environment.read { try positions.position($0) }
        committed = position
        enterprises = try EnterpriseTable(environment, floor: position.seq)
        published = try PublishedSnapshot(environment)
        if self.incarnation.isEmpty { try take(incarnation) }
        try load()
    }

    /// The environment as questions see it, while a task may have committed more.
    var reading: TransactionHandle { published.handle }

    /// Moves on to the last commit, which memory has.
    func renew() throws { try published.renew() }

    /// Makes the map twice as large.
    func grow() throws { try published.grow() }

    /// Writes down which log the changes are from.
    func take(_ incarnation: [UInt8]) throws {
        guard self.incarnation != incarnation else { return }
        let positions = positions
        try environment.write { try positions.put(incarnation: incarnation, &$0) }
        try published.renew()
        self.incarnation = incarnation
    }

    /// The kinds that are held in memory too.
    private static let remembered: [RecordKind] = [.suppliers, .offers, .jointCaps]

    private func load() throws {
        let (versions, reader) = (versions, reader)
        var changes: [(Record, UInt64, UInt64)] = []
        try environment.read { transaction in
            for kind in CommonStore.remembered {
                try versions.forEach(kind, at: .max, transaction) { newest in
                    for version in try versions.versions(kind, birth: newest.birth, at: .max, transaction) {
                        changes.append((try reader.record(kind, version.body), version.birth, version.seq))
                    }
                }
            }
        }
        // In the order of the log, as they came.
        changes.sort { $0.2 < $1.2 }
        for (record, birth, seq) in changes { remember(record, birth: birth, seq: seq) }
    }

    private func remember(_ record: Record, birth: UInt64, seq: UInt64) {
        switch record {
        case .supplier(let supplier): suppliers.put(supplier, birth: birth, seq: seq)
        case .offer(let offer): offers.put(offer, seq: seq)
        case .jointCap(let cap): jointCaps.put(cap, seq: seq)
        default: break
        }
    }

    /// What puts the broadcast changes of a range into the tables, in one transaction; those applied before are
    /// skipped.
    ///
    /// A range without any only moves the position in memory; `settleTask` writes it down.
    ///
    /// - Parameter changed: told, once memory has the changes, the ordinals of suppliers that have another version
    ///   now, and the position before.
    /// - Returns: nil where there is nothing to write.
    func indexTask(
        _ changes: [Change], through: Position, _ documents: DocumentMaker,
        changed: @escaping ((suppliers: [UInt32], before: UInt64)) -> Void
    ) -> IndexTask? {
        guard through.seq > position.seq else { return nil }
        let fresh = changes.filter { $0.kind.isBroadcast && $0.seq > position.seq }
        guard !fresh.isEmpty else {
            position = through
            return nil
        }
        return IndexTask(.common) { [self] in
            let records = try write(fresh, through: through, documents)
            return { [self] in
                let before = position.seq
                try publish(records, through: through)
                changed((fresh.filter { $0.kind == .suppliers }.compactMap { suppliers.ordinal(of: $0.birth) }, before))
            }
        }
    }

    /// What memory takes up of a change.
    private typealias Remembered = (record: Record, birth: UInt64, seq: UInt64)

    /// Writes and commits; nothing that questions read in memory changes.
    private func write(
        _ fresh: [Change], through: Position, _ documents: DocumentMaker
    ) throws -> [Remembered] {
        let (versions, positions, reader, enterprises) = (versions, positions, reader, enterprises)
        let records = try fresh.filter { CommonStore.remembered.contains($0.kind) }.map { change in
            (record: try reader.record(change.kind, change.body), birth: change.birth, seq: change.seq)
        }
        let texts = try texts(fresh, documents)
        try environment.write { transaction in
            try versions.put(fresh, &transaction)
            try supplierText.apply(texts, &transaction)
            try enterprises.apply(fresh, &transaction)
            try positions.put(through, &transaction)
        }
        return records
    }

    private func publish(_ records: [Remembered], through: Position) throws {
        supplierText.commit()
        for change in records { remember(change.record, birth: change.birth, seq: change.seq) }
        enterprises.commit()
        position = through
        committed = through
        try published.renew()
    }

    /// What a batch makes of the texts of suppliers; their numbers are those that `suppliers` will give.
    private func texts(_ changes: [Change], _ documents: DocumentMaker) throws -> [TextEdit] {
        var edits: [UInt64: TextEdit] = [:]
        var next = UInt32(suppliers.count)
        for change in changes where change.kind == .suppliers {
            let supplier = try reader.supplier(change.body)
            let document = documents.document(of: supplier)
            if edits[change.birth] != nil {
                edits[change.birth]?.new = document
                continue
            }
            var edit = TextEdit(ordinal: next, id: supplier.id, old: nil, new: document)
            if let ordinal = suppliers.ordinal(of: change.birth) {
                edit.ordinal = ordinal
                let old = try environment.read {
                    try versions.version(.suppliers, birth: change.birth, at: change.seq - 1, $0)
                }
                edit.old = try old.map { documents.document(of: try reader.supplier($0.body)) }
            } else {
                next += 1
            }
            edits[change.birth] = edit
        }
        return edits.values.filter { $0.old != $0.new }
    }

    /// What writes the position down where only it has moved since the last commit, and puts new words into their
    /// lists once no more come; nil where there is nothing to write.
    func settleTask() -> IndexTask? {
        let hasWords = supplierText.isToSettle()
        guard hasWords || committed != position else { return nil }
        let (positions, position) = (positions, position)
        return IndexTask(.common) { [self] in
            try environment.write { transaction in
                if hasWords { try supplierText.settle(&transaction) }
                try positions.put(position, &transaction)
            }
            return { [self] in
                if hasWords { supplierText.commit() }
                committed = position
                try published.renew()
            }
        }
    }

    /// An offer as it stood at a seq.
    func offer(_ id: String, at seq: UInt64) -> CompiledOffer? { offers.offer(id, at: seq) }

    /// The seq of the version of an offer that stood at a seq.
    func offerVersion(_ id: String, at seq: UInt64) -> UInt64? { offers.version(id, at: seq) }

    /// The offers as they stood at a seq, by id in byte order.
    func offers(at seq: UInt64) -> [CompiledOffer] { offers.all(at: seq) }

    /// Every offer as it stood at a seq with its outcome.
    func judgedOffers(_ facts: FactTable, asOf: CalendarDay, at seq: UInt64) -> JudgedOffers {
        offers.judged(facts, asOf: asOf, at: seq)
    }

    /// The number of a supplier in `suppliers`; nil where there is none of that id.
    func supplierOrdinal(_ id: String) throws -> UInt32? {
        try environment.read { try versions.birth(of: id, .suppliers, $0) }.flatMap { suppliers.ordinal(of: $0) }
    }
}
