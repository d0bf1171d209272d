import Foundation
import JSON

/// Turns one programme into the parts of an offer; what it needs of other programmes is gathered on the way.
final class Translator {
    /// A part of a tier table: the first whose condition holds.
    struct Piece {
        var when: VeloCondition
        /// Nil = the programme does not apply.
        var amount: Linear?
        /// The amount is at most each of these.
        var caps: [Linear] = []
    }

    /// A number where a condition holds.
    struct Constant {
        var when: VeloCondition
        var value: Decimal
    }

    let rules: PublicodesRules
    let name: String
    /// What is added on top of the capped amount.
    var supplements: [Constant] = []
    /// Programmes of which one of each list must be granted too.
    private(set) var requires: [[String]] = []

    /// How many persons a household has at most where a ceiling goes by their number.
    static let householdMax = 20

    init(_ rules: PublicodesRules, _ name: String) {
        self.rules = rules
        self.name = name
    }

    // MARK: Conditions

    /// A condition.
    ///
    /// - Parameter isTop: it must hold for the programme to apply, so that another programme named in it is required.
    func condition(_ node: PublicodesNode, in context: String, isTop: Bool = false) throws -> VeloCondition {
        switch node {
        case .text(let text): return try condition(PublicodesExpression(text), in: context, isTop: isTop)
        case .list: throw Untranslatable("\(context): a list is no condition")
        case .map:
            if let parts = node["toutes ces conditions"]?.elements {
                return .all(of: try parts.map { try condition($0, in: context, isTop: isTop) })
            }
            if let parts = node["une de ces conditions"]?.elements {
                return .any(of: try parts.map { try condition($0, in: context) })
            }
            if let other = node["est non applicable"]?.text {
                return .negated(try applies(rules.resolve(other, from: context)))
            }
            if let variations = node["variations"]?.elements { return try choice(variations, in: context) }
            if let value = node["valeur"] { return try condition(value, in: context, isTop: isTop) }
            throw Untranslatable("\(context): unknown condition \(node.keys)")
        }
    }

    /// The first that holds decides.
    private func choice(_ variations: [PublicodesNode], in context: String) throws -> VeloCondition {
        var parts: [VeloCondition] = []
        var before: [VeloCondition] = []
        for variation in variations {
            let when = try variation["si"].map { try condition($0, in: context) } ?? .always
            let then = try condition((variation["alors"] ?? variation["sinon"]).orThrow("no outcome"), in: context)
            parts.append(.all(of: before.map(VeloCondition.negated) + [when, then]))
            before.append(when)
        }
        return .any(of: parts)
    }

    private func condition(
        _ expression: PublicodesExpression, in context: String, isTop: Bool
    ) throws -> VeloCondition {
        switch expression {
        case .name("oui"): return .always
        case .name("non"): return .never
        case .name(let text): return try truth(of: rules.resolve(text, from: context), isTop: isTop)
        case .operation(.equal, let left, .name("non")):
            return .negated(try condition(left, in: context, isTop: false))
        case .operation(.equal, .name(let text), .quoted(let value)):
            let name = try rules.resolve(text, from: context)
            let fact = name.hasPrefix("localisation . ") ? "enterprise.zones" : "enterprise.attested"
            return .test(fact: fact, name: "has_any", [.string(name + " = " + value)])
        case .operation(let comparison, let left, let right):
            return try compare(left, comparison, right, in: context, isTop: isTop)
        default: throw Untranslatable("\(context): no condition \(expression)")
        }
    }

    /// Whether a rule is true: a question, another rule's condition, another programme.
    private func truth(of name: String, isTop: Bool) throws -> VeloCondition {
        let rule = try rules.rules[name].orThrow("no rule \(name)")
        if rules.programmes.contains(name) {
            guard isTop else { return try applies(name) }
            requires.append([name])
            return .always
        }
        if rules.isQuestion(name) {
            let stated = VeloCondition.test(fact: "enterprise.attested", name: "has_any", [.string(name)])
            return try .all(of: [rule["applicable si"].map { try condition($0, in: name) } ?? .always, stated])
        }
        return try condition(rule["valeur"] ?? rule, in: name)
    }

    /// Whether another programme applies, by its own rule.
    private func applies(_ other: String) throws -> VeloCondition {
        let translator = Translator(rules, other)
        let condition = try translator.applicability(of: translator.amount())
        guard translator.requires.isEmpty else { throw Untranslatable("\(other) rests on others") }
        return condition
    }

