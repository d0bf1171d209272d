import Bodies
import Documents
import Domain
import LMDB

/// A batch of changes as the indexes of a vshard take it: each record once, with the version that stood before.
struct IndexBatch {
    private(set) var models: [ModelEdit] = []
    private(set) var needs: [NeedEdit] = []
    /// Births of records that are new with this batch, ascending.
    private(set) var newModels, newNeeds: [UInt64]

    /// - Parameter changes: in the order of the log, not applied yet.
    init(_ changes: [Change], _ replica: Replica, _ context: IndexContext) throws {
        (newModels, newNeeds) = ([], [])
        var modelPlaces: [UInt64: Int] = [:]
        var needPlaces: [UInt64: Int] = [:]
        for (place, change) in changes.enumerated() {
            if change.kind == .models { modelPlaces[change.birth] = place }
            if change.kind == .needs { needPlaces[change.birth] = place }
        }
        try replica.environment.read { transaction in
            for (place, change) in changes.enumerated() {
                if change.kind == .models, modelPlaces[change.birth] == place {
                    try add(model: change, replica, context, transaction)
                } else if change.kind == .needs, needPlaces[change.birth] == place {
                    try add(need: change, replica, context, transaction)
                }
            }
        }
        number(replica)
    }

    private mutating func add<T: ReadableTransaction & ~Copyable>(
        model change: Change, _ replica: Replica, _ context: IndexContext, _ transaction: borrowing T
    ) throws {
        let found = try context.model(change.body)
        var edit = ModelEdit(
            ordinal: .max, birth: change.birth, seq: change.seq, model: found.model, supplier: found.supplier,
            document: found.document)
        if let ordinal = replica.modelOrdinals.ordinal(of: change.birth) {
            edit.ordinal = ordinal
            if let old = try replica.versions.version(.models, birth: change.birth, at: change.seq - 1, transaction) {
                edit.previousDocument = try context.model(old.body).document
            }
        } else {
            newModels.append(change.birth)
        }
        models.append(edit)
    }

    private mutating func add<T: ReadableTransaction & ~Copyable>(
        need change: Change, _ replica: Replica, _ context: IndexContext, _ transaction: borrowing T
    ) throws {
        let need = try context.reader.need(change.body)
        var edit = NeedEdit(
            ordinal: .max, birth: change.birth, seq: change.seq, need: need,
            document: context.documents.document(of: need))
        if let ordinal = replica.needOrdinals.ordinal(of: change.birth) {
            edit.ordinal = ordinal
            if let old = try replica.versions.version(.needs, birth: change.birth, at: change.seq - 1, transaction) {
                let previous = try context.reader.need(old.body)
                edit.previous = previous
                edit.previousDocument = context.documents.document(of: previous)
            }
        } else {
            newNeeds.append(change.birth)
        }
        needs.append(edit)
    }

    /// New records get the numbers that follow, in the order of their births.
    private mutating func number(_ replica: Replica) {
        newModels.sort()
        newNeeds.sort()
        models.sort { $0.birth < $1.birth }
        needs.sort { $0.birth < $1.birth }
        var (nextModel, nextNeed) = (UInt32(replica.modelOrdinals.count), UInt32(replica.needOrdinals.count))
        for index in models.indices where models[index].ordinal == .max {
            models[index].ordinal = nextModel
            nextModel += 1
        }
        for index in needs.indices where needs[index].ordinal == .max {
            needs[index].ordinal = nextNeed
            nextNeed += 1
        }
    }

    /// Models that are not active keep their document: a search asks `ModelTable` who is, and a change of status
    /// leaves the lists of words alone.
    var modelTexts: [TextEdit] {
        models.compactMap { edit in
            TextEdit(ordinal: edit.ordinal, id: edit.model.id, old: edit.previousDocument, new: edit.document)
                .ifChanged
        }
    }

    /// Needs that are withdrawn have none.
    var needTexts: [TextEdit] {
        needs.compactMap { edit in
            TextEdit(
                ordinal: edit.ordinal, id: edit.need.id,
                old: edit.previous.map { $0.statusOrDefault != .withdrawn } == true ? edit.previousDocument : nil,
                new: edit.need.statusOrDefault != .withdrawn ? edit.document : nil
            ).ifChanged
        }
    }
}

extension TextEdit {
    fileprivate var ifChanged: TextEdit? { old == new ? nil : self }
}
