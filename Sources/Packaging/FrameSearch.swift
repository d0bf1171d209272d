internal import Benefits
internal import Domain
internal import FinanceMath
internal import Rules

/// How one package stands to another (30-financing.md, `objective`, R14, R59).
struct Rank: Comparable {
    /// Own cash in month 0 where it comes first, else 0; in fen.
    var upfront: Int64
    /// Net present cost as the objective counts it, in whole fen.
    var cost: Int64
    /// Offers, the loan or lease counted.
    var count: Int
    /// Sorted in byte order.
    var ids: [String]

    static func < (a: Rank, b: Rank) -> Bool {
        if a.upfront != b.upfront { return a.upfront < b.upfront }
        if a.cost != b.cost { return a.cost < b.cost }
        if a.count != b.count { return a.count < b.count }
        return a.ids.lexicographicallyPrecedes(b.ids) { $0.precedesBytes($1) }
    }
}

/// A package found: a frame and items of it.
struct Found {
    let frame: Frame
    /// Ascending.
    let items: [Int]
    let rank: Rank
    /// Own cash in month 0 as the objective counts it.
    let upfront: Int64
}

/// The best package of one frame.
struct FrameSearch {
    enum Mode { case cost, upfrontThenCost }

    let frame: Frame
    let worth: Worth
    let mode: Mode
    /// Own cash in month 0 is at most this (R59); nil = it does not bind.
    let ownFunds: Int64?
    private let components: Components
    /// Of what no item changes: equipment, funding, covers.
    private let flows: [MonthAmount]
    private let measures: [Measure]

    /// An item as the search evaluates it.
    private struct Measure {
        /// Its place in the settlement; nil where it is no benefit.
        var benefit: Int?
        /// Whether the objective counts it.
        var counts: Bool
        /// What it is worth uncut: a benefit by its own terms, a cover its cost below 0.
        var value: Double
        var first: Int64
    }

    init(_ frame: Frame, _ worth: Worth, mode: Mode, ownFunds: Int64?, equipment: Fen) {
        self.frame = frame
        self.worth = worth
        self.mode = mode
        self.ownFunds = ownFunds
        components = Components(frame, worth)
        measures = frame.items.map { item in
            if let benefit = item.benefit {
                let own = worth.of(frame.settlement.flows(of: benefit, frame.settlement.own[benefit].payments))
                return Measure(
                    benefit: benefit, counts: worth.counts(item.offer.offer), value: own.value, first: own.first)
            }
            let cost = worth.of(item.cover?.payments ?? [])
            return Measure(benefit: nil, counts: true, value: -cost.value, first: -cost.first)
        }
        flows =
            [MonthAmount(month: 0, amount: equipment)]
            + frame.flows.map { MonthAmount(month: $0.month, amount: $0.amount) }
    }

    /// How many offers may be added to the funding.
    var addOns: Int { frame.covers.count + frame.items.count }

    /// The most that each component can be worth.
    private var bounds: [Double] {
        components.components.map { component in
            var search = ComponentSearch(component, list()) { _ in ChoiceWorth() }
            return search.bound()
        }
    }

    /// - Parameter floor: what a choice must be worth.
    private func list(floor: Double = -.infinity) -> OptionList {
        OptionList(
            withFirst: ownFunds != nil, firstOnly: mode == .upfrontThenCost,
            epsilon: max(1e-6, 1e-12 * Double(frame.bases.equipment.rawValue)), floor: floor)
    }

    /// The best package, nil where none was found that is legal and can cost as little as a rival; and by how many fen
    /// one not looked at could be cheaper than it, or than the rival.
    ///
    /// - Parameter rival: in whole fen; nil = no rival, and none where month 0 comes before the cost.
    func best(_ budget: inout SearchBudget, rival: Int64?) -> (found: Found?, gap: Double) {
        var gap = components.gap
        var most = bounds
        let cost = worth.of(flows).value
        // A fen of margin: what is compared in the end is rounded.
        let wanted = rival.map { cost - Double($0) - OptionList.window - components.gap } ?? -.infinity
        var choices: [[Option]] = []
        for (place, component) in components.components.enumerated() {
            let others = most.reduce(0, +) - most[place]
            var scratch = frame.settlement.scratch()
            var search = ComponentSearch(component, list(floor: wanted - others)) { mask in
                evaluate(component, mask, &scratch)
            }
            search.run(&budget)
            guard !search.list.options.isEmpty else { return (nil, search.gap.isFinite ? search.gap : 0) }
            most[place] = max(search.list.best, search.list.best + search.gap)
            gap += search.gap
            choices.append(search.list.options)
        }
        guard most.reduce(0, +) >= wanted else { return (nil, 0) }
        var combination = Combination(self, choices, baseFirst: worth.of(flows).first)
        return (combination.best(), gap)
    }

