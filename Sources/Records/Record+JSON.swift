package import Domain
package import JSON

extension Record {
    /// The canonical form (10-data-model.md): fields in the contract's order, normalised values, absent fields absent.
    ///
    /// Decoding it gives the equal record; the log stores it and `show` prints it.
    package var json: JSONValue {
        var object = JSONObject()
        object.members.reserveCapacity(24)
        switch self {
        case .enterprise(let record): record.write(to: &object)
        case .supplier(let record): record.write(to: &object)
        case .model(let record): record.write(to: &object)
        case .inventory(let record): record.write(to: &object)
        case .need(let record): record.write(to: &object)
        case .offer(let record): record.write(to: &object)
        case .jointCap(let record): record.write(to: &object)
        }
        return .object(object)
    }
}

extension Fen {
    /// CNY with at most two decimals.
    var json: JSONValue { .number(JSONNumber.fixed(rawValue, digits: 2)) }
}

extension Rate {
    /// A fraction with at most nine decimals.
    var json: JSONValue { .number(JSONNumber.fixed(rawValue, digits: 9)) }
}

/// Members of the contract's types; nothing is written where there is nothing.
extension JSONObject {
    mutating func put(_ key: String, _ value: String?) { if let value { add(key, .string(value)) } }
    mutating func put(_ key: String, _ value: Bool?) { if let value { add(key, .bool(value)) } }
    mutating func put(_ key: String, _ value: Int?) { if let value { add(key, .int(value)) } }
    mutating func put(_ key: String, _ value: Double?) { if let value { add(key, .double(value)) } }
    mutating func put(_ key: String, _ value: Fen?) { if let value { add(key, value.json) } }
    mutating func put(_ key: String, _ value: Rate?) { if let value { add(key, value.json) } }
    mutating func put(_ key: String, _ value: CalendarDay?) { put(key, value?.text) }
    mutating func put(_ key: String, _ value: CalendarMonth?) { put(key, value?.text) }
    mutating func put(_ key: String, _ value: Region?) { put(key, value?.text) }
    mutating func put(_ key: String, _ value: [String]?) { if let value { add(key, .strings(value)) } }
    mutating func put(_ key: String, _ value: [Region]?) { put(key, value?.map(\.text)) }
    mutating func put(_ key: String, _ value: RuleTree?) { if let value { add(key, value.json) } }

    mutating func put<Word: RawRepresentable>(_ key: String, word: Word?) where Word.RawValue == String {
        put(key, word?.rawValue)
    }

    /// An id; an empty one stands for one that a worked case leaves out, and stays out.
    mutating func put(_ key: String, id: String) { if !id.isEmpty { add(key, .string(id)) } }

    /// An object under a key, written by `body` where there is a value.
    mutating func put<Value>(_ key: String, _ value: Value?, _ body: (Value, inout JSONObject) -> Void) {
        guard let value else { return }
        var object = JSONObject()
        body(value, &object)
        add(key, .object(object))
    }

    /// A list of objects under a key, each written by `body`.
    mutating func put<Value>(_ key: String, list values: [Value]?, _ body: (Value, inout JSONObject) -> Void) {
        guard let values else { return }
        add(
            key,
            .array(
                values.map { value in
                    var object = JSONObject()
                    body(value, &object)
                    return .object(object)
                }
            )
        )
    }

    /// Where the record comes from.
    mutating func put(_ source: Source?) {
        put("source", source) { source, object in
            object.put("document", source.document)
            object.put("clause", source.clause)
            object.put("url", source.url)
            object.put("quote", source.quote)
            object.put("name", source.name)
            object.put("retrieved_on", source.retrievedOn)
            object.put("licence", source.licence)
        }
    }
}
