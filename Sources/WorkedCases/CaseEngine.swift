internal import JSON

/// Runs worked cases and holds each answer against what its case expects.
///
///     let engine = CaseEngine(.all(codes: ReferenceData.codes))
///     let report = await engine.run([try CaseFile(name: path, bytes: bytes)])
package struct CaseEngine: Sendable {
    private let runners: AskRunners

    package init(_ runners: AskRunners) { self.runners = runners }

    /// The results of all cases, in the order given. Never throws: a case that cannot be run is failed.
    package func run(_ files: [CaseFile]) async -> CaseReport {
        var report = CaseReport()
        for file in files {
            var results: [CaseResult] = []
            for (index, value) in file.cases.enumerated() {
                results.append(
                    CaseResult(
                        id: CaseEngine.id(of: value, at: index),
                        about: value["about"]?.string ?? "",
                        differences: await differences(value)
                    )
                )
            }
            report.files.append(CaseReport.File(name: file.name, results: results))
        }
        return report
    }

    /// The id of a case, or its place in the file from 1, `#3`, where it has none.
    private static func id(of value: JSONValue, at index: Int) -> String {
        guard let id = value["id"]?.string, !id.isEmpty else { return "#\(index + 1)" }
        return id
    }

    /// What is wrong with the case first, then where its answer differs.
    private func differences(_ value: JSONValue) async -> [Difference] {
        guard let object = value.object else {
            return [Difference(path: "", expected: "a case: an object with id, ask and expected", got: value)]
        }
        let input = CaseInput(object)
        var differences = CaseInput.unknownKeys(of: object, known: CaseInput.keys)
        do {
            _ = try input.text("id")
            let runner = try runner(of: input)
            let expected = try CaseEngine.expected(of: input)
            let answer = try await runner.answer(input)
            differences += Comparison.differences(expected: expected, got: answer)
        } catch {
            differences += error.differences
        }
        return differences
    }

    private func runner(of input: CaseInput) throws(CaseFlaw) -> any AskRunner {
        let ask = try input.text("ask")
        guard let runner = runners[ask] else {
            throw CaseFlaw("ask", "what this build answers: " + runners.asks.joined(separator: ", "), got: .string(ask))
        }
        return runner
    }

    /// What the case expects; it must have something that is compared, for else the case would always pass.
    private static func expected(of input: CaseInput) throws(CaseFlaw) -> JSONValue {
        guard let value = input.optional("expected"), let object = value.object,
            object.members.contains(where: { !Comparison.readingOnly.contains($0.key) })
        else {
            throw CaseFlaw("expected", "an object with a field that is compared", got: input.object["expected"])
        }
        return value
    }
}
