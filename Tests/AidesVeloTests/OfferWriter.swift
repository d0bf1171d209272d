import Foundation
import JSON

/// Programmes as offers in the exchange form.
struct OfferWriter {
    let rules: PublicodesRules
    /// By programme.
    let ids: [String: String]

    init(_ rules: PublicodesRules) throws {
        self.rules = rules
        var ids: [String: String] = [:]
        for name in rules.programmes {
            let id = "velo:" + VeloFact.ascii(String(name.dropFirst("aides . ".count)), separator: "-")
            guard id.utf8.count <= 64, !ids.values.contains(id) else { throw Untranslatable("no id for \(name)") }
            ids[name] = id
        }
        self.ids = ids
    }

    /// Keys of a programme that say something else than its rule and amount, or are read for them.
    private static let known: Set<String> = [
        "remplace", "titre", "description", "applicable si", "non applicable si", "valeur", "formule", "variations",
        "plafond", "plancher", "abattement", "lien", "dernière mise à jour", "date de fin", "avec", "note", "arrondi",
    ]

    /// A programme as an offer, or as one for each base where its tiers have several, all of one group.
    ///
    /// Keys the converter does not know are passed on, for the reader to reject.
    func offers(_ name: String) throws -> [JSONValue] {
        let translator = Translator(rules, name)
        let all = try translator.amount()
        let bases = Self.bases(all)
        let ids = try partIDs(name, bases)
        guard bases.count > 1 else { return [try offer(name, id: ids[0], all, translator)] }
        return try zip(ids, bases).map { id, base in
            let pieces = all.map { piece in
                var piece = piece
                if (piece.base ?? bases[0]) != base { (piece.amount, piece.caps) = (nil, []) }
                return piece
            }
            return try offer(name, id: id, pieces, Translator(rules, name))
        }
    }

    private func offer(
        _ name: String, id: String, _ pieces: [Translator.Piece], _ translator: Translator
    ) throws -> JSONValue {
        let rule = try rules.rules[name].orThrow("no programme \(name)")
        let level = try rule["remplace"]?.text.orThrow("\(name) has no level") ?? ""
        let applies = try translator.applicability(of: pieces)
        let benefit = try benefit(rule, pieces, translator)
        var offer = JSONObject()
        offer.add("id", .string(id))
        offer.add("kind", "equipment_reward")
        offer.add("name", .string(rule["titre"]?.text ?? name))
        offer.add("provider", ["id": .string("gov:" + VeloFact.ascii(level)), "type": "government"])
        offer.add("status", "open")
        if let end = rule["date de fin"]?.text { offer.add("window", ["to": .string(try Self.day(end))]) }
        offer.add("rule", applies.json)
        offer.add("benefit", .object(benefit))
        offer.add("groups", [.string(Self.group(level))])
        let requires = try translator.requires.map { alternatives in
            let ids = try alternatives.flatMap { try partIDs($0, Self.bases(Translator(rules, $0).amount())) }
            let offers: [JSONValue] = ids.map { ["offer": .string($0)] }
            return offers.count == 1 ? offers[0] : ["any": .array(offers)]
        }
        if !requires.isEmpty { offer.add("requires", .array(requires)) }
        offer.add("delivery", "reviewed")
        if let link = rule["lien"]?.text { offer.add("source", ["url": .string(link)]) }
        return .object(offer)
    }

    private static func bases(_ pieces: [Translator.Piece]) -> [Linear.Symbol] {
        Set(pieces.compactMap(\.base)).sorted { "\($0)" < "\($1)" }
    }

    private func partIDs(_ name: String, _ bases: [Linear.Symbol]) throws -> [String] {
        let id = try id(name)
        return bases.count > 1 ? bases.indices.map { "\(id):\($0 + 1)" } : [id]
    }

    func id(_ name: String) throws -> String { try ids[name].orThrow("no id of \(name)") }

    static func group(_ level: String) -> String { "velo:" + VeloFact.ascii(level) }

    private static func day(_ text: String) throws -> String {
        let parts = text.split(separator: "/")
        guard parts.count == 3 else { throw Untranslatable("no day: \(text)") }
        return "\(parts[2])-\(parts[1])-\(parts[0])"
    }

    private func benefit(
        _ rule: PublicodesNode, _ pieces: [Translator.Piece], _ translator: Translator
    ) throws -> JSONObject {
        var pieces = pieces.filter { if case .never = $0.when { false } else { true } }
        if let abatement = rule["abattement"]?.text {
            let less = try translator.linear(PublicodesExpression(abatement), in: translator.name)
            for index in pieces.indices { try pieces[index].lower(by: less) }
        }
        let base = try Base(pieces, self)
        var benefit = JSONObject()
        benefit.add("base", .string(base.text))
        if !base.less.isEmpty { benefit.add("base_less", .strings(base.less)) }
        if let only = pieces.first, pieces.count == 1, case .always = only.when {
            benefit.members += try base.terms(only).members
        } else {
            // Where no case holds the benefit is nothing: a last tier that excludes need not be said.
            while let last = pieces.last, last.amount == nil { pieces.removeLast() }
            benefit.add("cases", .array(try pieces.map { .object(Self.when($0.when, try base.terms($0))) }))
        }
        if !base.capIncludes.isEmpty { benefit.add("cap_includes", .strings(base.capIncludes)) }
        if !translator.supplements.isEmpty {
            benefit.add(
                "bonus",
                .array(translator.supplements.map { ["when": $0.when.json, "add_cny": VeloFact.json($0.value)] }))
        }
        if let floor = rule["plancher"]?.text {
            let bound = try translator.linear(PublicodesExpression(floor), in: translator.name).constant
            if bound > 0 { benefit.add("min_cny", VeloFact.json(bound)) }
        }
        if (rule["formule"] ?? rule)["arrondi"]?.text == "oui" { benefit.add("round_to_cny", 1) }
        for key in rule.keys where !Self.known.contains(key) { benefit.add(VeloFact.ascii(key), .string(key)) }
        return benefit
    }

    private static func when(_ condition: VeloCondition, _ terms: JSONObject) -> JSONObject {
        JSONObject([.init(key: "when", value: condition.json)] + terms.members)
    }
}

extension Translator.Piece {
    /// What its amount is a share of; nil for a constant.
    fileprivate var base: Linear.Symbol? { amount?.terms.first { $0.value > 0 }?.key }

    /// The amount less what others grant: its caps, and the amount as a cap, count that too.
    fileprivate mutating func lower(by less: Linear) throws {
        guard let amount else { return }
        guard amount.isConstant || caps.isEmpty else { throw Untranslatable("an abatement of a share") }
        caps = (caps + [amount]).map { $0 + less * -1 }
    }
}
