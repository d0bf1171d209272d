package import ChangeLog
import Cluster
import LMDB

extension EmbeddedLog {
    /// Takes up records as they stood in another log, with their times and epochs, durable on return. For a log that is
    /// being restored and that no coordinator has opened.
    ///
    /// - Throws: `Flaw` where they do not follow the newest change here.
    package func load(_ records: ArraySlice<LogRecord>) throws {
        try write { transaction in
            var seq = try EmbeddedLog.head(transaction, log).seq
            var epoch = try epochInForce(transaction)
            for record in records {
                guard record.seq == seq + 1 else {
                    throw Flaw(description: "change \(record.seq) does not follow \(seq)")
                }
                try transaction.append(Key(record.seq), value: LogCodec.encode(record), in: log)
                seq = record.seq
                epoch = max(epoch, record.epoch)
            }
            try transaction.put(Array("epoch".utf8), value: Key(epoch), in: meta)
        }
    }
}
