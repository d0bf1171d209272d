import ChangeLog
import ChangeLogLMDB
import ChangeLogPostgreSQL
import Cluster
import Crypto
import Domain
import OS
import PostgreSQL
import TestSupport
import Testing

/// A kind of log the contract is held against.
enum LogKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case embedded, postgreSQL

    var testDescription: String { rawValue }

    /// Those that this machine can run.
    static var here: [LogKind] { Server.isInstalled ? allCases : [.embedded] }
}

/// A log of one kind with nothing in it.
final class LogSite {
    let kind: LogKind
    private let scratch: Scratch
    private let address: String
    private var opened: EmbeddedLog?

    init(_ kind: LogKind) throws {
        self.kind = kind
        scratch = try Scratch()
        address = kind == .postgreSQL ? try Server.common().makeDatabase() : ""
    }

    /// The log as another process sees it; LMDB opens once in a process, so there it is the same one.
    func open() throws -> any ChangeLog {
        switch kind {
        case .embedded:
            if let opened { return opened }
            var limits = EmbeddedLog.Limits()
            limits.mapBytes = 256 << 20
            let log = try EmbeddedLog(
                directory: scratch.path + "/log", newIncarnation: Array(0..<16), limits: limits)
            opened = log
            return log
        case .postgreSQL:
            return try PostgreSQLLog(address, newIncarnation: Array(0..<16), limits: LogSite.small)
        }
    }

    /// A connection beside the log.
    func connect() throws -> Connection { try Connection(address) }

    /// The process that had it open ends.
    func close() { opened = nil }

    static var small: PostgreSQLLog.Limits {
        var limits = PostgreSQLLog.Limits()
        limits.partitionRows = 100
        limits.copyFrom = 40
        return limits
    }
}

extension LogEntry {
    /// A model's change with that text as its body.
    static func model(_ id: String, _ body: String, birth: UInt64? = nil) -> LogEntry {
        LogEntry(vshard: 3, kind: .models, id: id, body: Array(body.utf8), birth: birth)
    }
}

extension AppendGroup {
    /// A group with so many entries.
    static func of(_ count: Int, key: String = "", content: UInt64 = 1, mark: String = "x") -> AppendGroup {
        AppendGroup(
            idempotencyKey: Array(key.utf8), content: content,
            entries: (0..<count).map { .model("m-\(mark)-\($0)", "body \(mark) \($0)") })
    }
}

extension ChangeLog {
    func outcome(of key: String) throws -> AppendOutcome? { try outcome(of: Array(key.utf8), content: 1) }

    /// A lease that ends at once, for its epoch.
    func takeEpoch(_ holder: String = "test") throws -> UInt64 {
        guard let epoch = try acquireLease(holder: holder, ttlMs: 0) else { throw TestFailure("no lease") }
        return epoch
    }

    func all() throws -> [LogRecord] { try read(after: 0, maxRecords: .max, maxBytes: .max) }
}

/// The chain as 40-cluster.md, section 5, defines it, computed apart from the log.
func chained(_ previous: [UInt8], _ record: LogRecord) -> [UInt8] {
    var bytes = previous
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: record.seq >> UInt64(8 * shift))) }
    bytes.append(record.kind.number)
    bytes += Array(record.id.utf8) + record.body
    return Array(SHA256.hash(data: bytes).prefix(16))
}

extension AppendOutcome {
    var isUnknown: Bool {
        if case .unknown = self { true } else { false }
    }
}
