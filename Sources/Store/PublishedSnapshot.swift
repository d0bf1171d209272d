import LMDB

/// What questions read of an environment: the last commit that memory has taken up, while a later one may be there.
final class PublishedSnapshot {
    private let environment: Environment
    /// Nil only while the map grows.
    private var snapshot: Snapshot?

    init(_ environment: Environment) throws {
        self.environment = environment
        snapshot = try Snapshot(environment)
    }

    /// Moves on to the last commit, which memory has taken up.
    func renew() throws { try snapshot?.renew() }

    /// Makes the map twice as large, which no transaction of this process may be under way for.
    func grow() throws {
        snapshot = nil
        try environment.grow(to: environment.information().mapBytes * 2)
        snapshot = try Snapshot(environment)
    }

    var handle: TransactionHandle {
        guard let snapshot else { preconditionFailure("an environment is read while its map grows") }
        return snapshot.handle
    }
}
