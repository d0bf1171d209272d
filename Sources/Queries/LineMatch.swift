package import JSON
package import Matching

/// The best of one line over some vshards, with how many passed.
package struct LineMatch: Sendable {
    /// A category with more models than this is not counted through unless it is asked: the search stops where no
    /// more can get in. By the number of models, and not by where a search stopped, so that the answer is the same for
    /// any number of shards.
    package static let countedRows = 2_048

    package var line: String
    /// How many pass all hard tests, of those that were looked at.
    package var candidates: Int
    /// Whether all were looked at.
    package var isExact: Bool
    /// Models in the line's category, whatever their state.
    package var rows: Int
    package var hits: [Hit]
    /// For each hit, its hard tests; empty unless they were asked for.
    package var tests: [JSONValue] = []
    /// For each hit, its record as canonical JSON; empty unless they were asked for.
    package var bodies: [[UInt8]] = []

    package init(line: String, candidates: Int, isExact: Bool, rows: Int, hits: [Hit]) {
        self.line = line
        self.candidates = candidates
        self.isExact = isExact
        self.rows = rows
        self.hits = hits
    }
}
