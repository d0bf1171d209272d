package import Cluster
import Crypto
import JSON
import JSONParsing
import OS

/// What keeps a backup from being made or used.
package struct BackupFlaw: Error, CustomStringConvertible, Sendable {
    package let description: String

    init(_ description: String) { self.description = description }
}

/// What a backup holds, `manifest.json`: `{"sha256", "content": {"format", "product", "incarnation", "seq", "chain",
/// "time_ms", "vshards", "segments": [{"file", "first", "last", "bytes", "sha256"}], "placement": {…}}}`.
///
/// It is written last: a directory without it is no backup.
package struct BackupManifest: Equatable, Sendable {
    /// A file of records that follow each other.
    package struct Segment: Equatable, Sendable {
        package var file: String
        package var first: UInt64
        package var last: UInt64
        package var bytes: Int
        package var sha256: String
    }

    static let fileName = "manifest.json"
    static let format = 1

    /// Version of the program that wrote it.
    package var product: String
    /// Of the log, in hexadecimal digits.
    package var incarnation: String
    /// The newest change in it.
    package var position: Position
    /// When it was made, in milliseconds since 1970.
    package var timeMs: Int64
    package var vshards: Int
    package var segments: [Segment]
    /// The placement table as JSON, for who wants to know; a restored cluster makes its own.
    package var placement: JSONBytes

    /// JSON as it was kept beside the log.
    package struct JSONBytes: Equatable, Sendable {
        var value: JSONValue
    }

    /// Bytes of all segments.
    package var byteCount: Int { segments.reduce(0) { $0 + $1.bytes } }

    /// The manifest of a backup.
    ///
    /// - Throws: `BackupFlaw` where there is none, it is damaged, or another build wrote it.
    package static func read(in directory: String) throws -> BackupManifest {
        guard let bytes = try Files.read(directory + "/" + fileName, maxBytes: 64 << 20) else {
            throw BackupFlaw("\(directory) holds no backup: it has no \(fileName)")
        }
        guard let json = try? JSONParser.parse(bytes), let content = json["content"],
            json["sha256"]?.string == Hexadecimal.sha256(content.bytes)
        else { throw BackupFlaw("\(directory)/\(fileName) is damaged") }
        guard content["format"]?.int == format else {
            throw BackupFlaw("\(directory) has format \(content["format"]?.int ?? 0); this build reads \(format)")
        }
        guard let manifest = BackupManifest(content) else { throw BackupFlaw("\(directory)/\(fileName) is damaged") }
        return manifest
    }

    /// Puts it in place of an older one, whole or not at all.
    func write(in directory: String) throws {
        let content = json
        let whole: JSONValue = ["sha256": .string(Hexadecimal.sha256(content.bytes)), "content": content]
        try Files.writeAtomically(whole.bytes, to: directory + "/" + BackupManifest.fileName)
    }

    private var json: JSONValue {
        [
            "format": .int(BackupManifest.format), "product": .string(product), "incarnation": .string(incarnation),
            "seq": .int(position.seq), "chain": .string(Hexadecimal.text(position.chain.bytes)),
            "time_ms": .int(timeMs), "vshards": .int(vshards),
            "segments": .array(
                segments.map {
                    [
                        "file": .string($0.file), "first": .int($0.first), "last": .int($0.last),
                        "bytes": .int($0.bytes), "sha256": .string($0.sha256),
                    ]
                }),
            "placement": placement.value,
        ]
    }

    private static func number(_ json: JSONValue?) -> UInt64? { json?.int.flatMap { UInt64(exactly: $0) } }

    private init?(_ json: JSONValue) {
        guard let product = json["product"]?.string, let incarnation = json["incarnation"]?.string,
            let seq = BackupManifest.number(json["seq"]),
            let chain = json["chain"]?.string.flatMap(Hexadecimal.bytes), chain.count == 16,
            let timeMs = json["time_ms"]?.int, let vshards = json["vshards"]?.int, vshards >= 1,
            let segments = json["segments"]?.array, let placement = json["placement"]
        else { return nil }
        self.product = product
        self.incarnation = incarnation
        position = Position(seq: seq, chain: Chain(bytes: chain))
        self.timeMs = Int64(timeMs)
        self.vshards = vshards
        self.segments = []
        self.placement = JSONBytes(value: placement)
        for segment in segments {
            guard let file = segment["file"]?.string, let first = BackupManifest.number(segment["first"]),
                let last = BackupManifest.number(segment["last"]), let bytes = segment["bytes"]?.int,
                let sha256 = segment["sha256"]?.string
            else { return nil }
            self.segments.append(Segment(file: file, first: first, last: last, bytes: bytes, sha256: sha256))
        }
    }

    init(
        product: String, incarnation: String, position: Position, timeMs: Int64, vshards: Int, segments: [Segment],
        placement: JSONValue
    ) {
        self.product = product
        self.incarnation = incarnation
        self.position = position
        self.timeMs = timeMs
        self.vshards = vshards
        self.segments = segments
        self.placement = JSONBytes(value: placement)
    }
}

/// Bytes as hexadecimal digits.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    static func bytes(_ text: String) -> [UInt8]? {
        let values = text.utf8.compactMap { digits.firstIndex(of: $0) }
        guard values.count.isMultiple(of: 2), values.count == text.utf8.count else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }

    static func sha256(_ bytes: [UInt8]) -> String { text(SHA256.hash(data: bytes)) }
}
