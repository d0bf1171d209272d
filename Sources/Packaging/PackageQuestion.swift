package import Domain
internal import FinanceMath
package import Rules

/// What a package is chosen by (30-financing.md, "Cost").
package enum PackageObjective: String, CaseIterable, Sendable {
    /// Least net present cost.
    case cost
    /// Least own cash in month 0, then cost.
    case upfront
    /// Cost, reviewed and unverified benefits counting nothing.
    case certain
}

/// Everything a package follows from; nothing else is looked at.
package struct PackageQuestion: Sendable {
    /// Nil = not known: all its facts are unknown.
    package var enterprise: Enterprise?
    package var need: Need
    /// In any order: the answer does not depend on it.
    package var offers: [CompiledOffer]
    package var jointCaps: [JointCap]
    /// The model chosen for a line, by line id; empty = none picked, then the need's own equipment amount holds.
    package var picks: [String: PackageFacts.Pick]
    package var asOf: CalendarDay
    package var objective: PackageObjective
    /// Per year, of the net present cost.
    package var discountRate: Rate
    /// Facts taken to be so, whatever the records say.
    package var assumed: [Assumption] = []
    /// Whether what must still be asked is taken to be answered so that the offer can be had.
    package var isHopeful = false
    /// How many packages at most, the best first; the others differ from it in kind, not in a fen.
    package var top: Int

    /// A fact with a value.
    package struct Assumption: Equatable, Sendable {
        package var fact: Fact
        package var value: FactValue

        package init(fact: Fact, value: FactValue) {
            self.fact = fact
            self.value = value
        }
    }

    /// 3 % a year (30-financing.md, "Cost").
    package static let defaultDiscountRate = PresentValue.standardRate

    package init(
        enterprise: Enterprise?, need: Need, offers: [CompiledOffer], jointCaps: [JointCap],
        picks: [String: PackageFacts.Pick] = [:], asOf: CalendarDay, objective: PackageObjective = .cost,
        discountRate: Rate = defaultDiscountRate, top: Int = 1
    ) {
        self.enterprise = enterprise
        self.need = need
        self.offers = offers
        self.jointCaps = jointCaps
        self.picks = picks
        self.asOf = asOf
        self.objective = objective
        self.discountRate = discountRate
        self.top = top
    }
}

extension PackageQuestion {
    /// The facts of the need, with what is assumed.
    ///
    /// - Parameter need: with the equipment amount of the picks.
    func facts(_ need: Need, package: PackageFacts? = nil) -> FactTable {
        var facts = FactTable(enterprise: enterprise, need: need, asOf: asOf, package: package)
        for assumption in assumed { facts.assume(assumption.fact, assumption.value) }
        return facts
    }
}

/// Why there is no package: a fact without which none can be worked out.
package struct PackageRefusal: Error, Equatable, Sendable {
    /// `need.equipment_amount_cny`, or `lines[…].max_unit_price_cny` of a line without pick and price (R57).
    package var fields: [String]

    package init(fields: [String]) { self.fields = fields }
}
