import Cluster
import Domain
import Messages
import Store

/// Contiguous ranges of changes that were received and are applied together.
struct PendingRange {
    private(set) var changes: [Change] = []
    /// The end of the last range; nil where nothing waits.
    private(set) var through: Position?
    /// Of the bodies, about.
    private(set) var bytes = 0

    /// Adds the changes of a range whose seq is above `after`.
    mutating func add(_ records: ReceivedRecords, after: UInt64, through: Position) {
        for record in records.records where record.seq > after {
            guard let kind = UInt8(exactly: record.kind).flatMap(RecordKind.init(number:)) else { continue }
            bytes += record.body.count
            changes.append(
                Change(
                    seq: record.seq, birth: record.birth, kind: kind, id: record.id, body: record.body,
                    timeMs: record.timeMs))
        }
        self.through = through
    }
}
