package import Domain

/// How a condition is judged over columns of values, many rows at a time, without a table of facts for each row. No
/// package is chosen.
package enum ColumnTest: Equatable, Sendable {
    /// The same whatever the row.
    case constant(Verdict)
    /// By the value alone, `CompiledRule.verdict(of:_:_:)`: few values, each judged once.
    case values
    /// Holds where the amount, the day is in the range; no row where the bounds cross.
    case money(Int64, Int64), days(Int32, Int32)
    case number(NumberTest, Double)
    /// Of a set: one element is inside, `CompiledRule.place(of:_:)`; with true, none is.
    case anyElement(isNegated: Bool)
    /// Of a set: every element is inside.
    case allElements
    /// Of a set: each of so many texts is among the elements, `CompiledRule.isElement(_:_:of:)`.
    case eachText(Int)
    /// By the values of the fact and of this other one.
    case share(of: Fact)

    /// How a number is compared with a bound.
    package enum NumberTest: Sendable { case atLeast, atMost, above, below }
}

/// Where an element of a set stands to a condition.
package enum ElementPlace: UInt8, Sendable {
    case outside, inside
    /// Wider than a code of the condition (R54).
    case undecided
}

extension CompiledRule {
    /// One group or condition of the tree written as a list, each group before its parts.
    package struct Part: Sendable {
        package enum Kind: Sendable {
            case all, any, not
            /// Its place among the conditions.
            case condition(Int)
        }

        package let kind: Kind
        /// The part after the last one below this.
        package let end: Int
    }

    /// The tree from the root down.
    package var parts: [Part] {
        nodes.map { node in
            let kind: Part.Kind =
                switch node.kind {
                case .all: .all
                case .any: .any
                case .not: .not
                case .condition: .condition(Int(node.leaf))
                }
            return Part(kind: kind, end: Int(node.end))
        }
    }

    /// What a condition comes to for the values of its fact and of the other one it reads, without a package.
    package func verdict(of condition: Int, _ slot: Slot, _ other: Slot = .unknown) -> Verdict {
        leaves[condition].verdict(slot, other, hasPackage: false)
    }

    /// How a condition is judged over columns.
    package func columnTest(of condition: Int) -> ColumnTest {
        let leaf = leaves[condition]
        let fact = conditions[condition].fact
        if case .atMostShareOf = leaf.test, case .atMostShareOf(let other, _) = conditions[condition].test {
            return .share(of: other)
        }
        if fact.isPackageFact { return .constant(verdict(of: condition, .unknown)) }
        switch leaf.test {
        case .undecidable: return .constant(verdict(of: condition, .unknown))
        case .atLeastFen(let bound): return .money(bound.rawValue, .max)
        case .atMostFen(let bound): return .money(.min, bound.rawValue)
        case .aboveFen(let bound): return bound.rawValue == .max ? .money(0, -1) : .money(bound.rawValue + 1, .max)
        case .belowFen(let bound): return bound.rawValue == .min ? .money(0, -1) : .money(.min, bound.rawValue - 1)
        case .onOrAfter(let day): return .days(day.number, .max)
        case .onOrBefore(let day): return .days(.min, day.number)
        case .atLeast(let bound): return .number(.atLeast, bound)
        case .atMost(let bound): return .number(.atMost, bound)
        case .above(let bound): return .number(.above, bound)
        case .below(let bound): return .number(.below, bound)
        case .hasAny, .anyWithin: return .anyElement(isNegated: false)
        case .hasNone: return .anyElement(isNegated: true)
        case .allWithin: return .allElements
        case .hasAll(let list): return .eachText(list.count)
        case .oneOf, .noneOf, .within, .notWithin, .isEqual: return .values
        case .atMostShareOf: preconditionFailure("a share is judged by two facts")
        }
    }

    /// Where an element stands to a condition on sets, given as a set of its own.
    package func place(of condition: Int, _ element: Slot) -> ElementPlace {
        guard let holds = leaves[condition].test.holds(for: element) else { return .undecided }
        if case .hasNone = leaves[condition].test { return holds ? .outside : .inside }
        return holds ? .inside : .outside
    }

    /// Whether an element, given as a set of its own, is that text of a `has_all`.
    package func isElement(_ element: Slot, _ text: Int, of condition: Int) -> Bool {
        guard case .hasAll(let list) = leaves[condition].test else { return false }
        return CompiledTest.hasAny([list[text]]).holds(for: element) ?? false
    }
}

extension Figure {
    /// Its value among entries by code in byte order.
    package func slot(in entries: [Figure.Entry]) -> Slot { FigureTable.slot(of: code, in: entries.span) }
}
