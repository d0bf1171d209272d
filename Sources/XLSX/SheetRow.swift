/// The content of one cell.
package enum SheetCell: Equatable, Sendable {
    case text(String)
    /// The number as the file has it: `1234.5`, `7.0000000000000007E-2`.
    case number(String)
    case bool(Bool)
    /// `YYYY-MM-DD`: a number whose format is a date's.
    case date(String)
}

/// One row of a sheet that has any cells.
package struct SheetRow: Equatable, Sendable {
    /// The sheet's own number, from 1.
    package var number: Int
    /// Cells with content, by column from 0, ascending.
    package var cells: [(column: Int, cell: SheetCell)]
    /// Whether the row had more text than allowed; then it has no cells.
    package var isTooLong: Bool

    package init(number: Int, cells: [(column: Int, cell: SheetCell)], isTooLong: Bool = false) {
        self.number = number
        self.cells = cells
        self.isTooLong = isTooLong
    }

    package static func == (a: SheetRow, b: SheetRow) -> Bool {
        a.number == b.number && a.isTooLong == b.isTooLong && a.cells.elementsEqual(b.cells, by: ==)
    }
}
