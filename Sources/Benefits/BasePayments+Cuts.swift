internal import Domain
internal import FinanceMath

extension BasePayments {
    /// Months 1 to n of what is paid in arrears, 0 to n − 1 of what is paid ahead (30-financing.md, `max_months`).
    mutating func keep(months: Int?) {
        guard let months else { return }
        let last = isAhead ? months - 1 : months
        payments.removeAll { $0.month > last }
    }

    mutating func bound(eachBy limit: Fen) {
        for index in payments.indices where payments[index].amount > limit { payments[index].amount = limit }
    }

    /// Whether a run of 12 months was cut, its latest months first (R10); the first run may have a limit of its own.
    mutating func cutRuns(to limit: Fen, first firstLimit: Fen) -> Bool {
        var isCut = false
        var end = payments.count
        while end > 0 {
            let run = payments[end - 1].month.run(isAhead: isAhead)
            var start = end
            while start > 0, payments[start - 1].month.run(isAhead: isAhead) == run { start -= 1 }
            if payments.cut(start..<end, to: run == 0 ? firstLimit : limit) { isCut = true }
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
