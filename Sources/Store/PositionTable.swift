import Cluster
import LMDB

/// How far an environment is: committed with the change of the index, so that a replay after a crash is exact.
struct PositionTable: Sendable {
    private let meta: Table
    private static let positionKey = Array("position".utf8)
    private static let incarnationKey = Array("incarnation".utf8)
    private static let formatKey = Array("format".utf8)
    /// Of all worker environments; raised when a table changes.
    static let format: UInt32 = 4

    init(_ environment: Environment) throws {
        let meta = try environment.openTable("meta")
        self.meta = meta
        try environment.write { transaction in
            if let found = try transaction.copy(PositionTable.formatKey, in: meta) {
                guard found == Key(PositionTable.format).bytes else {
                    throw StoreFlaw(
                        "\(environment.path) has another format than this build reads (\(PositionTable.format))",
                        isDamage: true)
                }
            } else {
                try transaction.put(PositionTable.formatKey, value: Key(PositionTable.format), in: meta)
            }
        }
    }

    /// What an environment says of itself; it may be open for reading only.
    static func read<T: ReadableTransaction & ~Copyable>(
        _ environment: Environment, _ transaction: borrowing T
    ) throws -> (position: Position, format: UInt32, versions: Int) {
        let meta = try environment.openTable("meta", create: false)
        let bodies = try environment.openTable("bodies", create: false)
        let format = try transaction.get(PositionTable.formatKey, in: meta) { $0.bigEndian(UInt32.self) }
        return (
            position: try PositionTable(meta: meta).position(transaction), format: format ?? 0,
            versions: try transaction.count(of: bodies)
        )
    }

    private init(meta: Table) { self.meta = meta }

    func position<T: ReadableTransaction & ~Copyable>(_ transaction: borrowing T) throws -> Position {
        try transaction.get(PositionTable.positionKey, in: meta) { value in
            Position(
                seq: value.bigEndian(UInt64.self),
                chain: Chain(bytes: value.withUnsafeBytes { [UInt8]($0.dropFirst(8)) }))
        } ?? .start
    }

    func put(_ position: Position, _ transaction: inout WriteTransaction) throws {
        var value = Key(position.seq)
        value.append(position.chain.bytes)
        try transaction.put(PositionTable.positionKey, value: value, in: meta)
    }

    func incarnation<T: ReadableTransaction & ~Copyable>(_ transaction: borrowing T) throws -> [UInt8] {
        try transaction.copy(PositionTable.incarnationKey, in: meta) ?? []
    }

    func put(incarnation: [UInt8], _ transaction: inout WriteTransaction) throws {
        try transaction.put(PositionTable.incarnationKey, value: incarnation, in: meta)
    }
}
