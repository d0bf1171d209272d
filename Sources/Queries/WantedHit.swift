package import Matching

/// A line that a model fits, with what the supplier wants to know of it.
package struct WantedHit: Sendable, Ranked {
    package var line: WantedLine
    package var parts: RoundedParts
    package var title: String
    package var region: String
    package var quantity: Int
    package var neededBy: String

    package init(
        line: WantedLine, parts: RoundedParts, title: String, region: String, quantity: Int, neededBy: String
    ) {
        self.line = line
        self.parts = parts
        self.title = title
        self.region = region
        self.quantity = quantity
        self.neededBy = neededBy
    }

    package func precedes(_ other: WantedHit) -> Bool { line.precedes(other.line) }
}
