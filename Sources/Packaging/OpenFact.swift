package import Domain

/// The least and the most that the best package may cost while facts are open, in fen.
package struct CostInterval: Equatable, Sendable {
    /// If everything still to be asked is answered favourably.
    package var least: Fen
    /// With what is known.
    package var most: Fen

    package init(least: Fen, most: Fen) {
        self.least = least
        self.most = most
    }
}

/// An unknown fact, and how far an answer to it moves the cost of the best package.
package struct OpenFact: Equatable, Sendable {
    /// One answer with the interval it leaves.
    package struct Answer: Equatable, Sendable {
        package var value: FactValue
        package var interval: CostInterval

        package init(value: FactValue, interval: CostInterval) {
            self.value = value
            self.interval = interval
        }
    }

    package var fact: Fact
    /// How far the answer that moves the interval most moves its ends, summed.
    package var moves: Fen
    /// The answers that rules tell apart, in the order in which rules name them.
    package var answers: [Answer]
    /// The offers that hang on it, by id.
    package var offers: [String]

    package init(fact: Fact, moves: Fen, answers: [Answer], offers: [String]) {
        self.fact = fact
        self.moves = moves
        self.answers = answers
        self.offers = offers
    }
}
