internal import Domain

/// The search behind `NearestFix`: sets of facts by size, values of each set depth first.
///
/// A fact whose value is still open makes its conditions unknown; if the rule is false even so, no value helps and the
/// branch is left. That is sound because a rule only ever gains from a part that turns from false or true to unknown. A
/// class, for a deep recursion changes it in place.
final class FixSearch {
    /// A fix found: its size, the chosen facts and their values in rule order.
    private struct Fix {
        var size: ChangeSize
        var places: [Int]
        var values: [Int64]

        /// The order of R23 among fixes of as many facts.
        func isNearer(than other: Fix) -> Bool {
            if size != other.size { return size < other.size }
            if places != other.places { return places.lexicographicallyPrecedes(other.places) }
            return values.lexicographicallyPrecedes(other.values)
        }
    }

    private let rule: CompiledRule
    private let original: FactTable
    private var facts: FactTable
    /// In the order of their first condition in the rule.
    private let movables: [MovableFact]
    /// The size of a step of one fen, month or day; for facts where any change counts 1, of the change.
    private let units: [ChangeSize]
    /// What each condition comes to, with the values tried.
    private var verdicts: [Verdict]
    /// By movable: its value is still to be chosen.
    private var isOpen: [Bool]
    /// By condition: how many open facts it reads.
    private var openFacts: [Int]
    private var best: Fix?
    private var stepsLeft: Int

    init(_ rule: CompiledRule, _ facts: FactTable, maxSteps: Int) {
        self.rule = rule
        original = facts
        self.facts = facts
        movables = FixSearch.changeableFacts(rule).map { MovableFact($0, rule: rule, facts: facts) }
        units = FixSearch.units(movables)
        verdicts = rule.leaves.map { $0.verdict(facts) }
        isOpen = Array(repeating: false, count: movables.count)
        openFacts = Array(repeating: 0, count: rule.leaves.count)
        stepsLeft = maxSteps
    }

    private static func changeableFacts(_ rule: CompiledRule) -> [Fact] {
        var facts: [Fact] = []
        for condition in rule.conditions {
            var named = [condition.fact]
            if case .atMostShareOf(let other, _) = condition.test { named.append(other) }
            for fact in named where fact.isChangeable && !facts.contains(fact) { facts.append(fact) }
        }
        return facts
    }

    /// One common denominator: the product of all; days share theirs.
    private static func units(_ movables: [MovableFact]) -> [ChangeSize] {
        let hasDays = movables.contains { $0.fact.kind == .date && $0.denominator != nil }
        let amounts = movables.map { $0.fact.kind == .date ? nil : $0.denominator }
        return movables.indices.map { index in
            let others = amounts.indices.compactMap { $0 == index ? nil : amounts[$0] }
            let isDays = movables[index].fact.kind == .date && movables[index].denominator != nil
            return ChangeSize(product: others + (hasDays && !isDays ? [365] : []))
        }
    }

    /// As `NearestFix.search`.
    func run() -> [FactChange]? {
        guard ruleIsFalse, isHopeful(opening: Array(movables.indices)) else { return [] }
        let needed = movables.indices.filter { place in
            !isHopeful(opening: movables.indices.filter { $0 != place })
        }
        for count in max(1, needed.count)...max(1, movables.count) {
            FixSearch.eachSubset(of: movables.count, count: count) { places in
                guard needed.allSatisfy(places.contains), stepsLeft > 0 else { return }
                tryValues(of: places)
            }
            if stepsLeft <= 0 { return nil }
            if let best { return changes(best) }
        }
        return []
    }

    /// Whether the rule could be other than false if the values of these facts were anything.
    private func isHopeful(opening places: [Int]) -> Bool {
        open(places)
        let isFalse = ruleIsFalse
        close(places)
        return !isFalse
    }

    private func tryValues(of places: [Int]) {
        open(places)
        if !ruleIsFalse {
            for order in orders(of: places) { choose(order[...], places, size: .zero) }
        }
        close(places)
    }

