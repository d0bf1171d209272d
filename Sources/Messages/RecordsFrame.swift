package import Cluster

/// A range of the change stream, `huanxin.peer.Records`, written and read without a message in between: bodies are
/// copied once from the log to the frame, and once from the frame to what is applied.
///
/// Source: Protocol Buffers, "Encoding"; fields as in Protos/peer/peer.proto.
package struct RecordsFrame {
    private var bytes: [UInt8] = []

    /// Begins the frame of a range after `from`.
    ///
    /// - Parameter capacity: bytes that the frame will have, about.
    package init(from: UInt64, capacity: Int) {
        bytes.reserveCapacity(capacity)
        put(.from, from)
    }

    /// Adds a change.
    package mutating func add(
        seq: UInt64, birth: UInt64, kind: UInt8, id: UnsafeRawBufferPointer, body: UnsafeRawBufferPointer,
        timeMs: Int64
    ) {
        let time = UInt64(bitPattern: timeMs)
        // Six fields have a tag of one byte each.
        var size = 6 + Varint.size(seq) + Varint.size(birth) + Varint.size(UInt64(kind)) + Varint.size(time)
        size += Varint.size(UInt64(id.count)) + id.count + Varint.size(UInt64(body.count)) + body.count
        tag(.records)
        varint(UInt64(size))
        put(.seq, seq)
        put(.birth, birth)
        put(.kind, UInt64(kind))
        put(.id, id)
        put(.body, body)
        put(.time, time)
    }

    /// Ends the frame; the bytes of the message.
    package mutating func end(_ through: Position) -> [UInt8] {
        put(.through, through.seq)
        through.chain.bytes.withUnsafeBytes { put(.chain, $0) }
        return bytes
    }

    private mutating func tag(_ field: Field) { bytes.append(field.rawValue) }

    private mutating func put(_ field: Field, _ value: UInt64) {
        tag(field)
        varint(value)
    }

    private mutating func put(_ field: Field, _ value: UnsafeRawBufferPointer) {
        tag(field)
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    private mutating func varint(_ value: UInt64) { Varint.append(value, to: &bytes) }

    /// Number and type of a field: number << 3 | 0 for a varint, 2 for bytes.
    fileprivate struct Field: Equatable {
        let rawValue: UInt8

        static let from = Field(rawValue: 1 << 3)
        static let through = Field(rawValue: 2 << 3)
        static let chain = Field(rawValue: 3 << 3 | 2)
        static let records = Field(rawValue: 4 << 3 | 2)
        static let seq = Field(rawValue: 1 << 3)
        static let birth = Field(rawValue: 2 << 3)
        static let kind = Field(rawValue: 3 << 3)
        static let id = Field(rawValue: 4 << 3 | 2)
        static let body = Field(rawValue: 5 << 3 | 2)
        static let time = Field(rawValue: 6 << 3)
    }
}

/// A range of the change stream as it was received.
package struct ReceivedRecords: Equatable, Sendable {
    /// A change of it; the kind is not known to exist.
    package struct Record: Equatable, Sendable {
        package var seq: UInt64 = 0
        package var birth: UInt64 = 0
        package var kind: UInt64 = 0
        package var id = ""
        package var body: [UInt8] = []
        package var timeMs: Int64 = 0

        package init() {}
    }

    package private(set) var from: UInt64 = 0
    package private(set) var through: UInt64 = 0
    package private(set) var chain: [UInt8] = []
    package private(set) var records: [Record] = []

    /// Reads a message; nil where it is none. Fields that are not known are passed over.
    package init?(_ bytes: [UInt8]) {
        let isRead = bytes.withUnsafeBytes { bytes -> Bool in
            var reader = FieldReader(bytes)
            while !reader.isAtEnd {
                guard let (number, value) = reader.field() else { return false }
                switch (number, value) {
                case (1, .varint(let value)): from = value
                case (2, .varint(let value)): through = value
                case (3, .bytes(let value)): chain = [UInt8](value)
                case (4, .bytes(let value)):
                    guard let record = Record(value) else { return false }
                    records.append(record)
                default: break
                }
            }
            return true
        }
        if !isRead { return nil }
    }
}

extension ReceivedRecords.Record {
    fileprivate init?(_ bytes: UnsafeRawBufferPointer) {
        var reader = FieldReader(bytes)
        while !reader.isAtEnd {
            guard let (number, value) = reader.field() else { return nil }
            switch (number, value) {
            case (1, .varint(let value)): seq = value
            case (2, .varint(let value)): birth = value
            case (3, .varint(let value)): kind = value
            case (4, .bytes(let value)): id = String(decoding: value, as: UTF8.self)
            case (5, .bytes(let value)): body = [UInt8](value)
            case (6, .varint(let value)): timeMs = Int64(bitPattern: value)
            default: break
            }
        }
    }
}
