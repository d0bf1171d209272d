internal import Domain
internal import Rules

/// A benefit's terms in one package: those of the case that holds, with the true bonuses and the rates among the
/// figures read (30-financing.md, `bonus`; ops/offer-format-extensions.md, "Cases").
struct OwnTerms {
    private(set) var form: AmountForm
    private(set) var baseCap, cap, capPerYear: Fen?
    private(set) var capShare: Benefit.ShareCap?
    private(set) var maxMonths: Int?
    /// Of the bonuses, on top of the capped amount.
    private(set) var supplement = Fen.zero
    /// False where no case holds and nothing is said for otherwise.
    private(set) var isFormed: Bool

    /// - Parameter unknown: gets the facts that a case, a bonus or a rate hangs on.
    init(_ compiled: CompiledOffer, _ benefit: Benefit, _ bases: PackageBases, _ unknown: inout [Fact]) {
        (baseCap, cap, capPerYear) = (benefit.baseCap, benefit.cap, benefit.capPerYear)
        capShare = benefit.capShare
        maxMonths = benefit.maxMonths
        isFormed = benefit.cases == nil || benefit.form != .flat(.zero)
        var form = benefit.form
        if let part = OwnTerms.holding(compiled, benefit, bases, &unknown) {
            baseCap = part.baseCap ?? baseCap
            cap = part.cap ?? cap
            capPerYear = part.capPerYear ?? capPerYear
            capShare = part.capShare ?? capShare
            maxMonths = part.maxMonths ?? maxMonths
            if let own = part.form {
                form = own
                isFormed = true
            }
        }
        self.form = AmountForm(OwnTerms.read(form, on: benefit.base, bases, &unknown))
        for (bonus, rule) in zip(benefit.bonus ?? [], compiled.bonusRules) {
            switch rule.evaluate(bases.facts) {
            case .true: apply(bonus)
            case .false: break
            case .unknown: unknown.addOnce(rule.undecidedFacts(bases.facts))
            }
        }
    }

    /// The first case whose rule is true; those that are unknown before it do not hold and are reported.
    private static func holding(
        _ compiled: CompiledOffer, _ benefit: Benefit, _ bases: PackageBases, _ unknown: inout [Fact]
    ) -> Benefit.Case? {
        for (part, rule) in zip(benefit.cases ?? [], compiled.caseRules) {
            switch rule.evaluate(bases.facts) {
            case .true: return part
            case .false: continue
            case .unknown: unknown.addOnce(rule.undecidedFacts(bases.facts))
            }
        }
        return nil
    }

    /// `rate` sets, `add_rate` adds, `cap_cny` sets, `add_cny` adds on top.
    private mutating func apply(_ bonus: Benefit.Bonus) {
        form = form.changed(by: bonus.change)
        if let cap = bonus.cap { self.cap = cap }
        if let added = bonus.addAmount { supplement = supplement + added }
    }

    /// Points by a rate among the figures as points; an unknown figure gives none and is reported.
    private static func read(
        _ form: Benefit.Form, on base: BenefitBase, _ bases: PackageBases, _ unknown: inout [Fact]
    ) -> Benefit.Form {
        switch form {
        case .rate, .flat, .points, .tiers: return form
        case .pointsOf(let figure, let share):
            return .points(share.share(of: rate(figure, bases, &unknown) ?? Rate(rawValue: 0)))
        case .pointsAbove(let figure, let max):
            let own = base == .quantity(.leasePrincipal) ? bases.details.leaseRate : bases.details.loanRate
            guard let own, let benchmark = rate(figure, bases, &unknown), own > benchmark else {
                return .points(Rate(rawValue: 0))
            }
            let above = Rate(rawValue: own.rawValue - benchmark.rawValue)
            return .points(min(above, max ?? above))
        }
    }

    /// Rounded half up to nine decimals, from 0 to 1.
    private static func rate(_ figure: Figure, _ bases: PackageBases, _ unknown: inout [Fact]) -> Rate? {
        guard let number = bases.facts.number(.figure(figure)) else {
            unknown.addOnce([.figure(figure)])
            return nil
        }
        return Rate(rawValue: Int64((min(max(number, 0), 1) * 1e9).rounded(.toNearestOrAwayFromZero)))
    }
}

extension Rate {
    /// A share of a rate, rounded half up to nine decimals in 128 bits.
    fileprivate func share(of rate: Rate) -> Rate {
        let scale = Int128(Rate.one.rawValue)
        return Rate(rawValue: Int64((Int128(rawValue) * Int128(rate.rawValue) + scale / 2) / scale))
    }
}
