import ReferenceData
import SharedFiles
import Terminal
import Testing
import WorkedCases

/// The contract's own cases through the runner that departments use.
@Suite("Shared cases") struct SharedCaseTests {
    static let engine = CaseEngine(.all(codes: ReferenceData.codes))

    @Test(
        "every case of the questions that this build answers passes",
        .enabled(if: SharedFiles.isThere),
        arguments: [
            ("rules", 48), ("benefits", 46), ("schedules", 24), ("packages", 40), ("matching", 40), ("validation", 48),
        ]
    )
    func passes(name: String, count: Int) async throws {
        let bytes = try #require(SharedFiles.bytes("cases/\(name).json"))
        let report = await Self.engine.run([try CaseFile(name: name, bytes: bytes)])
        #expect(report.failed == 0, "\(report.text(.en))")
        #expect(report.passed == count)
    }

    @Test(
        "a question that has no runner fails its case with what is known",
        .enabled(if: SharedFiles.isThere),
        arguments: ["rules", "matching", "validation", "packages", "benefits", "schedules"]
    )
    func unanswered(name: String) async throws {
        let bytes = try #require(SharedFiles.bytes("cases/\(name).json"))
        let report = await CaseEngine(AskRunners([])).run([try CaseFile(name: name, bytes: bytes)])
        #expect(report.passed == 0)
        #expect(report.files[0].results.allSatisfy { $0.differences.map(\.path) == ["ask"] })
    }
}
