/// Makes rows of a sheet's XML; finished rows wait in `rows` until they are taken.
final class SheetParser: XMLReceiver {
    private(set) var rows: [SheetRow] = []
    /// Bytes of text in `rows`.
    private var waitingBytes = 0
    private let strings: SharedStrings
    private let isDate: [Bool]
    private let isSince1904: Bool
    private let limits: XLSXLimits

    private var row = 0
    private var cells: [(column: Int, cell: SheetCell)] = []
    private var rowBytes = 0
    private var isTooLong = false
    private var isInSheetData = false
    private var isInRow = false

    private var column = -1
    private var type = ""
    private var style = 0
    private var value: [UInt8] = []
    private var isInValue = false
    private var isInReading = false

    init(strings: SharedStrings, isDate: [Bool], isSince1904: Bool, limits: XLSXLimits) {
        self.strings = strings
        self.isDate = isDate
        self.isSince1904 = isSince1904
        self.limits = limits
    }

    /// The finished rows; they are no longer held here.
    func takeRows() -> [SheetRow] {
        defer {
            rows.removeAll(keepingCapacity: true)
            waitingBytes = 0
        }
        return rows
    }

    /// One shared string can stand in many cells, so the text of the waiting rows is bounded apart from the file's
    /// bytes.
    var isFull: Bool { waitingBytes > limits.rowBytes }

    func start(_ name: String, _ attributes: XMLAttributes) throws(XLSXError) {
        switch name {
        case "sheetData": isInSheetData = true
        case "row" where isInSheetData: try startRow(attributes)
        case "c" where isInRow: try startCell(attributes)
        case "v" where isInRow: isInValue = type != "inlineStr"
        case "t" where isInRow: isInValue = type == "inlineStr" && !isInReading
        case "rPh": isInReading = true
        default: break
        }
    }

    func end(_ name: String) throws(XLSXError) {
        switch name {
        case "sheetData": isInSheetData = false
        case "row" where isInRow: endRow()
        case "c" where isInRow: try endCell()
        case "v", "t": isInValue = false
        case "rPh": isInReading = false
        default: break
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) {
        guard isInValue, !isTooLong else { return }
        guard rowBytes + value.count + bytes.count <= limits.rowBytes else {
            isTooLong = true
            return
        }
        value.append(contentsOf: bytes)
    }

    private func startRow(_ attributes: XMLAttributes) throws(XLSXError) {
        let number: Int
        if let text = attributes["r"] {
            guard let given = Int(text), given > row else {
                throw XLSXError(.damaged, "the sheet's rows are not in order after row \(row)")
            }
            number = given
        } else {
            number = row + 1
        }
        guard number <= limits.rows else { throw XLSXError(.tooLarge, "the sheet has rows after \(limits.rows)") }
        row = number
        cells.removeAll(keepingCapacity: true)
        rowBytes = 0
        isTooLong = false
        isInRow = true
        column = -1
    }

    private func endRow() {
        isInRow = false
        if isTooLong {
            rows.append(SheetRow(number: row, cells: [], isTooLong: true))
        } else if !cells.isEmpty {
            rows.append(SheetRow(number: row, cells: cells))
            waitingBytes += rowBytes
        }
    }

    private func startCell(_ attributes: XMLAttributes) throws(XLSXError) {
        let next: Int
        if let reference = attributes["r"] {
            guard let given = SheetParser.column(of: reference), given > column else {
                throw XLSXError(.damaged, "the cells of row \(row) are not in order")
            }
            next = given
        } else {
            next = column + 1
        }
        guard next < limits.columns else {
            throw XLSXError(.tooLarge, "row \(row) has more than \(limits.columns) columns")
        }
        column = next
        type = attributes["t"] ?? "n"
        style = attributes["s"].flatMap { Int($0) } ?? 0
        value.removeAll(keepingCapacity: true)
    }

    private func endCell() throws(XLSXError) {
        guard !isTooLong, !value.isEmpty else { return }
        let cell = try content()
        if case .text(let text) = cell {
            if text.isEmpty { return }
            rowBytes += text.utf8.count
        } else {
            rowBytes += value.count
        }
        guard rowBytes <= limits.rowBytes else {
            isTooLong = true
            return
        }
        cells.append((column, cell))
    }

    private func content() throws(XLSXError) -> SheetCell {
        switch type {
        case "s":
            guard let index = Int(String(decoding: value, as: UTF8.self)), let text = strings[index] else {
                throw XLSXError(.damaged, "a cell of row \(row) names a shared string that is not there")
            }
            return .text(text)
        case "b":
            let text = String(decoding: value, as: UTF8.self)
            return text == "1" ? .bool(true) : text == "0" ? .bool(false) : .text(text)
        case "n": return number(String(decoding: value, as: UTF8.self))
        case "d":
            let text = String(decoding: value, as: UTF8.self)
            return text.utf8.count >= 10 ? .date(String(text.prefix(10))) : .text(text)
        default: return .text(EscapedText.decode(value[...]))
        }
    }

    private func number(_ text: String) -> SheetCell {
        guard let value = Double(text), value.isFinite else { return .text(text) }
        if isDate.indices.contains(style), isDate[style],
            let day = SerialDay.text(value, since1904: isSince1904)
        {
            return .date(day)
        }
        return .number(text)
    }

    /// The column from 0 of a reference: `B5` is 1.
    static func column(of reference: String) -> Int? {
        var column = 0
        var letters = 0
        for byte in reference.utf8 {
            let upper = byte & 0xDF
            guard upper >= 0x41, upper <= 0x5A else { break }
            letters += 1
            guard letters <= 3 else { return nil }
            column = column * 26 + Int(upper - 0x40)
        }
        return letters == 0 ? nil : column - 1
    }
}
