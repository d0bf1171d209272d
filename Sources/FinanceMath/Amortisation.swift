import Domain

/// How a debt is paid off month by month (30-financing.md, "Products"), shared by loans and leases.
///
/// The balance moves from `start` towards `end` and never past it: a month's principal is at most what is left to
/// `end`, and the last month pays the rest. The contract's formulas pass `end` only where a rounded instalment of few
/// fen adds up to more than the debt (55 fen over 36 months: 2 fen a month); there the debt is paid early and the
/// months after it are rows of 0, rather than a balance below 0 and a last payment to the debtor. Likewise a level
/// payment that rounds to less than the interest pays the interest and no principal.
struct Amortisation {
    enum Plan {
        /// The same payment every month.
        case level
        /// The same principal every month.
        case equalPrincipal
        /// Interest only, all principal in the last month.
        case bullet
    }

    /// Owed at first, and after the last month: 0 for a loan, the residual of a lease.
    var start, end: Fen
    /// A fraction per year.
    var rate: Rate
    /// n, above 0.
    var months: Int

    /// Months 1 to n.
    func rows(_ plan: Plan) -> [ScheduleRow] {
        let instalment = instalment(plan)
        var rows: [ScheduleRow] = []
        rows.reserveCapacity(months)
        var balance = start
        for month in 1...months {
            let interest = rate.monthlyInterest(on: balance)
            let rest = balance - end
            var principal = rest
            if month < months {
                let wanted = plan == .level ? instalment - interest : instalment
                principal = min(max(wanted, min(rest, .zero)), max(rest, .zero))
            }
            balance = balance - principal
            rows.append(
                ScheduleRow(
                    month: month,
                    payment: interest + principal,
                    interest: interest,
                    principal: principal,
                    balance: balance
                )
            )
        }
        return rows
    }

    /// A month's payment of `level`, principal of `equalPrincipal`; 0 of `bullet`.
    private func instalment(_ plan: Plan) -> Fen {
        switch plan {
        case .level: rate.rawValue == 0 ? (start - end).divided(by: months) : levelPayment
        case .equalPrincipal: (start - end).divided(by: months)
        case .bullet: .zero
        }
    }

    /// P = (start − end·(1 + i)^−n)·i ÷ (1 − (1 + i)^−n), i = rate ÷ 12 above 0, in doubles, rounded half up.
    private var levelPayment: Fen {
        let i = Double(rate.rawValue) / 12e9
        let n = Double(months)
        let owed = Double(start.rawValue) - Double(end.rawValue) * Powers.discount(i, periods: n)
        return Fen(halfUp: owed * i / Powers.discountLost(i, periods: n))
    }
}
