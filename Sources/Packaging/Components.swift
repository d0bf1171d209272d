internal import Benefits
internal import Domain
internal import FinanceMath
internal import Rules

/// Takes the items of a frame apart into components that bear on each other.
///
/// Two items do where they share a group, where one can meet a requirement of the other, where one is a top-up on the
/// other or counts it, and where a bound over both can bind at all: a joint cap, the interest, premiums or fees they
/// subsidise, the equipment amount. What bears on nothing is a component of one. So a package of many independent
/// offers is many small searches, not one large one.
struct Components {
    /// The most items of one component; more are left out, worth least first, and stand in `gap`.
    static let maxItems = 64

    private(set) var components: [Component] = []
    /// What the items left out could be worth, in fen.
    private(set) var gap = 0.0

    private let frame: Frame
    private let bounds: [SharedBound]
    /// By place in the settlement, the item.
    private let places: [Int]
    /// Bounds with a member that is under another too, or that hangs on other benefits.
    private let mixed: [Int]
    /// Items that matter for what they cut.
    private var cutters: Set<Int> = []
    private var parents: [Int]
    private var values: [Double]
    private var firsts: [Int64]

    init(_ frame: Frame, _ worth: Worth) {
        self.frame = frame
        bounds = frame.settlement.sharedBounds()
        places = Components.places(frame)
        mixed = Components.mixed(bounds, frame.settlement)
        parents = Array(frame.items.indices)
        values = Array(repeating: 0, count: frame.items.count)
        firsts = Array(repeating: 0, count: frame.items.count)
        measure(worth)
        let kept = useful()
        connect(kept)
        var groups: [Int: [Int]] = [:]
        for item in kept { groups[root(item), default: []].append(item) }
        for (_, items) in groups.sorted(by: { $0.key < $1.key }) { components.append(make(items, worth)) }
    }

    /// The most each item can be worth: a benefit by itself, uncut where it rests on others, a cover its cost below 0.
    private mutating func measure(_ worth: Worth) {
        let settlement = frame.settlement
        var scratch = settlement.scratch()
        for (index, item) in frame.items.enumerated() {
            if let benefit = item.benefit, worth.counts(item.offer.offer) {
                if beside(benefit).count == 1 {
                    settlement.settle([benefit], &scratch)
                    (values[index], firsts[index]) = worth.of(benefit, settlement, scratch)
                } else {
                    // What it rests on may be cut by a third, and leave it more than beside the two alone.
                    let own = settlement.flows(of: benefit, settlement.own[benefit].payments)
                    (values[index], firsts[index]) = worth.of(own)
                }
            } else if let cover = item.cover {
                let cost = worth.of(cover.payments)
                (values[index], firsts[index]) = (-cost.value, -cost.first)
            }
        }
    }

    /// A benefit with what it rests on, and what the limits of its joint caps are shares of.
    private func beside(_ benefit: Int) -> [Int] {
        let settlement = frame.settlement
        var set = Set(settlement.needs[benefit] + [benefit])
        for cap in settlement.jointCaps where cap.members.contains(benefit) {
            guard let base = cap.base else { continue }
            set.formUnion(settlement.needs[base] + [base])
        }
        return set.sorted()
    }

    /// Items worth something, and those they may need, directly or not: anything else only adds to the count.
    ///
    /// A benefit that is worth nothing to the objective may still cut another under one bound, and so leave more of a
    /// second bound to a third: it is kept where members of its bound are under two.
    private mutating func useful() -> [Int] {
        for bound in bounds where mixed.contains(where: { bounds[$0].members == bound.members }) {
            cutters.formUnion(bound.members.filter { frame.settlement.own[$0].amount > .zero }.map { places[$0] })
        }
        var isKept = values.indices.map { values[$0] > 0 || firsts[$0] > 0 || cutters.contains($0) }
        var open = values.indices.filter { isKept[$0] }
        func keep(_ index: Int) {
            guard !isKept[index] else { return }
            isKept[index] = true
            open.append(index)
        }
        for index in frame.musts.joined() { keep(index) }
        while let index = open.popLast() {
            for index in frame.items[index].requires.joined() { keep(index) }
            if let benefit = frame.items[index].benefit {
                for need in frame.settlement.needs[benefit] { keep(places[need]) }
                for cap in frame.settlement.jointCaps where cap.members.contains(benefit) {
                    if let base = cap.base { keep(places[base]) }
                }
            }
        }
        return values.indices.filter { isKept[$0] }
    }

