/// Rows under titles, fitted to a terminal's width or as plain tab-separated text.
///
///     var table = TextTable(columns: [.init("设备", isFlexible: true), .init("价格（元）")])
///     table.add(["数控车床", "1,234,567.89"])
///     output.write(table.render(output.layout))
///
/// Nothing is ever wider than the terminal. Flexible columns shrink with `…`; numbers are never shortened, for half an
/// amount is a wrong amount. Where the columns cannot fit, each row is written as a block of `title  value` lines.
package struct TextTable: Sendable {
    /// Where the text of a column stands.
    package enum Alignment: Sendable {
        case left, right
    }

    /// Where a table is written.
    package enum Layout: Equatable, Sendable {
        /// No terminal: one line a row, cells separated by tabs, nothing shortened or styled.
        case plain
        /// A terminal of that many columns (taken as 8 where it is less).
        case terminal(width: Int, isStyled: Bool)
    }

    /// One column.
    package struct Column: Sendable {
        /// What stands above the column, on one line.
        package var title: String
        /// nil: right if all cells that say something are numbers, else left.
        package var alignment: Alignment?
        /// The columns a flexible column keeps at least; a column that needs less takes less.
        package var minimum: Int
        /// Whether texts may be shortened with `…` where the table does not fit.
        package var isFlexible: Bool
        /// How a cell of exactly that text is styled, for example `["✗": .red]`.
        package var styles: [String: Style]

        /// A column; by default of fixed width and aligned by what is in it.
        package init(
            _ title: String,
            alignment: Alignment? = nil,
            minimum: Int = 8,
            isFlexible: Bool = false,
            styles: [String: Style] = [:]
        ) {
            self.title = DisplayWidth.singleLine(title)
            self.alignment = alignment
            self.minimum = max(1, minimum)
            self.isFlexible = isFlexible
            self.styles = styles
        }
    }

    /// The columns, left to right.
    package let columns: [Column]
    /// The cells, each of one line and without control characters; a row has as many cells as there are columns.
    package private(set) var rows: [[String]] = []

    /// A table with at least one column.
    package init(columns: [Column], rows: [[String]] = []) {
        precondition(!columns.isEmpty, "a table has at least one column")
        self.columns = columns
        for row in rows { add(row) }
    }

    /// Appends a row; cells missing at its end are empty.
    package mutating func add(_ row: [String]) {
        precondition(row.count <= columns.count, "a row of \(row.count) cells in a table of \(columns.count) columns")
        let missing = Array(repeating: "", count: columns.count - row.count)
        rows.append(row.map { DisplayWidth.singleLine($0) } + missing)
    }

    /// The whole table, each line ended by a line feed. Complexity: O(characters).
    package func render(_ layout: Layout) -> String {
        switch layout {
        case .plain:
            return plainText
        case .terminal(let width, let isStyled):
            let usable = max(8, width)
            if let widths = fittedWidths(within: usable) { return grid(widths, isStyled: isStyled) }
            return stack(within: usable, isStyled: isStyled)
        }
    }

    private var plainText: String {
        let lines = [columns.map(\.title)] + rows
        return lines.map { $0.joined(separator: "\t") + "\n" }.joined()
    }

    private func grid(_ widths: [Int], isStyled: Bool) -> String {
        let alignments = columns.indices.map { alignment(of: $0) }
        var out = ""
        var header = TableLine()
        var rule = TableLine()
        for (index, column) in columns.enumerated() {
            header.put(column.title, width: widths[index], alignments[index], .bold, isStyled: isStyled)
            rule.put(
                String(repeating: "─", count: widths[index]),
                width: widths[index],
                .left,
                .dim,
                isStyled: isStyled
            )
        }
        out += header.text + "\n" + rule.text + "\n"
        for row in rows {
            var line = TableLine()
            for (index, cell) in row.enumerated() {
                let style = columns[index].styles[cell]
                line.put(cell, width: widths[index], alignments[index], style, isStyled: isStyled)
            }
            out += line.text + "\n"
        }
        return out
    }

    private func alignment(of index: Int) -> Alignment {
        if let alignment = columns[index].alignment { return alignment }
        let spoken = rows.lazy.map { $0[index] }.filter { !Display.isBlank($0) }
        return !spoken.isEmpty && spoken.allSatisfy { Display.isNumber($0) } ? .right : .left
    }
}

/// A line put together from cells; spaces are written only before something, so that none trail.
private struct TableLine {
    private(set) var text = ""
    private var spaces = 0
    private var isFirst = true

    mutating func put(
        _ cell: String,
        width: Int,
        _ alignment: TextTable.Alignment,
        _ style: Style?,
        isStyled: Bool
    ) {
        let shown = DisplayWidth.truncate(cell, to: width)
        let rest = width - DisplayWidth.of(shown)
        if !isFirst { spaces += TextTable.gap }
        isFirst = false
        if alignment == .right { spaces += rest }
        if !shown.isEmpty {
            text += String(repeating: " ", count: spaces)
            text += style?.apply(to: shown, isOn: isStyled) ?? shown
            spaces = 0
        }
        if alignment == .left { spaces += rest }
    }
}
