internal import Domain
internal import FinanceMath
internal import Rules

/// A benefit's amount while it is worked out: base, form, caps, in that order (30-financing.md, "Amounts of benefits";
/// ops/offer-format-extensions.md, "Order").
struct AmountWork {
    let terms: OwnTerms
    /// The base's payments, once formed the amount's.
    private(set) var base = BasePayments.sum(.zero)
    private(set) var capped: [String] = []
    /// Unknown facts that bases hang on, in the order in which they are read.
    private var unknown: [Fact] = []
    /// Those that cases, rates and bonuses hang on.
    private var unknownTerms: [Fact] = []

    private let id: String
    private let benefit: Benefit
    private let bases: PackageBases
    private let others: OtherAmounts

    init(_ compiled: CompiledOffer, _ benefit: Benefit, _ bases: PackageBases, _ others: OtherAmounts) {
        id = compiled.offer.id
        self.benefit = benefit
        self.bases = bases
        self.others = others
        terms = OwnTerms(compiled, benefit, bases, &unknownTerms)
    }

    /// The unknown facts that the amount hangs on: bases first, then cases, rates and bonuses.
    var restsOnUnknown: [Fact] {
        var facts = unknown
        facts.addOnce(unknownTerms)
        return facts
    }

    /// The base, what is taken off it, its caps; then the form.
    mutating func form() {
        base = whole()
        if benefit.baseLess != nil {
            let less = bases.sum(benefit.baseLess, for: id, others, &unknown)
            base.payments.cut(to: less.map { max(.zero, base.total - $0) } ?? .zero)
        }
        base.keep(months: terms.maxMonths)
        cutBase()
        base.payments = terms.isFormed ? terms.form.amounts(base.payments) : []
    }

    /// The base's payments; an unknown base gives none and is reported (R40).
    private mutating func whole() -> BasePayments {
        switch benefit.base {
        case .benefit(let other): return .sum(others.amount(other) ?? .zero)
        case .group, .figure: return .sum(bases.total(of: benefit.base, others.amount, &unknown))
        case .quantity(let quantity):
            if terms.form.isPoints {
                let isLease = quantity == .leasePrincipal
                return BasePayments(payments: isLease ? bases.leaseBalances : bases.principals, isAhead: false)
            }
            if quantity == .premium, let line = benefit.line {
                return BasePayments(payments: (bases.details.premiumsByLine[line] ?? []).byMonth(), isAhead: true)
            }
            if let payments = bases.payments(of: quantity) { return payments }
            if let fact = PackageBases.fact(of: quantity) { unknown.addOnce([fact]) }
            return .sum(.zero)
        }
    }

    /// `base_cap_cny`, then `base_cap`: on points they bound each month's principal, else they cut from the latest
    /// payment back, with `per_year` in each run of 12 months; an unknown `of` gives 0 (R9).
    private mutating func cutBase() {
        let before = base.total
        if let cap = terms.baseCap { cutBase(to: cap, isPerYear: false) }
        if base.total < before { capped.append("base_cap_cny") }
        let left = base.total
        if let cap = benefit.baseCapShare {
            let limit = cap.share.of(bases.total(of: cap.of, others.amount, &unknown))
            cutBase(to: limit, isPerYear: cap.perYear ?? false)
        }
        if base.total < left { capped.append("base_cap") }
    }

    private mutating func cutBase(to limit: Fen, isPerYear: Bool) {
        if terms.form.isPoints {
            base.bound(eachBy: limit)
        } else if isPerYear {
            _ = base.cutRuns(to: limit, first: limit)
        } else {
            base.payments.cut(to: limit)
        }
    }

    /// The yearly caps, then those on the sum, each less what it counts besides; one that is unknown leaves nothing.
    mutating func cap() {
        let yearly = bases.sum(benefit.capPerYearIncludes, for: id, others, &unknown)
        let counted = bases.sum(benefit.capIncludes, for: id, others, &unknown)
        let (years, isYearUnknown) = limits(
            terms.capPerYear, "cap_per_year_cny", benefit.capPerYearShare, "cap_per_year")
        for (name, limit) in years where base.cutRuns(to: limit, first: limit.less(yearly)) { capped.append(name) }
        let (sums, isSumUnknown) = limits(terms.cap, "cap_cny", terms.capShare, "cap")
        for (name, limit) in sums where base.payments.cut(to: limit.less(counted)) { capped.append(name) }
        let isUnknown =
            isYearUnknown || isSumUnknown || (yearly == nil && !years.isEmpty) || (counted == nil && !sums.isEmpty)
        if isUnknown { base.payments = [] }
    }

    private mutating func limits(
        _ amount: Fen?, _ name: String, _ share: Benefit.ShareCap?, _ shareName: String
    ) -> (limits: [(name: String, limit: Fen)], isUnknown: Bool) {
        var limits: [(name: String, limit: Fen)] = []
        var isUnknown = false
        if let amount { limits.append((name, amount)) }
        if let share {
            var facts: [Fact] = []
            limits.append((shareName, share.share.of(bases.total(of: share.of, others.amount, &facts))))
            isUnknown = !facts.isEmpty
            unknown.addOnce(facts)
        }
        return (limits, isUnknown)
    }

    /// Supplements, rounding, and the least amount that is paid at all or raised to.
    mutating func finish() {
        guard !base.payments.isEmpty else { return }
        base.payments[0].amount = base.payments[0].amount + terms.supplement
        if let step = benefit.roundTo { base.payments[0].amount = base.payments[0].amount.rounded(to: step) }
        if let floor = benefit.floor, base.total > .zero, base.total < floor {
            base.payments = []
            capped.append("floor_cny")
        } else if let min = benefit.min, base.payments[0].amount < min {
            base.payments[0].amount = min
        }
    }
}

extension Fen {
    /// What a cap leaves beside what it counts: nothing where that is unknown.
    fileprivate func less(_ counted: Fen?) -> Fen { counted.map { max(.zero, self - $0) } ?? .zero }

    /// Rounded half up to a multiple of a step; the amount is not below 0.
    fileprivate func rounded(to step: Fen) -> Fen {
        Fen((rawValue + step.rawValue / 2) / step.rawValue * step.rawValue)
    }
}
