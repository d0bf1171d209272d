import Glibc

/// Reads the first sheet of a workbook row by row, in memory bounded by its shared strings.
///
///     let reader = try XLSXReader(path: "models.xlsx")
///     while let row = try reader.next() { … }
///
/// Not for use by two threads at once.
package final class XLSXReader {
    private let archive: ZipArchive
    private let parser: SheetParser
    private let stream: XMLStream
    private var buffer: [UInt8]
    private var waiting: [SheetRow] = []
    private var position = 0
    private var isAtEnd = false
    /// What ended the reading; thrown after the rows before it.
    private var failure: XLSXError?

    /// Opens the workbook, verifies its first sheet's checksum, so that no row of a damaged file is given, and reads
    /// its strings and styles.
    ///
    /// - Throws: `XLSXError`, here and from `next`.
    package init(path: String, limits: XLSXLimits = XLSXLimits()) throws(XLSXError) {
        guard access(path, R_OK) == 0 else { throw XLSXError(.notReadable, "the file cannot be read") }
        let archive = try ZipArchive(path: path, limits: limits)
        let parts = try WorkbookParts(archive, limits: limits)
        guard try archive.verify(parts.sheet) else { throw XLSXReader.noSheet(parts.sheet) }
        let strings = SharedStrings(limits: limits)
        if let name = parts.sharedStrings {
            _ = try archive.parse(name, limits: limits, maxBytes: limits.unpackedBytes, strings)
        }
        let styles = Styles()
        if let name = parts.styles { _ = try archive.parse(name, limits: limits, maxBytes: limits.partBytes, styles) }
        parser = SheetParser(
            strings: strings,
            isDate: styles.isDate,
            isSince1904: parts.isSince1904,
            limits: limits
        )
        stream = XMLStream(part: parts.sheet, receiver: parser, limits: limits)
        buffer = [UInt8](repeating: 0, count: ZipArchive.chunkBytes)
        guard try archive.open(parts.sheet) else { throw XLSXReader.noSheet(parts.sheet) }
        self.archive = archive
    }

    /// The next row that has any cells, or nil after the last.
    package func next() throws(XLSXError) -> SheetRow? {
        while position == waiting.count {
            if let failure { throw failure }
            guard !isAtEnd || stream.isResting else { return nil }
            do throws(XLSXError) { try parseMore() } catch { failure = error }
            waiting = parser.takeRows()
            position = 0
        }
        defer { position += 1 }
        return waiting[position]
    }

    private func parseMore() throws(XLSXError) {
        if stream.isResting { return try stream.resume() }
        let count = try archive.read(into: &buffer)
        isAtEnd = count == 0
        try buffer.feed(count, to: stream)
    }

    private static func noSheet(_ name: String) -> XLSXError {
        XLSXError(.notAWorkbook, "the workbook's first sheet, \(name), is not in the file")
    }
}
