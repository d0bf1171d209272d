internal import Domain

/// What is wrong with the amount of a benefit (30-financing.md, "Amounts of benefits").
struct BenefitLint {
    let context: RuleContext
    private(set) var found: [LintFinding] = []

    init(_ context: RuleContext) { self.context = context }

    mutating func findings() -> [LintFinding] {
        guard let benefit = context.offer.benefit else { return [] }
        let limits = BenefitLimits(benefit, context)
        if benefit.isPlain {
            if let reason = BenefitLint.zero(benefit, limits) {
                add(reason.field, .benefitAlwaysZero, .error, reason.zh, reason.en)
            } else {
                checkCaps(benefit, limits)
                checkFloor(benefit, limits)
            }
        }
        if case .tiers(let tiers, let mode, _) = benefit.form { checkTiers(tiers, mode, limits) }
        checkBonuses(benefit)
        checkPayments(benefit, limits)
        checkObserved(benefit, limits)
        checkBase(benefit.base)
        return found
    }

    mutating func add(
        _ field: String, _ code: LintCode, _ severity: LintFinding.Severity, _ zh: String, _ en: String
    ) {
        let text = LintText(zh: zh, en: en)
        found.append(LintFinding(context.offer.id, field, code, severity, found: text))
    }

    /// The first figure that makes every amount 0.
    private static func zero(_ benefit: Benefit, _ limits: BenefitLimits) -> (field: String, zh: String, en: String)? {
        let caps = [
            ("benefit.cap_cny", limits.capMax), ("benefit.cap_per_year_cny", benefit.capPerYear),
            ("benefit.base_cap_cny", benefit.baseCap),
        ]
        let isFlat = if case .flat = benefit.form { true } else { false }
        for (field, cap) in caps where cap == .zero {
            if isFlat, field == "benefit.base_cap_cny" { continue }
            return (field, "上限为 0", "the limit is 0")
        }
        if let share = benefit.baseCapShare, share.share.rawValue == 0, !isFlat {
            return ("benefit.base_cap.share", "上限为 0", "the limit is 0")
        }
        return limits.most == .zero ? ("benefit.form", "比例或金额为 0", "the rate or sum is 0") : nil
    }
}

/// Limits that never bind.
extension BenefitLint {
    private mutating func checkCaps(_ benefit: Benefit, _ limits: BenefitLimits) {
        if let cap = benefit.cap {
            never("benefit.cap_cny", cap, from: least(limits.most, limits.mostByYears))
        }
        if let cap = benefit.capPerYear {
            never("benefit.cap_per_year_cny", cap, from: least(limits.mostPerYear, limits.capMax))
        }
        if let cap = benefit.baseCap { checkBaseCap(cap, benefit, limits) }
        if let cap = benefit.baseCapShare { checkBaseCap(cap, benefit) }
    }

    /// A limit that is not under what the rest already allows: a note where both are the same figure, as documents
    /// state it.
    private mutating func never(_ field: String, _ cap: Fen, from most: Fen?) {
        guard let most, cap >= most else { return }
        let (limit, bound) = (Wording.text(cap), Wording.text(most))
        add(
            field, .capNeverBinds, cap == most ? .note : .warning, "上限 \(limit) 元，而其余条款最多得 \(bound) 元",
            "the limit is \(limit) CNY, and the other terms give \(bound) at most")
    }

    private mutating func checkBaseCap(_ cap: Fen, _ benefit: Benefit, _ limits: BenefitLimits) {
        let field = "benefit.base_cap_cny"
        if let fact = benefit.base.fact, let most = context.max(of: fact), cap >= most {
            return never(field, cap, from: most)
        }
        // A base at its limit already gives the largest cap there is.
        guard case .rate(let rate) = benefit.form, !limits.goesByPayments, let capMax = limits.capMax,
            let amount = limits.rates(from: rate).min.exactly(of: cap), amount >= capMax
        else { return }
        let (base, limit) = (Wording.text(cap), Wording.text(capMax))
        add(
            field, .capNeverBinds, amount == capMax ? .note : .warning, "基数到 \(base) 元以前，金额已达到上限 \(limit) 元",
            "the amount reaches its cap of \(limit) CNY before the base reaches \(base)")
    }

