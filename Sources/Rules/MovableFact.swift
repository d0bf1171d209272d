internal import Domain

/// A changeable fact of a rule with the values a fix may give it (30-financing.md, "Explanation", R23).
struct MovableFact: Sendable {
    /// A bound that depends on another fact.
    struct Link: Sendable {
        /// The other fact.
        let other: FactPlace
        /// Whether this fact is the value, or the whole that the value is a share of.
        let isValue: Bool
        let share: Rate
        /// Whether the condition must fail for the rule to gain.
        let isNegated: Bool

        /// The value that meets the condition when the other fact is `amount`; nil where none does.
        func bound(other amount: Int64, in range: ClosedRange<Int64>) -> Int64? {
            let limit =
                isValue
                ? Limit(valueFor: share, of: amount) : Limit(wholeFor: share, value: amount)
            return limit.flatMap { (isNegated ? $0.opposite : $0).value(in: range) }
        }
    }

    let fact: Fact
    let index: Int
    /// Whole fen, months, days or 0 and 1; nil = unknown.
    let from: Int64?
    /// The places of the conditions that read it.
    let leaves: [Int]
    /// The bounds of the rule's own figures, each once, ascending.
    let bounds: [Int64]
    let links: [Link]

    /// The values a need may have: amounts 0 to the largest an import accepts (R33), at least one month, days of the
    /// calendar.
    var range: ClosedRange<Int64> { MovableFact.range(fact) }

    init(_ fact: Fact, rule: CompiledRule, facts: FactTable) {
        self.fact = fact
        guard let index = fact.index else { preconditionFailure("a changeable fact has a place of its own") }
        self.index = index
        from = MovableFact.number(facts[slot: fact])
        var places: [Int] = []
        var values: Set<Int64> = []
        var links: [Link] = []
        for (place, leaf) in rule.leaves.enumerated() where leaf.reads(.slot(index)) {
            places.append(place)
            if case .atMostShareOf(let other, let share) = leaf.test, other != leaf.fact {
                let isValue = leaf.fact == .slot(index)
                links.append(
                    Link(other: isValue ? other : leaf.fact, isValue: isValue, share: share, isNegated: leaf.isNegated)
                )
            } else if let limit = MovableFact.ownLimit(leaf),
                let value = (leaf.isNegated ? limit.opposite : limit).value(in: MovableFact.range(fact))
            {
                values.insert(value)
            }
        }
        leaves = places
        bounds = values.sorted()
        self.links = links
    }

    private static func ownLimit(_ leaf: Leaf) -> Limit? {
        if case .atMostShareOf(_, let share) = leaf.test { Limit(ownShare: share) } else { Limit(leaf.test) }
    }

    private static func range(_ fact: Fact) -> ClosedRange<Int64> {
        switch fact.kind {
        case .money: 0...Fen.limit.rawValue
        // 0001-01-01 to 9999-12-31.
        case .date: -719_162...2_932_896
        case .bool: 0...1
        default: 1...Fen.limit.rawValue
        }
    }

    /// A value of a changeable fact as a whole number; nil where unknown.
    static func number(_ slot: Slot) -> Int64? {
        switch slot {
        case .money(let fen): fen.rawValue
        case .number(let number): Int64(exactly: number)
        case .date(let day): Int64(day.number)
        case .bool(let value): value ? 1 : 0
        default: nil
        }
    }

    /// The whole number as a value of this fact.
    func slot(_ number: Int64) -> Slot {
        switch fact.kind {
        case .money: .money(Fen(number))
        case .date: .date(CalendarDay(number: Int32(number)))
        case .bool: .bool(number == 1)
        default: .number(Double(number))
        }
    }

    /// What |to − from| is divided by; nil where any change counts 1 (unknown, from 0, `filed`).
    var denominator: UInt64? {
        guard let from, from != 0 || fact.kind == .date else { return nil }
        return switch fact.kind {
        case .date: 365
        case .bool: nil
        default: from.magnitude
        }
    }
}

extension Leaf {
    /// Whether the condition reads that fact.
    func reads(_ place: FactPlace) -> Bool {
        if case .atMostShareOf(let other, _) = test, other == place { return true }
        return fact == place
    }
}
