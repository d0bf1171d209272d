internal import Domain
internal import JSON

/// Reads the members of one object by name, notes what is wrong with each, and at the end what nobody asked for.
///
/// Every getter returns nil where the field is absent, `null`, or wrong; what is wrong has then been noted.
struct FieldReader {
    let row: RowReport
    private let members: [JSONObject.Member]
    /// A bit for each of the first 64 members that was asked for; the others stand in `takenBeyond`.
    private var taken: UInt64 = 0
    private var takenBeyond: Set<Int> = []
    /// Where the next search begins: fields mostly come in the contract's order.
    private var cursor = 0

    init(_ object: JSONObject, _ row: RowReport) {
        self.row = row
        members = object.members
    }

    /// The value of a key, nil where it is absent or `null`.
    mutating func optional(_ key: String) -> JSONValue? {
        guard let index = index(of: key) else { return nil }
        if index < 64 { taken |= 1 << UInt64(index) } else { takenBeyond.insert(index) }
        cursor = index + 1
        let value = members[index].value
        if case .null = value { return nil }
        return value
    }

    /// The value of a key that an import must have.
    mutating func required(_ key: String, _ expected: String = "given") -> JSONValue? {
        if let value = optional(key) { return value }
        if row.isStrict { row.report(Flaw(.missingField, expected, "add the field"), found: nil, key: key) }
        return nil
    }

    private func index(of key: String) -> Int? {
        let count = members.count
        var index = cursor
        while index < count {
            if members[index].key == key { return index }
            index += 1
        }
        index = 0
        while index < min(cursor, count) {
            if members[index].key == key { return index }
            index += 1
        }
        return nil
    }

    /// Notes every key that is none of the kind's.
    func finish() {
        for (index, member) in members.enumerated() {
            let isTaken = index < 64 ? taken & (1 << UInt64(index)) != 0 : takenBeyond.contains(index)
            if !isTaken { row.reportUnknown(member.key, member.value) }
        }
    }

    /// The value of a key by a reading of single values.
    mutating func scalar<T>(
        _ key: String,
        required isRequired: Bool = false,
        _ read: (JSONValue) throws(Flaw) -> T
    ) -> T? {
        guard let value = isRequired ? required(key) : optional(key) else { return nil }
        do {
            return try read(value)
        } catch {
            row.report(error, found: value, key: key)
            return nil
        }
    }

    /// An object under a key, read by `body` and checked for unknown keys.
    mutating func object<T>(
        _ key: String,
        required isRequired: Bool = false,
        _ body: (inout FieldReader) -> T?
    ) -> T? {
        guard let value = isRequired ? required(key) : optional(key) else { return nil }
        return row.at(.key(key)) { row.object(value, body) }
    }

    /// A list under a key, each element read by `body`; nil where an element is wrong.
    mutating func list<T>(
        _ key: String,
        required isRequired: Bool = false,
        count: ClosedRange<Int> = 0...Int.max,
        _ body: (JSONValue, RowReport) -> T?
    ) -> [T]? {
        guard let value = isRequired ? required(key) : optional(key) else { return nil }
        return row.at(.key(key)) { row.list(value, count: count, body) }
    }
}

extension RowReport {
    /// An object at the current place.
    func object<T>(_ value: JSONValue, _ body: (inout FieldReader) -> T?) -> T? {
        guard case .object(let object) = value else {
            report(Flaw(.badType, "an object", "write it in braces, with its fields"), found: value)
            return nil
        }
        var fields = FieldReader(object, self)
        let result = body(&fields)
        fields.finish()
        return result
    }

    /// A list at the current place.
    func list<T>(_ value: JSONValue, count: ClosedRange<Int>, _ body: (JSONValue, RowReport) -> T?) -> [T]? {
        guard case .array(let elements) = value else {
            report(Flaw(.badType, "a list", "write it in square brackets"), found: value)
            return nil
        }
        guard count.contains(elements.count) else {
            let upper = count.upperBound == Int.max ? "or more" : "to \(count.upperBound)"
            report(
                Flaw(.outOfRange, "a list of \(count.lowerBound) \(upper) elements", "correct the list"),
                found: value
            )
            return nil
        }
        var results: [T] = []
        results.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            if let result = at(.index(index), { body(element, self) }) { results.append(result) }
        }
        return results.count == elements.count ? results : nil
    }

    /// A single value at the current place.
    func scalar<T>(_ value: JSONValue, _ read: (JSONValue) throws(Flaw) -> T) -> T? {
        do {
            return try read(value)
        } catch {
            report(error, found: value)
            return nil
        }
    }
}