    private func evaluate(
        _ component: Component, _ mask: UInt64, _ scratch: inout Settlement.Scratch
    ) -> ChoiceWorth {
        var benefits: [Int] = []
        benefits.reserveCapacity(mask.nonzeroBitCount)
        for index in BitSequence(mask) {
            if let benefit = measures[component.items[index]].benefit { benefits.append(benefit) }
        }
        frame.settlement.settle(benefits, &scratch)
        var sum = ChoiceWorth()
        for index in BitSequence(mask) {
            let measure = measures[component.items[index]]
            let before = sum.value
            defer { if component.settled & 1 << UInt64(index) != 0 { sum.settled += sum.value - before } }
            if let benefit = measure.benefit {
                sum.amount += Double(frame.settlement.amount(of: benefit, scratch).rawValue)
            }
            guard measure.counts else { continue }
            if let benefit = measure.benefit, scratch.isCut[benefit] {
                let part = worth.of(benefit, frame.settlement, scratch)
                sum.value += part.value
                sum.first += part.first
            } else {
                sum.value += measure.value
                sum.first += measure.first
            }
        }
        return sum
    }

    /// The package of these items with its rank, exact to the fen.
    func found(_ items: [Int]) -> Found {
        let settlement = frame.settlement
        var scratch = settlement.scratch()
        settlement.settle(items.compactMap { frame.items[$0].benefit }, &scratch)
        var flows = flows
        for index in items {
            if let cover = frame.items[index].cover { flows += cover.payments }
            guard let benefit = frame.items[index].benefit, worth.counts(frame.items[index].offer.offer) else {
                continue
            }
            for flow in settlement.flows(of: benefit, settlement.payments(of: benefit, scratch)) {
                flows.append(MonthAmount(month: flow.month, amount: .zero - flow.amount))
            }
        }
        let first = flows.reduce(Int64(0)) { $1.month == 0 ? $0 + $1.amount.rawValue : $0 }
        let fixed = (frame.funding.offer.map { [$0.offer.id] } ?? []) + frame.covers.map(\.offer.offer.id)
        let ids = (fixed + items.map { frame.items[$0].id }).sorted { $0.precedesBytes($1) }
        return Found(
            frame: frame, items: items,
            rank: Rank(
                upfront: mode == .upfrontThenCost ? first : 0,
                cost: Fen(halfUp: PresentValue.of(flows, worth.factors)).rawValue, count: ids.count, ids: ids),
            upfront: first)
    }
}

/// Puts the choices of the components together.
struct Combination {
    private let search: FrameSearch
    private let choices: [[Option]]
    private let baseFirst: Int64
    /// Of the components from each on, the most they can be worth and bring in month 0.
    private let restValue: [Double]
    private let restFirst: [Int64]
    private var bestValue = -Double.infinity
    private var found: Found?

    init(_ search: FrameSearch, _ choices: [[Option]], baseFirst: Int64) {
        self.search = search
        self.choices = choices.map { $0.sorted { $0.value > $1.value } }
        self.baseFirst = baseFirst
        var values = [0.0]
        var firsts = [Int64(0)]
        for options in choices.reversed() {
            values.append(values[values.count - 1] + (options.map(\.value).max() ?? 0))
            firsts.append(firsts[firsts.count - 1] + (options.map(\.first).max() ?? 0))
        }
        restValue = values.reversed()
        restFirst = firsts.reversed()
    }

    /// The best within own funds; nil where nothing is.
    mutating func best() -> Found? {
        visit(0, [], 0, 0)
        return found
    }

    private mutating func visit(_ depth: Int, _ masks: [UInt64], _ value: Double, _ first: Int64) {
        if let funds = search.ownFunds, baseFirst - first - restFirst[depth] > funds { return }
        // Worth a whole fen less than the best, it costs more however it is rounded; the margin is for the doubles.
        if value + restValue[depth] < bestValue - OptionList.window - 1e-3 { return }
        guard depth < choices.count else {
            bestValue = max(bestValue, value)
            let components = search.chosen(masks)
            let next = search.found(components)
            if found.map({ next.rank < $0.rank }) ?? true { found = next }
            return
        }
        for option in choices[depth] {
            visit(depth + 1, masks + [option.mask], value + option.value, first + option.first)
        }
    }
}

extension FrameSearch {
    /// The items of the masks, one for each component, ascending.
    func chosen(_ masks: [UInt64]) -> [Int] {
        zip(components.components, masks).flatMap { $0.chosen($1) }.sorted()
    }
}
