internal import Domain

/// A condition as it is evaluated.
struct Leaf: Sendable {
    /// The fact tested.
    let fact: FactPlace
    let isPackageFact: Bool
    let unknown: Condition.UnknownPolicy
    let test: CompiledTest
    /// Whether the other fact of `at_most_share_of` is a package fact.
    let otherIsPackageFact: Bool
    /// Whether it stands under an odd number of `not`, so that the rule gains when it is false.
    let isNegated: Bool

    init(_ condition: Condition, isNegated: Bool) {
        fact = FactPlace(condition.fact)
        isPackageFact = condition.fact.isPackageFact
        unknown = condition.unknown ?? .ask
        test = CompiledTest(condition.test, on: condition.fact)
        if case .atMostShareOf(let other, _) = condition.test {
            otherIsPackageFact = other.isPackageFact
        } else {
            otherIsPackageFact = false
        }
        self.isNegated = isNegated
    }

    /// What the condition comes to (30-financing.md, "Three values", R22, R54). Allocates nothing.
    func verdict(_ facts: FactTable) -> Verdict {
        verdict(facts.slots.span, facts.figures, hasPackage: facts.hasPackage)
    }

    /// As above, from the parts of a table.
    func verdict(_ slots: Span<Slot>, _ figures: FigureTable, hasPackage: Bool) -> Verdict {
        let slot = Leaf.slot(fact, slots, figures)
        guard case .atMostShareOf(let other, _) = test else { return verdict(slot, .unknown, hasPackage: hasPackage) }
        return verdict(slot, Leaf.slot(other, slots, figures), hasPackage: hasPackage)
    }

    /// As above, from the values of the fact and of the other one of `at_most_share_of`.
    func verdict(_ slot: Slot, _ other: Slot, hasPackage: Bool) -> Verdict {
        if case .atMostShareOf(_, let share) = test {
            return verdict(slot, atMost: share, of: other, hasPackage: hasPackage)
        }
        if case .undecidable = test { return Verdict.unknown(byPackage: isPackageFact) }
        if let holds = test.holds(for: slot) { return Verdict(holds) }
        // Only an unknown package fact ignores the policy; an undecided code follows it.
        return undecided(ignoringPolicy: isPackageFact && !hasPackage, byPackage: isPackageFact)
    }

    private static func slot(_ place: FactPlace, _ slots: Span<Slot>, _ figures: FigureTable) -> Slot {
        switch place {
        case .slot(let index): slots[index]
        case .figure(let figure): figures[figure]
        }
    }

    /// Whether the condition is decided by its policy alone: a fact it reads is unknown, or a wider code leaves it
    /// undecided (R54).
    func isUnknown(_ facts: FactTable) -> Bool {
        if case .atMostShareOf(let other, _) = test {
            return facts[slot: fact].isUnknown || facts[slot: other].isUnknown
        }
        if case .undecidable = test { return true }
        return test.holds(for: facts[slot: fact]) == nil
    }

    private func verdict(_ slot: Slot, atMost share: Rate, of other: Slot, hasPackage: Bool) -> Verdict {
        if case .money(let value) = slot, case .money(let whole) = other {
            return Verdict(value.isAtMost(share, of: whole))
        }
        let waitsForPackage = (slot.isUnknown && isPackageFact) || (other.isUnknown && otherIsPackageFact)
        let asks = (slot.isUnknown && !isPackageFact) || (other.isUnknown && !otherIsPackageFact)
        return undecided(ignoringPolicy: waitsForPackage && !hasPackage, byPackage: !asks)
    }

    private func undecided(ignoringPolicy: Bool, byPackage: Bool) -> Verdict {
        if ignoringPolicy { return .unknown(byPackage: byPackage) }
        return switch unknown {
        case .ask: .unknown(byPackage: byPackage)
        case .fail: .false
        case .pass: .true
        }
    }
}

extension Verdict {
    fileprivate static func unknown(byPackage: Bool) -> Verdict { byPackage ? .unknownByPackage : .unknownAsking }
}

extension Fen {
    /// value ≤ share × whole, exactly: in 128 bits, nothing rounded (30-financing.md, "Rules", `at_most_share_of`).
    func isAtMost(_ share: Rate, of whole: Fen) -> Bool {
        Int128(rawValue) * Int128(Rate.one.rawValue) <= Int128(share.rawValue) * Int128(whole.rawValue)
    }
}
