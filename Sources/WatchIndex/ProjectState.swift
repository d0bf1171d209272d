package import Domain
package import Rules

/// A need with its enterprise as they stand on a day: one side of a change.
///
/// A change of the need, of its enterprise or of the day alone are all two such states.
package struct ProjectState: Sendable {
    package let need: Need
    /// Nil = not known here.
    package let enterprise: Enterprise?
    package let asOf: CalendarDay
    /// Of both on that day, without a package.
    package let facts: FactTable

    package init(need: Need, enterprise: Enterprise?, asOf: CalendarDay) {
        self.need = need
        self.enterprise = enterprise
        self.asOf = asOf
        facts = FactTable(enterprise: enterprise, need: need, asOf: asOf)
    }
}
