package import Domain
package import FinanceMath
package import Rules

/// What a benefit comes to by its own terms, before anything it shares with others (30-financing.md, R13).
package struct OwnAmount: Sendable {
    package let id: String
    package let kind: Offer.Kind
    /// By the months of the base's payments, ascending.
    package internal(set) var payments: [MonthAmount]
    /// Whether 12 months are 0–11 (paid ahead) or 1–12 (in arrears) (R10).
    let isAhead: Bool
    /// What it subsidises together with others; nil = nothing that is bounded (R11).
    package let thing: SubsidisedThing?
    /// Whether its payments are those of the thing, so that it is bounded payment by payment (R11).
    let goesByPayments: Bool
    /// The benefit it is a top-up on.
    package let base: String?
    let timing: PaymentTiming
    var cappedBy: [String]
    package let restsOnUnknown: [Fact]

    package var amount: Fen { payments.reduce(.zero) { $0 + $1.amount } }
}

extension OwnAmount {
    /// The amount of a buyer's benefit in a package.
    ///
    /// - Parameters:
    ///   - amountOf: of another benefit of the package by its own terms, for a top-up or a cap on one; nil where it is
    ///     not in the package.
    /// - Returns: nil where the offer's amount is not published.
    package init?(_ compiled: CompiledOffer, _ bases: PackageBases, amountOf: (String) -> Fen?) {
        let offer = compiled.offer
        guard let benefit = offer.benefit else { return nil }
        var unknown: [Fact] = []
        var form = AmountForm(benefit)
        for (bonus, rule) in zip(benefit.bonus ?? [], compiled.bonusRules) {
            switch rule.evaluate(bases.facts) {
            case .true: form.apply(bonus)
            case .false: break
            case .unknown: unknown.addOnce(rule.undecidedFacts(bases.facts))
            }
        }
        var base = OwnAmount.base(benefit, form, bases, amountOf, &unknown)
        var capped: [String] = []
        base.keep(months: benefit.maxMonths)
        OwnAmount.cutBase(&base, benefit, form, bases, amountOf, &capped, &unknown)
        base.payments = form.amounts(base.payments)
        base.cap(perYear: benefit.capPerYear, form.cap, floor: benefit.floor, &capped)
        id = offer.id
        kind = offer.kind
        payments = base.payments.filter { $0.amount > .zero }
        isAhead = base.isAhead
        (thing, goesByPayments) = offer.kind == .equipmentReward ? (nil, false) : OwnAmount.thing(of: benefit)
        if case .benefit(let other) = benefit.base { self.base = other } else { self.base = nil }
        timing = PaymentTiming(benefit, kind: offer.kind, completionMonth: bases.completionMonth)
        cappedBy = capped
        restsOnUnknown = unknown
    }

    /// The base's payments; an unknown base gives none and is reported (R40).
    private static func base(
        _ benefit: Benefit, _ form: AmountForm, _ bases: PackageBases, _ amountOf: (String) -> Fen?,
        _ unknown: inout [Fact]
    ) -> BasePayments {
        switch benefit.base {
        case .benefit(let other): return .sum(amountOf(other) ?? .zero)
        case .quantity(let quantity):
            if case .points = form.form { return BasePayments(payments: bases.principals, isAhead: false) }
            if let payments = bases.payments(of: quantity) { return payments }
            if let fact = PackageBases.fact(of: quantity) { unknown.addOnce([fact]) }
            return .sum(.zero)
        }
    }

    /// `base_cap_cny`, then `base_cap`: on points they bound each month's principal, else they cut from the latest
    /// payment back; an unknown `of` gives 0 (R9).
    private static func cutBase(
        _ base: inout BasePayments, _ benefit: Benefit, _ form: AmountForm, _ bases: PackageBases,
        _ amountOf: (String) -> Fen?, _ capped: inout [String], _ unknown: inout [Fact]
    ) {
        var caps: [(name: String, limit: Fen)] = []
        if let cap = benefit.baseCap { caps.append(("base_cap_cny", cap)) }
        if let cap = benefit.baseCapShare {
            let whole = bases.total(of: cap.of, amountOf, &unknown)
            caps.append(("base_cap", cap.share.of(whole)))
        }
        for cap in caps {
            let before = base.total
            if case .points = form.form {
                base.bound(eachBy: cap.limit)
            } else {
                base.payments.cut(to: cap.limit)
            }
            if base.total < before { capped.append(cap.name) }
        }
    }

