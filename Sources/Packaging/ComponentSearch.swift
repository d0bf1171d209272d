internal import Benefits
internal import Domain

/// How many choices a search may look at before it stops with a gap.
struct SearchBudget {
    var nodes: Int

    mutating func spend() -> Bool {
        nodes -= 1
        return nodes >= 0
    }
}

/// What a choice is worth to the objective.
struct ChoiceWorth {
    /// In fen, not rounded.
    var value = 0.0
    /// The part of month 0.
    var first = Int64(0)
    /// The part of the items that are `settled` in their component.
    var settled = 0.0
    /// What its benefits come to, discounted or not, in fen.
    var amount = 0.0
}

/// Branch and bound over the items of one component.
///
/// Depth first, the item worth most first, taken before left. A branch is left where the most it can still be worth is
/// needless beside what was found: the sum over slots of the best item each, members of a shared bound together at most
/// the bound, filled with the members whose fen is worth most (the fractional knapsack of Dantzig, 1957).
struct ComponentSearch {
    private let component: Component
    private let evaluate: (UInt64) -> ChoiceWorth
    private var order: [Int]
    /// Whether it goes in the order in which the one bound of the component is filled.
    private var isFilling = false
    private(set) var list: OptionList
    /// By how much a choice not looked at could be worth more than the best; 0 when all were.
    private(set) var gap = 0.0
    private var slotBest: [Double]

    /// - Parameter evaluate: what a legal choice is worth.
    init(
        _ component: Component, _ list: OptionList, evaluate: @escaping (UInt64) -> ChoiceWorth
    ) {
        self.component = component
        self.evaluate = evaluate
        self.list = list
        order = component.items.indices.sorted {
            (component.values[$0], component.firsts[$0], -$0) > (component.values[$1], component.firsts[$1], -$1)
        }
        slotBest = Array(repeating: 0, count: component.slotCount)
    }

    /// Choices looked at before a search in the order of filling, so that it starts with a good one.
    private static let firstLook = 500

    mutating func run(_ budget: inout SearchBudget) {
        guard let filling = component.filling else { return visit(0, component.all, nil, &budget) }
        var look = SearchBudget(nodes: min(budget.nodes, ComponentSearch.firstLook))
        visit(0, component.all, nil, &look)
        guard look.nodes < 0 else { return }
        gap = 0
        order = filling + component.items.indices.filter { !filling.contains($0) }
        isFilling = true
        visit(0, component.all, nil, &budget)
    }

    /// The most that all items together can be worth.
    mutating func bound() -> Double { bound(0, component.all).value }

    /// - Parameter known: what is chosen is worth by itself; nil = not worked out yet.
    private mutating func visit(
        _ chosen: UInt64, _ undecided: UInt64, _ known: ChoiceWorth?, _ budget: inout SearchBudget
    ) {
        let possible = meetable(chosen, undecided)
        guard let open = openRequirement(chosen, possible) else { return }
        var bound = bound(chosen, possible)
        var worth = known
        let count = chosen.nonzeroBitCount
        if list.isNeedless(value: bound.value, first: bound.first, count: count) { return }
        if component.settled & chosen != 0 {
            let now = worth ?? evaluate(chosen)
            worth = now
            // What stands under one bound with others such is worth no more beside more of them.
            let more =
                isFilling
                ? component.slack + filled(0, possible, less: now.amount)
                : self.bound(chosen & ~component.settled, possible).value
            bound.value = min(bound.value, now.settled + more)
            if list.isNeedless(value: bound.value, first: bound.first, count: count) { return }
        }
        // Without a rival the first legal choice is looked for however long it takes.
        let mayStop = !list.options.isEmpty || list.floor > -.infinity
        guard budget.spend() || !mayStop else {
            gap = max(gap, bound.value - max(list.best, list.floor))
            return
        }
        let next: Int
        if open == 0 {
            let hopeful = possible & component.gainful
            // What is chosen is legal as it stands; more is looked at only where it can be worth something.
            if hopeful == 0 || list.isNeedless(value: bound.value, first: bound.first, count: count + 1) {
                return keep(chosen, worth ?? evaluate(chosen))
            }
            next = first(of: hopeful)
        } else {
            next = first(of: open)
        }
        let bit = UInt64(1) << UInt64(next)
        visit(chosen | bit, possible & ~bit & ~component.conflicts[next], nil, &budget)
        visit(chosen, possible & ~bit, worth, &budget)
    }

