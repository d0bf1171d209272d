import Documents
import LMDB

/// The words of one family of records in an environment.
final class TextTable {
    init(_ environment: Environment, _ name: String) throws {}

    /// Puts the edits of a batch, each record once.
    func apply(_ edits: [TextEdit], _ transaction: inout WriteTransaction) throws {}
}
