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
        let batch = try IndexBatch(fresh, self, context)
        var stage: ModelStage?
        try environment.growing { environment in
            try environment.write { transaction in
                try versions.put(fresh, &transaction)
                try modelOrdinals.put(batch.newModels, &transaction)
                try needOrdinals.put(batch.newNeeds, &transaction)
                stage = try ModelStage(batch.models, models, context, &transaction)
                try needs.apply(batch.needs, &transaction)
                try modelText.apply(batch.modelTexts, &transaction)
                try needText.apply(batch.needTexts, &transaction)
                try positions.put(through, &transaction)
            }
        }
        modelOrdinals.take(batch.newModels)
        needOrdinals.take(batch.newNeeds)
        if let stage { models.commit(stage) }
        needs.commit(batch.needs)
        modelText.commit()
        needText.commit()
        position = through
        committed = through
        remember(fresh)
    }

    /// Writes the position down where only it has moved since the last commit; and new words into their lists once no
    /// more come, where there is time for it: it takes about a tenth of a second.
    ///
    /// - Returns: whether it took that time.
    @discardableResult
    package func settle(hasTime: Bool = true) throws -> Bool {
        var isBusy = false
        if hasTime {
            isBusy = try modelText.settle(environment)
            if !isBusy { isBusy = try needText.settle(environment) }
        }
        try settlePosition()
        return isBusy
    }

    private func settlePosition() throws {
        guard committed != position else { return }
        let (positions, position) = (positions, position)
        try environment.write { try positions.put(position, &$0) }
        committed = position
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
        try environment.read { transaction in
            guard let birth = try versions.birth(of: id, kind, transaction) else { return nil }
            return try versions.version(kind, birth: birth, at: seq, transaction)
        }
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