    /// By place in the settlement, the item.
    private static func places(_ frame: Frame) -> [Int] {
        var places = Array(repeating: 0, count: frame.settlement.own.count)
        for (index, item) in frame.items.enumerated() {
            if let benefit = item.benefit { places[benefit] = index }
        }
        return places
    }
}

extension Components {
    private func root(_ index: Int) -> Int {
        var index = index
        while parents[index] != index { index = parents[index] }
        return index
    }

    private mutating func join(_ items: [Int]) {
        for item in items.dropFirst() {
            let (a, b) = (root(items[0]), root(item))
            parents[max(a, b)] = min(a, b)
        }
    }

    private mutating func connect(_ kept: [Int]) {
        let isKept = Set(kept)
        func items(_ benefits: [Int]) -> [Int] { benefits.map { places[$0] }.filter { isKept.contains($0) } }
        var groups: [String: [Int]] = [:]
        for index in kept {
            let item = frame.items[index]
            for group in item.offer.offer.groups ?? [] { groups[group, default: []].append(index) }
            for required in item.requires { join([index] + required.filter { isKept.contains($0) }) }
            if let benefit = item.benefit {
                join([index] + items(frame.settlement.needs[benefit] + frame.settlement.counts[benefit]))
            }
        }
        for members in groups.values { join(members) }
        for must in frame.musts { join(must) }
        for bound in bounds { join(items(bound.members + (bound.base.map { [$0] } ?? []))) }
    }

    private mutating func make(_ all: [Int], _ worth: Worth) -> Component {
        var items = all
        if items.count > Components.maxItems {
            let ranked = all.sorted { (values[$0], -$0) > (values[$1], -$1) }
            gap += ranked.dropFirst(Components.maxItems).reduce(0) { $0 + max(0, values[$1]) }
            items = ranked.prefix(Components.maxItems).sorted()
            let isIn = Set(items)
            for index in items where !frame.items[index].requires.allSatisfy({ !isIn.isDisjoint(with: $0) }) {
                gap += max(0, values[index])
            }
        }
        var component = Component(items: items)
        let place = Dictionary(uniqueKeysWithValues: zip(items, 0...))
        func mask(_ indices: some Sequence<Int>) -> UInt64 {
            indices.reduce(0) { mask, index in place[index].map { mask | 1 << UInt64($0) } ?? mask }
        }
        component.values = items.map { values[$0] }
        component.firsts = items.map { firsts[$0] }
        let rested = items.flatMap { restsOn($0) }
        component.gainful = mask(items.filter { values[$0] > 0 || firsts[$0] > 0 || cutters.contains($0) } + rested)
        component.densities = items.map { density(of: $0, worth) }
        component.requires = items.map { index in
            var required = frame.items[index].requires.map { mask($0) }
            if frame.items[index].benefit != nil, !isRequired(index, all) {
                required += needs(index).map { mask([$0]) }
            }
            return required
        }
        component.musts = frame.musts.filter { $0.contains { place[$0] != nil } }.map { mask($0) }
        addGroups(to: &component)
        addCaps(to: &component, place, worth)
        component.slack = slack(items)
        component.settled = settled(items, place)
        component.filling = filling(component, place)
        return component
    }

    /// A top-up comes to nothing without its base; it is left then unless something else requires it.
    private func needs(_ index: Int) -> [Int] {
        guard let benefit = frame.items[index].benefit else { return [] }
        return frame.settlement.needs[benefit].map { places[$0] }
    }

    /// Benefits that it, or a joint cap over it, cannot do without: by themselves they may be worth nothing.
    private func restsOn(_ index: Int) -> [Int] {
        guard let benefit = frame.items[index].benefit else { return [] }
        let bases = frame.settlement.jointCaps.filter { $0.members.contains(benefit) }.compactMap(\.base)
        return (frame.settlement.needs[benefit] + bases + bases.flatMap { frame.settlement.needs[$0] }).map {
            places[$0]
        }
    }

    /// Benefits that it counts, and so is worth less beside.
    private func counts(_ index: Int) -> [Int] {
        frame.items[index].benefit.map { frame.settlement.counts[$0] } ?? []
    }

