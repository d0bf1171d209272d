import Domain
package import JSON

/// One test of a record's field, as `--where` gives it: `field=value`, `!=`, `>=`, `<=`, `~` (contains), `within`.
package struct RecordFilter: Equatable, Sendable {
    package enum Relation: String, CaseIterable, Sendable {
        case equal = "="
        case notEqual = "!="
        case atLeast = ">="
        case atMost = "<="
        case contains = "~"
        case within
    }

    /// Dotted path into the record; a list along the way matches where any element does.
    package var field: String
    package var relation: Relation
    package var value: String

    package init(field: String, relation: Relation, value: String) {
        self.field = field
        self.relation = relation
        self.value = value
    }

    /// Reads `category within machine-tool`, `price_cny<=100000`, `name~车床`; nil for anything else.
    package init?(_ text: String) {
        if let space = text.range(of: " within ") {
            self.init(
                field: String(text[..<space.lowerBound]), relation: .within, value: String(text[space.upperBound...]))
            return
        }
        guard let index = text.firstIndex(where: { "=!<>~".contains($0) }), index > text.startIndex else { return nil }
        let rest = text[index...]
        for relation in [Relation.notEqual, .atLeast, .atMost, .equal, .contains]
        where rest.hasPrefix(relation.rawValue) {
            self.init(
                field: String(text[..<index]), relation: relation,
                value: String(rest.dropFirst(relation.rawValue.count)))
            return
        }
        return nil
    }

    /// Whether a record passes; an absent field passes only `!=`.
    package func passes(_ record: JSONValue) -> Bool {
        let values = RecordFilter.values(record, field.split(separator: ".").map(String.init))
        if relation == .notEqual { return !values.contains { isEqual($0) } }
        return values.contains { holds($0) }
    }

    private static func values(_ value: JSONValue, _ path: [String]) -> [JSONValue] {
        if case .array(let elements) = value { return elements.flatMap { values($0, path) } }
        if path.isEmpty { return [value] }
        guard let object = value.object else { return [] }
        // A key may itself hold dots: the longest key first.
        for count in stride(from: path.count, through: 1, by: -1) {
            if let next = object[path[..<count].joined(separator: ".")] {
                return values(next, Array(path[count...]))
            }
        }
        return []
    }

    private func holds(_ found: JSONValue) -> Bool {
        switch relation {
        case .equal: isEqual(found)
        case .notEqual: !isEqual(found)
        case .atLeast: compare(found).map { $0 >= 0 } ?? false
        case .atMost: compare(found).map { $0 <= 0 } ?? false
        case .contains: found.string?.contains(value) ?? false
        case .within: isWithin(found)
        }
    }

    private func isEqual(_ found: JSONValue) -> Bool {
        switch found {
        case .string(let text): text == value
        case .bool(let bool): value == (bool ? "true" : "false")
        case .number: compare(found) == 0
        default: false
        }
    }

    /// Numbers by value, texts (dates among them) in byte order; nil where they cannot be compared.
    private func compare(_ found: JSONValue) -> Int? {
        if let number = found.double {
            guard let other = Double(value) else { return nil }
            return number < other ? -1 : number > other ? 1 : 0
        }
        guard let text = found.string else { return nil }
        if text.utf8.elementsEqual(value.utf8) { return 0 }
        return text.utf8.lexicographicallyPrecedes(value.utf8) ? -1 : 1
    }

    private func isWithin(_ found: JSONValue) -> Bool {
        guard let text = found.string else { return false }
        if let region = Region(text), let wide = Region(value) { return region.isWithin(wide) }
        if CategoryPath(text).isWithin(CategoryPath(value)) { return true }
        // Industries: a letter, then a prefix of the digits.
        return value.first?.isUppercase == true && Industry(code: text).isWithin(Industry(code: value))
    }
}

extension StringProtocol {
    /// The first place where the text stands; the standard library has none without Foundation.
    func range(of other: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
            formIndex(after: &start)
        }
        return nil
    }

    func contains(_ other: String) -> Bool { other.isEmpty || range(of: other) != nil }
}
