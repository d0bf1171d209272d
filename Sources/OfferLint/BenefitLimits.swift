internal import Domain

/// The most, and the least, that a benefit can come to, as far as its terms and its rule say (30-financing.md, "Amounts
/// of benefits").
struct BenefitLimits {
    /// No loan runs longer.
    private static let monthsMax = 600

    let benefit: Benefit
    /// The largest base that counts: by the rule and by `base_cap_cny`; nil = without end.
    let baseMax: Fen?
    /// The smallest base of a project that meets the rule, cut to `base_cap_cny`; nil = unknown.
    let baseMin: Fen?

    init(_ benefit: Benefit, _ context: RuleContext) {
        self.benefit = benefit
        let fact = benefit.base.fact
        baseMax = least(benefit.baseCap, fact.flatMap { context.max(of: $0) })
        // A share of another base may cut it to anything.
        let min = benefit.baseCapShare == nil ? fact.flatMap { context.min(of: $0) } : nil
        baseMin = min.map { least($0, benefit.baseCap) ?? $0 }
    }

    /// Whether it is computed payment by payment.
    var goesByPayments: Bool {
        switch benefit.form {
        case .points, .pointsOf, .pointsAbove: true
        case .rate, .flat, .tiers: benefit.base.goesByPayments
        }
    }

    /// The largest and smallest rate that bonuses can make of one: each may apply or not, in list order.
    func rates(from rate: Rate) -> (min: Rate, max: Rate) {
        var (low, high) = (rate, rate)
        for bonus in benefit.bonus ?? [] {
            switch bonus.change {
            case .rate(let set): (low, high) = (min(low, set), max(high, set))
            case .addRate(let added): high = Rate(rawValue: high.rawValue + added.rawValue)
            case nil: break
            }
        }
        return (low, high)
    }

    /// The largest cap that can hold; nil where there may be none.
    var capMax: Fen? {
        guard let cap = benefit.cap else { return nil }
        return (benefit.bonus ?? []).compactMap(\.cap).reduce(cap, max)
    }

    /// The most over the whole time, before `cap_cny` and `cap_per_year_cny`; nil = without end.
    var most: Fen? { most(months: goesByPayments ? benefit.maxMonths ?? BenefitLimits.monthsMax : 1) }

    /// The most in 12 months, before the caps.
    var mostPerYear: Fen? { most(months: goesByPayments ? min(benefit.maxMonths ?? 12, 12) : 1) }

    /// The most that `cap_per_year_cny` lets pass over the whole time.
    var mostByYears: Fen? {
        guard let cap = benefit.capPerYear else { return nil }
        if !goesByPayments { return cap }
        guard let months = benefit.maxMonths else { return nil }
        // The down payment of a lease in month 0 may count as a run of its own.
        let runs = (months + 11) / 12 + (benefit.base == .quantity(.leaseContract) ? 1 : 0)
        let (product, overflows) = cap.rawValue.multipliedReportingOverflow(by: Int64(runs))
        return overflows ? nil : Fen(product)
    }

    /// The most with every cap of its own.
    var mostOfAll: Fen? { least(least(most, mostByYears), capMax) }

    /// The most in 12 months with every cap of its own.
    var mostOfYear: Fen? { least(least(mostPerYear, benefit.capPerYear), capMax) }

    private func most(months: Int) -> Fen? {
        switch benefit.form {
        case .flat(let sum): return sum
        case .rate(let rate): return share(rates(from: rate).max)
        case .pointsOf, .pointsAbove: return nil
        case .points(let points): return baseMax.flatMap { monthly(rates(from: points).max, of: $0, months) }
        case .tiers(let tiers, let mode, _): return mode == .bracket ? bracket(tiers) : marginal(tiers)
        }
    }

    /// Payments are rounded one by one, each by half a fen at most.
    private func share(_ rate: Rate) -> Fen? {
        if rate.rawValue == 0 { return .zero }
        guard let amount = baseMax.flatMap({ rate.exactly(of: $0) }) else { return nil }
        return amount + rounding
    }

    /// What rounding payment by payment can add.
    private var rounding: Fen { goesByPayments ? Fen(Int64(BenefitLimits.monthsMax)) : .zero }

    /// Every month at most points ÷ 12 of the largest principal, rounded half up.
    private func monthly(_ points: Rate, of principal: Fen, _ months: Int) -> Fen? {
        let scale: Int128 = 12_000_000_000
        let product = Int128(points.rawValue) * Int128(principal.rawValue)
        let month = (2 * product + scale) / (2 * scale)
        return Int64(exactly: month * Int128(months)).map { Fen($0) }
    }

    /// The last tier is taken as endless: what a larger base would get is not said (`tiers_gap`).
    private func bracket(_ tiers: [Benefit.Tier]) -> Fen? {
        var most = Fen.zero
        for (index, tier) in tiers.enumerated() {
            let rate = rates(from: tier.rate).max
            if rate.rawValue == 0 { continue }
            let end = index == tiers.count - 1 ? nil : tier.upTo
            guard let base = least(end, baseMax), let amount = rate.exactly(of: base) else { return nil }
            most = max(most, amount + rounding)
        }
        return most
    }

    /// At most the whole base at the best rate, plus a fen of rounding for each slice.
    private func marginal(_ tiers: [Benefit.Tier]) -> Fen? {
        let best = tiers.map { rates(from: $0.rate).max }.max() ?? Rate(rawValue: 0)
        if best.rawValue == 0 { return .zero }
        guard let base = baseMax, let amount = best.exactly(of: base) else { return nil }
        return amount + rounding + Fen(Int64(tiers.count))
    }
}

/// The smaller of two limits, each of which may be without end.
func least(_ a: Fen?, _ b: Fen?) -> Fen? {
    guard let a, let b else { return a ?? b }
    return min(a, b)
}

extension Rate {
    /// amount × rate, rounded half up; nil where it is too large to write.
    func exactly(of amount: Fen) -> Fen? {
        let product = Int128(amount.rawValue) * Int128(rawValue) + 500_000_000
        return Int64(exactly: product / 1_000_000_000).map { Fen($0) }
    }
}

extension BenefitBase {
    /// The fact that is this base's amount; nil where it is none or a sum of payments.
    var fact: Fact? {
        guard case .quantity(let quantity) = self else { return nil }
        return switch quantity {
        case .equipmentAmount: .projectEquipmentAmount
        case .investmentTotal: .projectInvestmentTotal
        case .fixedAssetInvestment: .projectFixedAssetInvestment
        case .plantInvestment: .projectPlantInvestment
        case .loanPrincipal: .packageLoanAmount
        case .loanInterest, .leaseContract, .leaseInterest, .premium, .guaranteeFee, .leasePrincipal, .guaranteedAmount,
            .received, .receivedThisYear:
            nil
        }
    }
}

extension Benefit {
    /// Whether its limits are those of its form and caps alone: no case takes their place, nothing is taken off, added,
    /// raised or rounded (ops/offer-format-extensions.md, "Beyond the contract's schema"). Of others nothing is
    /// claimed.
    var isPlain: Bool {
        cases == nil && baseLess == nil && min == nil && roundTo == nil && capIncludes == nil
            && capPerYearIncludes == nil && !(bonus ?? []).contains { $0.addAmount != nil }
    }
}
