import Foundation

/// Amounts.
extension Translator {
    /// The programme's tier table with its cap.
    func amount() throws -> [Piece] {
        let rule = try rules.rules[name].orThrow("no programme \(name)")
        return try pieces(rule.amountNode, in: name)
    }

    /// Its own condition, and that one of the tiers is no exclusion.
    func applicability(of pieces: [Piece]) throws -> VeloCondition {
        let rule = try rules.rules[name].orThrow("no programme \(name)")
        var parts = [try rule["applicable si"].map { try condition($0, in: name, isTop: true) } ?? .always]
        if let excluded = rule["non applicable si"] { parts.append(.negated(try condition(excluded, in: name))) }
        var before: [VeloCondition] = []
        var applying: [VeloCondition] = []
        for piece in pieces {
            if piece.amount == nil {
                before.append(.negated(piece.when))
            } else {
                applying.append(.all(of: before + [piece.when]))
            }
        }
        return .all(of: parts + [.any(of: applying)])
    }

    /// A node of an amount as tiers.
    func pieces(_ node: PublicodesNode, in context: String) throws -> [Piece] {
        switch node {
        case .text(let text): return try pieces(PublicodesExpression(text), in: context)
        case .list: throw Untranslatable("\(context): a list is no amount")
        case .map: break
        }
        var result: [Piece]
        if let inner = node["valeur"] ?? node["formule"] {
            result = try pieces(inner, in: context)
        } else if let variations = node["variations"]?.elements {
            result = try tiers(variations, in: context)
        } else if let parts = node["somme"]?.elements {
            result = try sum(parts, in: context)
        } else if let factors = node["produit"]?.elements, factors.count == 2 {
            result = try product(factors[0], factors[1], in: context)
        } else {
            throw Untranslatable("\(context): no amount in \(node.keys)")
        }
        if let cap = node["plafond"] {
            guard supplements.isEmpty else { throw Untranslatable("\(context): a cap over supplements") }
            result = Self.capped(result, by: try pieces(cap, in: context))
        }
        return result
    }

    private func pieces(_ expression: PublicodesExpression, in context: String) throws -> [Piece] {
        // A product with a rule of its own that has tiers or a floor is taken apart by `linear`.
        [Piece(when: .always, amount: try linear(expression, in: context))]
    }

    /// The first that holds; where none does, the programme does not apply.
    private func tiers(_ variations: [PublicodesNode], in context: String) throws -> [Piece] {
        var result: [Piece] = []
        for variation in variations {
            let when = try variation["si"].map { try condition($0, in: context) } ?? .always
            let then = try pieces(
                (variation["alors"] ?? variation["sinon"]).orThrow("\(context): no outcome"), in: context)
            result += then.map { Piece(when: .all(of: [when, $0.when]), amount: $0.amount, caps: $0.caps) }
            if case .always = when { return result }
        }
        return result + [Piece(when: .always, amount: nil)]
    }

    /// Every tier with every tier of the cap, in order: the first pair that holds is the first of each.
    private static func capped(_ amounts: [Piece], by caps: [Piece]) -> [Piece] {
        amounts.flatMap { amount in
            caps.map { cap in
                Piece(
                    when: .all(of: [amount.when, cap.when]), amount: amount.amount,
                    caps: amount.caps + [cap.amount].compactMap { $0 } + cap.caps)
            }
        }
    }

    /// Constants are added tier by tier; beside one part that is none, what the others add is a supplement of its own.
    private func sum(_ parts: [PublicodesNode], in context: String) throws -> [Piece] {
        let all = try parts.map { try pieces($0, in: context) }
        let others = all.filter { !$0.isConstant }
        guard others.count <= 1 else { throw Untranslatable("\(context): a sum of several shares") }
        if let main = others.first {
            for part in all where part.isConstant {
                var before: [VeloCondition] = []
                for piece in part {
                    let when = VeloCondition.all(of: before.map(VeloCondition.negated) + [piece.when])
                    if let amount = piece.amount?.constant, amount > 0 {
                        supplements.append(Constant(when: when, value: amount))
                    }
                    before.append(piece.when)
                }
            }
            return main
        }
        return all.reduce([Piece(when: .always, amount: Linear(0))]) { sums, addends in
            sums.flatMap { sum in
                addends.map { addend in
                    Piece(
                        when: .all(of: [sum.when, addend.when]),
                        amount: (sum.amount ?? Linear(0)) + (addend.amount ?? Linear(0)))
                }
            }
        }
    }

    /// Rates by tier times an amount with caps.
    private func product(_ rates: PublicodesNode, _ amount: PublicodesNode, in context: String) throws -> [Piece] {
        let amounts = try pieces(amount, in: context)
        return try pieces(rates, in: context).flatMap { rate in
            guard let factor = rate.amount, factor.isConstant, rate.caps.isEmpty else {
                throw Untranslatable("\(context): no rate")
            }
            return amounts.map { piece in
                Piece(
                    when: .all(of: [rate.when, piece.when]), amount: piece.amount.map { $0 * factor.constant },
                    caps: piece.caps.map { $0 * factor.constant })
            }
        }
    }

