import Domain
import Foundation
import JSON
import Records
import ReferenceData

/// A case's situation as an enterprise and a need; what it does not say takes the data set's defaults.
struct Situation {
    private let rules: PublicodesRules
    private let given: [String: String]

    init(_ rules: PublicodesRules, _ given: JSONValue) {
        self.rules = rules
        var texts: [String: String] = [:]
        for member in given.object?.members ?? [] {
            texts[member.key] = member.value.string ?? member.value.text
        }
        self.given = texts
    }

    func enterprise() throws -> Enterprise {
        let figures: [String: JSONValue] = [
            "age": VeloFact.json(try number("demandeur . âge")),
            "household": VeloFact.json(try number("foyer . personnes")),
            "parts": VeloFact.json(try parts()), "income_per_part_cny": .string(Self.money(try income())),
        ]
        let record: JSONValue = [
            "id": "91110000600007724B", "name": "demandeur", "region": "440000",
            "attested": .strings(try attested()), "zones": .strings(try zones()), "figures": Self.object(figures),
        ]
        guard case .enterprise(let enterprise)? = try Self.read(.enterprises, record) else {
            throw Untranslatable("no enterprise")
        }
        return enterprise
    }

    /// - Parameter price: with VAT.
    func need(price: Decimal) throws -> Need {
        var figures = ["price_without_tax_cny": JSONValue.string(Self.money(price / (1 + (try taxRate()))))]
        for level in ["commune", "intercommunalité", "département", "région", "état"] {
            let granted = try given["aides . " + level].map { try Self.number($0) } ?? 0
            figures[String(VeloFact.granted(level).dropFirst("project.figures.".count))] = .string(Self.money(granted))
        }
        let record: JSONValue = [
            "id": "velo", "enterprise": "91110000600007724B", "title": "vélo", "region": "440000",
            "lines": [["line": "1", "category": .string(try Self.category()), "quantity": 1]],
            "equipment_amount_cny": .string(Self.money(price)), "figures": Self.object(figures),
        ]
        guard case .need(let need)? = try Self.read(.needs, record) else { throw Untranslatable("no need") }
        return need
    }

    /// As given, nil where the default is by place and kind of bicycle.
    func price() throws -> Decimal? { try given["vélo . prix"].map { try Self.number($0) } }

    private static func read(_ kind: RecordKind, _ value: JSONValue) throws -> Record? {
        let decoding = RecordDecoder(codes: ReferenceData.codes, mode: .strict).decode(kind, value)
        guard decoding.problems.isEmpty else { throw Untranslatable("\(decoding.problems)") }
        return decoding.record
    }

    private static func category() throws -> String {
        try ReferenceData.codes.categories.categories.keys.min().orThrow("no category").path
    }

    private static func object(_ members: [String: JSONValue]) -> JSONValue {
        .object(JSONObject(members.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: $0.value) }))
    }

    /// Rounded half up to the cent.
    private static func money(_ amount: Decimal) -> String {
        var amount = amount
        var rounded = Decimal()
        NSDecimalRound(&rounded, &amount, 2, .plain)
        return "\(rounded)"
    }
}

extension Situation {
    private static func number(_ text: String) throws -> Decimal {
        guard case .number(let number) = try PublicodesExpression(text) else {
            throw Untranslatable("no number: \(text)")
        }
        return number
    }

    private func number(_ name: String) throws -> Decimal {
        try Self.number(given[name] ?? rules.rules[name]?["par défaut"]?.text.orThrow("no default of \(name)") ?? "")
    }

    private func parts() throws -> Decimal {
        let name = "revenu fiscal de référence par part . nombre de parts"
        return max(1, try given[name] == nil ? number("foyer . personnes") : number(name))
    }

    /// A year, of one part of the household.
    private func income() throws -> Decimal {
        let name = "revenu fiscal de référence par part"
        if given[name] != nil { return try number(name) }
        return try number(name + " . revenu de référence") / parts()
    }

    private func taxRate() throws -> Decimal { country == "Luxembourg" ? 0.17 : 0.2 }

    private var country: String {
        switch choice("localisation . code insee") {
        case "99138": "Monaco"
        case "99137": "Luxembourg"
        default: "France"
        }
    }

    /// The text of a choice, as given or by default.
    private func choice(_ name: String) -> String {
        (given[name] ?? rules.rules[name]?["par défaut"]?.text ?? "").trimmingCharacters(in: ["'", "\""])
    }

    private func zones() throws -> [String] {
        let names = ["région", "département", "epci", "code insee"].map { "localisation . " + $0 }
        return names.compactMap { name in
            let value = literal(name)
            return value.isEmpty ? nil : name + " = " + value
        } + ["localisation . pays = " + country]
    }

    /// Without its own quotation marks only: a name may have some inside.
    private func literal(_ name: String) -> String {
        guard let text = given[name], text.count >= 2 else { return "" }
        return String(text.dropFirst().dropLast())
    }

    /// Kind, state, status, and every yes of whoever applies.
    private func attested() throws -> [String] {
        var codes = ["vélo . type", "vélo . état", "demandeur . statut"].map { $0 + " = " + choice($0) }
        for name in rules.rules.keys.sorted() where rules.isQuestion(name) {
            let answer = choice(name)
            if answer == "oui" { codes.append(name) }
        }
        return codes
    }
}
