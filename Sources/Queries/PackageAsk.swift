package import Domain
package import JSON
package import Packaging

/// What a worker is asked to put packages together for.
package struct PackageAsk: Sendable {
    package var need: Need
    /// Given with a need that is not stored; nil = the stored one.
    package var enterprise: Enterprise?
    /// The models chosen, at most one a line.
    package var picks: [Pick]
    package var asOf: CalendarDay
    package var objective: PackageObjective
    package var discountRate: Rate
    /// Packages at most.
    package var top: Int
    /// Whether loans and leases are shown month by month.
    package var schedule: Bool

    /// A model for a line.
    package struct Pick: Sendable {
        package var line: String
        package var model: EquipmentModel

        package init(line: String, model: EquipmentModel) {
            self.line = line
            self.model = model
        }
    }

    package init(
        need: Need, enterprise: Enterprise? = nil, picks: [Pick] = [], asOf: CalendarDay,
        objective: PackageObjective = .cost, discountRate: Rate = PackageQuestion.defaultDiscountRate, top: Int = 1,
        schedule: Bool = false
    ) {
        self.need = need
        self.enterprise = enterprise
        self.picks = picks
        self.asOf = asOf
        self.objective = objective
        self.discountRate = discountRate
        self.top = top
        self.schedule = schedule
    }
}

/// The records an answer follows from beside its question, as they stood.
package struct Grounds: Sendable {
    /// A record that was read, with the seq of its version.
    package struct Version: Equatable, Sendable {
        package var id: String
        package var seq: UInt64

        package init(id: String, seq: UInt64) {
            self.id = id
            self.seq = seq
        }
    }

    /// Nil where it is not known.
    package var enterprise: Enterprise?
    package var offers, jointCaps: [Version]

    package init(enterprise: Enterprise?, offers: [Version], jointCaps: [Version] = []) {
        self.enterprise = enterprise
        self.offers = offers
        self.jointCaps = jointCaps
    }
}

/// The packages of a need, or why there is none.
package struct PackageResult: Sendable {
    package var solution: Result<PackageSolution, PackageRefusal>
    /// As answers show them; empty where there is none.
    package var packages: JSONValue
    package var grounds: Grounds
    /// Lines whose picked model is of a suspended supplier; then nothing was worked out.
    package var suspended: [String]

    package init(
        solution: Result<PackageSolution, PackageRefusal>, packages: JSONValue, grounds: Grounds,
        suspended: [String] = []
    ) {
        self.solution = solution
        self.packages = packages
        self.grounds = grounds
        self.suspended = suspended
    }
}

/// What changes for a need where facts are others.
package struct WhatIfResult: Sendable {
    /// JSON of the answer's parts.
    package var outcomes, before, after, difference: JSONValue
    package var grounds: Grounds
    /// As of `PackageResult`.
    package var suspended: [String]

    package init(
        outcomes: JSONValue, before: JSONValue, after: JSONValue, difference: JSONValue, grounds: Grounds,
        suspended: [String] = []
    ) {
        self.outcomes = outcomes
        self.before = before
        self.after = after
        self.difference = difference
        self.grounds = grounds
        self.suspended = suspended
    }
}

/// Which unknown fact moves the cost of the best package most.
package struct AskNextResult: Sendable {
    /// JSON of the answer's parts; null where the equipment amount is not known.
    package var interval, facts: JSONValue
    /// The fields without which there is no package.
    package var refused: [String]
    package var isEnterpriseKnown: Bool
    /// As of `PackageResult`.
    package var suspended: [String]

    package init(
        interval: JSONValue = .null, facts: JSONValue = .null, refused: [String] = [], isEnterpriseKnown: Bool,
        suspended: [String] = []
    ) {
        self.interval = interval
        self.facts = facts
        self.refused = refused
        self.isEnterpriseKnown = isEnterpriseKnown
        self.suspended = suspended
    }
}
