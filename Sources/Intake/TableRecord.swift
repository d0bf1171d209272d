import Domain
import JSON
import Records
import XLSX

/// The rows of a table that make one record: one, or of a need as many as it has lines.
struct TableRecord {
    var rows: [TableRow]
    let columns: Columns

    /// The exchange form of a table's record.
    struct Form {
        var value: JSONValue
        /// Spellings that were accepted, by field.
        var spellings: [Problem] = []
        /// The row of each line of a need.
        var lineRows: [Int] = []
    }

    /// Makes the exchange form; the categories say which type a spec has.
    func form(categories: CategoryTree) -> Form {
        var form = Form(value: .null)
        var object = JSONObject()
        var lines: [JSONValue] = []
        let category = columns.category.flatMap { rows[0].cell($0) }
        for (column, cell) in rows[0].cells {
            let target = columns.target(column)
            if target.isOfLine { continue }
            let reading = TableRecord.read(cell, target, declared: TableRecord.types(of: category, in: categories))
            note(reading, cell, field: TableRecord.text(of: target), in: &form)
            TableRecord.set(reading.value, at: TableRecord.path(of: target)[...], in: &object)
        }
        if columns.hasLines {
            for row in rows {
                guard let line = line(row, index: lines.count, categories: categories, in: &form) else { continue }
                lines.append(line)
                form.lineRows.append(row.row)
            }
            if !lines.isEmpty { object.add("lines", .array(lines)) }
        }
        form.value = .object(object)
        return form
    }

    /// The line in a row, or nil where all its cells are empty.
    private func line(_ row: TableRow, index: Int, categories: CategoryTree, in form: inout Form) -> JSONValue? {
        var line = JSONObject()
        let category = columns.lineCategory.flatMap { row.cell($0) }
        for (column, cell) in row.cells {
            let target = columns.target(column)
            guard target.isOfLine else { continue }
            let reading = TableRecord.read(cell, target, declared: TableRecord.types(of: category, in: categories))
            note(reading, cell, field: "lines[\(index)]." + TableRecord.text(of: target), in: &form)
            TableRecord.set(reading.value, at: TableRecord.path(of: target)[...], in: &line)
        }
        return line.members.isEmpty ? nil : .object(line)
    }

    private func note(_ reading: CellReading, _ cell: SheetCell, field: String, in form: inout Form) {
        guard let spelling = reading.spelling else { return }
        form.spellings.append(
            Problem(
                field: field,
                severity: .minor,
                code: .spelling,
                message: "写法不规范，已按此读取 read as if it were written so",
                found: RowProblem.found(CellReader.text(cell)),
                expected: spelling
            )
        )
    }

    private static func types(of cell: SheetCell?, in categories: CategoryTree) -> [String: Category.SpecType] {
        guard let cell else { return [:] }
        return categories[CategoryPath(CellReader.text(cell))]?.specs ?? [:]
    }

    private static func read(
        _ cell: SheetCell,
        _ target: Columns.Target,
        declared: [String: Category.SpecType]
    ) -> CellReading {
        switch target {
        case .field(_, let type), .lineField(_, let type): CellReader.read(cell, as: type)
        case .spec(let key): CellReader.spec(cell, declared: declared[key])
        case .lineSpec(let key, let part): constraint(cell, part: part, declared: declared[key])
        }
    }

    private static func constraint(_ cell: SheetCell, part: String?, declared: Category.SpecType?) -> CellReading {
        switch part {
        case "min", "max": return CellReader.read(cell, as: .number)
        case "is": return CellReader.read(cell, as: .bool)
        case "one_of":
            let list = CellReader.read(cell, as: .list)
            let values = (list.value.array ?? []).map { element in
                CellReader.spec(.text(element.string ?? ""), declared: declared).value
            }
            return CellReading(.array(values), spelling: list.spelling)
        default: return CellReader.read(cell, as: .json)
        }
    }

    private static func path(of target: Columns.Target) -> [String] {
        switch target {
        case .field(let path, _), .lineField(let path, _): path
        case .spec(let key): ["specs", key]
        case .lineSpec(let key, let part): part.map { ["specs", key, $0] } ?? ["specs", key]
        }
    }

    private static func text(of target: Columns.Target) -> String {
        if case .lineSpec(let key, _) = target { return "specs." + key }
        return path(of: target).joined(separator: ".")
    }

    private static func set(_ value: JSONValue, at path: ArraySlice<String>, in object: inout JSONObject) {
        guard let first = path.first else { return }
        guard path.count > 1 else {
            object[first] = value
            return
        }
        var inner = object[first]?.object ?? JSONObject()
        set(value, at: path.dropFirst(), in: &inner)
        object[first] = .object(inner)
    }
}
