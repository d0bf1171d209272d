import Domain

/// The yearly cost rate of a financing (30-financing.md, "The package", R19).
package enum CostRate {
    /// Rates that count as roots, a fraction per year, both included.
    package static let range = -0.9999...100.0

    /// Roots whose distances from 0 differ by no more are equally near.
    private static let tie = 1e-10

    /// The internal rate of return of net flows, effective yearly: the root nearest 0, or nil without one.
    ///
    /// With x = (1 + r)^(−1/12) the roots are those of Σ amount·x^month. Rates above 0 are x below 1; rates below 0 are
    /// g = 1/x below 1 of the same polynomial with its coefficients reversed. Each side is searched outwards from 1 for
    /// its first root, see `RootSearch`; of two equally near the lower rate is taken. The error is some 10^-14 for a
    /// simple root.
    /// - Parameter flows: out of the enterprise positive, in any order, several in a month allowed; month 0 or later.
    package static func yearly(_ flows: [MonthAmount]) -> Double? {
        let sums = flows.byMonth()
        guard let first = sums.first, let last = sums.last, first.month < last.month else { return nil }
        let total = sums.reduce(Int128(0)) { $0 + Int128($1.amount.rawValue) }
        if total == 0 { return 0 }
        let above = RootSearch(sums)
            .nearestOne(from: Powers.discount(range.upperBound, periods: 1.0 / 12))
            .map { Powers.grown($0, periods: -12) }
        let lowest = max(range.lowerBound, -(above ?? 1) - 10 * tie)
        let mirrored = sums.reversed().map { MonthAmount(month: last.month - $0.month, amount: $0.amount) }
        let below = RootSearch(mirrored)
            .nearestOne(from: Powers.discount(lowest, periods: -1.0 / 12))
            .map { Powers.grown($0, periods: 12) }
        guard let above, let below else { return (above ?? below).map(clamped) }
        return clamped(-below <= above + tie ? below : above)
    }

    /// A root at an end of the range may be computed a few bits outside.
    private static func clamped(_ rate: Double) -> Double { min(max(rate, range.lowerBound), range.upperBound) }
}
