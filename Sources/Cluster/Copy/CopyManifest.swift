/// What a copy of a replica is: travels with its file and lies beside it, for only the common environment of a worker
/// keeps of which log the rest is (40-cluster.md, section 9).
///
/// Written as lines of a name and a value, so that an operator can read it:
///
///     huanxin-snapshot 1
///     vshard 3
///     …
package struct SnapshotManifest: Equatable, Sendable {
    /// Bytes of a chunk on the wire; the last of a file is what is left.
    package static let chunkBytes = 1 << 20
    private static let title = "huanxin-snapshot"
    private static let version: UInt64 = 1

    package var vshard: VShard
    /// Of the cluster.
    package var vshards: Int
    /// All changes through here are in it.
    package var position: Position
    /// Of the log the changes are from.
    package var incarnation: [UInt8]
    /// Of the worker's environments.
    package var format: UInt32
    package var pageBytes: Int
    package var isLittleEndian: Bool
    /// Versions of records in it.
    package var versions: UInt64
    package var fileBytes: UInt64
    /// XXH64 of the file.
    package var fileHash: UInt64

    package init(
        vshard: VShard, vshards: Int, position: Position, incarnation: [UInt8], format: UInt32, pageBytes: Int,
        isLittleEndian: Bool, versions: UInt64, fileBytes: UInt64, fileHash: UInt64
    ) {
        self.vshard = vshard
        self.vshards = vshards
        self.position = position
        self.incarnation = incarnation
        self.format = format
        self.pageBytes = pageBytes
        self.isLittleEndian = isLittleEndian
        self.versions = versions
        self.fileBytes = fileBytes
        self.fileHash = fileHash
    }

    /// Chunks of the file.
    package var chunks: UInt64 { (fileBytes + UInt64(Self.chunkBytes) - 1) / UInt64(Self.chunkBytes) }

    /// Bytes of a chunk by number, from 0; 0 where there is none.
    package func bytes(ofChunk number: UInt64) -> Int {
        guard number < chunks else { return 0 }
        return Int(min(UInt64(Self.chunkBytes), fileBytes - number * UInt64(Self.chunkBytes)))
    }

    /// As it travels and lies beside the file.
    package var text: [UInt8] {
        let lines: [(String, String)] = [
            (Self.title, "\(Self.version)"), ("vshard", "\(vshard.rawValue)"), ("vshards", "\(vshards)"),
            ("seq", "\(position.seq)"), ("chain", Hex.text(position.chain.bytes)),
            ("incarnation", Hex.text(incarnation)), ("format", "\(format)"), ("page_bytes", "\(pageBytes)"),
            ("byte_order", isLittleEndian ? "little" : "big"), ("versions", "\(versions)"),
            ("file_bytes", "\(fileBytes)"), ("file_xxh64", Hex.text(fileHash)),
        ]
        return Array(lines.map { "\($0) \($1)\n" }.joined().utf8)
    }

    /// Reads what `text` wrote; nil for anything else. Names that are not known are passed over.
    package init?(text: [UInt8]) {
        var values: [String: String] = [:]
        for line in text.split(separator: UInt8(ascii: "\n")) {
            guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return nil }
            values[String(decoding: line[..<space], as: UTF8.self)] =
                String(decoding: line[(space + 1)...], as: UTF8.self)
        }
        func number<T: FixedWidthInteger>(_ name: String, _: T.Type) -> T? { values[name].flatMap { T($0) } }
        guard number(Self.title, UInt64.self) == Self.version, let vshard = number("vshard", UInt32.self),
            let vshards = number("vshards", Int.self), vshards > 0, let seq = number("seq", UInt64.self),
            let chain = values["chain"].flatMap(Hex.bytes), chain.count == Chain.start.bytes.count,
            let incarnation = values["incarnation"].flatMap(Hex.bytes), let format = number("format", UInt32.self),
            let pageBytes = number("page_bytes", Int.self), let order = values["byte_order"],
            let versions = number("versions", UInt64.self), let fileBytes = number("file_bytes", UInt64.self),
            fileBytes <= UInt64(Int64.max), let hash = values["file_xxh64"].flatMap(Hex.bytes), hash.count == 8
        else { return nil }
        self.init(
            vshard: VShard(rawValue: vshard), vshards: vshards,
            position: Position(seq: seq, chain: Chain(bytes: chain)), incarnation: incarnation, format: format,
            pageBytes: pageBytes, isLittleEndian: order == "little", versions: versions, fileBytes: fileBytes,
            fileHash: hash.reduce(0) { $0 << 8 | UInt64($1) })
    }
}

/// Bytes as hexadecimal digits.
private enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    static func text(_ number: UInt64) -> String {
        text((0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) })
    }

    static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.map { digit in Self.digits.firstIndex(of: digit).map { UInt8($0) } }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[place], let low = digits[place + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
