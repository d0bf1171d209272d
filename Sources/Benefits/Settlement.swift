package import Domain
package import FinanceMath
package import Rules

/// The benefits that may stand together in a package, with all that bounds them together (30-financing.md, "Order of
/// settlement", R11, R13).
///
/// Made once for a backbone and its products; then any number of subsets are settled without allocating:
///
/// ```swift
/// var scratch = settlement.scratch()
/// settlement.settle([0, 2, 5], &scratch)        // indices into `own`, ascending
/// let total = settlement.amount(of: 2, scratch)
/// ```
package struct Settlement: Sendable {
    /// By id in byte order; a top-up is worked out with its base beside it.
    package let own: [OwnAmount]
    /// The start of each benefit's payments among all; one more than there are benefits.
    let starts: [Int]
    /// The benefits without which this one comes to nothing, its base or a base of its cap, transitively.
    package let needs: [[Int]]
    /// Those that it counts where they are in the package too, and so is lowered by.
    package let counts: [[Int]]
    /// Whether it rests on a benefit that is not among these at all, or on itself.
    package let isDead: [Bool]
    package let jointCaps: [SettledJointCap]
    let equipment: Fen
    let things: [[MonthAmount]]
    // The same by place in one list each, for the loops of a search: what is copied there is numbers.
    let months: [Int]
    let amounts: [Fen]
    let isReward: [Bool]
    let thingOf: [SubsidisedThing?]
    let goesByPayments: [Bool]
    /// Those that are worked out anew for each subset, in this order.
    private let varying: [Int]
    private let offers: [CompiledOffer]
    private let bases: PackageBases

    /// - Parameters:
    ///   - offers: buyers' benefits with a published amount, each id once, in any order.
    ///   - jointCaps: in any order; members that are not among the offers do not count (R2).
    package init(_ offers: [CompiledOffer], _ bases: PackageBases, jointCaps: [JointCap]) {
        let sorted = offers.sorted { $0.offer.id.precedesBytes($1.offer.id) }
        let links = BenefitLinks(sorted.map(\.offer))
        needs = links.needs
        counts = links.counts
        isDead = links.isDead
        varying = links.varying
        self.offers = sorted
        self.bases = bases
        var made: [OwnAmount?] = Array(repeating: nil, count: sorted.count)
        for index in links.order {
            // As if none of those it counts were there: the most it can be.
            made[index] = OwnAmount(
                sorted[index], bases, OtherAmounts { id in links.index[id].flatMap { made[$0]?.amount } })
        }
        own = made.compactMap { $0 }
        precondition(own.count == sorted.count, "every benefit has a published amount")
        starts = own.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.payments.count) }
        months = own.flatMap { $0.payments.map(\.month) }
        amounts = own.flatMap { $0.payments.map(\.amount) }
        isReward = own.map { $0.kind == .equipmentReward }
        thingOf = own.map(\.thing)
        goesByPayments = own.map(\.goesByPayments)
        equipment = bases.equipment
        things = SubsidisedThing.allCases.map { bases.payments(of: $0) }
        self.jointCaps = SettledJointCap.made(jointCaps, links.index, own, bases)
    }

    /// Room to settle in; reused for every subset.
    package func scratch() -> Scratch {
        let months = things.flatMap { $0 }.map(\.month).max() ?? 0
        return Scratch(
            payments: starts[own.count], benefits: own.count, months: months + 1, limits: jointCaps.map(\.limit))
    }

    /// What one subset comes to.
    package struct Scratch {
        var now: [Fen]
        var totals: [Fen]
        var isIn: [Bool]
        /// Whether the amount differs from that by its own terms.
        package internal(set) var isCut: [Bool]
        var left: [Fen]
        /// Of the joint caps.
        var limits: [Fen]
        /// With marks: which bounds bit, by benefit, in order.
        var marks: [[String]]?

        init(payments: Int, benefits: Int, months: Int, limits: [Fen]) {
            self.limits = limits
            now = Array(repeating: .zero, count: payments)
            totals = Array(repeating: .zero, count: benefits)
            isIn = Array(repeating: false, count: benefits)
            isCut = isIn
            left = Array(repeating: .zero, count: months)
        }
    }

    /// The amount of a settled benefit.
    package func amount(of index: Int, _ scratch: borrowing Scratch) -> Fen { scratch.totals[index] }

    /// The payments of a settled benefit by the months of its base's payments.
    package func payments(of index: Int, _ scratch: Scratch) -> [MonthAmount] {
        var payments = own[index].payments
        for place in payments.indices { payments[place].amount = scratch.now[starts[index] + place] }
        return payments.filter { $0.amount > .zero }
    }

    /// The places of a benefit's payments in the lists by place.
    @inline(__always) func places(_ index: Int) -> Range<Int> { starts[index]..<starts[index + 1] }

    /// Calls with month and amount of each payment of a settled benefit, by the months of its base's payments.
    package func eachPayment(of index: Int, _ scratch: borrowing Scratch, _ body: (Int, Fen) -> Void) {
        for place in places(index) { body(months[place], scratch.now[place]) }
    }

    /// When a benefit is paid: with its base's payments, in one month, or in parts.
    package enum Timing: Sendable {
        case withPayments
        case month(Int)
        case parts
    }

    /// When a benefit is paid.
    package func timing(of index: Int) -> Timing {
        let parts = own[index].timing.parts
        if parts.count > 1 { return .parts }
        return parts[0].month.map { .month($0) } ?? .withPayments
    }

    /// The flows of an amount made up of these payments, as they are paid.
    package func flows(of index: Int, _ payments: [MonthAmount]) -> [MonthAmount] {
        own[index].timing.paid(payments)
    }
}

