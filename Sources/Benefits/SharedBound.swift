package import Domain
internal import FinanceMath

/// A bound over several benefits together, and the benefits it can cut.
package struct SharedBound: Sendable {
    /// Indices into the settlement's benefits.
    package let members: [Int]
    /// The benefit that the limit is a share of.
    package var base: Int?
    /// What the members subsidise, where that is the bound.
    package var thing: SubsidisedThing?
    /// Whether it is filled member by member, in the order of `members`, each taking at most what those before it left.
    package var isFilledInOrder = true
    /// What the members together are at most.
    package let limit: Fen
}

extension Settlement {
    /// The bounds that can bind when all benefits stand together by their own terms; the others never do, since a
    /// benefit is never more than by its own terms (R11, R13).
    package func sharedBounds() -> [SharedBound] {
        var bounds = jointCaps.compactMap { bound(of: $0) }
        bounds += SubsidisedThing.allCases.compactMap { bound(of: $0) }
        let rewards = own.indices.filter { own[$0].kind == .equipmentReward }
        if rewards.reduce(Fen.zero, { $0 + own[$1].amount }) > equipment {
            bounds.append(SharedBound(members: rewards, limit: equipment))
        }
        return bounds
    }

    /// The months in which parts of a benefit are paid whatever its base's payments; of a base of one sum month 0 too.
    package func fixedMonths(of index: Int) -> [Int] {
        let months = own[index].timing.parts.compactMap(\.month)
        return own[index].goesByPayments ? months : months + own[index].payments.map(\.month)
    }

    /// Whether a benefit's payments are split into parts, and how many.
    package func parts(of index: Int) -> Int { own[index].timing.parts.count }

    private func bound(of cap: SettledJointCap) -> SharedBound? {
        let limit = cap.isPerYear ? Fen(cap.limit.rawValue * Int64(max(1, cap.runs))) : cap.limit
        let binds =
            cap.base != nil
            || (cap.isPerYear
                ? (0..<cap.runs).contains { run in cap.members.reduce(.zero) { $0 + ownSum($1, run) } > cap.limit }
                : cap.members.reduce(Fen.zero) { $0 + own[$1].amount } > cap.limit)
        guard binds else { return nil }
        return SharedBound(members: cap.members, base: cap.base, isFilledInOrder: !cap.isPerYear, limit: limit)
    }

    private func ownSum(_ index: Int, _ run: Int) -> Fen {
        own[index].payments.reduce(.zero) { sum, payment in
            payment.month.run(isAhead: own[index].isAhead) == run ? sum + payment.amount : sum
        }
    }

    private func bound(of thing: SubsidisedThing) -> SharedBound? {
        let members = own.indices.filter { own[$0].thing == thing && own[$0].amount > .zero }
        guard !members.isEmpty else { return nil }
        let limit = things[thing.rawValue].reduce(Fen.zero) { $0 + $1.amount }
        let byPayments = members.allSatisfy { own[$0].goesByPayments }
        var left = Dictionary(uniqueKeysWithValues: things[thing.rawValue].map { ($0.month, $0.amount) })
        var binds = !byPayments && members.count > 1
        for payment in members.flatMap({ own[$0].payments }) where byPayments {
            let rest = (left[payment.month] ?? .zero) - payment.amount
            left[payment.month] = rest
            if rest < .zero { binds = true }
        }
        let total = members.reduce(Fen.zero) { $0 + own[$1].amount }
        return binds || total > limit ? SharedBound(members: members, thing: thing, limit: limit) : nil
    }
}
