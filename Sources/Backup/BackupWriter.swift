package import ChangeLog
import Cluster
import JSON
import JSONParsing
import OS

/// Makes backups of a log: of all records up to its newest at the start, in the order of their seqs, each held against
/// the chain.
package enum BackupWriter {
    private static let logDirectory = "log"
    private static let pieceRecords = 4_096
    private static let pieceBytes = 4 << 20

    /// Writes a new backup under a temporary name, or adds to an older one of the same log what it lacks.
    ///
    /// - Parameters:
    ///   - product: version of this program.
    ///   - timeMs: now.
    ///   - segmentBytes: a file is closed once it has so many.
    ///   - progress: called with the seq reached and the last.
    /// - Throws: `BackupFlaw` where something else is in the directory, or the log does not follow the backup.
    package static func write(
        _ log: any ChangeLog, product: String, timeMs: Int64, to directory: String, segmentBytes: Int = 64 << 20,
        progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) throws -> BackupManifest {
        let head = try log.head()
        guard let table = try log.setting("placement"), let placement = try? JSONParser.parse(table),
            let vshards = placement["vshards"]?.int
        else { throw BackupFlaw("no cluster has used this log yet: there is no placement table beside it") }
        let older = try older(in: directory, log, head)
        let place = older == nil ? directory + ".partial" : directory
        if older == nil { try Files.removeTree(place) }
        try Files.makeDirectories(place + "/" + logDirectory)
        var manifest = BackupManifest(
            product: product, incarnation: Hexadecimal.text(log.incarnation), position: older?.position ?? .start,
            timeMs: timeMs, vshards: vshards, segments: older?.segments ?? [], placement: placement)
        while manifest.position.seq < head.seq {
            try addSegment(log, through: head.seq, to: &manifest, place + "/" + logDirectory, segmentBytes)
            progress(manifest.position.seq, head.seq)
        }
        guard manifest.position == head else { throw BackupFlaw("the log was changed at its end while it was read") }
        try Files.sync(place + "/" + logDirectory)
        try manifest.write(in: place)
        if older == nil { try Files.rename(place, to: directory) }
        return manifest
    }

    /// The backup to be continued; nil where the directory is not there or empty.
    private static func older(in directory: String, _ log: any ChangeLog, _ head: Position) throws -> BackupManifest? {
        guard Files.exists(directory), try !Files.names(in: directory).isEmpty else { return nil }
        let older = try BackupManifest.read(in: directory)
        guard older.incarnation == Hexadecimal.text(log.incarnation) else {
            throw BackupFlaw("\(directory) is a backup of another log (incarnation \(older.incarnation))")
        }
        let seq = older.position.seq
        let isContinued = try seq == 0 || (seq <= head.seq && log.record(at: seq)?.chain == older.position.chain)
        guard isContinued else {
            throw BackupFlaw("the log does not have the change \(seq) that ends the backup in \(directory)")
        }
        return older
    }

    private static func addSegment(
        _ log: any ChangeLog, through end: UInt64, to manifest: inout BackupManifest, _ directory: String,
        _ segmentBytes: Int
    ) throws {
        var writer = try SegmentWriter(directory: directory, first: manifest.position.seq + 1)
        while manifest.position.seq < end, writer.byteCount < segmentBytes {
            let records = try log.read(
                after: manifest.position.seq, maxRecords: pieceRecords, maxBytes: min(pieceBytes, segmentBytes))
            guard !records.isEmpty else { throw BackupFlaw("the log ends at \(manifest.position.seq), before \(end)") }
            for record in records where record.seq <= end {
                manifest.position = try record.position(after: manifest.position, in: "the log")
                try writer.append(record)
            }
        }
        manifest.segments.append(try writer.finish(logDirectory))
    }
}

extension LogRecord {
    /// Where the log is with this record, which must be the next and fit the chain.
    func position(after position: Position, in place: String) throws -> Position {
        guard seq == position.seq + 1 else {
            throw BackupFlaw("\(place) has a gap: change \(seq) follows \(position.seq)")
        }
        let entry = LogEntry(vshard: vshard, kind: kind, id: id, body: body, birth: birth)
        guard position.chain.link(seq: seq, entry: entry) == chain else {
            throw BackupFlaw("\(place) is damaged at change \(seq): it does not fit the chain")
        }
        return Position(seq: seq, chain: chain)
    }
}