extension Settlement {
    /// What the benefits of a subset come to together.
    ///
    /// Own terms, a top-up after its base; joint caps in byte order of their ids; subsidies together; equipment rewards
    /// together. A later cut is not carried into a top-up (R13). Complexity: O(payments of the subset).
    ///
    /// - Parameter chosen: indices into `own`, ascending.
    package func settle(_ chosen: [Int], _ scratch: inout Scratch) {
        settleOwn(chosen, &scratch)
        // A share of a benefit is of what it comes to by its own terms, whatever a cap before cuts (R13).
        for cap in jointCaps.indices {
            guard let base = jointCaps[cap].base else { continue }
            scratch.limits[cap] = scratch.isIn[base] ? jointCaps[cap].share.of(scratch.totals[base]) : .zero
        }
        for cap in jointCaps.indices { settle(cap, chosen, &scratch) }
        for thing in SubsidisedThing.allCases { settle(thing, chosen, &scratch) }
        settleRewards(chosen, &scratch)
    }

    private func settleOwn(_ chosen: [Int], _ scratch: inout Scratch) {
        for index in scratch.isIn.indices { scratch.isIn[index] = false }
        for index in chosen { scratch.isIn[index] = true }
        for index in chosen { start(index, &scratch) }
        for index in varying where scratch.isIn[index] && scratch.totals[index] > .zero { recount(index, &scratch) }
    }

    private func start(_ index: Int, _ scratch: inout Scratch) {
        let isAlive = !isDead[index] && needs[index].allSatisfy { scratch.isIn[$0] }
        var total = Fen.zero
        for place in places(index) {
            let amount = isAlive ? amounts[place] : .zero
            scratch.now[place] = amount
            total = total + amount
        }
        scratch.totals[index] = total
        scratch.isCut[index] = !isAlive
    }

    /// Works a benefit out beside those of the subset that it counts, or whose base counts some.
    private func recount(_ index: Int, _ scratch: inout Scratch) {
        let totals = scratch.totals
        let isIn = scratch.isIn
        func amount(_ id: String) -> Fen? {
            own.firstIndex { $0.id.utf8.elementsEqual(id.utf8) }.flatMap { isIn[$0] ? totals[$0] : nil }
        }
        let others = OtherAmounts(
            amount: amount, counted: { amount($0) ?? .zero },
            group: { name in
                offers.indices.reduce(Fen.zero) { sum, other in
                    let isMember = other != index && isIn[other] && offers[other].offer.groups?.contains(name) ?? false
                    return isMember ? sum + totals[other] : sum
                }
            })
        guard let now = OwnAmount(offers[index], bases, others) else { return }
        var total = Fen.zero
        for (place, payment) in own[index].payments.enumerated() {
            let amount = now.payments.first { $0.month == payment.month }?.amount ?? .zero
            scratch.now[starts[index] + place] = amount
            total = total + amount
        }
        scratch.isCut[index] = scratch.isCut[index] || total != scratch.totals[index]
        scratch.totals[index] = total
        scratch.marks?[index] = now.cappedBy
    }

    private func settle(_ place: Int, _ chosen: [Int], _ scratch: inout Scratch) {
        let limit = scratch.limits[place]
        if jointCaps[place].isPerYear {
            for run in 0..<jointCaps[place].runs { settle(jointCaps[place], run, limit, &scratch) }
            return
        }
        var excess = Fen.zero - limit
        for index in jointCaps[place].members where scratch.isIn[index] { excess = excess + scratch.totals[index] }
        guard excess > .zero else { return }
        let cap = jointCaps[place]
        for index in cap.members.reversed() where excess > .zero && scratch.isIn[index] {
            let cut = min(excess, scratch.totals[index])
            take(cut, from: index, places(index), cap.mark, &scratch)
            excess = excess - cut
        }
    }

    private func settle(_ cap: SettledJointCap, _ run: Int, _ limit: Fen, _ scratch: inout Scratch) {
        var sum = Fen.zero
        for index in cap.members where scratch.isIn[index] { sum = sum + self.sum(index, run, scratch) }
        var excess = sum - limit
        for index in cap.members.reversed() where excess > .zero && scratch.isIn[index] {
            let cut = min(excess, self.sum(index, run, scratch))
            take(cut, from: index, places(index, run), cap.mark, &scratch)
            excess = excess - cut
        }
    }

