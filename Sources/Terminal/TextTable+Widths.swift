extension TextTable {
    /// The spaces between two columns.
    static let gap = 2

    /// The width of each column so that a line fits, or nil where it cannot without shortening what must stay whole.
    ///
    /// The widest flexible columns shrink first, to a common cap; what the cap leaves over goes to them from the left.
    func fittedWidths(within width: Int) -> [Int]? {
        let wanted = columns.indices.map { naturalWidth(of: $0) }
        let room = width - Self.gap * (columns.count - 1)
        if wanted.reduce(0, +) <= room { return wanted }
        let floors = columns.indices.map { columns[$0].isFlexible ? floor(of: $0, wanted: wanted[$0]) : wanted[$0] }
        guard floors.reduce(0, +) <= room else { return nil }
        func widths(cap: Int) -> [Int] { columns.indices.map { max(floors[$0], min(wanted[$0], cap)) } }
        var low = 0
        var high = wanted.max() ?? 0
        while low < high {
            let cap = (low + high + 1) / 2
            if widths(cap: cap).reduce(0, +) <= room { low = cap } else { high = cap - 1 }
        }
        var fitted = widths(cap: low)
        var left = room - fitted.reduce(0, +)
        for index in fitted.indices where left > 0 && fitted[index] >= low && fitted[index] < wanted[index] {
            fitted[index] += 1
            left -= 1
        }
        return fitted
    }

    private func naturalWidth(of index: Int) -> Int {
        rows.reduce(max(1, DisplayWidth.of(columns[index].title))) { max($0, DisplayWidth.of($1[index])) }
    }

    /// A flexible column keeps its minimum and every number whole.
    private func floor(of index: Int, wanted: Int) -> Int {
        var widest = min(columns[index].minimum, wanted)
        for row in rows where Display.isNumber(row[index]) { widest = max(widest, DisplayWidth.of(row[index])) }
        return widest
    }
}

extension TextTable {
    /// Each row as a block of `title  value` lines, an empty line between two rows.
    func stack(within width: Int, isStyled: Bool) -> String {
        let widest = columns.map { DisplayWidth.of($0.title) }.max() ?? 0
        let label = min(widest, (width - Self.gap) / 2)
        var blocks: [String] = []
        for row in rows {
            var block = ""
            for (column, cell) in zip(columns, row) {
                let lines = Self.entry(column, cell, label: label, width: width, isStyled: isStyled)
                block += lines.map { $0 + "\n" }.joined()
            }
            blocks.append(block)
        }
        return blocks.joined(separator: "\n")
    }

    /// One `title  value`: beside each other where the value fits or can be wrapped well, else the value below.
    private static func entry(
        _ column: Column,
        _ cell: String,
        label: Int,
        width: Int,
        isStyled: Bool
    ) -> [String] {
        let title = DisplayWidth.truncate(column.title, to: label)
        let styled = Style.bold.apply(to: title, isOn: isStyled)
        func value(_ text: String) -> String { column.styles[cell]?.apply(to: text, isOn: isStyled) ?? text }
        if cell.isEmpty { return [styled] }
        let room = width - label - gap
        let fits = DisplayWidth.of(cell) <= room
        if fits || (room >= roomToWrap && !Display.isNumber(cell)) {
            let lines = DisplayWidth.wrap(cell, to: room)
            let first = styled + String(repeating: " ", count: label - DisplayWidth.of(title) + gap)
            let indent = String(repeating: " ", count: label + gap)
            return lines.enumerated().map { ($0.offset == 0 ? first : indent) + value($0.element) }
        }
        let indent = String(repeating: " ", count: gap)
        return [styled] + DisplayWidth.wrap(cell, to: width - gap).map { indent + value($0) }
    }

    /// The columns beside the title from which a long text is wrapped there and not below.
    private static let roomToWrap = 24
}
