package import JSON
package import Matching

/// The best of one line over some vshards, with how many passed.
package struct LineMatch: Sendable {
    package var line: String
    package var candidates: Int
    package var hits: [Hit]
    /// For each hit, its hard tests; empty unless they were asked for.
    package var tests: [JSONValue]

    package init(line: String, candidates: Int, hits: [Hit], tests: [JSONValue]) {
        self.line = line
        self.candidates = candidates
        self.hits = hits
        self.tests = tests
    }
}
