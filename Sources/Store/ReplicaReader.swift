import Bodies
import Cluster
import Documents
import Domain
import LMDB
import ModelIndex

/// One vshard's models, read at a seq.
final class ReplicaReader {
    let replica: Replica
    private let transaction: TransactionHandle
    private let blocks: Table
    private let seq: UInt64
    /// Whether the index is recent enough for the seq; otherwise all versions are read.
    let isIndexed: Bool
    /// Ordinals of models that the index has in a newer version than at the seq, or in an older one.
    let changed: Set<UInt32>
    private let births: Set<UInt64>
    /// What the index does not have yet.
    private let fresh: [ModelMemtable.Entry]

    /// Valid as long as nothing is taken up in memory.
    init(_ replica: Replica, at seq: UInt64) {
        self.replica = replica
        transaction = replica.reading
        blocks = replica.models.blocks
        self.seq = seq
        isIndexed = seq >= replica.floor
        births = isIndexed ? replica.changed(.models, after: seq) : []
        fresh = seq > replica.position.seq ? replica.memtable.standing(at: seq) : []
        let hidden = births.union(fresh.lazy.map(\.version.birth))
        changed = hidden.isEmpty ? [] : Set(hidden.compactMap { replica.modelOrdinals.ordinal(of: $0) })
    }

    /// In the map; checked when the environment was opened or when it was written.
    func block(_ place: Int, of category: ModelTable.Category) throws -> UnsafeRawPointer {
        if let known = category.bases[place] { return known }
        guard let base = try transaction.unsafeGet(category.blocks[place], in: blocks)?.baseAddress else {
            throw StoreFlaw("a block of models is missing", isDamage: true)
        }
        category.bases[place] = base
        return base
    }

    /// The words of a block's models.
    func words(_ number: UInt32, rows: Int) throws -> OwnWords {
        guard let bytes = try transaction.unsafeGet(number, in: replica.models.words),
            OwnWords.isWhole(bytes, rows: rows), let base = bytes.baseAddress
        else { throw StoreFlaw("the words of a block of models are damaged", isDamage: true) }
        return OwnWords(trusted: base)
    }

    /// The versions that stood at the seq and are not in the index: of what changed since, or came after it was
    /// written, or of everything where the seq lies too far back.
    func forEachOlder(_ context: IndexContext, _ pace: Pace, _ body: (OlderModel) throws -> Void) throws {
        func offer(_ version: VersionTable.Version) throws { try body(OlderModel(version, context)) }
        guard isIndexed else {
            return try replica.versions.forEach(.models, at: seq, pace: pace, transaction, offer)
        }
        for birth in births {
            try pace.step()
            if let version = try replica.versions.version(.models, birth: birth, at: seq, transaction) {
                try offer(version)
            }
        }
        for entry in fresh { try body(entry.row) }
    }
}

/// A version of a model that is in no block, as one row in the form of a block.
struct OlderModel {
    let category: CategoryPath
    let block, words: [UInt8]

    init(_ version: VersionTable.Version, _ context: IndexContext) throws {
        let model = try context.reader.model(version.body)
        let document = context.documents.document(of: model)
        category = model.category
        var rows = BlockBuilder(path: category)
        rows.append(
            BlockBuilder.Row(
                ordinal: .max, supplier: try context.supplier(model.supplier), model: model, length: document.length))
        block = rows.encoded(.tail)
        var own = OwnWordsBuilder()
        own.append(OwnWords.own(document, beyond: context.documents.words(of: category)))
        words = own.encoded()
    }
}
