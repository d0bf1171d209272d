/// The generated texts; `ops/make-resources` writes its members.
enum Generated {}

/// Reads the generated tab-separated texts: a line a row, `|` inside lists, empty = absent.
enum Table {
    /// The rows of a text, each as its cells.
    static func rows(_ text: String) -> [[Substring]] {
        lines(text).map { cells($0) }
    }

    /// The lines of a text.
    static func lines(_ text: String) -> [Substring] {
        text.utf8.split(separator: UInt8(ascii: "\n")).map { Substring($0) }
    }

    /// The cells of a line, empty ones too.
    static func cells(_ line: Substring) -> [Substring] {
        line.utf8.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { Substring($0) }
    }

    /// The entries of a list cell.
    static func list(_ cell: Substring) -> [String] {
        cell.utf8.split(separator: UInt8(ascii: "|")).map { String(Substring($0)) }
    }

    /// The text of a cell, nil where it is empty.
    static func optional(_ cell: Substring) -> String? {
        cell.isEmpty ? nil : String(cell)
    }
}
