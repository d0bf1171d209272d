import Domain
import JSON
import JSONParsing

/// Where in the records a fact stands, and how its value is written there.
struct FactPlace {
    let fact: Fact

    init(_ fact: Fact) { self.fact = fact }

    /// Else of the need.
    var isOfEnterprise: Bool { fact.rawValue.hasPrefix("enterprise.") }

    /// Keys from the record down; a figure stands among its party's figures.
    var path: [String] {
        switch fact {
        case .enterpriseAgeYears: ["founded"]
        case .projectFiled: ["filing_number"]
        case .financingAmount, .financingTenorMonths, .financingBanks: ["financing", name]
        default: name.split(separator: ".").map(String.init)
        }
    }

    /// The fact's name without its party.
    private var name: String { String(fact.rawValue.drop { $0 != "." }.dropFirst()) }

    /// The value as the record has it; nil = absent, which is unknown.
    ///
    /// - Throws: for a value that is not written as the fact's kind is.
    func value(_ setting: FactSetting, asOf: CalendarDay) throws(FactFlaw) -> JSONValue? {
        let text = setting.text
        if text.isEmpty { return nil }
        switch fact {
        case .enterpriseAgeYears: return try founded(text, asOf)
        case .projectFiled: return try filing(text)
        case .enterpriseReceived: return .array(FactPlace.members(text).map { ["offer": .string($0)] })
        default: break
        }
        switch fact.kind {
        case .set, .regionSet, .categorySet: return .strings(FactPlace.members(text))
        case .number: return FactPlace.number(text)
        case .bool: return FactPlace.bool(text).map { .bool($0) } ?? .string(text)
        case .text, .region, .industry, .money, .date: return .string(text)
        }
    }

    /// `a;b`; `[]` has none.
    private static func members(_ text: String) -> [String] {
        text == "[]" ? [] : text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    }

    /// The number; as a text where it is none, which the field's own problem then says.
    private static func number(_ text: String) -> JSONValue {
        guard let value = try? JSONParser.parse(text), case .number = value else { return .string(text) }
        return value
    }

    private static func bool(_ text: String) -> Bool? { text == "true" ? true : text == "false" ? false : nil }

    /// The day so many whole years before.
    private func founded(_ text: String, _ asOf: CalendarDay) throws(FactFlaw) -> JSONValue {
        guard let years = Int(text), (0...FactPlace.yearsMax).contains(years) else {
            throw FactFlaw(
                "out_of_range", "\(fact.rawValue) cannot be \(text): expected whole years",
                field: fact.rawValue, hint: "give 0 to \(FactPlace.yearsMax)")
        }
        return .string(asOf.adding(months: -12 * years).text)
    }

    private static let yearsMax = 500

    /// A filing number that says of itself that it is none.
    private func filing(_ text: String) throws(FactFlaw) -> JSONValue? {
        guard let isFiled = FactPlace.bool(text) else {
            throw FactFlaw(
                "bad_type", "\(fact.rawValue) cannot be \(text): expected true or false", field: fact.rawValue,
                hint: "write true or false")
        }
        return isFiled ? .string("what-if") : nil
    }
}