    /// Gives the first of the open facts each of its values, then the others theirs.
    private func choose(_ order: ArraySlice<Int>, _ places: [Int], size: ChangeSize) {
        guard let place = order.first else {
            let fix = Fix(size: size, places: places, values: places.map { value(at: $0) })
            if best.map({ fix.isNearer(than: $0) }) ?? true { best = fix }
            return
        }
        let movable = movables[place]
        for (value, added) in candidates(place) {
            let total = size + added
            if let best, best.size < total { break }
            stepsLeft -= 1
            if stepsLeft <= 0 { break }
            facts.set(movable.slot(value), at: movable.index)
            set(place, isOpen: false)
            if !ruleIsFalse { choose(order.dropFirst(), places, size: total) }
        }
        facts.set(original.slots[movable.index], at: movable.index)
        set(place, isOpen: true)
    }

    /// The values of a fact other than the one it has, nearest first, then smaller first: the rule's bounds, and those
    /// that follow from the facts whose values stand.
    private func candidates(_ place: Int) -> [(value: Int64, size: ChangeSize)] {
        let movable = movables[place]
        var values = movable.bounds
        for link in movable.links where !isOpen(link.other) {
            guard let other = MovableFact.number(facts[slot: link.other]),
                let bound = link.bound(other: other, in: movable.range), !values.contains(bound)
            else { continue }
            values.append(bound)
        }
        return values.filter { $0 != movable.from }
            .map { ($0, size(of: $0, at: place)) }
            .sorted { a, b in a.1 != b.1 ? a.1 < b.1 : a.0 < b.0 }
    }

    private func size(of value: Int64, at place: Int) -> ChangeSize {
        guard let from = movables[place].from, movables[place].denominator != nil else { return units[place] }
        return units[place] * (value > from ? UInt64(value - from) : UInt64(from - value))
    }

    private var ruleIsFalse: Bool { rule.verdict(of: 0, verdicts) == .false }

    private func value(at place: Int) -> Int64 {
        guard let value = MovableFact.number(facts.slots[movables[place].index]) else {
            preconditionFailure("a chosen fact has a value")
        }
        return value
    }

    private func isOpen(_ fact: FactPlace) -> Bool {
        movables.indices.contains { isOpen[$0] && .slot(movables[$0].index) == fact }
    }

    private func open(_ places: [Int]) {
        for place in places { set(place, isOpen: true) }
    }

    private func close(_ places: [Int]) {
        for place in places { set(place, isOpen: false) }
    }

    /// Opens or closes a fact whose value may have changed, and judges its conditions anew; one that reads an open fact
    /// is unknown.
    private func set(_ place: Int, isOpen opens: Bool) {
        if isOpen[place] != opens {
            isOpen[place] = opens
            for leaf in movables[place].leaves { openFacts[leaf] += opens ? 1 : -1 }
        }
        for leaf in movables[place].leaves {
            verdicts[leaf] = openFacts[leaf] > 0 ? .unknownAsking : rule.leaves[leaf].verdict(facts)
        }
    }

    private func changes(_ fix: Fix) -> [FactChange] {
        zip(fix.places, fix.values).compactMap { place, value in
            let movable = movables[place]
            return movable.slot(value).value.map {
                FactChange(fact: movable.fact, from: original.slots[movable.index].value, to: $0)
            }
        }
    }
}

extension FixSearch {
    /// The orders in which the values of a set may be chosen: facts bound to each other in every order, the rest as
    /// they come.
    private func orders(of places: [Int]) -> [[Int]] {
        let facts = places.map { FactPlace.slot(movables[$0].index) }
        let linked = places.filter { place in movables[place].links.contains { facts.contains($0.other) } }
        let free = places.filter { !linked.contains($0) }
        return FixSearch.permutations(linked).map { free + $0 }
    }

    private static func permutations(_ elements: [Int]) -> [[Int]] {
        guard elements.count > 1 else { return [elements] }
        return elements.indices.flatMap { index in
            var rest = elements
            let first = rest.remove(at: index)
            return permutations(rest).map { [first] + $0 }
        }
    }

    /// The subsets of 0 ..< n of that size in lexicographic order.
    private static func eachSubset(of n: Int, count: Int, _ body: ([Int]) -> Void) {
        func extend(_ chosen: [Int], from start: Int) {
            if chosen.count == count { return body(chosen) }
            for next in start..<n where n - next >= count - chosen.count { extend(chosen + [next], from: next + 1) }
        }
        extend([], from: 0)
    }
}
