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
        amount(
            of: offer, wanted: facts.money(.financingAmount), equipment: facts.money(.projectEquipmentAmount),
            investment: facts.money(.projectInvestmentTotal))
    }

    /// The same from the three amounts that it is read from.
    package static func amount(of offer: Offer, wanted: Fen?, equipment: Fen?, investment: Fen?) -> Fen? {
        let max: Fen?
        let share: Rate?
        switch offer.kind {
        case .loan: (max, share) = (offer.loan?.amount?.max, offer.loan?.maxShareOfInvestment)
        case .lease: (max, share) = (offer.lease?.amount?.max, nil)
        default: return nil
        }
        guard var amount = (offer.kind == .loan ? wanted : nil) ?? equipment else { return nil }
        if let equipment { amount = min(amount, equipment) }
        if let max { amount = min(amount, max) }
        if let share, let whole = investment ?? equipment { amount = min(amount, share.of(whole)) }
        return amount
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

    /// Whether the amount asked is known and nothing, or under the product's minimum: step 4 of the outcome.
    package static func isUnfit(_ offer: Offer, _ facts: FactTable) -> Bool {
        isUnfit(offer, amount: amount(of: offer, facts))
    }

    /// The same from the three amounts that it is read from.
    package static func isUnfit(_ offer: Offer, wanted: Fen?, equipment: Fen?, investment: Fen?) -> Bool {
        isUnfit(offer, amount: amount(of: offer, wanted: wanted, equipment: equipment, investment: investment))
    }

    private static func isUnfit(_ offer: Offer, amount: Fen?) -> Bool {
        guard let amount else { return false }
        let min = (offer.kind == .loan ? offer.loan?.amount?.min : offer.lease?.amount?.min) ?? .zero
        return amount <= .zero || amount < min
    }
}
