internal import Domain
internal import FinanceMath

/// A benefit's form with its bonuses applied (30-financing.md, `form`, `bonus`).
struct AmountForm {
    /// Never points by a figure: those are points once the figure is read.
    let form: Benefit.Form

    init(_ form: Benefit.Form) { self.form = form }

    /// The form with a bonus whose rule is true: `rate` sets, `add_rate` adds, to every tier and to points likewise.
    func changed(by change: Benefit.Bonus.Change?) -> AmountForm {
        switch change {
        case .rate(let rate): mapRates { _ in rate }
        case .addRate(let added): mapRates { Rate(rawValue: $0.rawValue + added.rawValue) }
        case nil: self
        }
    }

    var isPoints: Bool { if case .points = form { true } else { false } }
    var isFlat: Bool { if case .flat = form { true } else { false } }

    private func mapRates(_ change: (Rate) -> Rate) -> AmountForm {
        switch form {
        case .rate(let rate): return AmountForm(.rate(change(rate)))
        case .points(let rate): return AmountForm(.points(change(rate)))
        case .tiers(let tiers, let mode, let bounds):
            let changed = tiers.map { Benefit.Tier(upTo: $0.upTo, rate: change($0.rate)) }
            return AmountForm(.tiers(changed, mode: mode, bounds: bounds))
        case .flat, .pointsOf, .pointsAbove: return self
        }
    }

    /// The amount for each payment, rounded payment by payment: a bracket's rate from their sum, marginal tiers from
    /// the running sum, a flat sum with the first (R8). A base of nothing gives nothing.
    func amounts(_ payments: [MonthAmount]) -> [MonthAmount] {
        let total = payments.reduce(Fen.zero) { $0 + $1.amount }
        guard total > .zero else { return [] }
        switch form {
        case .rate(let rate): return payments.map { MonthAmount(month: $0.month, amount: rate.of($0.amount)) }
        case .flat(let amount): return [MonthAmount(month: payments[0].month, amount: amount)]
        case .points(let rate):
            return payments.map { MonthAmount(month: $0.month, amount: rate.twelfth(of: $0.amount)) }
        case .pointsOf, .pointsAbove: return []
        case .tiers(let tiers, .bracket, let bounds):
            let rate = AmountForm.bracket(tiers, bounds ?? .lower, total)
            return payments.map { MonthAmount(month: $0.month, amount: rate.of($0.amount)) }
        case .tiers(let tiers, .marginal, _):
            var before = Fen.zero
            return payments.map { payment in
                let after = before + payment.amount
                defer { before = after }
                return MonthAmount(month: payment.month, amount: AmountForm.slices(tiers, from: before, to: after))
            }
        }
    }

    /// The rate of the tier that holds the amount; a bound belongs to the lower tier unless `bounds` is `upper`. Above
    /// the last bound there is no tier and no rate.
    private static func bracket(_ tiers: [Benefit.Tier], _ bounds: Benefit.TierBounds, _ amount: Fen) -> Rate {
        for tier in tiers {
            guard let bound = tier.upTo else { return tier.rate }
            if amount < bound || (amount == bound && bounds == .lower) { return tier.rate }
        }
        return Rate(rawValue: 0)
    }

    /// The part of a base between two running sums, each slice by its tier's rate and rounded when it arises (R49).
    private static func slices(_ tiers: [Benefit.Tier], from: Fen, to: Fen) -> Fen {
        var sum = Fen.zero
        var start = Fen.zero
        for tier in tiers {
            let low = max(from, start)
            let high = tier.upTo.map { min(to, $0) } ?? to
            if high > low { sum = sum + tier.rate.of(high - low) }
            guard let bound = tier.upTo else { break }
            start = max(start, bound)
        }
        return sum
    }
}

extension Rate {
    /// A month's share of a yearly rate: amount × rate ÷ 12, rounded half up to the fen in 128 bits (R5, R49).
    func twelfth(of amount: Fen) -> Fen {
        let product = Int128(amount.rawValue) * Int128(rawValue)
        let scale: Int128 = 12_000_000_000
        return Fen(Int64((product + scale / 2) / scale))
    }
}
