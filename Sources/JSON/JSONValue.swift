/// A JSON value that keeps what the text said: a number is its digits, an object its keys in order.
///
/// Numbers are not turned into doubles on the way in, so that money stays exact (10-data-model.md: CNY as number or
/// string).
package enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// The number as written, for example `-12.50` or `1e3`.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
    /// JSON text that is passed on as it is: what another process rendered is not parsed to be rendered again.
    case raw([UInt8])

    /// The members of an object, or nil for any other value.
    package var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// The elements of an array, or nil for any other value.
    package var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The text of a string, or nil for any other value.
    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The value of a boolean, or nil for any other value.
    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The number as a double, or nil for any other value.
    package var double: Double? {
        if case .number(let text) = self { Double(text) } else { nil }
    }

    /// The number as an integer, or nil where it is no number or not whole.
    package var int: Int? {
        guard case .number(let text) = self else { return nil }
        return Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
    }

    /// The member of an object by key; nil where it is absent or this is no object.
    package subscript(key: String) -> JSONValue? { object?[key] }

    /// A whole number.
    package static func int(_ value: some BinaryInteger) -> JSONValue { .number(String(value)) }

    /// A double in its shortest form that reads back the same: `0.35`, `7`, never `7.0` or `1e-05`.
    package static func double(_ value: Double) -> JSONValue { .number(JSONNumber.shortest(value)) }

    /// A list of strings.
    package static func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
}

/// The members of a JSON object in order; looked up by a scan, for they are few.
package struct JSONObject: Equatable, Sendable {
    /// One key with its value.
    package struct Member: Equatable, Sendable {
        package var key: String
        package var value: JSONValue

        package init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    package var members: [Member]

    package init(_ members: [Member] = []) { self.members = members }

    /// The value of the first member of that key; setting nil removes it, setting a new key appends.
    package subscript(key: String) -> JSONValue? {
        get {
            for member in members where member.key == key { return member.value }
            return nil
        }
        set {
            if let index = members.firstIndex(where: { $0.key == key }) {
                if let newValue { members[index].value = newValue } else { members.remove(at: index) }
            } else if let newValue {
                members.append(Member(key: key, value: newValue))
            }
        }
    }

    /// Appends a member where there is a value: an absent field stays absent.
    package mutating func add(_ key: String, _ value: JSONValue?) {
        if let value { members.append(Member(key: key, value: value)) }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .int(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { .init(key: $0.0, value: $0.1) }))
    }
}
