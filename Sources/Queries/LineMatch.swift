package import JSON
package import Matching

/// The best of one line over some vshards, with how many passed.
package struct LineMatch: Sendable {
    package var line: String
    package var candidates: Int
    package var hits: [Hit]
    /// For each hit, its hard tests; empty unless they were asked for.
    package var tests: [JSONValue]
    /// For each hit, its record as canonical JSON; empty unless they were asked for.
    package var bodies: [[UInt8]]

    package init(line: String, candidates: Int, hits: [Hit], tests: [JSONValue], bodies: [[UInt8]] = []) {
        self.line = line
        self.candidates = candidates
        self.hits = hits
        self.tests = tests
        self.bodies = bodies
    }
}
