package import Domain

/// An offer with its rule made ready; one reference, so that a list of offers can be walked for each need.
package struct CompiledOffer: Sendable {
    /// What an outcome is judged from, in one place, and the offer, which is large.
    private final class Box: Sendable {
        let rule: CompiledRule
        let bonusRules, caseRules: [CompiledRule]
        let window: Offer.Window
        let status: Offer.Status?
        let isQuotaUsedUp: Bool
        let limits: ProductLimits?
        let offer: Offer

        init(_ offer: Offer) {
            self.offer = offer
            rule = CompiledRule(offer.rule)
            bonusRules = (offer.benefit?.bonus ?? []).map { CompiledRule($0.when) }
            caseRules = (offer.benefit?.cases ?? []).map { CompiledRule($0.when) }
            window = offer.window ?? Offer.Window()
            status = offer.status
            isQuotaUsedUp = offer.quota.map { quota in quota.used.map { $0 >= quota.amount } ?? false } ?? false
            limits = ProductLimits(offer)
        }
    }

    private let box: Box

    package init(_ offer: Offer) { box = Box(offer) }

    package var rule: CompiledRule { box.rule }
    /// The rules of the benefit's bonuses, in their order.
    package var bonusRules: [CompiledRule] { box.bonusRules }
    /// The rules of the benefit's cases, in their order.
    package var caseRules: [CompiledRule] { box.caseRules }
    var window: Offer.Window { box.window }
    var status: Offer.Status? { box.status }
    /// `used_cny` ≥ `amount_cny`; without `used_cny` it is not (R47).
    var isQuotaUsedUp: Bool { box.isQuotaUsedUp }
    /// Of a loan or lease, which can be too small for an amount asked (R46).
    package var limits: ProductLimits? { box.limits }

    /// The facts that its outcome can depend on: those of its rule, and for a product those of the amount asked.
    package var reads: FactSet {
        var facts = rule.reads
        if limits != nil { facts.formUnion(AmountAsked.reads) }
        return facts
    }

    /// The offer as stored.
    package var offer: Offer { box.offer }

    /// The offer has no status: nobody has verified that it is open (30-financing.md, "An offer").
    package var isUnverified: Bool { status == nil }
}