    private func compare(
        _ left: PublicodesExpression, _ comparison: PublicodesExpression.Operator, _ right: PublicodesExpression,
        in context: String, isTop: Bool
    ) throws -> VeloCondition {
        guard case .name(let text) = left else { throw Untranslatable("\(context): compares \(left)") }
        let name = try rules.resolve(text, from: context)
        if rules.programmes.contains(name) || name.split(separator: ".").count == 2, name.hasPrefix("aides . ") {
            return try compare(programme: name, comparison, right, in: context, isTop: isTop)
        }
        let fact = try VeloFact.numbers[name].orThrow("\(context): \(name) is no number")
        // A ceiling that goes by the household is written out for each number of persons.
        if try constants(right, in: context, household: nil) != nil {
            return try compare(fact, comparison, right, in: context, household: nil)
        }
        return .any(
            of: try (1...Self.householdMax).map { persons in
                let isSo = VeloCondition.all(of: [
                    .test(fact: VeloFact.household, name: "at_least", .int(persons)),
                    .test(fact: VeloFact.household, name: "at_most", .int(persons)),
                ])
                return .all(of: [isSo, try compare(fact, comparison, right, in: context, household: persons)])
            })
    }

    private func compare(
        _ fact: String, _ comparison: PublicodesExpression.Operator, _ right: PublicodesExpression,
        in context: String, household: Int?
    ) throws -> VeloCondition {
        let pieces = try constants(right, in: context, household: household).orThrow("\(context): no number \(right)")
        var before: [VeloCondition] = []
        return .any(
            of: try pieces.map { piece in
                let test = try Self.test(fact, comparison, piece.value)
                defer { before.append(piece.when) }
                return .all(of: before.map(VeloCondition.negated) + [piece.when, test])
            })
    }

    private static func test(
        _ fact: String, _ comparison: PublicodesExpression.Operator, _ value: Decimal
    ) throws -> VeloCondition {
        // A ceiling per person is compared to the cent: what is under it by less is on it.
        var cents = value * 100
        var whole = Decimal()
        NSDecimalRound(&whole, &cents, 0, comparison == .atMost || comparison == .above ? .down : .up)
        let bound = VeloFact.json(fact.hasSuffix("_cny") ? whole / 100 : value)
        switch comparison {
        case .atMost: return .test(fact: fact, name: "at_most", bound)
        case .atLeast: return .test(fact: fact, name: "at_least", bound)
        case .below: return .test(fact: fact, name: "below", bound)
        case .above: return .test(fact: fact, name: "above", bound)
        case .equal:
            return .all(of: [
                .test(fact: fact, name: "at_least", bound), .test(fact: fact, name: "at_most", bound),
            ])
        default: throw Untranslatable("\(comparison.rawValue) on a number")
        }
    }

    /// `aides . bordeaux > 0€` requires a programme; `aides . ile de france < 50% * vélo . prix` is worked out from the
    /// other's tiers.
    private func compare(
        programme name: String, _ comparison: PublicodesExpression.Operator, _ right: PublicodesExpression,
        in context: String, isTop: Bool
    ) throws -> VeloCondition {
        let bound = try linear(right, in: context)
        if comparison == .above, bound == Linear(0), isTop {
            let level = name.components(separatedBy: " . ")[1]
            requires.append(
                rules.programmes.contains(name)
                    ? [name] : rules.programmes.filter { rules.rules[$0]?["remplace"]?.text == level })
            return .always
        }
        guard comparison == .below, bound.constant == 0, bound.terms.count == 1, let share = bound.terms[.price] else {
            throw Untranslatable("\(context): compares \(name)")
        }
        let other = Translator(rules, name)
        let pieces = try other.amount()
        var before: [VeloCondition] = []
        return .all(of: [
            try other.applicability(of: pieces),
            .any(
                of: try pieces.map { piece in
                    defer { before.append(piece.when) }
                    return .all(
                        of: before.map(VeloCondition.negated) + [piece.when, try Self.isBelow(share, piece)])
                }),
        ])
    }

    /// Whether min(rate × price, caps) < share × price.
    private static func isBelow(_ share: Decimal, _ piece: Piece) throws -> VeloCondition {
        guard let amount = piece.amount else { return .never }
        return .any(
            of: try ([amount] + piece.caps).map { limit in
                if limit.isConstant { return try test(VeloFact.price, .above, limit.constant / share) }
                guard limit.constant == 0, limit.terms.count == 1, let rate = limit.terms[.price] else {
                    throw Untranslatable("compares \(limit)")
                }
                return rate < share ? .always : .never
            })
    }
}
