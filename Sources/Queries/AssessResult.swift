/// The offers judged for one need.
package struct AssessResult: Sendable {
    /// A JSON list in the order of answers, as text.
    package var offers: [UInt8]
    package var isEnterpriseKnown: Bool
    /// Whether the offer asked for exists; true where all were asked for.
    package var isOfferKnown: Bool

    package init(offers: [UInt8], isEnterpriseKnown: Bool, isOfferKnown: Bool) {
        self.offers = offers
        self.isEnterpriseKnown = isEnterpriseKnown
        self.isOfferKnown = isOfferKnown
    }
}
