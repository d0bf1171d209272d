import Records
import XLSX

/// Reads the records of a CSV file (RFC 4180): quoted cells may have commas, line feeds and doubled quotation marks.
///
/// Line ends inside a quoted cell are kept as line feeds; empty lines and records of empty cells only are passed over;
/// a quotation mark inside an unquoted cell is a character like another.
struct CSVReader {
    private var lines: LineReader
    private let decoder: TextDecoder
    private let encodingName: String

    init(_ source: ByteSource, encoding: TextEncoding) {
        lines = LineReader(source)
        decoder = TextDecoder(encoding)
        encodingName = encoding == .utf8 ? "UTF-8" : "GB 18030"
    }

    /// Bytes of the file that are behind.
    var offset: Int { lines.offset }

    /// The next record with any cells, or with a flaw.
    mutating func next() throws(IntakeError) -> TableRow? {
        while let first = try lines.next() {
            if first.bytes.isEmpty && !first.isTooLong { continue }
            let row = try record(from: first)
            if row.flaw != nil || !row.cells.isEmpty { return row }
        }
        return nil
    }

    private mutating func record(from first: PhysicalLine) throws(IntakeError) -> TableRow {
        var scanner = Scanner()
        var line = first
        var bytes = 0
        while true {
            bytes += line.bytes.count + 1
            if line.isTooLong || bytes > IntakeLimits.lineBytes + 1 { scanner.giveUp() }
            if line.isTooLong { scanner.skip(oddQuotes: line.hasOddQuotes) } else { scanner.scan(line.bytes) }
            guard scanner.isOpen else { break }
            guard let next = try lines.next() else {
                return row(first, end: line.range.upperBound, flaw: CSVReader.notClosed)
            }
            line = next
        }
        let end = line.range.upperBound
        if scanner.isGivenUp { return row(first, end: end, flaw: RowFlaw.lineTooLong()) }
        if scanner.isMalformed { return row(first, end: end, flaw: CSVReader.afterQuote) }
        return cells(scanner.cells, first, end: end)
    }

    private func cells(_ cells: [[UInt8]], _ first: PhysicalLine, end: Int) -> TableRow {
        var result = TableRow(row: first.row, range: first.range.lowerBound..<end, cells: [], flaw: nil)
        for (column, bytes) in cells.enumerated() where !bytes.isEmpty {
            guard let text = decoder.text(bytes) else {
                return row(first, end: end, flaw: RowFlaw.badEncoding(encodingName))
            }
            result.cells.append((column, .text(text)))
        }
        return result
    }

    private func row(_ first: PhysicalLine, end: Int, flaw: Problem) -> TableRow {
        TableRow(row: first.row, range: first.range.lowerBound..<end, cells: [], flaw: flaw)
    }

    private static let notClosed = RowFlaw.badJSON(
        "引号未闭合，此行以后未读 a quotation mark is not closed, nothing after it was read",
        expected: "\""
    )
    private static let afterQuote = RowFlaw.badJSON(
        "引号后有多余字符 text after a closing quotation mark: double the marks inside a quoted cell",
        expected: ", or line end"
    )

    /// Splits the lines of one record into cells.
    private struct Scanner {
        private enum State { case start, plain, quoted, quoteInQuoted }

        private(set) var cells: [[UInt8]] = []
        private(set) var isMalformed = false
        private(set) var isGivenUp = false
        private var cell: [UInt8] = []
        private var state = State.start

        /// Whether the record goes on in the next line.
        var isOpen: Bool { state == .quoted }

        /// Keeps nothing any more; the record is read to its end all the same.
        mutating func giveUp() {
            isGivenUp = true
            cells = []
            cell = []
        }

        mutating func skip(oddQuotes: Bool) {
            if oddQuotes { state = state == .quoted ? .plain : .quoted }
        }

        mutating func scan(_ line: [UInt8]) {
            for byte in line { take(byte) }
            if state == .quoted { keep(0x0A) } else { endCell() }
        }

        private mutating func take(_ byte: UInt8) {
            switch (state, byte) {
            case (.quoted, 0x22): state = .quoteInQuoted
            case (.quoted, _): keep(byte)
            case (_, 0x2C): endCell()
            case (.start, 0x22): state = .quoted
            case (.quoteInQuoted, 0x22):
                keep(0x22)
                state = .quoted
            case (.quoteInQuoted, _):
                isMalformed = true
                state = .plain
            default:
                keep(byte)
                state = .plain
            }
        }

        private mutating func keep(_ byte: UInt8) { if !isGivenUp { cell.append(byte) } }

        private mutating func endCell() {
            state = .start
            if isGivenUp { return }
            if cells.count >= IntakeLimits.columns { return giveUp() }
            cells.append(cell)
            cell = []
        }
    }
}
