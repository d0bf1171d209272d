import Records
import XLSX

/// One record of a CSV file or one row of a sheet, before it means anything.
struct TableRow {
    /// The physical line where it starts, or the sheet's number.
    var row: Int
    /// Its bytes in the file; nil in a sheet.
    var range: Range<Int>?
    /// Cells with content, by column from 0, ascending.
    var cells: [(column: Int, cell: SheetCell)]
    /// Why it cannot be read as cells.
    var flaw: Problem?

    /// The cell of a column, or nil where it is empty.
    func cell(_ column: Int) -> SheetCell? { cells.first { $0.column == column }?.cell }

    /// Bytes of text in the cells.
    var textBytes: Int { cells.reduce(0) { $0 + CellReader.text($1.cell).utf8.count } }

    /// The row as CSV, its cells where they were.
    var csv: [UInt8] {
        var out: [UInt8] = []
        var column = 0
        for (place, cell) in cells {
            while column < place {
                out.append(UInt8(ascii: ","))
                column += 1
            }
            TableRow.write(CellReader.text(cell), to: &out)
        }
        out.append(0x0A)
        return out
    }

    private static func write(_ text: String, to out: inout [UInt8]) {
        let isPlain = !text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        if isPlain {
            out.append(contentsOf: text.utf8)
            return
        }
        out.append(0x22)
        for byte in text.utf8 {
            if byte == 0x22 { out.append(0x22) }
            out.append(byte)
        }
        out.append(0x22)
    }
}

/// What is wrong with a row as a whole.
enum RowFlaw {
    static func lineTooLong() -> Problem {
        Problem(
            field: "",
            severity: .critical,
            code: .lineTooLong,
            message: "行过长，请拆分 the row is too long, split it",
            expected: "at most \(IntakeLimits.lineBytes) bytes"
        )
    }

    static func badEncoding(_ expected: String = "UTF-8") -> Problem {
        Problem(
            field: "",
            severity: .critical,
            code: .badEncoding,
            message: "编码有误，请另存为 UTF-8 the bytes are not text in this encoding, save the file as UTF-8",
            expected: expected
        )
    }

    static func badJSON(_ message: String, expected: String) -> Problem {
        Problem(field: "", severity: .critical, code: .badJSON, message: message, expected: expected)
    }
}
