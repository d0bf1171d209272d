/// The types of frames; raw values are permanent.
package enum FrameType: UInt8, CaseIterable, Sendable {
    case ready = 1
    case readyAck = 2
    case refuse = 3
    case heartbeat = 4
    case records = 5
    case subRequest = 16
    case subReply = 17
    case cancel = 18
    case copyFetch = 24
    case copyOffer = 25
    /// No body: the source is at it and has nothing to send now.
    case copyWait = 26
    case copyCredit = 27
    case copyChunk = 28
    /// No body: the target has all of it.
    case copyDone = 29
    case copyAbort = 30
    case clientRequest = 32
    case clientAnswer = 33
}

/// What a request is for; a lower class goes first when there is not enough for all.
package enum FrameClass: UInt8, CaseIterable, Sendable {
    case interactive = 0
    case batch = 1
    case `internal` = 2
}

/// The fixed header before every body, 48 bytes, little-endian (40-cluster.md, section 3):
///
///     "HX" · version u8 · type u8 · flags u16 · attempt u8 · class u8 · request u64 · epoch u64 · seq u64
///          · budget_us u32 · credit u32 · schema u32 · CRC-32C of the body u32
///
/// Expired or stale work is refused on the header alone.
package struct FrameHeader: Equatable, Sendable {
    /// The protocol this build speaks.
    package static let version: UInt8 = 1
    /// Bytes of a header.
    package static let size = 48
    /// Flag of records: the sender has more on its way.
    package static let moreComing: UInt16 = 1

    /// Why bytes are no header of ours.
    package enum Flaw: String, Error, Sendable {
        case length, magic, version, type, checksum
    }

    package var type: FrameType
    package var flags: UInt16 = 0
    package var attempt: UInt8 = 0
    package var frameClass: FrameClass = .interactive
    package var request: UInt64 = 0
    /// Lease epoch << 32 | table version.
    package var epoch: UInt64 = 0
    /// The change to answer at (query), answered at (reply), sent through (records).
    package var seq: UInt64 = 0
    /// What remains of the deadline, never a wall-clock time.
    package var budgetMicroseconds: UInt32 = 0
    package var credit: UInt32 = 0
    package var schema: UInt32 = 1

    package init(
        _ type: FrameType, request: UInt64 = 0, epoch: UInt64 = 0, seq: UInt64 = 0, budgetMicroseconds: UInt32 = 0,
        credit: UInt32 = 0
    ) {
        self.type = type
        self.request = request
        self.epoch = epoch
        self.seq = seq
        self.budgetMicroseconds = budgetMicroseconds
        self.credit = credit
    }

    /// The 48 bytes in front of that body.
    package func encode(body: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(FrameHeader.size)
        out.append(UInt8(ascii: "H"))
        out.append(UInt8(ascii: "X"))
        out.append(FrameHeader.version)
        out.append(type.rawValue)
        append(flags, to: &out)
        out.append(attempt)
        out.append(frameClass.rawValue)
        append(request, to: &out)
        append(epoch, to: &out)
        append(seq, to: &out)
        append(budgetMicroseconds, to: &out)
        append(credit, to: &out)
        append(schema, to: &out)
        append(CRC32C.checksum(body), to: &out)
        return out
    }

    /// Reads a header and checks the body against it; unknown flags are ignored, an unknown version or type is named.
    package init(_ bytes: [UInt8], body: [UInt8]) throws(Flaw) {
        guard bytes.count == FrameHeader.size else { throw .length }
        guard bytes[0] == UInt8(ascii: "H"), bytes[1] == UInt8(ascii: "X") else { throw .magic }
        guard bytes[2] == FrameHeader.version else { throw .version }
        guard let type = FrameType(rawValue: bytes[3]) else { throw .type }
        func number<T: FixedWidthInteger>(_ offset: Int, _: T.Type) -> T {
            var value: T = 0
            for index in (0..<MemoryLayout<T>.size).reversed() { value = value << 8 | T(bytes[offset + index]) }
            return value
        }
        self.init(type)
        flags = number(4, UInt16.self)
        attempt = bytes[6]
        frameClass = FrameClass(rawValue: bytes[7]) ?? .batch
        request = number(8, UInt64.self)
        epoch = number(16, UInt64.self)
        seq = number(24, UInt64.self)
        budgetMicroseconds = number(32, UInt32.self)
        credit = number(36, UInt32.self)
        schema = number(40, UInt32.self)
        guard CRC32C.checksum(body) == number(44, UInt32.self) else { throw .checksum }
    }

    private func append<T: FixedWidthInteger>(_ value: T, to out: inout [UInt8]) {
        for index in 0..<MemoryLayout<T>.size { out.append(UInt8(truncatingIfNeeded: value >> T(8 * index))) }
    }
}