    /// A sum of multiples of price, constants and other programmes.
    func linear(_ expression: PublicodesExpression, in context: String) throws -> Linear {
        switch expression {
        case .number(let number): return Linear(number)
        case .quoted(let text): throw Untranslatable("\(context): no amount '\(text)'")
        case .name(let text): return try linear(named: rules.resolve(text, from: context))
        case .operation(let operation, let left, let right):
            let (a, b) = (try linear(left, in: context), try linear(right, in: context))
            switch operation {
            case .plus: return a + b
            case .minus: return a + b * -1
            case .times: return try Linear.times(a, b)
            case .over where b.isConstant: return a * (1 / b.constant)
            default: throw Untranslatable("\(context): no amount by \(operation.rawValue)")
            }
        }
    }

    private func linear(named name: String) throws -> Linear {
        switch name {
        case "vélo . prix": return Linear(.price)
        case "vélo . prix . HT": return Linear(.priceWithoutTax)
        default: break
        }
        if rules.programmes.contains(name) { return Linear(.programme(name)) }
        let steps = name.components(separatedBy: " . ")
        if steps.count == 2, steps[0] == "aides" { return Linear(.level(steps[1])) }
        let rule = try rules.rules[name].orThrow("no rule \(name)")
        // A floor of nothing is what every base has.
        guard let value = rule["valeur"]?.text, rule["plancher"].map({ $0.text == "0€" }) ?? true else {
            throw Untranslatable("\(name) is no plain amount")
        }
        return try linear(PublicodesExpression(value), in: name)
    }
}

/// Numbers that follow from a household's size and from conditions.
extension Translator {
    /// The values a number can have, the first whose condition holds; nil where it goes by the household and the number
    /// of persons is not given.
    func constants(
        _ expression: PublicodesExpression, in context: String, household: Int?
    ) throws -> [Constant]? {
        switch expression {
        case .number(let number): return [Constant(when: .always, value: number)]
        case .quoted(let text): throw Untranslatable("\(context): no number '\(text)'")
        case .name(let text):
            let name = try rules.resolve(text, from: context)
            if name == "foyer . personnes" { return household.map { [Constant(when: .always, value: Decimal($0))] } }
            return try constants(rules.rules[name].orThrow("no rule \(name)"), in: name, household: household)
        case .operation(let operation, let left, let right):
            guard let a = try constants(left, in: context, household: household),
                let b = try constants(right, in: context, household: household)
            else { return nil }
            return try a.flatMap { x in
                try b.map { y in
                    Constant(
                        when: .all(of: [x.when, y.when]), value: try Self.result(operation, x.value, y.value, context))
                }
            }
        }
    }

    private func constants(
        _ node: PublicodesNode, in context: String, household: Int?
    ) throws -> [Constant]? {
        if let text = node.text {
            return try constants(PublicodesExpression(text), in: context, household: household)
        }
        var result: [Constant]?
        if let inner = node["valeur"] {
            result = try constants(inner, in: context, household: household)
        } else if let variations = node["variations"]?.elements {
            result = try constants(variations, in: context, household: household)
        } else {
            throw Untranslatable("\(context): no number in \(node.keys)")
        }
        if let floor = node["plancher"]?.text.flatMap({ Decimal(string: $0) }) {
            result = result?.map { Constant(when: $0.when, value: max($0.value, floor)) }
        }
        return result
    }

    private func constants(
        _ variations: [PublicodesNode], in context: String, household: Int?
    ) throws -> [Constant]? {
        var result: [Constant] = []
        for variation in variations {
            var when = VeloCondition.always
            if let node = variation["si"] {
                guard let holds = try householdCondition(node, in: context, household) else { return nil }
                when = holds
            }
            if case .never = when { continue }
            let then = try (variation["alors"] ?? variation["sinon"]).orThrow("\(context): no outcome")
            guard let values = try constants(then, in: context, household: household) else { return nil }
            result += values.map { Constant(when: .all(of: [when, $0.when]), value: $0.value) }
            if case .always = when { return result }
        }
        return result
    }

    /// `foyer . personnes = 3` is decided by the number of persons; any other condition stays one.
    private func householdCondition(
        _ node: PublicodesNode, in context: String, _ household: Int?
    ) throws -> VeloCondition? {
        if let text = node.text,
            case .operation(.equal, .name(let name), .number(let number)) = try PublicodesExpression(text),
            try rules.resolve(name, from: context) == "foyer . personnes"
        {
            return household.map { Decimal($0) == number ? .always : .never }
        }
        return try condition(node, in: context)
    }

    private static func result(
        _ operation: PublicodesExpression.Operator, _ a: Decimal, _ b: Decimal, _ context: String
    ) throws -> Decimal {
        switch operation {
        case .plus: return a + b
        case .minus: return a - b
        case .times: return a * b
        case .over: return a / b
        default: throw Untranslatable("\(context): no number by \(operation.rawValue)")
        }
    }
}

extension PublicodesNode {
    /// A programme's amount: its rule without what is not one.
    fileprivate var amountNode: PublicodesNode {
        guard case .map(let members) = self else { return self }
        return .map(members.filter { ["valeur", "formule", "variations", "plafond"].contains($0.key) })
    }
}

extension [Translator.Piece] {
    fileprivate var isConstant: Bool { allSatisfy { $0.caps.isEmpty && ($0.amount?.isConstant ?? true) } }
}
