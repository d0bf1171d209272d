import ChangeLog
import Cluster
import Crypto
import Domain
import OS
import Wire

/// A file of log records, the same whatever keeps the log: `HXSEG001`, then for each record
///
///     length u32 · CRC-32C u32 · seq u64 · epoch u64 · birth u64 · time_ms u64 · vshard u32 · kind u8 ·
///     id length u8 · chain 16 · id · body
///
/// Integers are little-endian; length and checksum are of what follows them.
enum SegmentCodec {
    static let magic = Array("HXSEG001".utf8)
    static let fixedBytes = 4 * 8 + 4 + 1 + 1 + 16

    static func append(_ record: LogRecord, to out: inout [UInt8]) {
        var frame: [UInt8] = []
        frame.reserveCapacity(fixedBytes + record.id.utf8.count + record.body.count)
        append(record.seq, to: &frame)
        append(record.epoch, to: &frame)
        append(record.birth, to: &frame)
        append(UInt64(bitPattern: record.timeMs), to: &frame)
        append(record.vshard, to: &frame)
        frame.append(record.kind.number)
        frame.append(UInt8(record.id.utf8.count))
        frame.append(contentsOf: record.chain.bytes)
        frame.append(contentsOf: record.id.utf8)
        frame.append(contentsOf: record.body)
        append(UInt32(frame.count), to: &out)
        append(CRC32C.checksum(frame), to: &out)
        out.append(contentsOf: frame)
    }

    /// The records of a file.
    ///
    /// - Throws: `BackupFlaw`, which names the file, for anything that was not written so.
    static func records(_ bytes: [UInt8], _ name: String) throws -> [LogRecord] {
        guard bytes.starts(with: magic) else { throw BackupFlaw("\(name) is no segment of a log") }
        var records: [LogRecord] = []
        var at = magic.count
        while at < bytes.count {
            let place = "\(name), byte \(at)"
            guard bytes.count - at >= 8 else { throw BackupFlaw("\(place): the file is cut") }
            let length = Int(number(bytes, at, UInt32.self))
            guard bytes.count - at - 8 >= length else { throw BackupFlaw("\(place): the file is cut") }
            let frame = Array(bytes[(at + 8)..<(at + 8 + length)])
            guard CRC32C.checksum(frame) == number(bytes, at + 4, UInt32.self), let record = record(frame) else {
                throw BackupFlaw("\(place): the record is damaged")
            }
            records.append(record)
            at += 8 + length
        }
        return records
    }

    private static func record(_ frame: [UInt8]) -> LogRecord? {
        guard frame.count >= fixedBytes, let kind = RecordKind(number: frame[36]) else { return nil }
        let idEnd = fixedBytes + Int(frame[37])
        guard frame.count >= idEnd else { return nil }
        return LogRecord(
            seq: number(frame, 0, UInt64.self), epoch: number(frame, 8, UInt64.self),
            vshard: number(frame, 32, UInt32.self), kind: kind,
            id: String(decoding: frame[fixedBytes..<idEnd], as: UTF8.self), body: Array(frame[idEnd...]),
            birth: number(frame, 16, UInt64.self), timeMs: Int64(bitPattern: number(frame, 24, UInt64.self)),
            chain: Chain(bytes: Array(frame[38..<54])))
    }

    private static func append<T: FixedWidthInteger>(_ value: T, to out: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
    }

    private static func number<T: FixedWidthInteger>(_ bytes: [UInt8], _ offset: Int, _: T.Type) -> T {
        (0..<(T.bitWidth / 8)).reduce(0) { $0 | T(truncatingIfNeeded: bytes[offset + $1]) << T(8 * $1) }
    }
}

/// Writes one segment under a temporary name; it gets its own when it is whole and on the disk.
struct SegmentWriter: ~Copyable {
    private let file: BlockFile
    private let directory: String
    private let first: UInt64
    private var last: UInt64
    private var hash = SHA256()
    private var buffer = SegmentCodec.magic
    private var written = 0

    private static let blockBytes = 1 << 20

    init(directory: String, first: UInt64) throws {
        self.directory = directory
        self.first = first
        last = first - 1
        file = try BlockFile(making: directory + "/" + SegmentWriter.draft)
    }

    private static let draft = "segment.tmp"

    var byteCount: Int { written + buffer.count }

    mutating func append(_ record: LogRecord) throws {
        SegmentCodec.append(record, to: &buffer)
        last = record.seq
        if buffer.count >= SegmentWriter.blockBytes { try flush() }
    }

    private mutating func flush() throws {
        try file.write(buffer, at: UInt64(written))
        buffer.withUnsafeBytes { hash.update(bufferPointer: $0) }
        written += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    /// - Parameter parent: what its name in the manifest begins with.
    consuming func finish(_ parent: String) throws -> BackupManifest.Segment {
        try flush()
        try file.sync()
        let digits = String(first)
        let name = String(repeating: "0", count: max(0, 12 - digits.count)) + digits + ".seg"
        try Files.rename(directory + "/" + SegmentWriter.draft, to: directory + "/" + name)
        return BackupManifest.Segment(
            file: parent + "/" + name, first: first, last: last, bytes: written,
            sha256: Hexadecimal.text(hash.finalize()))
    }
}
