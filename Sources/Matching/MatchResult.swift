package import Domain

/// One model that passes all hard tests of a line, as it is answered.
package struct Hit: Ranked, Equatable, Sendable {
    /// The model's id.
    package var model: String
    /// Millionths.
    package var score: Int64
    package var parts: RoundedParts
    package var price: Fen
    /// The supplier's id.
    package var supplier: String
    /// The model's name.
    package var name: String

    package init(model: String, score: Int64, parts: RoundedParts, price: Fen, supplier: String, name: String) {
        self.model = model
        self.score = score
        self.parts = parts
        self.price = price
        self.supplier = supplier
        self.name = name
    }

    /// What the hit is ordered by.
    package var rank: ModelRank<ByteOrdered> {
        ModelRank(score: score, priceFen: price.rawValue, id: ByteOrdered(model))
    }

    package func precedes(_ other: Hit) -> Bool { rank.precedes(other.rank) }
}

/// The models for one line.
package struct MatchResult: Equatable, Sendable {
    /// How many pass all hard tests.
    package var candidates: Int
    /// The first of them in order.
    package var hits: [Hit]

    package init(candidates: Int, hits: [Hit]) {
        self.candidates = candidates
        self.hits = hits
    }
}

/// One line of an open need that a model passes all hard tests of (20-matching.md, "Reverse").
package struct WantedLine: Ranked, Equatable, Sendable {
    /// The need's id.
    package var need: String
    /// The line's id within it.
    package var line: String
    /// The model's score for the line, in millionths.
    package var score: Int64

    package init(need: String, line: String, score: Int64) {
        self.need = need
        self.line = line
        self.score = score
    }

    /// Score descending, then need id, then line id, both ascending in byte order.
    package func precedes(_ other: WantedLine) -> Bool {
        if score != other.score { return score > other.score }
        let (mine, theirs) = (ByteOrdered(need), ByteOrdered(other.need))
        if mine != theirs { return mine < theirs }
        return ByteOrdered(line) < ByteOrdered(other.line)
    }
}

/// One hard test of one model for one line, with both figures.
package struct TestResult: Equatable, Sendable {
    /// `category`, `live`, `price`, `efficiency`, `delivery`, `capacity`, `service`, or `specs.KEY`.
    package var test: String
    package var holds: Bool
    /// The model's figure for display; nil where it is unknown.
    package var modelValue: String?
    /// The line's figure for display; nil where it asks for nothing.
    package var lineValue: String?

    package init(test: String, holds: Bool, modelValue: String?, lineValue: String?) {
        self.test = test
        self.holds = holds
        self.modelValue = modelValue
        self.lineValue = lineValue
    }
}
