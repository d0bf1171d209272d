import Domain
import Records
import XLSX

/// What the columns of a table's header row stand for.
struct Columns {
    /// Where a column's cell goes.
    enum Target: Equatable {
        /// A member by its path.
        case field([String], FieldType)
        /// A model's spec.
        case spec(String)
        /// A member of a need's line, by its path in the line.
        case lineField([String], FieldType)
        /// A constraint on a spec of a need's line: the whole of it as JSON, or its `min`, `max`, `is` or `one_of`.
        case lineSpec(key: String, part: String?)

        var isOfLine: Bool {
            switch self {
            case .field, .spec: false
            case .lineField, .lineSpec: true
            }
        }
    }

    let targets: [Target]
    /// Why no row below this header can be read.
    let flaw: Problem?
    /// The column of the id.
    let id: Int?
    /// The column of a model's category.
    let category: Int?
    /// The column of a line's category.
    let lineCategory: Int?
    /// Whether rows of one need may follow one another.
    let hasLines: Bool

    init(header: TableRow, kind: RecordKind) {
        var names: [String] = []
        for (column, cell) in header.cells {
            while names.count < column { names.append("") }
            let text = CellReader.text(cell)
            names.append(String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()))
        }
        targets = names.enumerated().map { Columns.target($1, column: $0, kind: kind) }
        flaw = header.flaw ?? Columns.clash(names, kind: kind)
        id = names.firstIndex(of: "id")
        category = names.firstIndex(of: "category")
        lineCategory = names.firstIndex(of: "line.category")
        hasLines = targets.contains { $0.isOfLine }
    }

    /// The target of a column, also of one beyond the header.
    func target(_ column: Int) -> Target {
        targets.indices.contains(column) ? targets[column] : Columns.unnamed(column)
    }

    /// A column without a name is an unknown field as soon as it has a cell.
    private static func unnamed(_ column: Int) -> Target { .field(["column \(column + 1)"], .text) }

    private static func target(_ name: String, column: Int, kind: RecordKind) -> Target {
        if name.isEmpty { return unnamed(column) }
        if kind == .models, let key = below("specs", name) { return .spec(key) }
        if kind == .enterprises || kind == .needs, let code = below("figures", name) {
            return .field(["figures", code], Figure.isMoney(code) ? .money : .number)
        }
        if kind == .needs, let field = below("line", name) {
            if let key = below("specs", field) { return lineSpec(key) }
            return .lineField(path(field, FieldTypes.lines), FieldTypes.lines[field])
        }
        let types = FieldTypes.of(kind)
        return .field(path(name, types), types[name])
    }

    private static func lineSpec(_ key: String) -> Target {
        for part in ["min", "max", "is", "one_of"]
        where key.hasSuffix("." + part) && key.utf8.count > part.utf8.count + 1 {
            return .lineSpec(key: String(key.dropLast(part.count + 1)), part: part)
        }
        return .lineSpec(key: key, part: nil)
    }

    /// A dotted name as a path where it begins with an object's name, else the name itself, which the kind does not
    /// have.
    private static func path(_ name: String, _ types: FieldTypes) -> [String] {
        let steps = name.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
        return steps.count <= 8 && types.objects.contains(steps[0]) ? steps : [name]
    }

    private static func below(_ prefix: String, _ name: String) -> String? {
        guard name.hasPrefix(prefix + "."), name.utf8.count > prefix.utf8.count + 1 else { return nil }
        return String(name.dropFirst(prefix.count + 1))
    }

    /// A name that stands twice, or that is part of another, makes every row ambiguous.
    private static func clash(_ names: [String], kind: RecordKind) -> Problem? {
        let sorted = names.filter { !$0.isEmpty }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        // A need's lines come as JSON or as columns, not both.
        var seen: Set<String> = kind == .needs && names.contains("lines") ? ["line"] : []
        for name in sorted {
            let steps = name.split(separator: ".", omittingEmptySubsequences: false)
            for count in 1...steps.count {
                let prefix = steps[..<count].joined(separator: ".")
                guard seen.contains(prefix) else { continue }
                return Problem(
                    field: name,
                    severity: .critical,
                    code: .badJSON,
                    message: "表头列名重复或互相包含，整个文件未读 a column stands twice or inside another, the file was not read",
                    found: RowProblem.found(prefix),
                    expected: "each column once"
                )
            }
            seen.insert(name)
        }
        return nil
    }
}
