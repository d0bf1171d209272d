internal import Domain
internal import JSON

/// Where one row's problems and references are gathered while it is read; lives for one `decode` only.
final class RowReport {
    enum Step {
        case key(String)
        case index(Int)
    }

    let codes: KnownCodes
    let isStrict: Bool
    /// The place being read, from the record.
    var path: [Step] = []
    private var problems: [Problem] = []
    private var references: [Reference] = []

    init(codes: KnownCodes, isStrict: Bool) {
        self.codes = codes
        self.isStrict = isStrict
        path.reserveCapacity(8)
    }

    var knownRegions: Set<Region>? { isStrict ? codes.regions : nil }
    var knownIndustries: Set<Industry>? { isStrict ? codes.industries : nil }
    var knownCategories: CategoryTree? { isStrict ? codes.categories : nil }

    /// Runs `body` one step further down.
    func at<T>(_ step: Step, _ body: () -> T) -> T {
        path.append(step)
        defer { path.removeLast() }
        return body()
    }

    /// Notes a problem at the current place, or at a key of it.
    func report(_ flaw: Flaw, found value: JSONValue?, key: String? = nil, severity: Problem.Severity = .critical) {
        let field = field(key: key)
        let found = value.map(Found.text) ?? ""
        let name = field.isEmpty ? "the row" : field
        let seen = value == nil ? "is missing" : "is \(found)"
        let message = "\(name) \(seen), but must be \(flaw.expected): \(flaw.advice)."
        problems.append(
            Problem(
                field: field,
                severity: severity,
                code: flaw.code,
                message: message,
                found: found,
                expected: flaw.expected
            )
        )
    }

    /// Notes a key that the contract does not have at the current place.
    func reportUnknown(_ key: String, _ value: JSONValue) {
        let field = field(key: key)
        let message = "\(field) is not a field of this record: correct its spelling or leave it out."
        problems.append(
            Problem(
                field: field,
                severity: .critical,
                code: .unknownField,
                message: message,
                found: Found.text(value),
                expected: "a field of the contract"
            )
        )
    }

    /// A later day before the earlier one, or a maximum under its minimum: accepted, answers get worse (R37).
    func reportDisorder(key: String, found value: JSONValue?, notBelow other: String, _ advice: String) {
        report(Flaw(.inconsistent, "not under \(other)", advice), found: value, key: key, severity: .major)
    }

    /// Notes that the field at the current place, or at a key of it, names another record.
    func refer(to kind: RecordKind, _ id: String, key: String? = nil) {
        references.append(Reference(field: field(key: key), kind: kind, id: id))
    }

    /// Problems by field in byte order, a field its first.
    func decoding(of record: Record?) -> Decoding {
        guard !problems.isEmpty else { return Decoding(record: record, problems: [], references: references) }
        let order = problems.indices.sorted { a, b in
            let x = problems[a].field.utf8, y = problems[b].field.utf8
            return x.elementsEqual(y) ? a < b : x.lexicographicallyPrecedes(y)
        }
        var ordered: [Problem] = []
        for index in order where ordered.last?.field.utf8.elementsEqual(problems[index].field.utf8) != true {
            ordered.append(problems[index])
        }
        let isRejected = ordered.contains { $0.severity == .critical }
        return Decoding(record: isRejected ? nil : record, problems: ordered, references: references)
    }

    /// The path as text: `lines[0].specs.power_kw`.
    private func field(key: String?) -> String {
        var text = ""
        for step in path {
            switch step {
            case .index(let index): text += "[\(index)]"
            case .key(let key): text += text.isEmpty ? key : "." + key
            }
        }
        if let key { text += text.isEmpty ? key : "." + key }
        return text
    }
}

/// What was found, as short JSON text.
enum Found {
    private static let charactersMax = 80

    static func text(_ value: JSONValue) -> String {
        var text = ""
        var isCut = false
        write(value, to: &text, &isCut)
        return isCut || text.unicodeScalars.count > charactersMax ? cut(text) : text
    }

    private static func cut(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text.unicodeScalars.prefix(charactersMax - 1))
        return String(scalars) + "…"
    }

    /// Writes no more than a little beyond the limit, whatever the size of the value.
    private static func write(_ value: JSONValue, to text: inout String, _ isCut: inout Bool) {
        guard text.utf8.count <= charactersMax * 4 else {
            isCut = true
            return
        }
        switch value {
        case .string(let string):
            let start = String(string.unicodeScalars.prefix(charactersMax))
            text += JSONValue.string(start).text
        case .number(let digits): text += String(digits.unicodeScalars.prefix(charactersMax))
        case .array(let elements):
            text += "["
            for (index, element) in elements.enumerated() where !isCut {
                if index > 0 { text += "," }
                write(element, to: &text, &isCut)
            }
            text += "]"
        case .object(let object):
            text += "{"
            for (index, member) in object.members.enumerated() where !isCut {
                text += (index > 0 ? "," : "")
                write(.string(member.key), to: &text, &isCut)
                text += ":"
                write(member.value, to: &text, &isCut)
            }
            text += "}"
        case .null, .bool, .raw: text += value.text
        }
    }
}
