package import Domain

/// A condition on one fact that a rule cannot do without: where the fact's value does not pass, the rule is false.
///
/// The converse does not hold: a value that passes says nothing. An index over many offers keeps these, to find the few
/// offers whose rules are worth judging (`CompiledRule.gates`).
package struct Gate: Equatable, Sendable {
    /// What a known value must be, or the rule is false.
    package enum Test: Equatable, Sendable {
        /// One of the texts; of a set, at least one element is. By bytes.
        case texts([String])
        /// None of the texts, nor any element of a set. By bytes.
        case noTexts([String])
        /// Within one of the codes or wider than one (R54); of a set, at least one element is.
        case regions([Region]), industries([Industry]), categories([CategoryPath])
        /// The same for every element of a set.
        case allRegions([Region]), allCategories([CategoryPath])
        /// Within none of the codes.
        case noRegions([Region]), noIndustries([Industry])
        /// At least, at most so much: fen, days since 1970, `Gate.ordered` of a number.
        case atLeast(Int64), atMost(Int64)
        case isEqual(Bool)
    }

    package let fact: Fact
    package let test: Test
    /// Whether the rule is false where the fact is unknown too; never for a package fact without a package (R22).
    package let failsUnknown: Bool

    /// A number as a whole number in the same order, so that one kind of bound does for all; nil for what is no number.
    package static func ordered(_ number: Double) -> Int64? {
        guard !number.isNaN else { return nil }
        // Zero has two patterns of bits.
        let bits = number == 0 ? 0 : Int64(bitPattern: number.bitPattern)
        return bits < 0 ? bits ^ .max : bits
    }
}

extension CompiledRule {
    /// Conditions that the rule cannot do without, in rule order; nil where the rule is false whatever the facts.
    ///
    /// Sound, not complete: what two facts decide together, or what would take a second look at a list, is left to the
    /// evaluator. `all` needs what each of its parts needs; `any` needs what all its parts need of one fact; `not`
    /// turns conditions round.
    package var gates: [Gate]? { gates(of: 0, isNegated: false) }

    private func gates(of index: Int, isNegated: Bool) -> [Gate]? {
        let node = nodes[index]
        switch node.kind {
        case .condition: return leaves[Int(node.leaf)].gates(on: conditions[Int(node.leaf)].fact, isNegated: isNegated)
        case .not: return gates(of: index + 1, isNegated: !isNegated)
        case .all, .any:
            var parts: [[Gate]?] = []
            var child = index + 1
            while child < Int(node.end) {
                parts.append(gates(of: child, isNegated: isNegated))
                child = Int(nodes[child].end)
            }
            return (node.kind == .all) != isNegated ? Gate.all(parts) : Gate.any(parts)
        }
    }
}

extension Gate {
    /// False where one part is; nil = a part that is always false.
    fileprivate static func all(_ parts: [[Gate]?]) -> [Gate]? {
        var gates: [Gate] = []
        for part in parts {
            guard let part else { return nil }
            gates += part
        }
        return gates
    }

    /// False where every part is: each gate of the first that every other part has a match for, widened to let pass
    /// what any of them lets pass.
    fileprivate static func any(_ parts: [[Gate]?]) -> [Gate]? {
        let parts = parts.compactMap { $0 }
        guard let first = parts.first else { return nil }
        return first.compactMap { gate in
            var wide: Gate? = gate
            for part in parts.dropFirst() {
                guard let gate = wide else { return nil }
                wide = part.lazy.compactMap { gate.union($0) }.first
            }
            return wide
        }
    }

    /// What passes one or the other; nil where no gate says that.
    private func union(_ other: Gate) -> Gate? {
        guard fact == other.fact, let test = test.union(other.test) else { return nil }
        return Gate(fact: fact, test: test, failsUnknown: failsUnknown && other.failsUnknown)
    }
}

extension Gate.Test {
    /// What one or the other lets pass, and at times more; nil where no test says that. Texts by their bytes, as rules
    /// compare them: Swift's own equality takes canonical equivalents for the same.
    fileprivate func union(_ other: Self) -> Self? {
        switch (self, other) {
        case (.texts(let a), .texts(let b)): .texts(a + b)
        case (.regions(let a), .regions(let b)): .regions(a + b)
        case (.industries(let a), .industries(let b)): .industries(a + b)
        case (.categories(let a), .categories(let b)): .categories(a + b)
        case (.allRegions(let a), .allRegions(let b)): .allRegions(a + b)
        case (.allCategories(let a), .allCategories(let b)): .allCategories(a + b)
        case (.noTexts(let a), .noTexts(let b)): .noTexts(a.filter { b.containsBytes(of: $0) })
        case (.noRegions(let a), .noRegions(let b)): .noRegions(a.filter { b.contains($0) })
        case (.noIndustries(let a), .noIndustries(let b)):
            .noIndustries(a.filter { code in b.lazy.map(\.code).containsBytes(of: code.code) })
        case (.atLeast(let a), .atLeast(let b)): .atLeast(min(a, b))
        case (.atMost(let a), .atMost(let b)): .atMost(max(a, b))
        case (.isEqual(let a), .isEqual(let b)): a == b ? self : nil
        default: nil
        }
    }
}

