import Domain
import Rules

/// The rules of 30-financing.md written a second time, as plainly as can be: trees, strings, no program.
struct NaiveEvaluator {
    let facts: FactTable
    let hasPackage: Bool

    func truth(_ tree: RuleTree) -> Truth {
        switch tree {
        case .all(let parts):
            let results = parts.map(truth)
            return results.contains(.false) ? .false : results.contains(.unknown) ? .unknown : .true
        case .any(let parts):
            let results = parts.map(truth)
            return results.contains(.true) ? .true : results.contains(.unknown) ? .unknown : .false
        case .not(let part):
            switch truth(part) {
            case .true: return .false
            case .false: return .true
            case .unknown: return .unknown
            }
        case .condition(let condition): return truth(condition)
        }
    }

    func truth(_ condition: Condition) -> Truth {
        let waiting = facts(of: condition).contains { facts[$0] == nil && $0.rawValue.hasPrefix("package.") }
        if waiting, !hasPackage { return .unknown }
        if let holds = holds(condition) { return holds ? .true : .false }
        switch condition.unknown ?? .ask {
        case .ask: return .unknown
        case .pass: return .true
        case .fail: return .false
        }
    }

    /// Nil = the fact is unknown or a code undecided.
    private func holds(_ condition: Condition) -> Bool? {
        guard let value = facts[condition.fact] else { return nil }
        switch (condition.test, value) {
        case (.oneOf(let list), .text(let text)): return list.contains(text)
        case (.noneOf(let list), .text(let text)): return !list.contains(text)
        case (.hasAny(let list), .set(let set)): return !Set(list).isDisjoint(with: set)
        case (.hasAll(let list), .set(let set)): return Set(list).isSubset(of: set)
        case (.hasNone(let list), .set(let set)): return Set(list).isDisjoint(with: set)
        case (.within(let list), .text(let code)): return within(code, list, condition.fact)
        case (.notWithin(let list), .text(let code)): return within(code, list, condition.fact).map { !$0 }
        case (.anyWithin(let list), .set(let set)):
            let each = set.map { within($0, list, condition.fact) }
            return each.contains(true) ? true : each.contains(nil) ? nil : false
        case (.allWithin(let list), .set(let set)):
            let each = set.map { within($0, list, condition.fact) }
            return each.contains(false) ? false : each.contains(nil) ? nil : true
        case (.atLeast(let n), .number(let x)): return x >= n
        case (.atMost(let n), .number(let x)): return x <= n
        case (.above(let n), .number(let x)): return x > n
        case (.below(let n), .number(let x)): return x < n
        case (.atLeastFen(let n), .money(let x)): return x.rawValue >= n.rawValue
        case (.atMostFen(let n), .money(let x)): return x.rawValue <= n.rawValue
        case (.aboveFen(let n), .money(let x)): return x.rawValue > n.rawValue
        case (.belowFen(let n), .money(let x)): return x.rawValue < n.rawValue
        case (.onOrAfter(let day), .date(let x)): return x.text >= day.text
        case (.onOrBefore(let day), .date(let x)): return x.text <= day.text
        case (.isEqual(let wanted), .bool(let x)): return wanted == x
        case (.atMostShareOf(let other, let share), .money(let x)):
            guard case .money(let whole)? = facts[other] else { return nil }
            return x.rawValue * 1_000_000_000 <= share.rawValue * whole.rawValue
        default: fatalError("\(condition) on \(value)")
        }
    }

    /// By prefixes of texts.
    private func within(_ code: String, _ list: [String], _ fact: Fact) -> Bool? {
        let value = stem(code, fact)
        let codes = list.map { stem($0, fact) }
        if codes.contains(where: { value.hasPrefix($0) }) { return true }
        return codes.contains(where: { $0.hasPrefix(value) }) ? nil : false
    }

    private func stem(_ code: String, _ fact: Fact) -> String {
        switch fact.kind {
        case .region, .regionSet:
            var stem = code == "100000" ? "" : code
            while stem.hasSuffix("00") { stem.removeLast(2) }
            return stem
        case .industry: return code
        default: return code + "."
        }
    }

    /// The facts a condition reads.
    func facts(of condition: Condition) -> [Fact] {
        if case .atMostShareOf(let other, _) = condition.test { return [condition.fact, other] }
        return [condition.fact]
    }

    /// Every condition in rule order, with whether all groups above it are unknown.
    func conditions(_ tree: RuleTree, under open: Bool = true) -> [(condition: Condition, isOpen: Bool)] {
        let open = open && truth(tree) == .unknown
        switch tree {
        case .all(let parts), .any(let parts): return parts.flatMap { conditions($0, under: open) }
        case .not(let part): return conditions(part, under: open)
        case .condition(let condition): return [(condition, open)]
        }
    }

    /// What is asked (R21): of each open condition the unknown facts, or the one that is too wide (R54).
    func asked(_ tree: RuleTree) -> [Fact] {
        var result: [Fact] = []
        for (condition, isOpen) in conditions(tree) where isOpen {
            let unknown = facts(of: condition).filter { facts[$0] == nil }
            for fact in unknown.isEmpty ? [condition.fact] : unknown where !result.contains(fact) {
                result.append(fact)
            }
        }
        return result
    }
}
