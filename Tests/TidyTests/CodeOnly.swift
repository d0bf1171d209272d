/// Swift text without its comments and without what its string literals say; code inside `\(…)` stays.
struct CodeOnly {
    private enum Place {
        /// Code; inside an interpolation, with so many parentheses open.
        case code(open: Int)
        case string(hashes: Int, isMultiline: Bool)
        case lineComment
        case blockComment(depth: Int)
    }

    private let text: [Character]
    private var at = 0
    private var places: [Place] = [.code(open: 0)]
    private var out = ""

    private init(_ text: String) { self.text = Array(text) }

    /// The lines of what stays, as many as the text has.
    static func lines(of text: String) -> [String] {
        var reader = CodeOnly(text)
        while reader.at < reader.text.count { reader.step() }
        return reader.out.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private func sees(_ word: String) -> Bool {
        let end = at + word.count
        return end <= text.count && text[at..<end].elementsEqual(word)
    }

    private mutating func pass(_ count: Int) { at += count }

    private mutating func keep() {
        out.append(text[at])
        at += 1
    }

    private mutating func step() {
        switch places[places.count - 1] {
        case .code(let open): stepCode(open)
        case .string(let hashes, let isMultiline): stepString(hashes, isMultiline)
        case .lineComment:
            if text[at] == "\n" { places.removeLast() } else { pass(1) }
        case .blockComment(let depth): stepComment(depth)
        }
    }

    private mutating func stepCode(_ open: Int) {
        if sees("//") {
            places.append(.lineComment)
        } else if sees("/*") {
            places.append(.blockComment(depth: 0))
            pass(2)
        } else if let (hashes, quotes) = opening() {
            places.append(.string(hashes: hashes, isMultiline: quotes == 3))
            out += "\""
            pass(hashes + quotes)
        } else if text[at] == ")", places.count > 1, open == 0 {
            places.removeLast()
            keep()
        } else {
            if text[at] == "(" { places[places.count - 1] = .code(open: open + 1) }
            if text[at] == ")" { places[places.count - 1] = .code(open: open - 1) }
            keep()
        }
    }

    /// A string's beginning here: its number signs and quotation marks.
    private func opening() -> (hashes: Int, quotes: Int)? {
        var hashes = 0
        while at + hashes < text.count, text[at + hashes] == "#" { hashes += 1 }
        let start = at + hashes
        guard start < text.count, text[start] == "\"" else { return nil }
        let isMultiline = start + 2 < text.count && text[start + 1] == "\"" && text[start + 2] == "\""
        return (hashes, isMultiline ? 3 : 1)
    }

    private mutating func stepString(_ hashes: Int, _ isMultiline: Bool) {
        let end = (isMultiline ? "\"\"\"" : "\"") + String(repeating: "#", count: hashes)
        let escape = "\\" + String(repeating: "#", count: hashes)
        if sees(end) {
            places.removeLast()
            out += "\""
            pass(end.count)
        } else if sees(escape + "(") {
            places.append(.code(open: 0))
            out += "("
            pass(escape.count + 1)
        } else if sees(escape) {
            // An escaped line end of a multi-line text still ends its line.
            pass(escape.count)
            if at < text.count, text[at] != "\n" { pass(1) }
        } else if text[at] == "\n" {
            keep()
        } else {
            pass(1)
        }
    }

    private mutating func stepComment(_ depth: Int) {
        if sees("*/") {
            places.removeLast()
            if depth > 0 { places.append(.blockComment(depth: depth - 1)) }
            pass(2)
        } else if sees("/*") {
            places[places.count - 1] = .blockComment(depth: depth + 1)
            pass(2)
        } else if text[at] == "\n" {
            keep()
        } else {
            pass(1)
        }
    }
}
