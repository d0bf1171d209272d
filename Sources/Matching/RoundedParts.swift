/// The parts as they are shown: millionths, rounded like the score.
package struct RoundedParts: Equatable, Sendable {
    package var price, efficiency, delivery, locality, rating, policy, text: Int64

    package init(_ parts: ScoreParts) {
        price = ScoreParts.millionths(parts.price)
        efficiency = ScoreParts.millionths(parts.efficiency)
        delivery = ScoreParts.millionths(parts.delivery)
        locality = ScoreParts.millionths(parts.locality)
        rating = ScoreParts.millionths(parts.rating)
        policy = ScoreParts.millionths(parts.policy)
        text = ScoreParts.millionths(parts.text)
    }

    package init(
        price: Int64,
        efficiency: Int64,
        delivery: Int64,
        locality: Int64,
        rating: Int64,
        policy: Int64,
        text: Int64
    ) {
        self.price = price
        self.efficiency = efficiency
        self.delivery = delivery
        self.locality = locality
        self.rating = rating
        self.policy = policy
        self.text = text
    }
}
