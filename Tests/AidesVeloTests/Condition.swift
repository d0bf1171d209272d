import Foundation
import JSON

/// A condition on the way to a rule.
indirect enum VeloCondition {
    case always, never
    case all([VeloCondition])
    case any([VeloCondition])
    case not(VeloCondition)
    case test(fact: String, name: String, JSONValue)

    static func all(of parts: [VeloCondition]) -> VeloCondition {
        var kept: [VeloCondition] = []
        for part in parts {
            switch part {
            case .always: continue
            case .never: return .never
            case .all(let inner): kept += inner
            default: kept.append(part)
            }
        }
        return kept.isEmpty ? .always : kept.count == 1 ? kept[0] : .all(kept)
    }

    static func any(of parts: [VeloCondition]) -> VeloCondition {
        var kept: [VeloCondition] = []
        for part in parts {
            switch part {
            case .never: continue
            case .always: return .always
            case .any(let inner): kept += inner
            default: kept.append(part)
            }
        }
        return kept.isEmpty ? .never : kept.count == 1 ? kept[0] : .any(kept)
    }

    static func negated(_ part: VeloCondition) -> VeloCondition {
        switch part {
        case .always: .never
        case .never: .always
        case .not(let inner): inner
        default: .not(part)
        }
    }

    /// As a rule of an offer.
    var json: JSONValue {
        switch self {
        case .always: ["all": .array([])]
        case .never: ["any": .array([])]
        case .all(let parts): ["all": .array(parts.map(\.json))]
        case .any(let parts): ["any": .array(parts.map(\.json))]
        case .not(let part): ["not": part.json]
        case .test(let fact, let name, let operand): ["fact": .string(fact), name: operand]
        }
    }
}

/// The facts that the data set's variables become.
enum VeloFact {
    static let price = "project.equipment_amount_cny"
    static let priceWithoutTax = "project.figures.price_without_tax_cny"
    static let income = "enterprise.figures.income_per_part_cny"
    static let household = "enterprise.figures.household"
    /// What a level grants, where it is known as a sum and not as an offer.
    static func granted(_ level: String) -> String { "project.figures.granted_\(ascii(level))_cny" }

    /// The figure of a number that is asked.
    static let numbers: [String: String] = [
        "vélo . prix": price,
        "vélo . prix . HT": priceWithoutTax,
        "demandeur . âge": "enterprise.figures.age",
        "foyer . personnes": household,
        "revenu fiscal de référence par part": income,
        "revenu fiscal de référence par part . nombre de parts": "enterprise.figures.parts",
    ]

    /// Lower case ASCII letters, digits and one hyphen between words.
    static func ascii(_ text: String, separator: Character = "_") -> String {
        let folded = text.replacingOccurrences(of: "œ", with: "oe")
            .folding(options: .diacriticInsensitive, locale: nil).lowercased()
        var result = ""
        for scalar in folded.unicodeScalars {
            if scalar.isASCII, scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value) {
                result.unicodeScalars.append(scalar)
            } else if result.last != separator, !result.isEmpty {
                result.append(separator)
            }
        }
        return result.last == separator ? String(result.dropLast()) : result
    }

    static func json(_ amount: Decimal) -> JSONValue { .number("\(amount)") }
}
