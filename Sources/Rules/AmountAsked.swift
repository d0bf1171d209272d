package import Domain

/// What a need asks of a loan or a lease (30-financing.md, "Amount asked").
package enum AmountAsked {
    /// The tenor where the need names none (30-financing.md, "Amount asked").
    package static let defaultTenorMonths = 36

    /// The facts that amount and tenor are read from.
    static let reads = FactSet([
        .financingAmount, .financingTenorMonths, .projectEquipmentAmount, .projectInvestmentTotal,
    ])

    /// The amount asked of a loan or lease, cut to what is known; nil where it is unknown or the offer is neither
    /// (R46).
    ///
    /// `financing.amount_cny`, or the equipment amount when that is unknown (R3), for a lease always the equipment
    /// amount; cut to the equipment amount (R41), the product's maximum and its share of the investment total (of the
    /// equipment amount where unknown), the share rounded half up to the fen (R49). A bound that is unknown does not
    /// bind (R46).
    package static func amount(of offer: Offer, _ facts: FactTable) -> Fen? {
        ProductLimits(offer)?.amount(
            wanted: facts.money(.financingAmount), equipment: facts.money(.projectEquipmentAmount),
            investment: facts.money(.projectInvestmentTotal))
    }

    /// `financing.tenor_months`, or the default, moved into the product's range; nil where the offer is no loan or
    /// lease.
    package static func tenorMonths(of offer: Offer, _ facts: FactTable) -> Int? {
        let range: Bounds<Int>?
        switch offer.kind {
        case .loan: range = offer.loan?.tenorMonths
        case .lease: range = offer.lease?.tenorMonths
        default: return nil
        }
        var months = defaultTenorMonths
        if case .number(let asked) = facts[slot: .financingTenorMonths] { months = Int(asked) }
        if let max = range?.max { months = min(months, max) }
        if let min = range?.min { months = Swift.max(months, min) }
        return months
    }

    /// Whether the amount asked is known and nothing, or under the product's minimum.
    package static func isUnfit(_ offer: Offer, _ facts: FactTable) -> Bool {
        ProductLimits(offer)?.isUnfit(facts) ?? false
    }
}

/// What a loan or lease makes of the amount asked, apart from the offer, which is large.
package struct ProductLimits: Sendable {
    /// A lease is always of the equipment amount.
    private let takesWanted: Bool
    private let max: Fen?
    private let shareOfInvestment: Rate?
    /// An amount below it is nothing, or under the product's minimum.
    private let least: Fen
    /// The smallest whole of which the share is not below `least`.
    private let leastWhole: Int128

    /// Nil where the offer is neither.
    package init?(_ offer: Offer) {
        switch offer.kind {
        case .loan:
            takesWanted = true
            max = offer.loan?.amount?.max
            shareOfInvestment = offer.loan?.maxShareOfInvestment
            least = Swift.max(offer.loan?.amount?.min ?? .zero, Fen(1))
        case .lease:
            takesWanted = false
            max = offer.lease?.amount?.max
            shareOfInvestment = nil
            least = Swift.max(offer.lease?.amount?.min ?? .zero, Fen(1))
        default: return nil
        }
        leastWhole = ProductLimits.leastWhole(shareOfInvestment ?? .one, least)
    }

    /// share × whole, rounded half up, is at least so much from this whole on: ⌈(least − ½) ÷ share⌉.
    private static func leastWhole(_ share: Rate, _ least: Fen) -> Int128 {
        guard share.rawValue > 0 else { return .max }
        let scale = Int128(Rate.one.rawValue)
        let (quotient, rest) = (Int128(least.rawValue) * scale - scale / 2).quotientAndRemainder(
            dividingBy: Int128(share.rawValue))
        return rest > 0 ? quotient + 1 : quotient
    }

    /// As `AmountAsked.amount`, from the three amounts that it is read from.
    package func amount(wanted: Fen?, equipment: Fen?, investment: Fen?) -> Fen? {
        guard var amount = (takesWanted ? wanted : nil) ?? equipment else { return nil }
        if let equipment { amount = Swift.min(amount, equipment) }
        if let max { amount = Swift.min(amount, max) }
        if let share = shareOfInvestment, let whole = investment ?? equipment {
            amount = Swift.min(amount, share.of(whole))
        }
        return amount
    }

    /// Whether the amount asked is known and nothing, or under the product's minimum: step 4 of the outcome.
    package func isUnfit(_ facts: FactTable) -> Bool {
        isUnfit(
            wanted: facts.money(.financingAmount), equipment: facts.money(.projectEquipmentAmount),
            investment: facts.money(.projectInvestmentTotal))
    }

    /// The same from the three amounts: one of what the amount is cut to is too small. Divides nothing.
    package func isUnfit(wanted: Fen?, equipment: Fen?, investment: Fen?) -> Bool {
        guard let amount = (takesWanted ? wanted : nil) ?? equipment else { return false }
        if amount < least { return true }
        if let equipment, equipment < least { return true }
        if let max, max < least { return true }
        guard shareOfInvestment != nil, let whole = investment ?? equipment else { return false }
        return Int128(whole.rawValue) < leastWhole
    }
}
