internal import Benefits
internal import Domain
internal import FinanceMath

/// What cash is worth to an objective: discounted, and for `certain` only what is certain.
struct Worth {
    let factors: PresentValue.DiscountFactors
    let onlyCertain: Bool

    init(_ question: PackageQuestion) {
        // The longest loan of the contract's products and a reward a year after; later months are computed one by one.
        factors = PresentValue.DiscountFactors(rate: question.discountRate, months: 480)
        onlyCertain = question.objective == .certain
    }

    /// Whether the objective counts a benefit (30-financing.md, `certain`, R17).
    func counts(_ offer: Offer) -> Bool { !onlyCertain || Worth.isCertain(offer) }

    /// Automatic or first come, and of a known status.
    static func isCertain(_ offer: Offer) -> Bool {
        offer.status != nil && (offer.delivery == .automatic || offer.delivery == .firstCome)
    }

    /// In fen, not rounded, and the part of month 0.
    func of(_ flows: [MonthAmount]) -> (value: Double, first: Int64) {
        var (value, first) = (0.0, Int64(0))
        for flow in flows {
            value += Double(flow.amount.rawValue) * factors[flow.month]
            if flow.month == 0 { first += flow.amount.rawValue }
        }
        return (value, first)
    }

    /// What a settled benefit is worth.
    func of(
        _ index: Int, _ settlement: Settlement, _ scratch: borrowing Settlement.Scratch
    ) -> (value: Double, first: Int64) {
        switch settlement.timing(of: index) {
        case .withPayments:
            var (value, first) = (0.0, Int64(0))
            settlement.eachPayment(of: index, scratch) { month, amount in
                value += Double(amount.rawValue) * factors[month]
                if month == 0 { first += amount.rawValue }
            }
            return (value, first)
        case .month(let month):
            let amount = settlement.amount(of: index, scratch).rawValue
            return (Double(amount) * factors[month], month == 0 ? amount : 0)
        case .parts: return of(settlement.flows(of: index, settlement.payments(of: index, scratch)))
        }
    }
}
