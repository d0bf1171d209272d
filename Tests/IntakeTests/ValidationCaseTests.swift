import Domain
import Foundation
import Intake
import JSON
import JSONParsing
import ReferenceData
import SharedFiles
import Testing

/// `cases/validation.json`, all of it, through a run over files in memory.
@Suite(.enabled(if: SharedFiles.isThere)) struct ValidationCaseTests {
    @Test("every validation case gives its problems and its accepted rows")
    func cases() async throws {
        let cases = try #require(try JSONParser.parse(SharedFiles.contents("cases/validation.json")).array)
        #expect(cases.count >= 48)
        for testCase in cases {
            let outcome = try await Outcome(
                sources(testCase),
                codes: codes(testCase),
                stored: stored(testCase)
            )
            let id = testCase["id"]?.string ?? "?"
            let problems = outcome.problems.map { problem -> JSONValue in
                var object = problem.json.object ?? JSONObject()
                for key in ["message", "found", "expected"] { object[key] = nil }
                return .object(object)
            }
            #expect(problems == testCase["expected"]?["problems"]?.array, "\(id)")
            let accepted = (testCase["expected"]?["accepted"]?.array ?? []).map {
                "\($0["file"]?.string ?? ""):\($0["row"]?.int ?? 0)"
            }
            #expect(outcome.accepted == accepted, "\(id)")
            #expect(outcome.delivered.count == accepted.count, "\(id)")
            #expect(outcome.counts.accepted == accepted.count, "\(id)")
        }
    }

    private func codes(_ testCase: JSONValue) -> KnownCodes {
        let categories = (testCase["categories"]?.array ?? []).map { category in
            let types = (category["specs"]?.object?.members ?? []).compactMap { spec in
                (spec.value["type"]?.string).flatMap { Category.SpecType(rawValue: $0) }.map { (spec.key, $0) }
            }
            return Category(
                path: CategoryPath(category["path"]?.string ?? ""),
                specs: Dictionary(uniqueKeysWithValues: types)
            )
        }
        var codes = ReferenceData.codes
        codes.categories = CategoryTree(categories)
        return codes
    }

    private func stored(_ testCase: JSONValue) -> [RecordKind: Set<String>] {
        var stored: [RecordKind: Set<String>] = [:]
        for member in testCase["existing"]?.object?.members ?? [] {
            guard let kind = RecordKind(rawValue: member.key) else { continue }
            stored[kind] = Set((member.value.array ?? []).compactMap { $0.string })
        }
        return stored
    }

    private func sources(_ testCase: JSONValue) throws -> [IntakeSource] {
        try (testCase["files"]?.array ?? []).map { file in
            let lines = try (file["lines"]?.array ?? []).map { try bytes(of: $0) }
            return try IntakeSource(
                file: file["file"]?.string ?? "",
                kind: #require((file["kind"]?.string).flatMap { RecordKind(rawValue: $0) }),
                bytes: Array(lines.joined(separator: [0x0A]))
            )
        }
    }

    private func bytes(of line: JSONValue) throws -> [UInt8] {
        if let text = line.string { return Array(text.utf8) }
        if let text = line["base64"]?.string { return Array(try #require(Data(base64Encoded: text))) }
        let fill = Array(repeating: line["fill"]?.string ?? "", count: line["times"]?.int ?? 0).joined()
        return Array(((line["before"]?.string ?? "") + fill + (line["after"]?.string ?? "")).utf8)
    }
}
