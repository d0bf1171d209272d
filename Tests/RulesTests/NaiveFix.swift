import Domain
import Rules

/// The nearest fix by trying everything: every set of facts, every order of choosing, every value (R23).
struct NaiveFix {
    struct Found: Equatable {
        var facts: [Fact]
        var values: [Int64]
        /// Exact, for small numbers.
        var numerator, denominator: Int128
    }

    static let changeable: [Fact] = [
        .projectInvestmentTotal, .projectFixedAssetInvestment, .projectEquipmentAmount, .projectStartedOn,
        .projectCompletedOn, .projectFiled, .projectContractSignedOn, .projectSubmittedOn, .financingAmount,
        .financingTenorMonths,
    ]

    let tree: RuleTree
    let enterprise: Enterprise
    let need: Need
    let asOf = CalendarDay(number: 20_000)

    func table(_ need: Need) -> FactTable { FactTable(enterprise: enterprise, need: need, asOf: asOf) }

    func isFalse(_ need: Need) -> Bool {
        NaiveEvaluator(facts: table(need), hasPackage: false).truth(tree) == .false
    }

    func nearest() -> Found? {
        let named = NaiveFix.conditions(tree, negated: false)
        var facts: [Fact] = []
        for fact in named.flatMap({ NaiveFix.facts(of: $0.condition) }) where !facts.contains(fact) {
            if NaiveFix.changeable.contains(fact) { facts.append(fact) }
        }
        for count in stride(from: 1, through: facts.count, by: 1) {
            var found: [Found] = []
            for mask in 0..<(1 << facts.count) where mask.nonzeroBitCount == count {
                let set = facts.indices.filter { mask & (1 << $0) != 0 }.map { facts[$0] }
                for order in NaiveFix.orders(set) { choose(order[...], set, need, named, &found) }
            }
            if let best = found.min(by: { isNearer($0, $1, facts) }) { return best }
        }
        return nil
    }

    private func choose(
        _ order: ArraySlice<Fact>,
        _ set: [Fact],
        _ changed: Need,
        _ named: [(condition: Condition, negated: Bool)],
        _ found: inout [Found]
    ) {
        guard let fact = order.first else {
            if !isFalse(changed) { found.append(measure(set, changed)) }
            return
        }
        for value in values(fact, changed, open: Array(order), named) where value != NaiveFix.value(fact, need) {
            choose(order.dropFirst(), set, NaiveFix.setting(fact, to: value, changed), named, &found)
        }
    }

    /// For each condition: the bound if it does what helps, else the next on the side that does.
    private func values(
        _ fact: Fact,
        _ changed: Need,
        open: [Fact],
        _ named: [(condition: Condition, negated: Bool)]
    ) -> Set<Int64> {
        var result: Set<Int64> = []
        for (condition, negated) in named where NaiveFix.facts(of: condition).contains(fact) {
            var other: Int64?
            if case .atMostShareOf(let whole, let share) = condition.test {
                if whole == condition.fact ? share >= .one : whole == fact && share <= Rate(rawValue: 0) { continue }
                let partner = whole == fact ? condition.fact : whole
                guard !open.contains(partner) || partner == fact else { continue }
                if partner != fact {
                    guard case .money(let amount)? = table(changed)[partner] else { continue }
                    other = amount.rawValue
                }
            }
            let edge = NaiveFix.edge(fact) { NaiveFix.holds(condition, fact, $0, other) != negated }
            if let edge { result.insert(edge) }
        }
        return result
    }

    /// Whether a condition holds when the fact is `value` and the other fact of a share is `other`; nil = the same
    /// fact.
    private static func holds(_ condition: Condition, _ fact: Fact, _ value: Int64, _ other: Int64?) -> Bool {
        switch condition.test {
        case .atLeast(let n): Double(value) >= n
        case .atMost(let n): Double(value) <= n
        case .above(let n): Double(value) > n
        case .below(let n): Double(value) < n
        case .atLeastFen(let n): value >= n.rawValue
        case .atMostFen(let n): value <= n.rawValue
        case .aboveFen(let n): value > n.rawValue
        case .belowFen(let n): value < n.rawValue
        case .onOrAfter(let day): value >= day.number
        case .onOrBefore(let day): value <= day.number
        case .isEqual(let wanted): (value == 1) == wanted
        case .atMostShareOf(_, let share):
            condition.fact == fact
                ? value * 1_000_000_000 <= share.rawValue * (other ?? value)
                : (other ?? value) * 1_000_000_000 <= share.rawValue * value
        default: fatalError("\(condition)")
        }
    }

