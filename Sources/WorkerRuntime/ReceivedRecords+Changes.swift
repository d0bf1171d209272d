import Domain
import Messages
import Store

extension ReceivedRecords {
    /// The records whose seq is above `seq`, but for those of kinds that this build does not know.
    func changes(after seq: UInt64) -> [Change] {
        records.compactMap { record in
            guard record.seq > seq, let kind = UInt8(exactly: record.kind).flatMap(RecordKind.init(number:)) else {
                return nil
            }
            return Change(
                seq: record.seq, birth: record.birth, kind: kind, id: record.id, body: record.body,
                timeMs: record.timeMs)
        }
    }
}
