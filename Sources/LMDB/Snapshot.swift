/// A snapshot that is kept over many reads and moved on when its owner says so: until then reads see what they saw,
/// whatever is committed meanwhile. Belongs to one thread at a time.
///
/// Pages freed since it was taken cannot be used again before it is renewed; the map cannot grow before it is gone.
package final class Snapshot {
    private let environment: Environment
    private var transaction: ReadTransaction

    /// Takes a snapshot of the last commit.
    package init(_ environment: Environment) throws(LMDBError) {
        self.environment = environment
        transaction = try environment.beginRead()
    }

    /// Moves on to the last commit.
    package func renew() throws(LMDBError) { transaction = try environment.beginRead() }

    /// For reads; not valid after `renew`.
    package var handle: TransactionHandle { transaction.handle }
}
