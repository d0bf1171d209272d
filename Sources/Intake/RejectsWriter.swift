import Glibc

/// What a rejected row says in its file.
struct RejectedText {
    var source: ByteSource
    /// Nil in a sheet.
    var range: Range<Int>?
    /// A sheet's rows, which are written as CSV.
    var sheetRows: [TableRow]
    /// The header of a table.
    var header: TableRow?
}

/// Writes rejected rows, so that they can be corrected and imported alone.
///
/// Lines and records of CSV are written as they stand, byte for byte and however long, a sheet's rows as CSV; before
/// the first row of a table comes its header, unless the rows before it stood under the same.
package final class RejectsWriter {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var lastHeader: [UInt8] = []
    /// Rows written.
    package private(set) var count = 0

    /// Creates the file, or empties the one there is.
    ///
    /// - Throws: `IntakeError` where it cannot be written, or is one of the files of the run.
    package init(path: String, run: IntakeRun) throws(IntakeError) {
        var status = stat()
        if stat(path, &status) == 0, run.sources.contains(where: { $0.bytes.isSameFile(as: status) }) {
            throw IntakeError(.cannotWrite, file: path, "it is one of the files being read")
        }
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(.cannotWrite, file: path, errno: errno) }
        self.path = path
    }

    deinit { close(descriptor) }

    /// Writes the row where it was rejected.
    package func add(_ outcome: RowOutcome) throws(IntakeError) {
        guard let rejected = outcome.rejected else { return }
        let header = try headerText(rejected)
        if header != lastHeader {
            buffer.append(contentsOf: header)
            lastHeader = header
        }
        if let range = rejected.range { try copy(range, of: rejected.source) }
        for row in rejected.sheetRows where !row.cells.isEmpty { buffer.append(contentsOf: row.csv) }
        count += 1
        if buffer.count >= 1 << 16 { try flush() }
    }

    /// Writes what is still held; call it at the end.
    package func finish() throws(IntakeError) { try flush() }

    private func headerText(_ rejected: RejectedText) throws(IntakeError) -> [UInt8] {
        guard let header = rejected.header else { return [] }
        // The row that is rejected may be the header itself.
        guard let range = header.range else { return rejected.sheetRows.first?.row == header.row ? [] : header.csv }
        if range == rejected.range { return [] }
        var bytes = [UInt8](repeating: 0, count: range.count)
        let count = try rejected.source.read(at: range.lowerBound, into: &bytes)
        bytes = Array(bytes[..<count])
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if bytes.last != 0x0A { bytes.append(0x0A) }
        return bytes
    }

    private func copy(_ range: Range<Int>, of source: ByteSource) throws(IntakeError) {
        var at = range.lowerBound
        var last: UInt8 = 0x0A
        while at < range.upperBound {
            var piece = [UInt8](repeating: 0, count: min(1 << 16, range.upperBound - at))
            let count = try source.read(at: at, into: &piece)
            guard count > 0 else { throw IntakeError(.changed, file: source.name, "it became shorter") }
            buffer.append(contentsOf: piece[..<count])
            last = piece[count - 1]
            at += count
            if buffer.count >= 1 << 16 { try flush() }
        }
        if last != 0x0A { buffer.append(0x0A) }
    }

    private func flush() throws(IntakeError) {
        try ByteSource.write(buffer[...], to: descriptor, name: path)
        buffer.removeAll(keepingCapacity: true)
    }
}
