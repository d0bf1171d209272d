internal import Domain

/// How messages name conditions and amounts: as the file writes them.
enum Wording {
    /// `project.investment_total_cny at_least 20000000`.
    static func text(_ condition: Condition) -> String {
        let policy = condition.unknown.map { " (unknown: \($0.rawValue))" } ?? ""
        return "\(condition.fact.rawValue) \(condition.test.name) \(operand(condition.test))\(policy)"
    }

    /// A tree in few words.
    static func text(_ tree: RuleTree, isNegated: Bool = false) -> String {
        let text =
            switch tree {
            case .condition(let condition): text(condition)
            case .all(let parts): "all of \(parts.count)"
            case .any(let parts): "any of \(parts.count)"
            case .not(let part): "not (\(Wording.text(part)))"
            }
        return isNegated ? "not (\(text))" : text
    }

    /// CNY as JSON would write it.
    static func text(_ amount: Fen) -> String {
        let (whole, rest) = amount.rawValue.magnitude.quotientAndRemainder(dividingBy: 100)
        let cents = rest == 0 ? "" : "." + (rest < 10 ? "0" : "") + String(rest)
        return (amount.rawValue < 0 ? "-" : "") + String(whole) + cents
    }

    /// A fraction with as many decimals as it has.
    static func text(_ rate: Rate) -> String {
        let (whole, rest) = rate.rawValue.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        var digits = String(rest)
        digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return (rate.rawValue < 0 ? "-" : "") + String(whole) + (digits.isEmpty ? "" : "." + digits)
    }

    private static func operand(_ test: Condition.Test) -> String {
        if let number = test.number { return number == number.rounded() ? whole(number) : "\(number)" }
        if let fen = test.fen { return text(fen) }
        if let day = test.day { return day.text }
        switch test {
        case .isEqual(let value): return value ? "true" : "false"
        case .atMostShareOf(let other, let share): return "\(text(share)) × \(other.rawValue)"
        default: return list(test.list)
        }
    }

    private static func whole(_ number: Double) -> String { Int64(exactly: number).map(String.init) ?? "\(number)" }

    /// The first of a long list.
    static func list(_ texts: [String]) -> String {
        let shown = texts.prefix(6).joined(separator: ", ")
        return "[" + shown + (texts.count > 6 ? ", …" : "") + "]"
    }
}
