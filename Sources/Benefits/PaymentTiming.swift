internal import Domain
internal import FinanceMath

/// When a benefit is paid (30-financing.md, `paid`), with the months worked out.
struct PaymentTiming: Equatable, Sendable {
    /// One part; month nil = with each payment of the base.
    struct Part: Equatable, Sendable {
        var month: Int?
        /// Of the amount; the last part takes the rest.
        var share: Rate
    }

    let parts: [Part]

    /// Default: with each payment for subsidies, 12 months after completion for rewards.
    init(_ benefit: Benefit, kind: Offer.Kind, _ bases: PackageBases) {
        let completionMonth = bases.completionMonth
        guard let paid = benefit.paid, !paid.isEmpty else {
            let month = kind == .equipmentReward ? completionMonth + 12 : nil
            parts = [Part(month: month, share: .one)]
            return
        }
        parts = paid.map { payment in
            let month: Int? =
                switch payment.time {
                case .withPayment: nil
                case .monthsAfterCompletion(let months): completionMonth + months
                case .month(let month): month
                case .atLoanEnd: bases.lastMonth
                }
            return Part(month: month, share: payment.share ?? .one)
        }
    }

    /// Whether it is paid with the base's payments and nothing else, so that cuts need no new split.
    var isWithPayments: Bool { parts.count == 1 && parts[0].month == nil }

    /// The payments of an amount that came to be by those of its base.
    ///
    /// Each share of the amount is rounded half up, the last takes the rest (R58). A part with the payments is spread
    /// over them as they are, its rounding carried along.
    func paid(_ payments: [MonthAmount]) -> [MonthAmount] {
        if isWithPayments { return payments }
        let total = payments.reduce(Fen.zero) { $0 + $1.amount }
        var flows: [MonthAmount] = []
        var rest = total
        for (index, part) in parts.enumerated() {
            let amount = index == parts.count - 1 ? rest : min(rest, part.share.of(total))
            rest = rest - amount
            if let month = part.month {
                flows.append(MonthAmount(month: month, amount: amount))
            } else {
                flows += PaymentTiming.spread(amount, over: payments, total)
            }
        }
        return flows.byMonth()
    }

    private static func spread(_ amount: Fen, over payments: [MonthAmount], _ total: Fen) -> [MonthAmount] {
        guard total > .zero else { return [] }
        var (seen, given) = (Fen.zero, Fen.zero)
        return payments.map { payment in
            seen = seen + payment.amount
            let due =
                (Int128(amount.rawValue) * Int128(seen.rawValue) * 2 + Int128(total.rawValue))
                / (2 * Int128(total.rawValue))
            let part = Fen(Int64(due)) - given
            given = given + part
            return MonthAmount(month: payment.month, amount: part)
        }
    }
}
