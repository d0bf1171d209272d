package import JSON

/// How one case came out.
package struct CaseResult: Equatable, Sendable {
    package var id: String
    /// The sentence that says what the case is about; empty where it has none.
    package var about: String
    /// None: the case passes.
    package var differences: [Difference]

    package init(id: String, about: String, differences: [Difference]) {
        self.id = id
        self.about = about
        self.differences = differences
    }

    /// Whether the answer is what the case expects.
    package var isPassed: Bool { differences.isEmpty }
}

/// How the cases of some files came out.
package struct CaseReport: Equatable, Sendable {
    /// The cases of one file in its order.
    package struct File: Equatable, Sendable {
        package var name: String
        package var results: [CaseResult]

        package init(name: String, results: [CaseResult]) {
            self.name = name
            self.results = results
        }

        package var passed: Int { results.count { $0.isPassed } }
        package var failed: Int { results.count - passed }
    }

    package var files: [File]

    package init(files: [File] = []) { self.files = files }

    package var passed: Int { files.reduce(0) { $0 + $1.passed } }
    package var failed: Int { files.reduce(0) { $0 + $1.failed } }

    /// `{"passed", "failed", "cases": [{"id", "file", "pass", "differences": [{"path", "expected", "got"}]}]}`
    /// (50-interfaces.md, "Command line").
    package var json: JSONValue {
        let cases = files.flatMap { file in
            file.results.map { result -> JSONValue in
                [
                    "id": .string(result.id), "file": .string(file.name), "pass": .bool(result.isPassed),
                    "differences": .array(result.differences.map(\.json)),
                ]
            }
        }
        return ["passed": .int(passed), "failed": .int(failed), "cases": .array(cases)]
    }
}
