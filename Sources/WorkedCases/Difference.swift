package import JSON

/// One place where a case and the engine disagree, or where the case itself is wrong.
package struct Difference: Equatable, Sendable {
    /// From `expected` for what was compared (`conditions[1].result`), from the case for what is wrong with it
    /// (`need.lines[0].quantity`); empty for the case as a whole.
    package var path: String
    /// What the case expects, or in words what should stand at that place; nil where nothing should.
    package var expected: JSONValue?
    /// What the engine answers, or what stands at that place of the case; nil where nothing does.
    package var got: JSONValue?

    package init(path: String, expected: JSONValue?, got: JSONValue?) {
        self.path = path
        self.expected = expected
        self.got = got
    }

    /// `{"path", "expected", "got"}`; null also where nothing stands.
    package var json: JSONValue { ["path": .string(path), "expected": expected ?? .null, "got": got ?? .null] }
}

/// Why a case cannot be asked: it is wrong, or its records cannot be read.
package struct CaseFlaw: Error, Equatable, Sendable {
    package var differences: [Difference]

    package init(_ differences: [Difference]) { self.differences = differences }

    /// One place that is wrong.
    ///
    /// - Parameters:
    ///   - path: the place in the case.
    ///   - expected: in words what should stand there.
    ///   - got: what does; nil where nothing does.
    package init(_ path: String, _ expected: String, got: JSONValue?) {
        differences = [Difference(path: path, expected: .string(expected), got: got)]
    }
}
