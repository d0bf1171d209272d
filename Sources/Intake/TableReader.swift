import Domain
import Records
import XLSX

/// Reads a table, CSV or sheet, as records under a header.
struct TableReader {
    /// What a table gives: a record, or a problem with a row or with the file.
    enum Item {
        case record(TableRecord)
        case flaw(TableRow, Problem)
        /// About the file; no row of it.
        case note(row: Int, Problem)
    }

    private let kind: RecordKind
    /// One of the two.
    private var csv: CSVReader?
    private var sheet: XLSXReader?
    private var note: Problem?
    private var columns: Columns?
    private var ahead: TableRow?
    private var isAtEnd = false
    private var lastRow = 0
    /// The header as it stands in the file, for the rejected rows.
    private(set) var header: TableRow?

    init(csv: CSVReader, encoding: TextEncoding, kind: RecordKind) {
        self.csv = csv
        self.kind = kind
        if encoding == .gb18030 {
            note = Problem(
                field: "",
                severity: .minor,
                code: .spelling,
                message: "文件为 GB 18030 编码，已转换 the file is in GB 18030 and was converted",
                found: "\"GB 18030\"",
                expected: "UTF-8"
            )
        }
    }

    init(sheet: XLSXReader, kind: RecordKind) {
        self.sheet = sheet
        self.kind = kind
    }

    /// Bytes of the file that are behind; nil where that is not known.
    var offset: Int? { csv?.offset }

    mutating func next() throws(IntakeError) -> Item? {
        guard let columns else { return try readHeader() }
        guard let first = try takeRow() else { return nil }
        if let flaw = first.flaw { return .flaw(first, flaw) }
        var record = TableRecord(rows: [first], columns: columns)
        if columns.hasLines, let problem = try addRows(to: &record) { return .flaw(joined(record), problem) }
        return .record(record)
    }

    private mutating func readHeader() throws(IntakeError) -> Item? {
        guard let header = try takeRow() else { return nil }
        let columns = Columns(header: header, kind: kind)
        self.columns = columns
        self.header = header
        if let flaw = columns.flaw {
            isAtEnd = true
            return .flaw(header, flaw)
        }
        if let note { return .note(row: header.row, note) }
        return try next()
    }

    /// Takes the rows that follow with the same id and nothing else than the first row's, or nothing, beside their
    /// line.
    ///
    /// A row that says something else of the need is a record of its own, and so an id twice.
    private mutating func addRows(to record: inout TableRecord) throws(IntakeError) -> Problem? {
        guard let id = record.columns.id, let value = record.rows[0].cell(id) else { return nil }
        var bytes = record.rows[0].textBytes
        while let next = try takeRow() {
            guard next.flaw == nil, next.cell(id) == value, repeats(record, next) else {
                ahead = next
                break
            }
            bytes += next.textBytes
            if bytes > IntakeLimits.lineBytes || record.rows.count > IntakeLimits.linesKept {
                record.rows[record.rows.count - 1].extend(to: next)
            } else {
                record.rows.append(next)
            }
        }
        return bytes > IntakeLimits.lineBytes ? RowFlaw.lineTooLong() : nil
    }

    private func repeats(_ record: TableRecord, _ row: TableRow) -> Bool {
        row.cells.allSatisfy { column, cell in
            record.columns.target(column).isOfLine || record.rows[0].cell(column) == cell
        }
    }

    private func joined(_ record: TableRecord) -> TableRow {
        var row = record.rows[0]
        if let last = record.rows.last { row.extend(to: last) }
        return row
    }

    private mutating func takeRow() throws(IntakeError) -> TableRow? {
        if let row = ahead {
            ahead = nil
            return row
        }
        guard !isAtEnd else { return nil }
        let row = if let sheet { sheetRow(sheet) } else { try csv?.next() }
        if let row { lastRow = row.row } else { isAtEnd = true }
        return row
    }

    /// The next row of a sheet; an error of the file is the flaw of the row it hides.
    private mutating func sheetRow(_ reader: XLSXReader) -> TableRow? {
        do {
            guard let row = try reader.next() else { return nil }
            return TableRow(
                row: row.number,
                range: nil,
                cells: row.cells,
                flaw: row.isTooLong ? RowFlaw.lineTooLong() : nil
            )
        } catch {
            isAtEnd = true
            return TableRow(row: lastRow + 1, range: nil, cells: [], flaw: TableReader.flaw(error))
        }
    }

    /// The problem that an error of a workbook is.
    static func flaw(_ error: XLSXError) -> Problem {
        Problem(
            field: "",
            severity: .critical,
            code: .badEncoding,
            message: "工作簿无法读取，请重新另存 the workbook cannot be read, save it again: \(error.message)",
            expected: "XLSX"
        )
    }
}

extension TableRow {
    /// Makes the row's bytes go on to the end of another's.
    mutating func extend(to other: TableRow) {
        if let mine = range, let theirs = other.range { range = mine.lowerBound..<theirs.upperBound }
    }
}
