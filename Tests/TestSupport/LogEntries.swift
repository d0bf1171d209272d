package import ChangeLog
import Cluster
import Crypto
import Domain

/// What tests of logs write, and hold what they read against.
extension LogEntry {
    /// A model's change with that text as its body.
    package static func model(_ id: String, _ body: String, birth: UInt64? = nil) -> LogEntry {
        LogEntry(vshard: 3, kind: .models, id: id, body: Array(body.utf8), birth: birth)
    }
}

extension AppendGroup {
    /// A group with so many entries.
    package static func of(_ count: Int, key: String = "", content: UInt64 = 1, mark: String = "x") -> AppendGroup {
        AppendGroup(
            idempotencyKey: Array(key.utf8), content: content,
            entries: (0..<count).map { .model("m-\(mark)-\($0)", "body \(mark) \($0)") })
    }
}

extension ChangeLog {
    /// What a key stands for with the content that `AppendGroup.of` gives.
    package func outcome(of key: [UInt8]) throws -> AppendOutcome? { try outcome(of: key, content: 1) }
    package func outcome(of key: String) throws -> AppendOutcome? { try outcome(of: Array(key.utf8)) }

    /// A lease that ends at once, for its epoch.
    package func takeEpoch(_ holder: String = "test") throws -> UInt64 {
        guard let epoch = try acquireLease(holder: holder, ttlMs: 0) else { throw TestFailure("no lease") }
        return epoch
    }

    package func all() throws -> [LogRecord] { try read(after: 0, maxRecords: .max, maxBytes: .max) }
}

/// The chain as 40-cluster.md, section 5, defines it, computed apart from the log.
package func chained(_ previous: [UInt8], _ record: LogRecord) -> [UInt8] {
    var bytes = previous
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: record.seq >> UInt64(8 * shift))) }
    bytes.append(record.kind.number)
    bytes += Array(record.id.utf8) + record.body
    return Array(SHA256.hash(data: bytes).prefix(16))
}
