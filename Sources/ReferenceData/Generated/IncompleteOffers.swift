// swift-format-ignore-file
// Made by ops/make-resources; do not edit.

extension Generated {
    /// Offers whose published amount the form cannot say, JSON Lines.
    static let incompleteOffers: String = #"""

"""#
}
