import Benefits
import Domain
import Foundation
import JSON
import Packaging
import Records
import ReferenceData
import Rules

/// All programmes, translated and read in strictly, and what they come to.
struct VeloOffers {
    let rules: PublicodesRules
    let writer: OfferWriter
    let offers: [String: [CompiledOffer]]

    /// The first day on which all cases hold: before the first programme ends.
    static let asOf = CalendarDay("2025-10-01") ?? CalendarDay(number: 0)

    /// The programme with a misspelt key, spelt right.
    static func corrected(_ rules: PublicodesRules) -> PublicodesRules {
        var rules = rules
        rules.replace("aides . sarlat") { rule in
            guard case .map(let members) = rule else { return rule }
            return .map(members.map { (key: $0.key == "plaond" ? "plafond" : $0.key, value: $0.value) })
        }
        for name in rules.programmes {
            rules.replace(name) { rule in
                guard case .map(let members) = rule else { return rule }
                // Two misspell the key of the day they were last read over.
                return .map(members.filter { !["dernière mise jour", "derière mise à jour"].contains($0.key) })
            }
        }
        return rules
    }

    static let shared = Result { try VeloOffers(corrected(PublicodesRules.load())) }

    init(_ rules: PublicodesRules) throws {
        self.rules = rules
        writer = try OfferWriter(rules)
        var offers: [String: [CompiledOffer]] = [:]
        for name in rules.programmes {
            offers[name] = try writer.offers(name).map { json in
                let decoding = Self.decode(json)
                guard case .offer(let offer)? = decoding.record else {
                    throw Untranslatable("\(name): \(decoding.problems.map(\.message))")
                }
                return CompiledOffer(offer)
            }
        }
        self.offers = offers
    }

    static func decode(_ offer: JSONValue) -> Decoding {
        RecordDecoder(codes: ReferenceData.codes, mode: .strict).decode(.offers, offer)
    }

}

extension VeloOffers {
    /// A programme in a situation.
    struct Outcome {
        var outcome: Domain.Outcome
        /// By its own terms, beside those it rests on.
        var own: Fen
        /// In the best package of it and those it rests on.
        var settled: Fen?
    }

    func outcome(of name: String, _ situation: Situation) throws -> Outcome {
        let enterprise = try situation.enterprise()
        let need = try situation.need(price: price(situation))
        let facts = FactTable(enterprise: enterprise, need: need, asOf: Self.asOf)
        let parts = try offers[name].orThrow("no programme \(name)")
        let outcomes = parts.map { Assessor.outcome(of: $0, facts, asOf: Self.asOf) }
        guard let place = outcomes.firstIndex(of: .eligible) else {
            return Outcome(outcome: try outcomes.first.orThrow("no offer of \(name)"), own: .zero)
        }
        let target = parts[place]
        let around = around(target).filter { Assessor.outcome(of: $0, facts, asOf: Self.asOf) == .eligible }
        let question = PackageQuestion(
            enterprise: enterprise, need: need, offers: around + [target], jointCaps: [], asOf: Self.asOf)
        let ids = question.offers.map(\.offer.id)
        let own = try Packager.ownAmounts(of: ids, in: question)[target.offer.id].orThrow("no amount of \(name)")
        let plan = try Packager.solve(question).plans.first.orThrow("no package")
        return Outcome(
            outcome: .eligible, own: own, settled: plan.parts.first { $0.id == target.offer.id }.flatMap(\.amount))
    }

    /// The price that the data set takes where none is given: by place and kind of bicycle.
    private func price(_ situation: Situation) throws -> Decimal {
        if let price = try situation.price() { return price }
        let translator = Translator(rules, "vélo . prix pour maximiser les aides")
        let facts = FactTable(
            enterprise: try situation.enterprise(), need: try situation.need(price: 1), asOf: Self.asOf)
        for piece in try translator.amount() {
            guard case .offer(let gate)? = Self.decode(Self.gate(piece.when)).record else { continue }
            if CompiledOffer(gate).rule.evaluate(facts) == .true { return piece.amount?.constant ?? 0 }
        }
        throw Untranslatable("no default price")
    }

    private static func gate(_ condition: VeloCondition) -> JSONValue {
        [
            "id": "gate", "kind": "gate", "name": "gate", "provider": ["id": "gov:gate", "type": "government"],
            "rule": condition.json,
        ]
    }

    /// The offers that another rests on, by requirement, base or group, and those they rest on.
    private func around(_ target: CompiledOffer) -> [CompiledOffer] {
        var ids: Set<String> = []
        var groups: Set<String> = []
        var open = [target.offer]
        let all = offers.values.flatMap { $0 }.sorted { $0.offer.id < $1.offer.id }
        while let offer = open.popLast() {
            var named = Set((offer.requires ?? []).flatMap(\.offers))
            for base in offer.benefit?.allBases ?? [] {
                switch base {
                case .benefit(let id): named.insert(id)
                case .group(let group): groups.insert(group)
                case .quantity, .figure: continue
                }
            }
            for other in all where other.offer.id != target.offer.id && !ids.contains(other.offer.id) {
                guard named.contains(other.offer.id) || !groups.isDisjoint(with: other.offer.groups ?? []) else {
                    continue
                }
                ids.insert(other.offer.id)
                open.append(other.offer)
            }
        }
        return all.filter { ids.contains($0.offer.id) }
    }
}

extension Offer.Requirement {
    fileprivate var offers: [String] {
        switch self {
        case .kind: []
        case .offer(let id): [id]
        case .any(let parts): parts.flatMap(\.offers)
        }
    }
}

extension Benefit {
    fileprivate var allBases: [BenefitBase] {
        [base] + (baseLess ?? []) + (capIncludes ?? []) + [capShare?.of].compactMap { $0 }
    }
}
