import Bodies
import ChangeLog
package import Domain
package import Records

/// A change's record as far as it has been read.
package enum ReadRecord: Sendable {
    /// Behind a reference, for a record of any kind takes the room of the largest, and there are thousands in a batch.
    indirect case record(Record)
    /// A model whose fields are read in the change's body.
    case model(ModelText)
}

/// Reads the changes of a log for the catalogue.
struct ChangeReader {
    private let bodies = BodyReader()
    private let models = ModelScanner()

    /// The record of a body.
    func read(_ kind: RecordKind, _ body: [UInt8]) throws -> ReadRecord {
        if kind == .models, let model = models.scan(body) { return .model(model) }
        return .record(try bodies.record(kind, body))
    }
}
