import Domain
import Foundation
import JSON
import JSONParsing
import Records
import SharedFiles
import Testing

/// `cases/validation.json`: lines, duplicates and references are done here in the simplest way, records by the decoder.
@Suite(.enabled(if: SharedFiles.isThere)) struct ValidationCaseTests {
    @Test("every validation case gives its problems and accepted rows")
    func validationCases() throws {
        let cases = try #require(try JSONParser.parse(SharedFiles.contents("cases/validation.json")).array)
        #expect(cases.count >= 48)
        for testCase in cases {
            let run = try Run(testCase)
            let wanted = try #require(testCase["expected"])
            let id = testCase["id"]?.string ?? "?"
            #expect(run.problems == wanted["problems"]?.array, "\(id)")
            #expect(run.accepted == wanted["accepted"]?.array, "\(id)")
        }
    }

    @Test("the records of all other cases are read literally without a problem")
    func literalCases() throws {
        let kinds: [(key: String, kind: RecordKind)] = [
            ("enterprise", .enterprises), ("need", .needs), ("offer", .offers), ("offers", .offers), ("needs", .needs),
            ("joint_caps", .jointCaps), ("suppliers", .suppliers), ("models", .models), ("model", .models),
        ]
        let codes = KnownCodes(regions: [], industries: [], categories: CategoryTree([]))
        let decoder = RecordDecoder(codes: codes, mode: .literal)
        var read = 0
        for file in ["rules", "benefits", "schedules", "packages", "matching"] {
            for testCase in try JSONParser.parse(SharedFiles.contents("cases/\(file).json")).array ?? [] {
                for (key, kind) in kinds {
                    guard let given = testCase[key] else { continue }
                    for value in given.array ?? [given] where value.object != nil {
                        let decoding = decoder.decode(kind, value)
                        let critical = decoding.problems.filter { $0.severity == .critical }
                        #expect(critical.isEmpty, "\(testCase["id"]?.string ?? "") \(key) \(critical)")
                        let record = try #require(decoding.record)
                        #expect(decoder.decode(kind, record.json).record == record)
                        read += 1
                    }
                }
            }
        }
        #expect(read > 1_000)
    }
}

/// One import run over the files of a case.
private struct Run {
    private(set) var problems: [JSONValue] = []
    private(set) var accepted: [JSONValue] = []

    private struct Row {
        var file: Int
        var number: Int
        var kind: RecordKind
        var decoding: Decoding
        var isRejected: Bool

        mutating func reject(_ field: String, _ code: ProblemCode) {
            isRejected = true
            decoding.problems.append(Problem(field: field, severity: .critical, code: code, message: ""))
        }

        func missing(in ids: Set<Reference>) -> [Reference] {
            decoding.references.filter { !ids.contains(Reference(field: "", kind: $0.kind, id: $0.id)) }
        }
    }

    init(_ testCase: JSONValue) throws {
        let shared = try #require(TestCodes.shared)
        let codes = KnownCodes(
            regions: shared.regions,
            industries: shared.industries,
            categories: TestCodes.tree(testCase["categories"]?.array ?? [])
        )
        let decoder = RecordDecoder(codes: codes, mode: .strict)
        let files = try #require(testCase["files"]?.array)
        var rows: [Row] = []
        for (index, file) in files.enumerated() {
            let kind = try #require((file["kind"]?.string).flatMap { RecordKind(rawValue: $0) })
            for (number, line) in (file["lines"]?.array ?? []).enumerated() {
                guard let decoding = try Run.decode(line, isFirst: number == 0, kind, decoder) else { continue }
                let isRejected = decoding.problems.contains { $0.severity == .critical }
                rows.append(
                    .init(file: index, number: number + 1, kind: kind, decoding: decoding, isRejected: isRejected)
                )
            }
        }
        check(&rows, existing: testCase["existing"])
        for row in rows {
            let name = files[row.file]["file"] ?? .null
            for problem in row.decoding.problems.sorted(by: { $0.field < $1.field }) {
                problems.append([
                    "file": name, "row": .int(row.number), "field": .string(problem.field),
                    "severity": .string(problem.severity.rawValue), "code": .string(problem.code.rawValue),
                ])
                #expect(problem.found.unicodeScalars.count <= 80)
            }
            if !row.isRejected { accepted.append(["file": name, "row": .int(row.number)]) }
        }
    }

    /// Nil for an empty line.
    private static func decode(
        _ line: JSONValue,
        isFirst: Bool,
        _ kind: RecordKind,
        _ decoder: RecordDecoder
    ) throws -> Decoding? {
        var bytes = try bytes(of: line)
        if isFirst, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        if bytes.isEmpty { return nil }
        if bytes.count > 1_048_576 { return rejection(.lineTooLong) }
        do throws(JSONParseError) {
            return decoder.decode(kind, try JSONParser.parse(bytes))
        } catch {
            return rejection(error.kind == .encoding ? .badEncoding : .badJSON)
        }
    }

    private static func rejection(_ code: ProblemCode) -> Decoding {
        Decoding(
            record: nil,
            problems: [Problem(field: "", severity: .critical, code: code, message: "")],
            references: []
        )
    }

    private static func bytes(of line: JSONValue) throws -> [UInt8] {
        if let text = line.string { return Array(text.utf8) }
        if let text = line["base64"]?.string { return Array(try #require(Data(base64Encoded: text))) }
        let fill = Array(repeating: line["fill"]?.string ?? "", count: line["times"]?.int ?? 0).joined()
        return Array(((line["before"]?.string ?? "") + fill + (line["after"]?.string ?? "")).utf8)
    }

    /// Ids twice, then references to what is neither stored nor accepted: a row falls with what it names.
    private func check(_ rows: inout [Row], existing: JSONValue?) {
        var stored: Set<Reference> = []
        for member in existing?.object?.members ?? [] {
            guard let kind = RecordKind(rawValue: member.key) else { continue }
            for id in member.value.array ?? [] { stored.insert(Reference(field: "", kind: kind, id: id.string ?? "")) }
        }
        var ids = stored
        for index in rows.indices where !rows[index].isRejected {
            guard let record = rows[index].decoding.record else { continue }
            if !ids.insert(Reference(field: "", kind: rows[index].kind, id: record.id)).inserted,
                !stored.contains(Reference(field: "", kind: rows[index].kind, id: record.id))
            {
                rows[index].reject("id", .duplicateID)
            }
        }
        while true {
            var falls: [Int] = []
            ids = stored
            for row in rows where !row.isRejected {
                ids.insert(Reference(field: "", kind: row.kind, id: row.decoding.record?.id ?? ""))
            }
            for (index, row) in rows.enumerated() where !row.isRejected && !row.missing(in: ids).isEmpty {
                falls.append(index)
            }
            if falls.isEmpty { break }
            for index in falls { rows[index].isRejected = true }
        }
        for index in rows.indices {
            for reference in rows[index].missing(in: ids) { rows[index].reject(reference.field, .unknownReference) }
        }
    }
}