    /// What a subsidy subsidises, and whether payment by payment (R11); a reward of any base subsidises nothing: points and `loan_principal` count as the loan's
    /// interest, `lease_contract` as the lease's; a flat sum goes by no payments.
    private static func thing(of benefit: Benefit) -> (SubsidisedThing?, Bool) {
        guard case .quantity(let quantity) = benefit.base else { return (nil, false) }
        let isFlat = if case .flat = benefit.form { true } else { false }
        let isPoints = if case .points = benefit.form { true } else { false }
        return switch quantity {
        case .loanInterest: (.loanInterest, !isFlat)
        case .loanPrincipal: (.loanInterest, isPoints)
        case .leaseInterest: (.leaseInterest, !isFlat)
        case .leaseContract: (.leaseInterest, false)
        case .premium: (.premium, !isFlat)
        case .guaranteeFee: (.guaranteeFee, !isFlat)
        case .equipmentAmount, .investmentTotal, .fixedAssetInvestment, .plantInvestment: (nil, false)
        }
    }
}

extension PackageBases {
    /// The whole of a base; an unknown one is 0 and reported (R9).
    func total(of base: BenefitBase, _ amountOf: (String) -> Fen?, _ unknown: inout [Fact]) -> Fen {
        switch base {
        case .benefit(let id): return amountOf(id) ?? .zero
        case .quantity(let quantity):
            if let payments = payments(of: quantity) { return payments.total }
            if let fact = PackageBases.fact(of: quantity) { unknown.addOnce([fact]) }
            return .zero
        }
    }
}

extension BasePayments {
    /// Months 1 to n of what is paid in arrears, 0 to n − 1 of what is paid ahead (30-financing.md, `max_months`).
    fileprivate mutating func keep(months: Int?) {
        guard let months else { return }
        let last = isAhead ? months - 1 : months
        payments.removeAll { $0.month > last }
    }

    fileprivate mutating func bound(eachBy limit: Fen) {
        for index in payments.indices where payments[index].amount > limit { payments[index].amount = limit }
    }

    /// The caps on the amount: each run of 12 months, the sum, then the floor.
    fileprivate mutating func cap(perYear: Fen?, _ cap: Fen?, floor: Fen?, _ capped: inout [String]) {
        if let perYear, cutRuns(to: perYear) { capped.append("cap_per_year_cny") }
        if let cap, payments.cut(to: cap) { capped.append("cap_cny") }
        if let floor, total > .zero, total < floor {
            payments = []
            capped.append("floor_cny")
        }
    }

    /// Whether a run of 12 months was cut, its latest months first (R10).
    private mutating func cutRuns(to limit: Fen) -> Bool {
        var isCut = false
        var end = payments.count
        while end > 0 {
            let run = payments[end - 1].month.run(isAhead: isAhead)
            var start = end
            while start > 0, payments[start - 1].month.run(isAhead: isAhead) == run { start -= 1 }
            if payments.cut(start..<end, to: limit) { isCut = true }
            end = start
        }
        return isCut
    }
}

extension Int {
    /// The run of 12 months that a payment's month is in (R10).
    func run(isAhead: Bool) -> Int { isAhead ? self / 12 : Swift.max(0, self - 1) / 12 }
}

extension [MonthAmount] {
    /// Cuts from the latest payment back until the sum is the limit; whether anything was cut.
    @discardableResult
    mutating func cut(to limit: Fen) -> Bool { cut(indices, to: limit) }

    /// The same within a range of payments.
    @discardableResult
    mutating func cut(_ range: Range<Int>, to limit: Fen) -> Bool {
        var excess = self[range].reduce(Fen.zero) { $0 + $1.amount } - limit
        guard excess > .zero else { return false }
        for index in range.reversed() where excess > .zero {
            let cut = Swift.min(excess, self[index].amount)
            self[index].amount = self[index].amount - cut
            excess = excess - cut
        }
        return true
    }
}

extension [Fact] {
    mutating func addOnce(_ facts: [Fact]) {
        for fact in facts where !contains(fact) { append(fact) }
    }
}
