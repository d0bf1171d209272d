package import Domain
package import FinanceMath
internal import Rules

/// What a benefit comes to by its own terms, before anything it shares with others (30-financing.md, R13).
package struct OwnAmount: Sendable {
    package let id: String
    package let kind: Offer.Kind
    /// By the months of the base's payments, ascending.
    package internal(set) var payments: [MonthAmount]
    /// Whether 12 months are 0–11 (paid ahead) or 1–12 (in arrears) (R10).
    let isAhead: Bool
    /// What it subsidises together with others; nil = nothing that is bounded (R11).
    package let thing: SubsidisedThing?
    /// Whether its payments are those of the thing, so that it is bounded payment by payment (R11).
    let goesByPayments: Bool
    let timing: PaymentTiming
    var cappedBy: [String]
    package let restsOnUnknown: [Fact]

    package var amount: Fen { payments.reduce(.zero) { $0 + $1.amount } }
}

extension OwnAmount {
    /// The amount of a buyer's benefit in a package.
    ///
    /// - Parameters:
    ///   - others: other benefits of the package by their own terms, for a top-up, a cap on one, or what counts them.
    /// - Returns: nil where the offer's amount is not published.
    init?(_ compiled: CompiledOffer, _ bases: PackageBases, _ others: OtherAmounts) {
        let offer = compiled.offer
        guard let benefit = offer.benefit else { return nil }
        var work = AmountWork(compiled, benefit, bases, others)
        work.form()
        work.cap()
        work.finish()
        id = offer.id
        kind = offer.kind
        payments = work.base.payments.filter { $0.amount > .zero }
        isAhead = work.base.isAhead
        (thing, goesByPayments) =
            offer.kind == .equipmentReward ? (nil, false) : OwnAmount.thing(of: benefit.base, work.terms.form)
        timing = PaymentTiming(benefit, kind: offer.kind, bases)
        cappedBy = work.capped
        restsOnUnknown = work.restsOnUnknown
    }

    /// What a subsidy subsidises, and whether payment by payment (R11); a reward of any base subsidises nothing: points
    /// and the principal count as the loan's or the lease's interest, `lease_contract` as the lease's, the guaranteed
    /// amount as the guarantee fees; a flat sum goes by no payments.
    private static func thing(of base: BenefitBase, _ form: AmountForm) -> (SubsidisedThing?, Bool) {
        guard case .quantity(let quantity) = base else { return (nil, false) }
        return switch quantity {
        case .loanInterest: (.loanInterest, !form.isFlat)
        case .loanPrincipal: (.loanInterest, form.isPoints)
        case .leaseInterest: (.leaseInterest, !form.isFlat)
        case .leasePrincipal: (.leaseInterest, form.isPoints)
        case .leaseContract: (.leaseInterest, false)
        case .premium: (.premium, !form.isFlat)
        case .guaranteeFee: (.guaranteeFee, !form.isFlat)
        case .guaranteedAmount: (.guaranteeFee, false)
        case .equipmentAmount, .investmentTotal, .fixedAssetInvestment, .plantInvestment, .received,
            .receivedThisYear:
            (nil, false)
        }
    }
}
