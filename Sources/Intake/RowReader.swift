import Domain
import JSON
import JSONParsing
import Records
import XLSX

/// One record of a file as it was found.
struct FoundRow {
    /// How it was written.
    enum Content {
        case line([UInt8])
        case table(TableRecord)
        case flaw(Problem)
    }

    var row: Int
    /// Its bytes in the file; nil in a sheet.
    var range: Range<Int>?
    var content: Content
    /// A sheet's row as CSV, for the rejected rows.
    var sheetRows: [TableRow] = []
    /// About the file; not a record.
    var isNote = false
}

/// Reads a file of any format as records with their rows.
struct RowReader {
    private var lines: LineReader?
    private var table: TableReader?
    private var flaw: Problem?
    private let isSheet: Bool
    /// What keeps a sheet's file open.
    private let owner: ByteSource?

    init(_ source: IntakeSource) throws(IntakeError) {
        isSheet = source.format == .xlsx
        var owner: ByteSource?
        switch source.format {
        case .jsonl: lines = LineReader(source.bytes)
        case .csv:
            let encoding = try TextEncoding.recognise(source.bytes)
            table = TableReader(
                csv: CSVReader(source.bytes, encoding: encoding),
                encoding: encoding,
                kind: source.kind
            )
        case .xlsx:
            let (path, opened) = try source.bytes.openablePath()
            owner = opened
            do throws(XLSXError) {
                table = TableReader(sheet: try XLSXReader(path: path), kind: source.kind)
            } catch {
                flaw = TableReader.flaw(error)
            }
        }
        self.owner = owner
    }

    /// Bytes of the file that are behind; nil where that is not known.
    var offset: Int? { lines?.offset ?? table?.offset }

    /// The header of a table, once its first row was read.
    var header: TableRow? { table?.header }

    /// The next record, or nil after the last.
    mutating func next() throws(IntakeError) -> FoundRow? {
        if let problem = flaw {
            flaw = nil
            return FoundRow(row: 1, range: nil, content: .flaw(problem))
        }
        if let item = try table?.next() { return found(item) }
        while let line = try lines?.next() {
            if line.isTooLong {
                return FoundRow(row: line.row, range: line.range, content: .flaw(RowFlaw.lineTooLong()))
            }
            if line.bytes.isEmpty { continue }
            return FoundRow(row: line.row, range: line.range, content: .line(line.bytes))
        }
        return nil
    }

    private func found(_ item: TableReader.Item) -> FoundRow {
        switch item {
        case .note(let row, let problem):
            return FoundRow(row: row, range: nil, content: .flaw(problem), isNote: true)
        case .flaw(let row, let problem):
            return FoundRow(
                row: row.row,
                range: row.range,
                content: .flaw(problem),
                sheetRows: isSheet ? [row] : []
            )
        case .record(let record):
            var range = record.rows[0].range
            if let start = range?.lowerBound, let end = record.rows.last?.range?.upperBound { range = start..<end }
            return FoundRow(
                row: record.rows[0].row,
                range: range,
                content: .table(record),
                sheetRows: isSheet ? record.rows : []
            )
        }
    }
}

/// A row that has been decoded.
struct DecodedRow {
    var record: Record?
    /// With the row of each; in no order.
    var problems: [(row: Int, problem: Problem)]
    var references: [Reference]
    /// The record's id, also of a rejected one where it is well-formed.
    var id: String?

    var isAcceptable: Bool { record != nil }
}

extension RecordDecoder {
    /// Decodes what was found in a file of that kind.
    func decode(_ found: FoundRow, _ kind: RecordKind) -> DecodedRow {
        switch found.content {
        case .flaw(let problem): return .flawed(found, problem)
        case .table(let record):
            let form = record.form(categories: codes.categories)
            return decoded(form, kind, row: found.row)
        case .line(let bytes):
            do throws(JSONParseError) {
                let value = try JSONParser.parse(bytes)
                guard value.object != nil else { return .flawed(found, RowFlaw.notAnObject) }
                return decoded(TableRecord.Form(value: value), kind, row: found.row)
            } catch {
                return .flawed(found, RowFlaw.of(error))
            }
        }
    }

    private func decoded(_ form: TableRecord.Form, _ kind: RecordKind, row: Int) -> DecodedRow {
        let decoding = decode(kind, form.value)
        var problems = decoding.problems
        let fields = Set(problems.map { $0.field })
        problems += form.spellings.filter { !fields.contains($0.field) }
        return DecodedRow(
            record: decoding.record,
            problems: problems.map { (form.row(of: $0.field) ?? row, $0) },
            references: decoding.references,
            id: decoding.record?.id ?? id(form.value, kind, fields)
        )
    }

    /// The id of a record that is rejected for something else than its id.
    private func id(_ value: JSONValue, _ kind: RecordKind, _ flawed: Set<String>) -> String? {
        guard !flawed.contains("id"), let text = value["id"]?.string else { return nil }
        switch kind {
        case .enterprises, .suppliers: return (try? USCC(text))?.code
        case .models, .inventory, .needs, .offers, .jointCaps: return text
        }
    }
}

extension DecodedRow {
    /// A row that is no record.
    fileprivate static func flawed(_ found: FoundRow, _ problem: Problem) -> DecodedRow {
        DecodedRow(record: nil, problems: [(found.row, problem)], references: [])
    }
}

extension TableRecord.Form {
    /// The row where the field of a need's line stands; nil for all other fields.
    func row(of field: String) -> Int? {
        guard !lineRows.isEmpty, field.hasPrefix("lines["), let close = field.firstIndex(of: "]"),
            let index = Int(field[field.index(field.startIndex, offsetBy: 6)..<close]), lineRows.indices.contains(index)
        else { return nil }
        return lineRows[index]
    }
}

extension RowFlaw {
    static let notAnObject = badJSON(
        "每行应为一个 JSON 对象 a line must be one JSON object",
        expected: "{\"id\": …}"
    )

    static func of(_ error: JSONParseError) -> Problem {
        switch error.kind {
        case .encoding: badEncoding()
        case .syntax:
            badJSON(
                "JSON 有误（第 \(error.offset + 1) 字节） \(error.message) (byte \(error.offset + 1))",
                expected: "one JSON object"
            )
        }
    }
}
