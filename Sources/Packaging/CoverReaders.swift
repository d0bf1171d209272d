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
    /// Offers for whose sake a cover may be worth its cost: all that may require it but its own subsidies, which are
    /// never more than it costs (R11).
    private let askers: [Offer]
    /// Whether what premiums and fees bring may be worth more than they are: a subsidy paid before them, a reward or a
    /// top-up counted by them, a cap that they raise.
    private let isWorthMore: Bool

    init(_ pool: Pool) {
        let all = pool.all
        let subsidies = pool.benefits.map(\.offer).filter(\.subsidisesCovers)
        let required = all.flatMap { $0.offer.requires ?? [] }
        askers = all.map(\.offer).filter { offer in
            !offer.subsidisesCovers || required.contains { offer.meets($0) }
        }
        isWorthMore = CoverReaders.isWorthMore(pool, subsidies)
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

    private static func isWorthMore(_ pool: Pool, _ subsidies: [Offer]) -> Bool {
        let ids = Set(subsidies.map(\.id))
        if subsidies.contains(where: { !$0.isPaidWithPayments || !$0.goesByPayments }) { return true }
        for benefit in pool.benefits.compactMap(\.offer.benefit) {
            for (place, base) in benefit.allBases.enumerated() {
                if case .benefit(let id) = base, ids.contains(id) { return true }
                if place > 0, base.isOfCovers { return true }
            }
        }
        for cap in pool.question.jointCaps {
            guard case .share(_, let base) = cap.limit else { continue }
            if base.isOfCovers { return true }
            if case .benefit(let id) = base, ids.contains(id) { return true }
        }
        return pool.benefits.contains { $0.offer.isRewardOfCovers }
    }

    /// Covers that others depend on, in every set of them, and those that are items like any other.
    struct Split {
        let subsets: [[Cover]]
        let plain: [Cover]
        /// What covers left out could save, in fen; 0 where all are tried.
        let gap: Double
    }

    /// A cover that nothing but its own subsidies has a use for costs at least what it brings, and is left out.
    func split(_ all: [Cover]) -> Split {
        let covers = isWorthMore ? all : all.filter { isOfUse($0) }
        let context = covers.filter { isRead($0) }
        let tried = CoverReaders.cheapest(context)
        let left = context.count - tried.count
        let size = left == 0 ? 0.0 : context.reduce(0) { $0 + $1.cost }
        return Split(subsets: CoverReaders.subsets(tried), plain: covers.filter { !isRead($0) }, gap: size)
    }

    private func isOfUse(_ cover: Cover) -> Bool {
        let offer = cover.offer.offer
        if linesAreRead, offer.insurance?.line != nil { return true }
        return askers.contains { asker in (asker.requires ?? []).contains { offer.meets($0) } }
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

extension BenefitBase {
    /// Whether it is the premiums or the guarantee fees.
    var isOfCovers: Bool {
        self == .quantity(.premium) || self == .quantity(.guaranteeFee) || self == .quantity(.guaranteedAmount)
    }
}

extension Offer {
    /// Whether it is a subsidy of premiums or guarantee fees; a reward counted by them is none (R11).
    var subsidisesCovers: Bool { kind != .equipmentReward && benefit?.base.isOfCovers ?? false }

    /// Whether it is a reward counted by premiums or guarantee fees.
    var isRewardOfCovers: Bool { kind == .equipmentReward && benefit?.base.isOfCovers ?? false }

    /// Whether it is bounded payment by payment; a flat sum comes with the first and is cut only to what is left in all
    /// (R8, R11); a supplement is taken for one too.
    var goesByPayments: Bool {
        guard let benefit, benefit.base != .quantity(.guaranteedAmount) else { return false }
        let forms = [benefit.form] + (benefit.cases ?? []).compactMap(\.form)
        let isFlat = forms.contains { if case .flat = $0 { true } else { false } }
        return !isFlat && !(benefit.bonus ?? []).contains { $0.addAmount != nil }
    }

    /// Whether it is paid with the base's payments, as subsidies are unless they say otherwise.
    var isPaidWithPayments: Bool { benefit?.paid?.allSatisfy { $0.time == .withPayment } ?? true }
}
