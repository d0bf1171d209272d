package import Cluster
package import Domain
package import LMDB
import ModelIndex

/// One vshard on this worker: its models, needs and inventory with their indexes, in an environment of its own.
///
/// Bodies lie in `versions`; `models`, `needs` and the texts are indexes over the newest ones, by the ordinals of
/// `modelOrdinals` and `needOrdinals`.
package final class Replica {
    package let vshard: VShard
    package let environment: Environment
    package let versions: VersionTable
    let positions: PositionTable
    private(set) var modelOrdinals, needOrdinals: OrdinalTable
    let models: ModelTable
    let needs: NeedTable
    let modelText, needText: TextTable
    /// Applied through here; committed to disk with the last change of this vshard or by `settle`.
    package private(set) var position: Position
    private var committed: Position
    /// Births changed lately, by seq, so that a question at a recent seq knows which rows are too new for it.
    private(set) var recent: [(seq: UInt64, kind: RecordKind, birth: UInt64)] = []
    /// Questions at this seq or later are answered from the index; older ones by a scan of the versions.
    private(set) var floor: UInt64
    private static let recentMax = 200_000
    /// Models that were received and are not in the index yet.
    private(set) var memtable = ModelMemtable()
    /// What questions read: as old as what is in memory.
    private let published: PublishedSnapshot

    init(
        vshard: VShard, directory: String, mapBytes: Int, bounds: (UInt32) -> SupplierBounds
    ) throws {
        self.vshard = vshard
        environment = try Damage.open(
            directory, .init(mapBytes: mapBytes, maxTables: 32, durability: .noMetaSync))
        let positions = try PositionTable(environment)
        self.positions = positions
        versions = try VersionTable(environment)
        modelOrdinals = try OrdinalTable(environment, "model-ordinals")
        needOrdinals = try OrdinalTable(environment, "need-ordinals")
        models = try ModelTable(environment, bounds)
        needs = try NeedTable(environment)
        modelText = try TextTable(environment, "model-text")
        needText = try TextTable(environment, "need-text")
        position = try environment.read { try positions.position($0) }
        committed = position
        floor = position.seq
        published = try PublishedSnapshot(environment)
    }

    /// What puts the changes of a range that belong here into index and bodies, with the position, in one transaction.
    ///
    /// A range without a change for this vshard only moves the position in memory; `settleTask` writes it down.
    ///
    /// - Parameter context: of the thread that writes.
    /// - Returns: nil where there is nothing to write.
    func indexTask(_ changes: [Change], through: Position, _ context: IndexContext) -> IndexTask? {
        guard through.seq > position.seq else { return nil }
        let fresh = changes.filter { $0.seq > position.seq }
        guard !fresh.isEmpty else {
            position = through
            return nil
        }
        return IndexTask(.vshard(vshard)) { [self] in
            let (batch, stage) = try write(fresh, through: through, context)
            return { [self] in try publish(fresh, batch, stage, through: through) }
        }
    }

    /// Writes and commits; nothing that questions read in memory changes.
    private func write(
        _ fresh: [Change], through: Position, _ context: IndexContext
    ) throws -> (IndexBatch, ModelStage) {
        let batch = try IndexBatch(fresh, self, context)
        let stage = try environment.write { transaction in
            try versions.put(fresh, &transaction)
            try modelOrdinals.put(batch.newModels, &transaction)
            try needOrdinals.put(batch.newNeeds, &transaction)
            let stage = try ModelStage(batch.models, models, context, &transaction)
            try needs.apply(batch.needs, &transaction)
            try modelText.apply(batch.modelTexts, &transaction)
            try needText.apply(batch.needTexts, &transaction)
            try positions.put(through, &transaction)
            return stage
        }
        return (batch, stage)
    }

    private func publish(_ fresh: [Change], _ batch: IndexBatch, _ stage: ModelStage, through: Position) throws {
        modelOrdinals.take(batch.newModels)
        needOrdinals.take(batch.newNeeds)
        models.commit(stage)
        needs.commit(batch.needs)
        modelText.commit()
        needText.commit()
        position = through
        committed = through
        remember(fresh)
        memtable.drop(through: through.seq)
        try renew()
    }

    /// What writes the position down where only it has moved since the last commit, and puts new words into their
    /// lists once no more come, where there is time for it.
    ///
    /// - Returns: nil where there is nothing to write; and whether it takes long.
    func settleTask(hasTime: Bool) -> (task: IndexTask?, isLong: Bool) {
        var text: TextTable?
        if hasTime { text = [modelText, needText].first { $0.isToSettle() } }
        guard text != nil || committed != position else { return (nil, false) }
        let (positions, position, words) = (positions, position, text)
        let task = IndexTask(.vshard(vshard)) { [self] in
            try environment.write { transaction in
                try words?.settle(&transaction)
                try positions.put(position, &transaction)
            }
            return { [self] in
                words?.commit()
                committed = position
                try renew()
            }
        }
        return (task, text != nil)
    }

    /// Lets questions see a change of a model before it is indexed.
    func readAhead(_ change: Change, _ context: IndexContext) throws { try memtable.add(change, context) }

    /// Forgets what is not indexed.
    func forgetAhead() { memtable = ModelMemtable() }

    /// The vshard's environment as questions see it, while a task may have committed more.
    var reading: TransactionHandle { published.handle }

    /// Moves on to the last commit, which memory has.
    func renew() throws {
        models.forgetBases()
        try published.renew()
    }

    /// Makes the map twice as large.
    func grow() throws {
        models.forgetBases()
        try published.grow()
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

    /// The newest version of a record not after `seq`; nil where it is not here.
    func version(_ kind: RecordKind, id: String, at seq: UInt64) throws -> VersionTable.Version? {
        if kind == .models, let fresh = memtable.versions(of: id, at: seq).first { return fresh }
        guard let birth = try versions.birth(of: id, kind, reading) else { return nil }
        return try versions.version(kind, birth: birth, at: seq, reading)
    }

    /// Records of a kind, for coverage and the balancer.
    package func count(_ kind: RecordKind) throws -> Int {
        var count = 0
        try versions.forEachID(kind, after: "", reading) { _, _ in
            count += 1
            return .continue
        }
        return count
    }
}
