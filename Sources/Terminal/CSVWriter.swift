/// Rows as RFC 4180 says: commas between fields, CR LF after each row, quotes where a field needs them.
package struct CSVWriter: Sendable {
    /// Written once before the first row, it tells spreadsheets that the file is UTF-8; without it Excel in a Chinese
    /// Windows reads GBK.
    package static let byteOrderMark = "\u{FEFF}"

    /// Whether a text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, tab or CR and is
    /// no number) gets an apostrophe before it. Off for machines, on for files that people open.
    package var guardsFormulas: Bool

    /// A writer of rows.
    package init(guardsFormulas: Bool = false) {
        self.guardsFormulas = guardsFormulas
    }

    /// One row with its line end. A row of one empty field is `""`, so that it is no empty line.
    package func row(_ fields: [String]) -> String {
        if fields.count == 1, fields[0].isEmpty { return "\"\"\r\n" }
        return fields.map { field($0) }.joined(separator: ",") + "\r\n"
    }

    private func field(_ text: String) -> String {
        let text = guardsFormulas && Self.isFormula(text) ? "'" + text : text
        // Bytes, not characters: CR LF is one character and would hide its parts.
        let needsQuotes = text.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
        }
        guard needsQuotes else { return text }
        var out = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { out.unicodeScalars.append("\"") }
            out.unicodeScalars.append(scalar)
        }
        out.unicodeScalars.append("\"")
        return out
    }

    private static func isFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return false }
        return !Display.isNumber(text)
    }
}
