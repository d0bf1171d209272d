/// How many questions are under way at once: as many as the cluster answers without keeping them waiting, found by
/// adding one at a time and taking off a part at once (AIMD; Chiu, Jain 1989), on what a question costs
/// (40-cluster.md, section 8).
///
/// What is refused is refused before anything is done for it, so that a refusal costs next to nothing and what was
/// accepted is answered in time. A batch gives way to people: it gets at most a part of what there is.
package struct Admission: Sendable {
    package struct Settings: Sendable {
        /// In units of a cheap question.
        package var least = 16.0
        package var most = 4_096.0
        package var start = 128.0
        /// An answer after more than this part of its time says that too much is under way.
        package var lateAfter = 0.5
        /// What is left of the limit then, and how long nothing more is taken off.
        package var cut = 0.8
        package var pause: Instant = .milliseconds(200)
        /// The part of the limit that a batch may fill, and the cluster's own questions.
        package var batchPart = 0.7
        package var internalPart = 0.5

        package init() {}
    }

    /// What a question is for; a lower one goes first.
    package enum Class: Int, Sendable, CaseIterable {
        case interactive, batch, `internal`
    }

    private let settings: Settings
    /// Cost that may be under way.
    package private(set) var limit: Double
    package private(set) var underWay = 0.0
    private var cutUntil: Instant = 0
    package private(set) var refused: [Int] = [0, 0, 0]

    package init(settings: Settings = Settings()) {
        self.settings = settings
        limit = settings.start
    }

    /// What a question that goes through so many records is reckoned at; 1 for one that looks at few.
    package static func cost(records: Int) -> Double { 1 + Double(records) / 200_000 }

    /// Whether a question may begin; it must be told of by `ended` then.
    package mutating func begin(_ cost: Double, _ of: Class) -> Bool {
        let part =
            switch of {
            case .interactive: 1.0
            case .batch: settings.batchPart
            case .internal: settings.internalPart
            }
        // One is always let through, however large.
        guard underWay == 0 || underWay + cost <= limit * part else {
            refused[of.rawValue] += 1
            return false
        }
        underWay += cost
        return true
    }

    /// A question ended.
    ///
    /// - Parameters:
    ///   - took: since it began.
    ///   - budget: the time that it had.
    ///   - isWhole: everything answered; where workers had no room, or no time, it is not.
    package mutating func ended(_ cost: Double, took: Instant, budget: Instant, isWhole: Bool, now: Instant) {
        let before = underWay
        underWay = max(0, underWay - cost)
        let isLate = Double(took) > settings.lateAfter * Double(budget)
        if isLate || !isWhole {
            guard now >= cutUntil else { return }
            cutUntil = now + settings.pause
            limit = max(settings.least, limit * settings.cut)
        } else if before >= limit / 2 {
            // Only a limit that is made use of is known to be too low.
            limit = min(settings.most, limit + cost / limit)
        }
    }
}
