package import JSON

/// The offers judged for one need.
package struct AssessResult: Sendable {
    /// In the order of answers.
    package var offers: [JSONValue]
    package var isEnterpriseKnown: Bool { grounds.enterprise != nil }
    /// Whether the offer asked for exists; true where all were asked for.
    package var isOfferKnown: Bool
    package var grounds: Grounds

    package init(offers: [JSONValue], isOfferKnown: Bool, grounds: Grounds) {
        self.offers = offers
        self.isOfferKnown = isOfferKnown
        self.grounds = grounds
    }
}
