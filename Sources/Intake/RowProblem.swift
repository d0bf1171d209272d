package import JSON
package import Records

/// One problem of one row of a file (10-data-model.md, "Import").
package struct RowProblem: Equatable, Sendable {
    package var file: String
    /// The physical line from 1, or the sheet's row number.
    package var row: Int
    package var problem: Problem

    package init(file: String, row: Int, problem: Problem) {
        self.file = file
        self.row = row
        self.problem = problem
    }

    /// `file:row field severity code message found "expected"`: what was found is JSON already, `-` where nothing was;
    /// an empty field is empty.
    ///
    /// Control characters are written as escapes, so that a file cannot write on a terminal.
    package var text: String {
        let place = "\(RowProblem.visible(file)):\(row) \(RowProblem.visible(problem.field))"
        let what = "\(problem.severity.rawValue) \(problem.code.rawValue) \(RowProblem.visible(problem.message))"
        let found = problem.found.isEmpty ? "-" : RowProblem.visible(problem.found)
        return "\(place) \(what) \(found) \(RowProblem.quoted(problem.expected))"
    }

    /// The problem as a JSON object with the keys of the text line.
    package var json: JSONValue {
        [
            "file": .string(file), "row": .int(row), "field": .string(problem.field),
            "severity": .string(problem.severity.rawValue), "code": .string(problem.code.rawValue),
            "message": .string(problem.message), "found": .string(problem.found), "expected": .string(problem.expected),
        ]
    }

    /// Text that was found, as short JSON, as `Problem.found` has it.
    static func found(_ text: String) -> String {
        let start = text.unicodeScalars.prefix(60)
        let isCut = start.endIndex != text.unicodeScalars.endIndex
        return JSONValue.string(String(String.UnicodeScalarView(start)) + (isCut ? "…" : "")).text
    }

    /// Row first, then field in byte order.
    static func isBefore(_ a: RowProblem, _ b: RowProblem) -> Bool {
        if a.row != b.row { return a.row < b.row }
        return a.problem.field.utf8.lexicographicallyPrecedes(b.problem.field.utf8)
    }

    private static func quoted(_ text: String) -> String { visible(JSONValue.string(text).text) }

    private static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            if isControl(scalar) {
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: max(0, 4 - hex.utf8.count)) + hex
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
