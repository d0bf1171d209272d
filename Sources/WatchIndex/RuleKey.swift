internal import Domain

/// A rule as bytes, the same for rules that say the same word for word; what they say in plain words is left out.
///
/// Not `Equatable` of the tree: it takes texts for equal that rules tell apart by their bytes.
struct RuleKey: Hashable, Sendable {
    private(set) var bytes: [UInt8] = []

    init(_ tree: RuleTree) { add(tree) }

    private mutating func add(_ tree: RuleTree) {
        switch tree {
        case .all(let parts): add(1, parts)
        case .any(let parts): add(2, parts)
        case .not(let part): add(3, [part])
        case .condition(let condition):
            bytes.append(4)
            add(condition.fact.rawValue)
            add((condition.unknown ?? .ask).rawValue)
            add(condition.test)
        }
    }

    private mutating func add(_ group: UInt8, _ parts: [RuleTree]) {
        bytes.append(group)
        add(Int64(parts.count))
        for part in parts { add(part) }
    }

    private mutating func add(_ test: Condition.Test) {
        add(test.name)
        switch test {
        case .oneOf(let list), .noneOf(let list), .hasAny(let list), .hasAll(let list), .hasNone(let list),
            .within(let list), .notWithin(let list), .anyWithin(let list), .allWithin(let list):
            bytes.append(1)
            add(Int64(list.count))
            for text in list { add(text) }
        case .atLeast(let bound), .atMost(let bound), .above(let bound), .below(let bound):
            bytes.append(2)
            add(Int64(bitPattern: bound.bitPattern))
        case .atLeastFen(let bound), .atMostFen(let bound), .aboveFen(let bound), .belowFen(let bound):
            bytes.append(3)
            add(bound.rawValue)
        case .onOrAfter(let day), .onOrBefore(let day):
            bytes.append(4)
            add(Int64(day.number))
        case .isEqual(let value): bytes.append(value ? 6 : 5)
        case .atMostShareOf(let other, let share):
            bytes.append(7)
            add(other.rawValue)
            add(share.rawValue)
        }
    }

    private mutating func add(_ text: String) {
        add(Int64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func add(_ number: Int64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
