internal import Domain
internal import JSON

extension RuleTree {
    var json: JSONValue {
        switch self {
        case .all(let parts): .object(JSONObject([.init(key: "all", value: .array(parts.map(\.json)))]))
        case .any(let parts): .object(JSONObject([.init(key: "any", value: .array(parts.map(\.json)))]))
        case .not(let part): .object(JSONObject([.init(key: "not", value: part.json)]))
        case .condition(let condition): condition.json
        }
    }
}

extension Condition {
    fileprivate var json: JSONValue {
        var object = JSONObject()
        object.put("fact", fact.rawValue)
        object.add(test.name, test.operand)
        object.put("unknown", word: unknown)
        object.put("says", says)
        object.put("cite", cite)
        return .object(object)
    }
}

extension Condition.Test {
    /// The operand as written in a rule.
    fileprivate var operand: JSONValue {
        switch self {
        case .oneOf(let texts), .noneOf(let texts), .hasAny(let texts), .hasAll(let texts), .hasNone(let texts),
            .within(let texts), .notWithin(let texts), .anyWithin(let texts), .allWithin(let texts):
            .strings(texts)
        case .atLeast(let number), .atMost(let number), .above(let number), .below(let number): .double(number)
        case .atLeastFen(let amount), .atMostFen(let amount), .aboveFen(let amount), .belowFen(let amount): amount.json
        case .onOrAfter(let day), .onOrBefore(let day): .string(day.text)
        case .isEqual(let bool): .bool(bool)
        case .atMostShareOf(let fact, let share): ["fact": .string(fact.rawValue), "share": share.json]
        }
    }
}