    private mutating func keep(_ mask: UInt64, _ worth: ChoiceWorth) {
        list.add(Option(mask: mask, count: mask.nonzeroBitCount, value: worth.value, first: worth.first))
    }

    /// The first in the order of the search.
    private func first(of mask: UInt64) -> Int {
        guard let first = order.first(where: { mask & (1 << UInt64($0)) != 0 }) else {
            preconditionFailure("a mask of no items")
        }
        return first
    }

    /// The undecided items whose requirements can still be met.
    private func meetable(_ chosen: UInt64, _ undecided: UInt64) -> UInt64 {
        var possible = undecided
        var isSettled = false
        while !isSettled {
            isSettled = true
            for index in BitSequence(possible) {
                let around = chosen | possible
                if component.requires[index].contains(where: { $0 & around == 0 }) {
                    possible &= ~(1 << UInt64(index))
                    isSettled = false
                }
            }
        }
        return possible
    }

    /// The items of which one is still required, 0 where nothing is; nil where a requirement can no longer be met.
    private func openRequirement(_ chosen: UInt64, _ possible: UInt64) -> UInt64? {
        var open = UInt64(0)
        func look(_ required: UInt64) -> Bool {
            if required & chosen != 0 { return true }
            if required & possible == 0 { return false }
            if open == 0 { open = required & possible }
            return true
        }
        for must in component.musts where !look(must) { return nil }
        for index in BitSequence(chosen) {
            for required in component.requires[index] where !look(required) { return nil }
        }
        return open
    }

    private mutating func bound(_ chosen: UInt64, _ possible: UInt64) -> (value: Double, first: Int64) {
        var fixed = 0.0
        var first = Int64(0)
        var rest = possible
        for index in BitSequence(chosen) {
            if component.values[index] > 0 { rest |= 1 << UInt64(index) } else { fixed += component.values[index] }
            first += component.firsts[index]
        }
        for index in BitSequence(possible) { first += max(0, component.firsts[index]) }
        var value = slotSum(rest)
        var capped = 0.0
        for place in component.caps.indices {
            let members = component.caps[place].mask & rest
            guard members != 0 else { continue }
            let together = min(filled(place, members), component.caps[place].worth ?? .infinity)
            let others = slotSum(rest & ~members)
            if together + others < value {
                capped += together
                value = others
                rest &= ~members
            }
        }
        return (fixed + capped + value + component.slack, first)
    }

    /// Of each slot the best.
    private mutating func slotSum(_ mask: UInt64) -> Double {
        for slot in slotBest.indices { slotBest[slot] = 0 }
        for index in BitSequence(mask) {
            let slot = component.slots[index]
            slotBest[slot] = max(slotBest[slot], component.values[index])
        }
        return slotBest.reduce(0, +)
    }

    /// The bound filled with the members whose fen is worth most; of one slot no more than its largest member.
    private mutating func filled(_ cap: Int, _ members: UInt64, less taken: Double = 0) -> Double {
        for slot in slotBest.indices { slotBest[slot] = 0 }
        var (left, sum) = (component.caps[cap].limit - taken, 0.0)
        for index in component.caps[cap].order
        where members & (1 << UInt64(index)) != 0 && component.densities[index] > 0 {
            let size = component.values[index] / component.densities[index] - slotBest[component.slots[index]]
            guard size > 0 else { continue }
            if size >= left { return sum + left * component.densities[index] }
            slotBest[component.slots[index]] += size
            left -= size
            sum += size * component.densities[index]
        }
        return sum
    }
}
