import Documents
import Domain

/// What the index takes of a model.
struct IndexedModel {
    /// As far as the index holds it (`ModelText.indexed`).
    var model: EquipmentModel
    /// As in `ModelEdit`.
    var supplier: UInt32
    var document: DocumentTerms
}

/// What a batch of changes makes of one record, as the indexes of a vshard take it: the newest version of the batch,
/// and the version that stood before.
struct ModelEdit {
    /// In the vshard's `OrdinalTable` of models.
    var ordinal: UInt32
    var birth, seq: UInt64
    /// As far as the index holds it.
    var model: EquipmentModel
    /// Of the supplier among all suppliers (`SupplierTable`); `.max` of a stranger, for whom no model is live.
    var supplier: UInt32
    var document: DocumentTerms
    /// Of the version that stood before.
    var previousDocument: DocumentTerms?
}

/// The same of a need.
struct NeedEdit {
    /// In the vshard's `OrdinalTable` of needs.
    var ordinal: UInt32
    var birth, seq: UInt64
    var need: Need
    var document: DocumentTerms
    var previous: Need?
    /// Of `previous`.
    var previousDocument: DocumentTerms?
}

/// What a text index is told of one record; nil = without a document.
struct TextEdit {
    var ordinal: UInt32
    /// Of the record; never changes.
    var id: String
    var old: DocumentTerms?
    var new: DocumentTerms?
}
