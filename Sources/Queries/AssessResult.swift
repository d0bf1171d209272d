/// The offers judged for one need.
package struct AssessResult: Sendable {
    /// A JSON list in the order of answers, as text.
    package var offers: [UInt8]
    package var isEnterpriseKnown: Bool { grounds.enterprise != nil }
    /// Whether the offer asked for exists; true where all were asked for.
    package var isOfferKnown: Bool
    package var grounds: Grounds

    package init(offers: [UInt8], isOfferKnown: Bool, grounds: Grounds) {
        self.offers = offers
        self.isOfferKnown = isOfferKnown
        self.grounds = grounds
    }
}
