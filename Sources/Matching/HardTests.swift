/// The hard tests on plain values, one function each, so that the plain evaluator and an index scan ask the same code.
///
/// Source: 20-matching.md, "Hard tests". Inlinable because an index scan calls them for every row; therefore they take
/// bare numbers, with the unit in the label: what is inlined may only name types that are usable from inline, and those
/// of Domain are not. `HardTests+Domain.swift` has them on domain values.
@usableFromInline
package enum HardTests {
    /// live: model and supplier `active`, `asOf` ≤ `validUntil` if there is one; days as `CalendarDay.number`.
    @inlinable
    package static func live(
        modelIsActive: Bool,
        supplierIsActive: Bool,
        validUntilDay: Int32?,
        asOfDay: Int32
    ) -> Bool {
        guard modelIsActive, supplierIsActive else { return false }
        guard let validUntilDay else { return true }
        return asOfDay <= validUntilDay
    }

    /// price: no limit, or price ≤ limit.
    @inlinable
    package static func price(limitFen: Int64?, priceFen: Int64) -> Bool {
        guard let limitFen else { return true }
        return priceFen <= limitFen
    }

    /// efficiency: no minimum, or the model's rank is at least it; rank 0, `unrated`, fails any minimum.
    ///
    /// Both are `Efficiency.rank`, of the line's minimum, nil where it has none, and of the model.
    @inlinable
    package static func efficiency(minimumRank: Int?, rank: Int) -> Bool {
        guard let minimumRank else { return true }
        return rank > 0 && rank >= minimumRank
    }

    /// delivery: no date, or as_of + lead time ≤ needed_by, compared in days so that no date overflows.
    ///
    /// - Parameters:
    ///   - daysUntilNeeded: needed_by − as_of, negative where the date is past; nil where the line has none.
    ///   - leadTimeDays: 0 or more.
    @inlinable
    package static func delivery(daysUntilNeeded: Int?, leadTimeDays: Int) -> Bool {
        guard let daysUntilNeeded else { return true }
        return leadTimeDays <= daysUntilNeeded
    }

    /// The factor of the capacity: max(1, ⌊(needed_by − as_of)/30⌋), 1 without a date or with a past one.
    @inlinable
    package static func capacityMonths(daysUntilNeeded: Int?) -> Int {
        guard let daysUntilNeeded, daysUntilNeeded >= 30 else { return 1 }
        return daysUntilNeeded / 30
    }

    /// capacity: unknown, or monthly capacity × months ≥ quantity; a product too large for a number is enough.
    ///
    /// - Parameters:
    ///   - monthlyCapacity: units a month; nil = no limit known.
    ///   - months: `capacityMonths`, at least 1.
    ///   - quantity: the line's.
    @inlinable
    package static func capacity(monthlyCapacity: Int?, months: Int, quantity: Int) -> Bool {
        guard let monthlyCapacity else { return true }
        let (units, overflow) = monthlyCapacity.multipliedReportingOverflow(by: months)
        return overflow ? monthlyCapacity > 0 : units >= quantity
    }

    /// specs, a range on a number: both bounds included, a bound that is not there bounds nothing.
    @inlinable
    package static func range(min: Double?, max: Double?, number: Double) -> Bool {
        if let min, number < min { return false }
        if let max, number > max { return false }
        return true
    }
}
