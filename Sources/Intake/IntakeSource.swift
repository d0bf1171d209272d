package import Domain

/// One file of a run: what kind of records it has, and where its bytes are.
package struct IntakeSource {
    /// How the file is written.
    package enum Format: String, CaseIterable, Sendable { case jsonl, csv, xlsx }

    /// The name as given, for problems.
    package let file: String
    package let kind: RecordKind
    package let format: Format
    let bytes: ByteSource

    /// A file, or standard input where the path is `-`; opened here, and open until the run is gone.
    ///
    /// - Parameters:
    ///   - format: nil = by the name's extension, else by the first bytes.
    /// - Throws: `IntakeError` where it cannot be opened.
    package init(path: String, kind: RecordKind, format: Format? = nil) throws(IntakeError) {
        bytes = path == "-" ? try ByteSource(standardInput: "-") : try ByteSource(name: path, path: path)
        file = path
        self.kind = kind
        self.format = try Format(given: format, name: path, bytes)
    }

    /// Bytes in memory.
    package init(file: String, kind: RecordKind, bytes: [UInt8], format: Format? = nil) throws(IntakeError) {
        self.bytes = ByteSource(name: file, bytes: bytes)
        self.file = file
        self.kind = kind
        self.format = try Format(given: format, name: file, self.bytes)
    }

    /// Bytes in the file.
    package var size: Int { bytes.size }
}

extension IntakeSource.Format {
    /// As given, else by the name, else by the bytes.
    init(given: Self?, name: String, _ bytes: ByteSource) throws(IntakeError) {
        if let format = given ?? Self(extensionOf: name) { self = format } else { try self.init(recognising: bytes) }
    }

    /// The format that a name's extension says, if it says one.
    init?(extensionOf name: String) {
        guard let dot = name.lastIndex(of: "."), name[dot...].allSatisfy({ $0 != "/" }) else { return nil }
        switch name[name.index(after: dot)...].lowercased() {
        case "jsonl", "ndjson", "json": self = .jsonl
        case "csv": self = .csv
        case "xlsx": self = .xlsx
        default: return nil
        }
    }

    /// The format that the first bytes show: a ZIP archive, a header with a column `id`, else JSON Lines.
    init(recognising bytes: ByteSource) throws(IntakeError) {
        if try bytes.head(4) == [0x50, 0x4B, 0x03, 0x04] {
            self = .xlsx
            return
        }
        var lines = LineReader(bytes)
        let first = try lines.next()?.bytes ?? []
        let cells = first.split(separator: 0x2C).map { $0.filter { $0 != 0x22 && $0 != 0x20 } }
        self = cells.contains(Array("id".utf8)) ? .csv : .jsonl
    }
}