    /// What helps is everything from a value up, or everything up to a value; nil where nothing helps.
    private static func edge(_ fact: Fact, _ helps: (Int64) -> Bool) -> Int64? {
        let range: ClosedRange<Int64> =
            switch fact.kind {
            case .date: 19_980...20_040
            case .bool: 0...1
            case .money: 0...3000
            default: 1...60
            }
        guard let low = range.first(where: helps) else { return nil }
        return helps(range.upperBound) ? low : range.last(where: helps)
    }

    private func measure(_ set: [Fact], _ changed: Need) -> Found {
        var numerator: Int128 = 0
        var denominator: Int128 = 1
        for fact in set {
            let to = NaiveFix.value(fact, changed) ?? 0
            var part: (Int128, Int128) = (1, 1)
            if let from = NaiveFix.value(fact, need), fact.kind != .bool {
                if fact.kind == .date {
                    part = (Int128(abs(to - from)), 365)
                } else if from != 0 {
                    part = (Int128(abs(to - from)), Int128(from))
                }
            }
            numerator = numerator * part.1 + part.0 * denominator
            denominator *= part.1
        }
        return Found(
            facts: set,
            values: set.map { NaiveFix.value($0, changed) ?? 0 },
            numerator: numerator,
            denominator: denominator
        )
    }

    private func isNearer(_ a: Found, _ b: Found, _ order: [Fact]) -> Bool {
        let left = a.numerator * b.denominator
        let right = b.numerator * a.denominator
        if left != right { return left < right }
        let places = (a.facts.map { order.firstIndex(of: $0) ?? 0 }, b.facts.map { order.firstIndex(of: $0) ?? 0 })
        if places.0 != places.1 { return places.0.lexicographicallyPrecedes(places.1) }
        return a.values.lexicographicallyPrecedes(b.values)
    }
}

extension NaiveFix {
    static func facts(of condition: Condition) -> [Fact] {
        if case .atMostShareOf(let other, _) = condition.test { return [condition.fact, other] }
        return [condition.fact]
    }

    static func conditions(_ tree: RuleTree, negated: Bool) -> [(condition: Condition, negated: Bool)] {
        switch tree {
        case .all(let parts), .any(let parts): parts.flatMap { conditions($0, negated: negated) }
        case .not(let part): conditions(part, negated: !negated)
        case .condition(let condition): [(condition, negated)]
        }
    }

    static func orders(_ facts: [Fact]) -> [[Fact]] {
        guard facts.count > 1 else { return [facts] }
        return facts.flatMap { first in orders(facts.filter { $0 != first }).map { [first] + $0 } }
    }

    static func value(_ fact: Fact, _ need: Need) -> Int64? {
        switch fact {
        case .projectInvestmentTotal: need.investmentTotal?.rawValue
        case .projectFixedAssetInvestment: need.fixedAssetInvestment?.rawValue
        case .projectEquipmentAmount: need.equipmentAmount?.rawValue
        case .projectStartedOn: need.startedOn.map { Int64($0.number) }
        case .projectCompletedOn: need.completedOn.map { Int64($0.number) }
        case .projectContractSignedOn: need.contractSignedOn.map { Int64($0.number) }
        case .projectSubmittedOn: need.submittedOn.map { Int64($0.number) }
        case .projectFiled: need.filingNumber == nil ? 0 : 1
        case .financingAmount: need.financing?.amount?.rawValue
        default: need.financing?.tenorMonths.map { Int64($0) }
        }
    }

    static func setting(_ fact: Fact, to value: Int64, _ need: Need) -> Need {
        var need = need
        switch fact {
        case .projectInvestmentTotal: need.investmentTotal = Fen(value)
        case .projectFixedAssetInvestment: need.fixedAssetInvestment = Fen(value)
        case .projectEquipmentAmount: need.equipmentAmount = Fen(value)
        case .projectStartedOn: need.startedOn = CalendarDay(number: Int32(value))
        case .projectCompletedOn: need.completedOn = CalendarDay(number: Int32(value))
        case .projectContractSignedOn: need.contractSignedOn = CalendarDay(number: Int32(value))
        case .projectSubmittedOn: need.submittedOn = CalendarDay(number: Int32(value))
        case .projectFiled: need.filingNumber = value == 1 ? "1" : nil
        case .financingAmount: need.financing = .init(amount: Fen(value), tenorMonths: need.financing?.tenorMonths)
        default: need.financing = .init(amount: need.financing?.amount, tenorMonths: Int(value))
        }
        return need
    }
}
