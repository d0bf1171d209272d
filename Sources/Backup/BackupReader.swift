package import ChangeLog
import Cluster
import OS

/// Through which change a backup is read.
package enum BackupPoint: Equatable, Sendable {
    case end
    case seq(UInt64)
    /// The last change not after that time, in milliseconds since 1970.
    case time(Int64)
}

/// Reads a backup, and finds whatever is not as it was written.
package struct BackupReader: Sendable {
    package let manifest: BackupManifest
    private let directory: String

    /// - Throws: `BackupFlaw` where there is no backup, or its manifest is damaged.
    package init(_ directory: String) throws {
        self.directory = directory
        manifest = try BackupManifest.read(in: directory)
    }

    /// Checks all of it: sizes, hashes, checksums of records, the chain.
    package func verify() throws { try read(through: .end) { _ in } }

    /// Lends the records in order, those of a file at a time, and checks the whole backup, also behind the point: what
    /// was lent is good only if it returns.
    ///
    /// - Returns: the seq of the last one lent.
    @discardableResult
    package func read(through point: BackupPoint, _ body: ([LogRecord]) throws -> Void) throws -> UInt64 {
        if case .seq(let seq) = point, seq > manifest.position.seq {
            throw BackupFlaw("the backup ends at change \(manifest.position.seq), before \(seq)")
        }
        var position = Position.start
        var last: UInt64 = 0
        for segment in manifest.segments {
            let records = try records(of: segment)
            for record in records { position = try record.position(after: position, in: segment.file) }
            let asked = records.prefix { record in
                switch point {
                case .end: true
                case .seq(let seq): record.seq <= seq
                case .time(let timeMs): record.timeMs <= timeMs
                }
            }
            guard let end = asked.last, end.seq == last + UInt64(asked.count) else { continue }
            last = end.seq
            try body(Array(asked))
        }
        guard position == manifest.position else {
            throw BackupFlaw("the segments end at change \(position.seq), not at \(manifest.position.seq)")
        }
        return last
    }

    private func records(of segment: BackupManifest.Segment) throws -> [LogRecord] {
        guard let bytes = try Files.read(directory + "/" + segment.file) else {
            throw BackupFlaw("\(segment.file) is missing")
        }
        guard bytes.count == segment.bytes else {
            throw BackupFlaw("\(segment.file) has \(bytes.count) bytes instead of \(segment.bytes)")
        }
        guard Hexadecimal.sha256(bytes) == segment.sha256 else {
            throw BackupFlaw("\(segment.file) is damaged: it has another SHA-256 than when it was written")
        }
        let records = try SegmentCodec.records(bytes, segment.file)
        guard records.first?.seq == segment.first, records.last?.seq == segment.last else {
            throw BackupFlaw("\(segment.file) does not hold the changes \(segment.first) to \(segment.last)")
        }
        return records
    }
}
