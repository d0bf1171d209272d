import Domain
package import Records

/// The rows of a CSV file of any columns, UTF-8 or GB 18030, one after another; what `IntakeRun` does not know of.
package struct CSVRows {
    /// A row: its cells by column, empty ones too up to the last with content, or why it cannot be read.
    package struct Row {
        /// The physical line where it begins, from 1.
        package let row: Int
        package let cells: [String]
        package let flaw: Problem?

        /// The cell of a column; empty where the row has none.
        package subscript(column: Int) -> String { cells.indices.contains(column) ? cells[column] : "" }
    }

    private let source: ByteSource
    private var reader: CSVReader

    /// A file, or standard input where the path is `-`.
    ///
    /// - Throws: `IntakeError` where it cannot be opened or read.
    package init(path: String) throws(IntakeError) {
        source = path == "-" ? try ByteSource(standardInput: "-") : try ByteSource(name: path, path: path)
        reader = CSVReader(source, encoding: try TextEncoding.recognise(source))
    }

    /// Bytes in the file, and how many of them are behind.
    package var size: Int { source.size }
    package var offset: Int { reader.offset }

    /// The next row that is not empty; nil at the end.
    package mutating func next() throws(IntakeError) -> Row? {
        guard let row = try reader.next() else { return nil }
        var cells: [String] = []
        cells.reserveCapacity((row.cells.last?.column ?? -1) + 1)
        for (column, cell) in row.cells {
            while cells.count < column { cells.append("") }
            cells.append(CellReader.text(cell))
        }
        return Row(row: row.row, cells: cells, flaw: row.flaw)
    }
}