    /// The places of the payments of one run of 12 months (R10).
    private func places(_ index: Int, _ run: Int) -> Range<Int> {
        let benefit = own[index]
        let first = benefit.payments.firstIndex { $0.month.run(isAhead: benefit.isAhead) >= run }
        let end = benefit.payments.firstIndex { $0.month.run(isAhead: benefit.isAhead) > run }
        let (start, count) = (starts[index], benefit.payments.count)
        return start + (first ?? count)..<start + (end ?? count)
    }

    private func sum(_ index: Int, _ run: Int, _ scratch: Scratch) -> Fen {
        places(index, run).reduce(Fen.zero) { $0 + scratch.now[$1] }
    }

    /// Cuts an amount from the latest of these payments back.
    private func take(
        _ amount: Fen, from index: Int, _ places: Range<Int>, _ mark: @autoclosure () -> String,
        _ scratch: inout Scratch
    ) {
        guard amount > .zero else { return }
        var rest = amount
        for place in places.reversed() where rest > .zero {
            let cut = min(rest, scratch.now[place])
            scratch.now[place] = scratch.now[place] - cut
            rest = rest - cut
        }
        scratch.totals[index] = scratch.totals[index] - amount
        scratch.isCut[index] = true
        guard scratch.marks != nil else { return }
        let mark = mark()
        if scratch.marks?[index].last != mark { scratch.marks?[index].append(mark) }
    }

    /// Subsidies on one thing are together never more than it: in byte order of their ids each takes at most what those
    /// before it left, payment by payment; one that does not go by these payments at most what is left in all, from the
    /// latest payment back (R11).
    private func settle(_ thing: SubsidisedThing, _ chosen: [Int], _ scratch: inout Scratch) {
        let payments = things[thing.rawValue]
        var isReady = false
        for index in chosen where thingOf[index] == thing && scratch.totals[index] > .zero {
            if !isReady {
                for month in scratch.left.indices { scratch.left[month] = .zero }
                for payment in payments { scratch.left[payment.month] = payment.amount }
                isReady = true
            }
            if goesByPayments[index] {
                takeByPayments(index, &scratch)
            } else {
                takeInAll(index, payments, &scratch)
            }
        }
    }

    private func takeByPayments(_ index: Int, _ scratch: inout Scratch) {
        var cut = Fen.zero
        for place in places(index) {
            let taken = min(scratch.now[place], scratch.left[months[place]])
            cut = cut + (scratch.now[place] - taken)
            scratch.now[place] = taken
            scratch.left[months[place]] = scratch.left[months[place]] - taken
        }
        guard cut > .zero else { return }
        scratch.totals[index] = scratch.totals[index] - cut
        scratch.isCut[index] = true
        scratch.marks?[index].append("subsidised")
    }

    private func takeInAll(_ index: Int, _ payments: [MonthAmount], _ scratch: inout Scratch) {
        let left = payments.reduce(Fen.zero) { $0 + scratch.left[$1.month] }
        take(
            max(.zero, scratch.totals[index] - left), from: index, places(index), "subsidised", &scratch)
        var taken = scratch.totals[index]
        for payment in payments.reversed() where taken > .zero {
            let part = min(taken, scratch.left[payment.month])
            scratch.left[payment.month] = scratch.left[payment.month] - part
            taken = taken - part
        }
    }

    /// The sum of equipment rewards is never more than the equipment amount, cut from the last id in byte order (R13).
    private func settleRewards(_ chosen: [Int], _ scratch: inout Scratch) {
        var excess = Fen.zero - equipment
        for index in chosen where isReward[index] { excess = excess + scratch.totals[index] }
        for index in chosen.reversed() where excess > .zero && isReward[index] {
            let cut = min(excess, scratch.totals[index])
            take(cut, from: index, places(index), "equipment_amount", &scratch)
            excess = excess - cut
        }
    }
}

extension Settlement {
    /// What each benefit of a subset comes to by its own terms beside the others, before anything they share.
    package func ownAmounts(_ chosen: [Int]) -> [(id: String, amount: Fen)] {
        var scratch = scratch()
        settleOwn(chosen, &scratch)
        return chosen.map { (own[$0].id, scratch.totals[$0]) }
    }

    /// The benefits of a subset as answers show them: amounts, payments, caps that bit, what they rest on.
    package func amounts(_ chosen: [Int]) -> [BenefitAmount] {
        var scratch = scratch()
        scratch.marks = own.map(\.cappedBy)
        settle(chosen, &scratch)
        return chosen.map { index in
            var unknown = own[index].restsOnUnknown
            for cap in jointCaps where cap.members.contains(index) { unknown.addOnce(cap.restsOnUnknown) }
            return BenefitAmount(
                id: own[index].id, amount: scratch.totals[index],
                paid: own[index].timing.paid(payments(of: index, scratch)).filter { $0.amount > .zero },
                cappedBy: scratch.marks?[index] ?? [], restsOnUnknown: unknown)
        }
    }
}

extension String {
    /// Before in byte order: the order of ids everywhere.
    package func precedesBytes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