    private func isRequired(_ index: Int, _ items: [Int]) -> Bool {
        frame.musts.contains { $0.contains(index) }
            || items.contains { frame.items[$0].requires.contains { $0.contains(index) } }
    }

    private func addGroups(to component: inout Component) {
        let groups = component.items.map { frame.items[$0].offer.offer.groups ?? [] }
        component.conflicts = groups.indices.map { index in
            groups.indices.reduce(UInt64(0)) { mask, other in
                let shares = other != index && groups[index].contains { groups[other].contains($0) }
                return shares ? mask | 1 << UInt64(other) : mask
            }
        }
        var slots: [String: Int] = [:]
        for group in groups {
            if let first = group.first, let slot = slots[first] {
                component.slots.append(slot)
            } else {
                if let first = group.first { slots[first] = component.slotCount }
                component.slots.append(component.slotCount)
                component.slotCount += 1
            }
        }
    }

    private func addCaps(to component: inout Component, _ place: [Int: Int], _ worth: Worth) {
        for bound in bounds {
            let members = bound.members.compactMap { place[places[$0]] }
            guard members.count > 1 else { continue }
            let densities = component.densities
            component.caps.append(
                Component.Cap(
                    mask: members.reduce(0) { $0 | 1 << UInt64($1) }, limit: Double(bound.limit.rawValue),
                    worth: bound.thing.map { worthOf($0, bound.members, worth) },
                    order: members.sorted { densities[$0] > densities[$1] }))
        }
    }

    private static func mixed(_ bounds: [SharedBound], _ settlement: Settlement) -> [Int] {
        var counts: [Int: Int] = [:]
        for member in bounds.flatMap(\.members) { counts[member, default: 0] += 1 }
        return bounds.indices.filter { number in
            bounds[number].base != nil
                || bounds[number].members.contains { member in
                    counts[member, default: 0] > 1 || !settlement.needs[member].isEmpty
                        || !settlement.counts[member].isEmpty
                }
        }
    }

    private func settled(_ items: [Int], _ place: [Int: Int]) -> UInt64 {
        let loose = Set(mixed.flatMap { bounds[$0].members }.map { places[$0] })
        return items.reduce(0) { mask, index in
            let isSettled = !loose.contains(index) && needs(index).isEmpty && counts(index).isEmpty
            return isSettled ? mask | 1 << UInt64(place[index] ?? 0) : mask
        }
    }

    /// The order in which the only bound is filled: joint caps as listed, rewards and subsidies by id.
    private func filling(_ component: Component, _ place: [Int: Int]) -> [Int]? {
        let inside = bounds.filter { bound in bound.members.contains { place[places[$0]] != nil } }
        guard let bound = inside.first, inside.count == 1, component.caps.count == 1, bound.isFilledInOrder,
            component.caps[0].mask == component.all, component.musts.isEmpty,
            component.requires.allSatisfy(\.isEmpty), component.settled == component.all
        else { return nil }
        return bound.members.compactMap { place[places[$0]] }
    }

    /// What subsidies of a thing are worth together at most: each of its payments taken up whole, when a subsidy pays.
    private func worthOf(_ thing: SubsidisedThing, _ members: [Int], _ worth: Worth) -> Double {
        let earliest = members.flatMap { frame.settlement.fixedMonths(of: $0) }.map { worth.factors[$0] }.max()
        return frame.bases.payments(of: thing).reduce(0) { sum, payment in
            sum + Double(payment.amount.rawValue) * max(worth.factors[payment.month], earliest ?? 0)
        }
    }

    /// The most a fen of a benefit can be worth: in its first month, or as it is split into parts.
    private func density(of index: Int, _ worth: Worth) -> Double {
        let item = frame.items[index]
        guard let benefit = item.benefit, worth.counts(item.offer.offer), values[index] > 0 else { return 0 }
        let own = frame.settlement.own[benefit]
        let months = frame.settlement.flows(of: benefit, own.payments).filter { $0.amount > .zero }.map(\.month)
        return months.map { worth.factors[$0] }.max() ?? 0
    }

    private func slack(_ items: [Int]) -> Double {
        items.reduce(0) { sum, index in
            frame.items[index].benefit.map { sum + Double(frame.settlement.parts(of: $0) - 1) } ?? sum
        }
    }
}
