import ChangeLog
import ChangeLogLMDB
import Cluster
import Crypto
import Domain
import TestSupport

/// A log in a directory of its own.
struct LogSite {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    func open(_ limits: EmbeddedLog.Limits = LogSite.small) throws -> EmbeddedLog {
        try EmbeddedLog(directory: scratch.path + "/log", newIncarnation: Array(0..<16), limits: limits)
    }

    static var small: EmbeddedLog.Limits {
        var limits = EmbeddedLog.Limits()
        limits.mapBytes = 256 << 20
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
    /// What a key stands for with the content that `AppendGroup.of` gives.
    func outcome(of key: [UInt8]) throws -> AppendOutcome? { try outcome(of: key, content: 1) }
}

/// The chain as 40-cluster.md, section 5, defines it, computed apart from the log.
func chained(_ previous: [UInt8], _ record: LogRecord) -> [UInt8] {
    var bytes = previous
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: record.seq >> UInt64(8 * shift))) }
    bytes.append(record.kind.number)
    bytes += Array(record.id.utf8) + record.body
    return Array(SHA256.hash(data: bytes).prefix(16))
}

extension ChangeLog {
    /// A lease that ends at once, for its epoch.
    func takeEpoch() throws -> UInt64 {
        guard let epoch = try acquireLease(holder: "test", ttlMs: 0) else { throw TestFailure("no lease") }
        return epoch
    }
}
