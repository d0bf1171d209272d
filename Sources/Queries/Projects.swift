package import Domain
package import JSON
import Matching

/// What a provider asks of the open needs (50-interfaces.md, `projects`). Absent = not asked.
package struct ProjectQuery: Sendable {
    package enum Sort: String, CaseIterable, Sendable { case fit, amount, submitted }

    package var provider: String
    package var offer: String?
    package var region: Region?
    package var industry: Industry?
    package var category: CategoryPath?
    package var minAmount, maxAmount: Fen?
    package var direction: String?
    package var sort: Sort
    package var limit: Int
    /// The last row of the page before.
    package var after: ProjectKey?

    package init(provider: String, sort: Sort = .fit, limit: Int) {
        self.provider = provider
        self.sort = sort
        self.limit = limit
    }
}

/// What orders projects: a total order, so that pages never repeat a row.
package struct ProjectKey: Equatable, Sendable {
    /// `Outcome.order`.
    package var outcome: Int
    package var fit: Int64
    /// −1 where unknown.
    package var amount: Int64
    /// Days since 1970; `Int32.min` where unknown.
    package var submitted: Int32
    package var need: String

    package init(outcome: Int, fit: Int64, amount: Int64, submitted: Int32, need: String) {
        self.outcome = outcome
        self.fit = fit
        self.amount = amount
        self.submitted = submitted
        self.need = need
    }

    /// fit: outcome, fit descending, amount descending, id; amount and submitted put that first, descending.
    package func precedes(_ other: ProjectKey, by sort: ProjectQuery.Sort) -> Bool {
        if sort == .amount, amount != other.amount { return amount > other.amount }
        if sort == .submitted, submitted != other.submitted { return submitted > other.submitted }
        if outcome != other.outcome { return outcome < other.outcome }
        if fit != other.fit { return fit > other.fit }
        if amount != other.amount { return amount > other.amount }
        return need.utf8.lexicographicallyPrecedes(other.need.utf8)
    }
}

/// The projects of some vshards: how many, how they spread, and the first of a page.
package struct ProjectPage: Sendable {
    package struct Row: Ranked, Sendable {
        package var key: ProjectKey
        package var sort: ProjectQuery.Sort
        package var json: JSONValue

        package init(key: ProjectKey, sort: ProjectQuery.Sort, json: JSONValue) {
            self.key = key
            self.sort = sort
            self.json = json
        }

        package func precedes(_ other: Row) -> Bool { key.precedes(other.key, by: sort) }
    }

    package var total = 0
    package var rows: [Row] = []
    package var cities: [String: Int] = [:]
    package var industries: [String: Int] = [:]
    package var directions: [String: Int] = [:]
    package var amounts: [String: Int] = [:]
    package var isOfferKnown = false

    package init() {}
}
