import ChangeLog
import Cluster
import Domain

/// A record of the log as bytes of its table.
///
///     epoch u64 · birth u64 · time_ms i64 · vshard u32 · kind u8 · id length u8 · chain 16 · id · body
///
/// Integers are little-endian.
enum LogCodec {
    static let fixedBytes = 8 + 8 + 8 + 4 + 1 + 1 + 16

    static func encode(_ record: LogRecord) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(fixedBytes + record.id.utf8.count + record.body.count)
        append(record.epoch, to: &out)
        append(record.birth, to: &out)
        append(UInt64(bitPattern: record.timeMs), to: &out)
        append(record.vshard, to: &out)
        out.append(record.kind.number)
        out.append(UInt8(record.id.utf8.count))
        out.append(contentsOf: record.chain.bytes)
        out.append(contentsOf: record.id.utf8)
        out.append(contentsOf: record.body)
        return out
    }

    /// Nil for bytes that no build of ours wrote.
    static func decode(seq: UInt64, _ bytes: RawSpan) -> LogRecord? {
        guard bytes.byteCount >= fixedBytes, let kind = RecordKind(number: byte(bytes, 28)) else { return nil }
        let idEnd = fixedBytes + Int(byte(bytes, 29))
        guard bytes.byteCount >= idEnd else { return nil }
        return LogRecord(
            seq: seq, epoch: number(bytes, 0, UInt64.self), vshard: number(bytes, 24, UInt32.self), kind: kind,
            id: String(decoding: copy(bytes, fixedBytes..<idEnd), as: UTF8.self),
            body: copy(bytes, idEnd..<bytes.byteCount), birth: number(bytes, 8, UInt64.self),
            timeMs: Int64(bitPattern: number(bytes, 16, UInt64.self)), chain: chain(bytes))
    }

    /// Lends a record where it lies; false for bytes that no build of ours wrote.
    static func lend(seq: UInt64, _ bytes: UnsafeRawBufferPointer, _ body: (borrowing LentRecord) -> Void) -> Bool {
        guard bytes.count >= fixedBytes, let kind = RecordKind(number: bytes[28]) else { return false }
        let idEnd = fixedBytes + Int(bytes[29])
        guard bytes.count >= idEnd else { return false }
        func number<T: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _: T.Type) -> T {
            T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
        }
        body(
            LentRecord(
                seq: seq, birth: number(8, UInt64.self), vshard: number(24, UInt32.self), kind: kind,
                timeMs: number(16, Int64.self), id: UnsafeRawBufferPointer(rebasing: bytes[fixedBytes..<idEnd]),
                body: UnsafeRawBufferPointer(rebasing: bytes[idEnd...]),
                chain: UnsafeRawBufferPointer(rebasing: bytes[30..<46])))
        return true
    }

    /// The chain alone, without reading the rest.
    static func chain(_ bytes: RawSpan) -> Chain { Chain(bytes: copy(bytes, 30..<46)) }

    /// The time alone.
    static func timeMs(_ bytes: RawSpan) -> Int64 { Int64(bitPattern: number(bytes, 16, UInt64.self)) }

    private static func append<T: FixedWidthInteger>(_ value: T, to out: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
    }

    private static func byte(_ bytes: RawSpan, _ offset: Int) -> UInt8 {
        bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)
    }

    static func number<T: FixedWidthInteger & BitwiseCopyable>(_ bytes: RawSpan, _ offset: Int, _: T.Type) -> T {
        T(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: T.self))
    }

    private static func copy(_ bytes: RawSpan, _ range: Range<Int>) -> [UInt8] {
        bytes.withUnsafeBytes { [UInt8]($0[range]) }
    }
}
