internal import Benefits
internal import Domain
internal import FinanceMath
internal import Rules

/// Which covers others depend on beyond `requires`: through the insurance lines, the premiums, the guarantee fees.
struct CoverReaders {
    /// Sets of such covers are tried one by one; of more than these the cheapest.
    static let maxContext = 12

    private let linesAreRead: Bool
    private let premiumsAreRead: Bool
    private let feesAreRead: Bool

    init(_ pool: Pool) {
        let all =
            pool.loans + pool.leases + pool.guarantees + pool.insurances + pool.benefits + pool.gates
        linesAreRead = all.contains { offer in
            ([offer.rule] + offer.bonusRules + offer.caseRules).contains { $0.reads(.packageInsuranceLines) }
        }
        let bases =
            pool.benefits.compactMap(\.offer.benefit).flatMap { $0.allBases + $0.countedBases }.map { Optional($0) }
            + pool.question.jointCaps.map { cap in
                if case .share(_, let base) = cap.limit { base } else { nil }
            }
        premiumsAreRead = bases.contains(.quantity(.premium))
        feesAreRead =
            bases.contains(.quantity(.guaranteeFee)) || bases.contains(.quantity(.guaranteedAmount))
    }

    /// Covers that others depend on, in every set of them, and those that are items like any other.
    struct Split {
        let subsets: [[Cover]]
        let plain: [Cover]
        /// What covers left out could save, in fen; 0 where all are tried.
        let gap: Double
    }

    func split(_ covers: [Cover]) -> Split {
        let context = covers.filter { isRead($0) }
        let tried = CoverReaders.cheapest(context)
        let left = context.count - tried.count
        let size = left == 0 ? 0.0 : context.reduce(0) { $0 + $1.cost }
        return Split(subsets: CoverReaders.subsets(tried), plain: covers.filter { !isRead($0) }, gap: size)
    }

    private func isRead(_ cover: Cover) -> Bool {
        if cover.isGuarantee { return feesAreRead }
        return premiumsAreRead || (linesAreRead && cover.offer.offer.insurance?.line != nil)
    }

    private static func cheapest(_ covers: [Cover]) -> [Cover] {
        guard covers.count > maxContext else { return covers }
        let ranked = covers.indices.sorted { (covers[$0].cost, $0) < (covers[$1].cost, $1) }
        return ranked.prefix(maxContext).sorted().map { covers[$0] }
    }

    /// All sets, the empty one first.
    private static func subsets(_ covers: [Cover]) -> [[Cover]] {
        covers.reduce([[]]) { sets, cover in sets + sets.map { $0 + [cover] } }
    }
}

extension Cover {
    /// What it costs in all, in fen.
    var cost: Double { payments.reduce(0) { $0 + Double($1.amount.rawValue) } }
}
