/// Writes a ZIP archive without compression: enough for a workbook of a test.
enum ZipWriter {
    static func archive(_ parts: [(name: String, text: String)]) -> [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        for (name, text) in parts {
            let data = Array(text.utf8)
            let offset = UInt32(out.count)
            var common: [UInt8] = []
            append(UInt16(20), UInt16(0), UInt16(0), UInt16(0), UInt16(0x5821), to: &common)
            append(crc(data), UInt32(data.count), UInt32(data.count), to: &common)
            append(UInt16(name.utf8.count), UInt16(0), to: &common)
            out += [0x50, 0x4B, 0x03, 0x04] + common + Array(name.utf8) + data
            directory += [0x50, 0x4B, 0x01, 0x02, 20, 0] + common
            append(UInt16(0), UInt16(0), UInt16(0), to: &directory)
            append(UInt32(0), offset, to: &directory)
            directory += Array(name.utf8)
        }
        let start = UInt32(out.count)
        out += directory + [0x50, 0x4B, 0x05, 0x06]
        append(UInt16(0), UInt16(0), UInt16(parts.count), UInt16(parts.count), to: &out)
        append(UInt32(directory.count), start, to: &out)
        append(UInt16(0), to: &out)
        return out
    }

    private static func append<T: FixedWidthInteger>(_ values: T..., to out: inout [UInt8]) {
        for value in values {
            for shift in stride(from: 0, to: T.bitWidth, by: 8) {
                out.append(UInt8(truncatingIfNeeded: value >> T(shift)))
            }
        }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
    }
}

/// A workbook with one sheet.
enum TestWorkbook {
    /// A cell as it is written.
    enum Cell {
        case inline(String), shared(Int), number(String), date(String), bool(Bool), empty
    }

    static func bytes(
        _ rows: [[Cell]],
        shared: [String] = [],
        skippingRows: Set<Int> = [],
        sheetSuffix: String = ""
    ) -> [UInt8] {
        var data = ""
        var number = 0
        for row in rows {
            number += 1
            while skippingRows.contains(number) { number += 1 }
            data += "<row r=\"\(number)\">"
            for (column, cell) in row.enumerated() { data += xml(cell, "\(name(column))\(number)") }
            data += "</row>"
        }
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        let strings = shared.map {
            "<si><t xml:space=\"preserve\">\(escaped($0))</t><rPh sb=\"0\" eb=\"1\"><t>yomi</t></rPh></si>"
        }
        let sheets = "<sheet name=\"数据\" sheetId=\"1\" r:id=\"rId7\"/><sheet name=\"x\" sheetId=\"2\" r:id=\"rId8\"/>"
        return ZipWriter.archive([
            ("_rels/.rels", head + relations([("rId1", "officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", "\(head)<workbook xmlns:r=\"\(namespace)\"><sheets>\(sheets)</sheets></workbook>"),
            (
                "xl/_rels/workbook.xml.rels",
                head
                    + relations([
                        ("rId7", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "/xl/styles.xml"),
                        ("rId3", "sharedStrings", "sharedStrings.xml"),
                    ])
            ),
            ("xl/styles.xml", head + styles),
            ("xl/sharedStrings.xml", "\(head)<sst>\(strings.joined())</sst>"),
            ("xl/worksheets/sheet1.xml", "\(head)<worksheet><sheetData>\(data)</sheetData>\(sheetSuffix)</worksheet>"),
        ])
    }

    private static let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// Style 1 is a date, style 2 only looks like one.
    private static let styles = """
        <styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;day&quot;0.00"/>\
        <numFmt numFmtId="165" formatCode="yyyy/m/d;@"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
        <cellXfs><xf numFmtId="0"/><xf numFmtId="165"/><xf numFmtId="164"/></cellXfs></styleSheet>
        """

    private static func relations(_ all: [(id: String, type: String, target: String)]) -> String {
        let elements = all.map { id, type, target in
            "<Relationship Id=\"\(id)\" Type=\"\(namespace)/\(type)\" Target=\"\(target)\"/>"
        }
        return "<Relationships>\(elements.joined())</Relationships>"
    }

    private static func xml(_ cell: Cell, _ place: String) -> String {
        switch cell {
        case .inline(let text): "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(escaped(text))</t></is></c>"
        case .shared(let index): "<c r=\"\(place)\" t=\"s\"><v>\(index)</v></c>"
        case .number(let text): "<c r=\"\(place)\"><v>\(text)</v></c>"
        case .date(let serial): "<c r=\"\(place)\" s=\"1\"><v>\(serial)</v></c>"
        case .bool(let value): "<c r=\"\(place)\" t=\"b\"><v>\(value ? 1 : 0)</v></c>"
        case .empty: ""
        }
    }

    private static func escaped(_ text: String) -> String {
        text.map { $0 == "<" ? "&lt;" : $0 == "&" ? "&amp;" : String($0) }.joined()
    }

    private static func name(_ column: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return column < 26 ? String(letters[column]) : String(letters[column / 26 - 1]) + String(letters[column % 26])
    }
}
