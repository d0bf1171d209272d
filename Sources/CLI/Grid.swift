import Domain
import JSON
import ReferenceData
import Terminal

/// Columns over a list of JSON rows: a table for people, CSV for machines.
struct Grid {
    /// How the values of a column are shown to people; CSV has them as they are.
    enum Form {
        /// As `Display.cell`.
        case plain
        case money
        /// Three decimals of a score from 0 to 1.
        case score
        case count
        /// A region code with its name.
        case region
        /// A category path with its name.
        case category
        /// A code in words, by this table.
        case words([String: Text])
    }

    struct Column {
        /// Dotted path into the row, and the title in CSV.
        var key: String
        var title: Text
        var form: Form
        var isFlexible: Bool
        var minimum: Int

        init(_ key: String, zh: String, en: String, _ form: Form = .plain, isFlexible: Bool = false, minimum: Int = 8) {
            self.key = key
            title = Text(zh: zh, en: en)
            self.form = form
            self.isFlexible = isFlexible
            self.minimum = minimum
        }
    }

    var columns: [Column]

    init(_ columns: [Column]) { self.columns = columns }

    /// The rows under their titles.
    func table(_ rows: [JSONValue], _ language: Language, _ layout: TextTable.Layout) -> String {
        var table = TextTable(
            columns: columns.map { column in
                TextTable.Column(
                    column.title[language], minimum: column.minimum, isFlexible: column.isFlexible,
                    styles: ["✓": .green, "✗": .red, "?": .yellow])
            })
        for row in rows { table.add(columns.map { $0.form.text(Grid.value(row, $0.key), language) }) }
        return table.render(layout)
    }

    /// The rows as RFC 4180 has them, the keys first.
    func csv(_ rows: [JSONValue]) -> String {
        let writer = CSVWriter()
        return writer.row(columns.map(\.key))
            + rows.map { row in writer.row(columns.map { Grid.field(Grid.value(row, $0.key)) }) }.joined()
    }

    /// The value at a dotted path; nil where there is none.
    static func value(_ row: JSONValue, _ path: String) -> JSONValue? {
        if let value = row[path] { return value }
        guard let dot = path.firstIndex(of: "."), let inner = row[String(path[..<dot])] else { return nil }
        return value(inner, String(path[path.index(after: dot)...]))
    }

    /// A value in a field of CSV: nothing for null, a list of plain values with `;` between, else JSON.
    static func field(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null?: return ""
        case .bool(let value)?: return value ? "true" : "false"
        case .number(let text)?, .string(let text)?: return text
        case .array(let elements)?:
            let isPlain = elements.allSatisfy { $0.object == nil && $0.array == nil }
            return isPlain ? elements.map { field($0) }.joined(separator: ";") : value?.text ?? ""
        case .object?, .raw?: return value?.text ?? ""
        }
    }
}

extension Grid.Form {
    /// A value as people read it.
    func text(_ value: JSONValue?, _ language: Language) -> String {
        switch self {
        case .plain: return Display.cell(value)
        case .money: return Display.money(value)
        case .score: return Grid.Form.score(value)
        case .count: return value?.int.map { Display.count($0) } ?? Display.none
        case .region: return value?.string.map { Names.region($0, language) } ?? Display.none
        case .category: return value?.string.map { Names.category($0, language) } ?? Display.none
        case .words(let words):
            return value?.string.map { words[$0]?[language] ?? $0 } ?? Display.none
        }
    }

    /// Millionths rounded to thousandths, a half away from zero, on the decimal digits.
    private static func score(_ value: JSONValue?) -> String {
        guard let double = value?.double else { return Display.none }
        let thousandths = Int((double * 1_000_000).rounded() + 500) / 1_000
        let rest = String(thousandths % 1_000)
        return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
    }
}

/// The names of codes, from the shipped tables.
enum Names {
    /// `广州市`; the code where it has no name.
    static func region(_ code: String, _ language: Language) -> String {
        guard let info = ReferenceData.regions[code] else { return code }
        return language == .zh ? info.zh : info.en ?? info.zh
    }

    /// `数控车床`; the path where it has no name.
    static func category(_ path: String, _ language: Language) -> String {
        guard let info = ReferenceData.categoryTable[path] else { return path }
        return language == .zh ? info.nameZh : info.nameEn
    }

    /// `通用设备制造业`; the code where it has no name.
    static func industry(_ code: String, _ language: Language) -> String {
        guard let info = ReferenceData.industries[code] else { return code }
        return language == .zh ? info.zh : info.en ?? info.zh
    }
}