    private mutating func checkBaseCap(_ cap: Benefit.ShareCap, _ benefit: Benefit) {
        guard cap.share >= Rate.one else { return }
        let isPrincipal = benefit.base == .quantity(.loanPrincipal) && cap.of == .quantity(.equipmentAmount)
        guard cap.of == benefit.base || isPrincipal else { return }
        add(
            "benefit.base_cap", .capNeverBinds, isPrincipal ? .note : .warning,
            "\(benefit.base.text) 从不超过 \(cap.of.text) 的 \(Wording.text(cap.share)) 倍",
            "\(benefit.base.text) is never more than \(Wording.text(cap.share)) × \(cap.of.text)")
    }

    private mutating func checkFloor(_ benefit: Benefit, _ limits: BenefitLimits) {
        guard let floor = benefit.floor else { return }
        let field = "benefit.floor_cny"
        let text = Wording.text(floor)
        if let cap = limits.capMax, cap < floor {
            let limit = Wording.text(cap)
            add(
                field, .floorAboveCap, .error, "起付金额 \(text) 元高于上限 \(limit) 元",
                "the floor of \(text) CNY is above the cap of \(limit)")
        } else if let most = limits.mostOfAll, most < floor {
            let bound = Wording.text(most)
            add(
                field, .floorNeverReached, .error, "最多得 \(bound) 元，低于起付金额 \(text) 元",
                "at most \(bound) CNY come about, under the floor of \(text)")
        } else if let amount = BenefitLint.leastAmount(benefit, limits), amount >= floor {
            let bound = Wording.text(amount)
            add(
                field, .floorNeverBinds, .note, "符合规则的项目至少得 \(bound) 元，起付金额为 \(text) 元",
                "whoever meets the rule gets \(bound) CNY at least, and the floor is \(text)")
        }
    }

    /// What a project that meets the rule gets at least, before the floor; nil = unknown.
    private static func leastAmount(_ benefit: Benefit, _ limits: BenefitLimits) -> Fen? {
        if benefit.floor == .zero { return .zero }
        guard case .rate(let rate) = benefit.form, !limits.goesByPayments, let base = limits.baseMin,
            var amount = limits.rates(from: rate).min.exactly(of: base)
        else { return nil }
        for cap in [benefit.cap, benefit.capPerYear] + (benefit.bonus ?? []).map(\.cap) {
            if let cap { amount = min(amount, cap) }
        }
        return amount
    }
}

/// Tiers.
extension BenefitLint {
    private mutating func checkTiers(_ tiers: [Benefit.Tier], _ mode: Benefit.TierMode, _ limits: BenefitLimits) {
        let path = "benefit.form.tiers"
        var isOrdered = true
        for (index, pair) in zip(tiers, tiers.dropFirst()).enumerated() {
            let (lower, upper) = pair
            let field = "\(path)[\(index + 1)]"
            guard let end = lower.upTo else {
                isOrdered = false
                add(field, .tiersOverlap, .error, "前一档没有上限", "the tier before it has no end")
                continue
            }
            if let next = upper.upTo, next <= end {
                isOrdered = false
                let (low, high) = (Wording.text(next), Wording.text(end))
                add(
                    field + ".up_to_cny", next == end ? .tiersOverlap : .tiersUnordered, .error,
                    "上限 \(low) 元不高于前一档的 \(high) 元", "it ends at \(low) CNY, not above the \(high) before it")
            } else if lower.rate == upper.rate {
                let rate = Wording.text(lower.rate)
                add(
                    field + ".rate", .tiersEqualRates, .note, "与前一档比例同为 \(rate)",
                    "the rate \(rate) is the one before it")
            }
        }
        if let end = tiers.last?.upTo, limits.baseMax.map({ $0 > end }) ?? true {
            let text = Wording.text(end)
            add(
                "\(path)[\(tiers.count - 1)].up_to_cny", .tiersGap, .warning, "最后一档止于 \(text) 元",
                "the last tier ends at \(text) CNY")
        }
        if isOrdered { checkReach(tiers, mode, limits) }
    }

