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

extension AppendOutcome {
    var isUnknown: Bool {
        if case .unknown = self { true } else { false }
    }
}
