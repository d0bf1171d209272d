package import Domain
internal import FinanceMath

/// A joint cap over the benefits at hand, with its limit worked out (30-financing.md, "A joint cap", R2).
package struct SettledJointCap: Sendable {
    let id: String
    /// Indices of the members at hand, in the order listed; the excess is cut from the last.
    package let members: [Int]
    /// With the benefit that it is a share of at its most.
    package let limit: Fen
    /// The benefit that the limit is a share of; without it the limit is 0.
    package let base: Int?
    /// Of that benefit.
    let share: Rate
    package let isPerYear: Bool
    /// Runs of 12 months that a member has payments in.
    let runs: Int
    /// Unknown facts that its limit hangs on.
    let restsOnUnknown: [Fact]

    var mark: String { "joint_cap:" + id }

    /// In byte order of their ids; without those that have no member at hand.
    static func made(
        _ caps: [JointCap], _ index: [String: Int], _ own: [OwnAmount], _ bases: PackageBases
    ) -> [SettledJointCap] {
        caps.sorted { $0.id.precedesBytes($1.id) }.compactMap { cap in
            var members: [Int] = []
            for id in cap.members {
                if let member = index[id], !members.contains(member) { members.append(member) }
            }
            guard !members.isEmpty else { return nil }
            var unknown: [Fact] = []
            var (limit, base, part) = (Fen.zero, Int?.none, Rate.one)
            switch cap.limit {
            case .amount(let amount): limit = amount
            case .share(let share, let of):
                limit = share.of(bases.total(of: of, { id in index[id].map { own[$0].amount } }, &unknown))
                if case .benefit(let id) = of { (base, part) = (index[id], share) }
            }
            let runs = members.flatMap { member in
                own[member].payments.map { $0.month.run(isAhead: own[member].isAhead) + 1 }
            }
            return SettledJointCap(
                id: cap.id, members: members, limit: limit, base: base, share: part, isPerYear: cap.perYear ?? false,
                runs: runs.max() ?? 0,
                restsOnUnknown: unknown)
        }
    }
}