extension Leaf {
    /// What the condition, or with `isNegated` its opposite, cannot do without.
    fileprivate func gates(on fact: Fact, isNegated: Bool) -> [Gate] {
        let tests = isNegated ? test.opposedGates(fact.kind) : test.gates(fact.kind)
        let failsUnknown = unknown == (isNegated ? .pass : .fail)
        return tests.map { Gate(fact: fact, test: $0, failsUnknown: failsUnknown) }
    }
}

extension CompiledTest {
    /// What passes wherever the test does not fail; all of them must.
    ///
    /// Elements of sets of codes are compared as texts, not as bytes: `has_any` and its like on them have no gate.
    fileprivate func gates(_ kind: Fact.Kind) -> [Gate.Test] {
        switch self {
        case .oneOf(let list): [.texts(list)]
        case .noneOf(let list): [.noTexts(list)]
        case .hasAny(let list): kind == .set ? [.texts(list)] : []
        case .hasAll(let list): kind == .set ? list.map { .texts([$0]) } : []
        case .hasNone(let list): kind == .set ? [.noTexts(list)] : []
        case .within(let codes), .anyWithin(let codes): [codes.gate]
        case .allWithin(let codes): codes.gateOfAll
        case .notWithin(let codes): codes.opposedGate
        case .atLeast, .above, .atLeastFen, .aboveFen, .onOrAfter, .atMost, .below, .atMostFen, .belowFen, .onOrBefore:
            bound(isNegated: false)
        case .isEqual(let value): [.isEqual(value)]
        case .atMostShareOf, .undecidable: []
        }
    }

    /// What passes wherever the test does not hold.
    fileprivate func opposedGates(_ kind: Fact.Kind) -> [Gate.Test] {
        switch self {
        case .oneOf(let list): [.noTexts(list)]
        case .noneOf(let list): [.texts(list)]
        case .hasAny(let list): kind == .set ? [.noTexts(list)] : []
        case .hasNone(let list): kind == .set ? [.texts(list)] : []
        case .within(let codes): codes.opposedGate
        case .notWithin(let codes): [codes.gate]
        case .atLeast, .above, .atLeastFen, .aboveFen, .onOrAfter, .atMost, .below, .atMostFen, .belowFen, .onOrBefore:
            bound(isNegated: true)
        case .isEqual(let value): [.isEqual(!value)]
        case .hasAll, .anyWithin, .allWithin, .atMostShareOf, .undecidable: []
        }
    }

    /// A bound as one on whole numbers; none where it is no number or there is none beyond it.
    private func bound(isNegated: Bool) -> [Gate.Test] {
        switch self {
        case .atLeast(let bound): Gate.bound(Gate.ordered(bound), isLower: true, isStrict: false, isNegated)
        case .above(let bound): Gate.bound(Gate.ordered(bound), isLower: true, isStrict: true, isNegated)
        case .atMost(let bound): Gate.bound(Gate.ordered(bound), isLower: false, isStrict: false, isNegated)
        case .below(let bound): Gate.bound(Gate.ordered(bound), isLower: false, isStrict: true, isNegated)
        case .atLeastFen(let bound): Gate.bound(bound.rawValue, isLower: true, isStrict: false, isNegated)
        case .aboveFen(let bound): Gate.bound(bound.rawValue, isLower: true, isStrict: true, isNegated)
        case .atMostFen(let bound): Gate.bound(bound.rawValue, isLower: false, isStrict: false, isNegated)
        case .belowFen(let bound): Gate.bound(bound.rawValue, isLower: false, isStrict: true, isNegated)
        case .onOrAfter(let day): Gate.bound(Int64(day.number), isLower: true, isStrict: false, isNegated)
        case .onOrBefore(let day): Gate.bound(Int64(day.number), isLower: false, isStrict: false, isNegated)
        default: []
        }
    }
}

extension Gate {
    /// The opposite of ≥ is <, and of ≤ it is >.
    fileprivate static func bound(_ bound: Int64?, isLower: Bool, isStrict: Bool, _ isNegated: Bool) -> [Test] {
        guard let bound else { return [] }
        let isLower = isLower != isNegated
        guard isStrict != isNegated else { return [isLower ? .atLeast(bound) : .atMost(bound)] }
        let (beyond, overflow) = bound.addingReportingOverflow(isLower ? 1 : -1)
        return overflow ? [] : [isLower ? .atLeast(beyond) : .atMost(beyond)]
    }
}

extension CodeList {
    fileprivate var gate: Gate.Test {
        switch self {
        case .regions(let codes): .regions(codes)
        case .industries(let codes): .industries(codes)
        case .categories(let codes): .categories(codes)
        }
    }

    fileprivate var gateOfAll: [Gate.Test] {
        switch self {
        case .regions(let codes): [.allRegions(codes)]
        case .categories(let codes): [.allCategories(codes)]
        case .industries: []
        }
    }

    fileprivate var opposedGate: [Gate.Test] {
        switch self {
        case .regions(let codes): [.noRegions(codes)]
        case .industries(let codes): [.noIndustries(codes)]
        case .categories: []
        }
    }
}