    /// Tiers that the base never comes to, by the rule and `base_cap_cny`.
    private mutating func checkReach(_ tiers: [Benefit.Tier], _ mode: Benefit.TierMode, _ limits: BenefitLimits) {
        var start = Fen.zero
        for (index, tier) in tiers.enumerated() {
            let field = "benefit.form.tiers[\(index)]"
            if index > 0, let most = limits.baseMax, most < start {
                let (bound, low) = (Wording.text(most), Wording.text(start))
                add(
                    field, .tierNeverReached, .note, "基数最多 \(bound) 元，该档自 \(low) 元起",
                    "the base is \(bound) CNY at most, and the tier begins at \(low)")
            } else if mode == .bracket, let end = tier.upTo, let low = limits.baseMin, low > end {
                let (bound, high) = (Wording.text(low), Wording.text(end))
                add(
                    field, .tierNeverReached, .note, "基数至少 \(bound) 元，该档止于 \(high) 元",
                    "the base is \(bound) CNY at least, and the tier ends at \(high)")
            }
            start = tier.upTo ?? start
        }
    }
}

/// Bonuses.
extension BenefitLint {
    private mutating func checkBonuses(_ benefit: Benefit) {
        var parts = RuleLint(offer: context.offer.id)
        for (index, bonus) in (benefit.bonus ?? []).enumerated() {
            let path = "benefit.bonus[\(index)]"
            if Prover.areImpossible(context.rule + [.isTrue(bonus.when)]) {
                add(path + ".when", .bonusNeverApplies, .warning, "条件与规则矛盾", "its condition contradicts the rule")
            } else if Prover.areImpossibleWhenKnown(context.rule + [.isNotTrue(bonus.when)]) {
                add(path + ".when", .bonusAlwaysApplies, .note, "条件由规则已可推出", "its condition follows from the rule")
            } else {
                parts.checkParts(of: bonus.when, at: path + ".when", within: context.rule)
            }
            checkChange(bonus, path, benefit, isFirst: index == 0)
        }
        found += parts.findings
    }

    private mutating func checkChange(_ bonus: Benefit.Bonus, _ path: String, _ benefit: Benefit, isFirst: Bool) {
        switch (bonus.change, benefit.form) {
        case (nil, _) where bonus.cap == nil && bonus.addAmount == nil:
            add(path, .bonusChangesNothing, .warning, "没有比例，也没有上限", "it gives neither a rate nor a cap")
        case (.some, .flat):
            add(path, .bonusChangesNothing, .warning, "对定额设定比例", "it sets a rate on a flat sum")
        case (.addRate(let added)?, _) where added.rawValue == 0:
            add(path + ".add_rate", .bonusChangesNothing, .warning, "增加的比例为 0", "it adds a rate of 0")
        case (.rate(let set)?, .rate(let rate)) where isFirst, (.rate(let set)?, .points(let rate)) where isFirst:
            checkRate(set, against: rate, path + ".rate")
        default: break
        }
        guard let cap = bonus.cap, let own = benefit.cap, isFirst, cap <= own else { return }
        let (new, old) = (Wording.text(cap), Wording.text(own))
        if cap < own {
            add(
                path + ".cap_cny", .bonusLowers, .warning, "上限由 \(old) 元降为 \(new) 元",
                "it lowers the cap from \(old) CNY to \(new)")
        } else if bonus.change == nil, bonus.addAmount == nil {
            add(path + ".cap_cny", .bonusChangesNothing, .warning, "上限仍为 \(old) 元", "the cap stays at \(old) CNY")
        }
    }

    private mutating func checkRate(_ set: Rate, against rate: Rate, _ field: String) {
        guard set <= rate else { return }
        let (new, old) = (Wording.text(set), Wording.text(rate))
        if set < rate {
            add(field, .bonusLowers, .warning, "比例由 \(old) 降为 \(new)", "it lowers the rate from \(old) to \(new)")
        } else {
            add(field, .bonusChangesNothing, .warning, "比例仍为 \(old)", "the rate stays at \(old)")
        }
    }
}
