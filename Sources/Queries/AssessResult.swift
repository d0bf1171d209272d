package import JSON

/// The offers judged for one need.
package struct AssessResult: Sendable {
    /// In the order of answers.
    package var offers: [JSONValue]
    package var isEnterpriseKnown: Bool
    /// Whether the offer asked for exists; true where all were asked for.
    package var isOfferKnown: Bool

    package init(offers: [JSONValue], isEnterpriseKnown: Bool, isOfferKnown: Bool) {
        self.offers = offers
        self.isEnterpriseKnown = isEnterpriseKnown
        self.isOfferKnown = isOfferKnown
    }
}
