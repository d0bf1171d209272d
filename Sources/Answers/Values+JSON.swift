package import Domain
package import JSON

extension JSONValue {
    /// Money in CNY with at most two decimals.
    package static func money(_ fen: Fen) -> JSONValue { .number(JSONNumber.fixed(fen.rawValue, digits: 2)) }

    /// A share or score in millionths, to the sixth decimal.
    package static func millionths(_ value: Int64) -> JSONValue { .number(JSONNumber.fixed(value, digits: 6)) }

    /// A rate or share of at most nine decimals.
    package static func rate(_ rate: Rate) -> JSONValue { .number(JSONNumber.fixed(rate.rawValue, digits: 9)) }

    /// The value of a fact; null where it is unknown.
    package static func fact(_ value: FactValue?) -> JSONValue {
        switch value {
        case nil: .null
        case .text(let text): .string(text)
        case .set(let members): .strings(members)
        case .number(let number): .double(number)
        case .money(let fen): .money(fen)
        case .date(let day): .string(day.text)
        case .bool(let value): .bool(value)
        }
    }

    /// What a test asks for.
    package static func operand(_ test: Condition.Test) -> JSONValue {
        switch test {
        case .oneOf(let codes), .noneOf(let codes), .hasAny(let codes), .hasAll(let codes), .hasNone(let codes),
            .within(let codes), .notWithin(let codes), .anyWithin(let codes), .allWithin(let codes):
            .strings(codes)
        case .atLeast(let bound), .atMost(let bound), .above(let bound), .below(let bound): .double(bound)
        case .atLeastFen(let fen), .atMostFen(let fen), .aboveFen(let fen), .belowFen(let fen): .money(fen)
        case .onOrAfter(let day), .onOrBefore(let day): .string(day.text)
        case .isEqual(let value): .bool(value)
        case .atMostShareOf(let fact, let share): ["fact": .string(fact.rawValue), "share": .rate(share)]
        }
    }
}
