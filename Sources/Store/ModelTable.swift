import Domain
import LMDB

/// The models of a vshard as its indexes keep them.
///
///     models   category path · 0 · birth u64 → ModelRow
final class ModelTable {
    let rows: Table

    init(_ environment: Environment) throws { rows = try environment.openTable("models") }

    /// Puts the edits of a batch, each model once. May run twice where the map was full: what is in memory changes in
    /// `commit`.
    func apply(_ edits: [ModelEdit], _ transaction: inout WriteTransaction) throws {
        for edit in edits {
            if let previous = edit.previous, previous.category != edit.model.category {
                try transaction.delete(ModelRow.key(previous.category, birth: edit.birth), in: rows)
            }
            let row = ModelRow.encode(
                edit.model, seq: edit.seq, supplier: edit.supplier, document: edit.document)
            try transaction.put(ModelRow.key(edit.model.category, birth: edit.birth), value: row, in: rows)
        }
    }

    /// Takes the edits of `apply` up in memory, after the commit.
    func commit(_ edits: [ModelEdit]) {}
}
