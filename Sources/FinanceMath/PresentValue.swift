package import Domain

/// Present values of cash flows (30-financing.md, "Cost").
package enum PresentValue {
    /// The yearly rate where none is given: 0.03 (30-financing.md, "Cost").
    package static let standardRate = Rate(rawValue: 30_000_000)

    /// (1 + r)^(−month/12) for months from 0, in a table for loops that discount many flows.
    package struct DiscountFactors: Sendable {
        /// r, a fraction per year, above −1.
        package let rate: Rate
        private var table: [Double] = []

        /// A table of months 0 to `months`.
        package init(rate: Rate, months: Int = 0) {
            precondition(rate.rawValue > -Rate.one.rawValue, "a discount rate is above -1")
            self.rate = rate
            grow(to: months)
        }

        /// Extends the table to a month, included.
        package mutating func grow(to month: Int) {
            while table.count <= month { table.append(factor(table.count)) }
        }

        /// The factor of a month, 0 or later; one beyond the table is computed, with the same bits.
        package subscript(month: Int) -> Double { month < table.count ? table[month] : factor(month) }

        private func factor(_ month: Int) -> Double { Powers.discount(rate.double, periods: Double(month) / 12) }
    }

    /// Σ amount × (1 + r)^(−month/12), in fen, not rounded; `Fen(halfUp:)` rounds it.
    ///
    /// The amounts of a month are added exactly, the months in ascending order in doubles: the result does not depend
    /// on the order of the flows, and packages of equal sums by month have equal present values.
    package static func of(_ flows: some Sequence<MonthAmount>, rate: Rate) -> Double {
        of(flows, DiscountFactors(rate: rate))
    }

    /// The same with a table of factors.
    package static func of(_ flows: some Sequence<MonthAmount>, _ factors: DiscountFactors) -> Double {
        var sum = 0.0
        for flow in flows.byMonth() { sum += Double(flow.amount.rawValue) * factors[flow.month] }
        return sum
    }
}

extension Sequence<MonthAmount> {
    /// One amount a month, ascending, months of 0 left out.
    package func byMonth() -> [MonthAmount] {
        var flows = Array(self)
        // Mostly they are a schedule's, in order but for what is appended.
        if zip(flows, flows.dropFirst()).contains(where: { $0.month > $1.month }) {
            flows.sort { $0.month < $1.month }
        }
        var kept = 0
        for flow in flows {
            if kept > 0, flows[kept - 1].month == flow.month {
                flows[kept - 1].amount = flows[kept - 1].amount + flow.amount
            } else {
                flows[kept] = flow
                kept += 1
            }
        }
        flows.removeLast(flows.count - kept)
        flows.removeAll { $0.amount == .zero }
        return flows
    }
}
