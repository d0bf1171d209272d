import JSON
import JSONParsing
import ReferenceData
import Terminal
import Testing
import WorkedCases

/// A file of cases of which each but the first fails in another way, against golden answers.
@Suite("Report of a mixed file") struct ReportTests {
    private func report() async throws -> CaseReport {
        await SharedCaseTests.engine.run([try CaseFile(name: "mixed.json", bytes: try Fixtures.bytes("mixed.json"))])
    }

    @Test("exactly the differences that were made, by path")
    func paths() async throws {
        let results = try await report().files[0].results
        #expect(results.map(\.id) == Self.paths.map(\.id))
        for (result, expected) in zip(results, Self.paths) {
            #expect(result.differences.map(\.path) == expected.paths, "\(result.id)")
        }
    }

    private static let paths: [(id: String, paths: [String])] = [
        ("assess-pass", []),
        ("assess-fail", ["outcome", "outcom", "asks[0]", "conditions[0].value", "conditions[1]"]),
        ("match-fail", ["models[0].score", "failed.m-2[0]", "failed.m-3"]),
        ("tokens-fail", ["tokens[0][2]"]),
        ("validate-fail", ["accepted[0]", "problems[0].code", "problems[1]", "problems[2]", "problems[3]"]),
        ("later", ["ask"]), ("misspelt", ["as-of"]), ("#8", ["id"]),
    ]

    @Test("the JSON answer") func json() async throws {
        #expect(try await report().json.text + "\n" == Fixtures.text("mixed.answer.json"))
    }

    @Test("the text in Chinese and English") func text() async throws {
        let report = try await report()
        #expect(report.text(.zh) == (try Fixtures.text("mixed.zh.txt")))
        #expect(report.text(.en) == (try Fixtures.text("mixed.en.txt")))
    }

    @Test("CSV has a row for each difference and for each case that passes") func csv() async throws {
        let report = try await report()
        let rows = report.csv.split(separator: "\r\n")
        let differences = report.files[0].results.reduce(0) { $0 + $1.differences.count }
        #expect(rows.count == 1 + report.passed + differences)
        #expect(rows[0] == "id,file,pass,path,expected,got")
        #expect(rows[1] == "assess-pass,mixed.json,true,,,")
        #expect(rows[2] == #"assess-fail,mixed.json,false,outcome,"""needs_facts""","""eligible""""#)
    }

    @Test("a text of a file cannot steer the terminal") func controls() {
        let result = CaseResult(
            id: "a\u{1B}[31m",
            about: "b\u{202E}\nc",
            differences: [Difference(path: "p\u{9B}", expected: .string("\u{1B}]0;x\u{7}\u{202E}"), got: nil)]
        )
        let text = CaseReport(files: [.init(name: "f\u{1B}", results: [result])]).text(.en)
        #expect(!text.unicodeScalars.contains { $0 != "\n" && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) })
        #expect(!text.unicodeScalars.contains("\u{202E}"))
    }

    @Test("counts of several files, and of none") func counts() async throws {
        let file = try CaseFile(name: "mixed.json", bytes: try Fixtures.bytes("mixed.json"))
        let report = await SharedCaseTests.engine.run([file, try CaseFile(name: "none", bytes: Array("[]".utf8)), file])
        #expect(report.files.map(\.passed) == [1, 0, 1])
        #expect(report.files.map(\.failed) == [7, 0, 7])
        #expect((report.passed, report.failed) == (2, 14))
        #expect(CaseReport().json.text == #"{"passed":0,"failed":0,"cases":[]}"#)
    }
}
