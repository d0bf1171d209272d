internal import Domain

/// When it is paid, what was observed, and what it is computed from.
extension BenefitLint {
    mutating func checkPayments(_ benefit: Benefit, _ limits: BenefitLimits) {
        if let months = benefit.maxMonths, !limits.goesByPayments {
            add(
                "benefit.max_months", .maxMonthsWithoutPayments, .warning,
                "基数 \(benefit.base.text) 没有逐月支付，max_months 为 \(months)",
                "the base \(benefit.base.text) has no payments, and max_months is \(months)")
        }
        guard let paid = benefit.paid, paid.count > 1 || benefit.paidIsList, let last = paid.last else { return }
        let others = paid.dropLast().compactMap(\.share?.rawValue).reduce(0, +)
        let one = Rate.one.rawValue
        let rest = Wording.text(Rate(rawValue: one - others))
        if paid.count > 1, others >= one {
            add(
                "benefit.paid", .paidSharesSum, .warning, "前几次已支付全部，最后一次为 \(rest)",
                "the parts before the last leave it \(rest)")
        } else if let share = last.share, share.rawValue + others != one {
            let sum = Wording.text(Rate(rawValue: share.rawValue + others))
            add(
                "benefit.paid", .paidSharesSum, .warning, "各次份额合计 \(sum)，最后一次实得 \(rest)",
                "the shares are \(sum) together, and the last part gets \(rest)")
        }
    }

    mutating func checkObserved(_ benefit: Benefit, _ limits: BenefitLimits) {
        let ceiling: Rate
        switch benefit.form {
        case .rate(let rate): ceiling = limits.rates(from: rate).max
        case .tiers(let tiers, _, _): ceiling = tiers.map { limits.rates(from: $0.rate).max }.max() ?? Rate.one
        case .flat, .points, .pointsOf, .pointsAbove: return
        }
        for (index, observation) in (benefit.observed ?? []).enumerated() where observation.rate > ceiling {
            let (seen, most) = (Wording.text(observation.rate), Wording.text(ceiling))
            add(
                "benefit.observed[\(index)].rate", .observedAboveCeiling, .warning,
                "\(observation.round) 为 \(seen)，高于上限 \(most)",
                "\(observation.round) gave \(seen), above the ceiling of \(most)")
        }
    }

    /// A base that comes from a product of the package.
    mutating func checkBase(_ base: BenefitBase) {
        guard case .quantity(let quantity) = base else { return checkTopup(base) }
        switch quantity {
        case .equipmentAmount, .investmentTotal, .fixedAssetInvestment, .plantInvestment, .received, .receivedThisYear:
            break
        case .loanPrincipal, .loanInterest: checkBackbone(base, .packageUsesLoan, .loan)
        case .leaseContract, .leaseInterest, .leasePrincipal: checkBackbone(base, .packageUsesLease, .lease)
        case .premium: checkAddOn(base, .insurance)
        case .guaranteeFee, .guaranteedAmount: checkAddOn(base, .guarantee)
        }
    }

    private mutating func checkBackbone(_ base: BenefitBase, _ uses: Fact, _ kind: Offer.Kind) {
        let inPackage = RuleContext.package + context.rule
        if Prover.areImpossible(inPackage + [.holds(uses, .isEqual(true))]) {
            let name = "\(base.text) (\(kind.rawValue))"
            add("benefit.base", .baseExcludedByRule, .error, "规则排除 \(name)", "the rule excludes \(name)")
        } else if !requires(kind), !Prover.areImpossible(inPackage + [.holds(uses, .isEqual(false))]) {
            reportMissing(base, kind)
        }
    }

    private mutating func checkAddOn(_ base: BenefitBase, _ kind: Offer.Kind) {
        if requires(kind) { return }
        // A rule that no package without an insured line meets demands an insurance.
        let lines = Set(
            (context.offer.rule?.conditions ?? []).filter { $0.fact == .packageInsuranceLines }.flatMap(\.test.list))
        let uninsured = Formula.holds(.packageInsuranceLines, .hasNone(lines.sorted()))
        if kind == .insurance, !lines.isEmpty, Prover.areImpossible(context.rule + [uninsured]) { return }
        reportMissing(base, kind)
    }

    private mutating func reportMissing(_ base: BenefitBase, _ kind: Offer.Kind) {
        add(
            "benefit.base", .baseWithoutProduct, .note, "基数 \(base.text)，但不要求 \(kind.rawValue)",
            "the base is \(base.text), and no \(kind.rawValue) is required")
    }

    /// A top-up whose base need not be in the package; whether it is there at all is for `LinkLint`.
    private mutating func checkTopup(_ base: BenefitBase) {
        guard case .benefit(let id) = base, !requiresOffer(id) else { return }
        add(
            "benefit.base", .baseWithoutProduct, .note, "基数为 \(id) 的金额，但不要求该政策",
            "the base is the amount of \(id), and that offer is not required")
    }

    /// Whether the package must have an offer of that kind, or one of several with it among them.
    private func requires(_ kind: Offer.Kind) -> Bool {
        (context.offer.requires ?? []).contains { $0.contains { $0 == kind } }
    }

    private func requiresOffer(_ id: String) -> Bool {
        (context.offer.requires ?? []).contains { requirement in
            if case .offer(let other) = requirement { other == id } else { false }
        }
    }
}

extension Offer.Requirement {
    /// Whether it names such a kind, in itself or among its alternatives.
    fileprivate func contains(_ isWanted: (Offer.Kind) -> Bool) -> Bool {
        switch self {
        case .kind(let kind, _): isWanted(kind)
        case .offer: false
        case .any(let parts): parts.contains { $0.contains(isWanted) }
        }
    }
}
