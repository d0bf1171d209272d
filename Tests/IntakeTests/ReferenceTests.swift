import Domain
import Foundation
import Intake
import JSON
import Testing

@Suite struct ReferenceTests {
    private func offer(_ id: String, requires: [String] = [], isGood: Bool = true) -> String {
        let list = requires.map { "{\"offer\":\"\($0)\"}" }.joined(separator: ",")
        let provider = "{\"id\":\"bank:a\",\"name\":\"行\",\"type\":\"bank\"}"
        let tail = requires.isEmpty ? "" : ",\"requires\":[\(list)]"
        return "{\"id\":\"\(id)\",\"kind\":\"gate\",\"name\":\"\(isGood ? "x" : "")\",\"provider\":\(provider)\(tail)}"
    }

    @Test("offers that require each other are accepted together, and fall together")
    func circles() async throws {
        let good = [offer("a", requires: ["b"]), offer("b", requires: ["c"]), offer("c", requires: ["a"])]
        let outcome = try await Outcome.of(good.joined(separator: "\n"), .offers, .jsonl)
        #expect(outcome.accepted == ["f:1", "f:2", "f:3"])
        let bad = [offer("a", requires: ["b"]), offer("b", requires: ["c", "d"]), offer("c", requires: ["a"])]
        let second = try await Outcome.of((bad + [offer("d", isGood: false)]).joined(separator: "\n"), .offers, .jsonl)
        #expect(second.accepted.isEmpty)
        #expect(
            second.codes == [
                "1 requires[0].offer unknown_reference", "2 requires[0].offer unknown_reference",
                "2 requires[1].offer unknown_reference", "3 requires[0].offer unknown_reference",
                "4 name missing_field",
            ]
        )
    }

    @Test("an id twice: the later row is rejected where the earlier was accepted, and only there")
    func duplicates() async throws {
        let lines = [
            offer("a", requires: ["nowhere"]), offer("a"), offer("a"), offer("b", requires: ["a"]),
            offer("a", isGood: false),
        ]
        let outcome = try await Outcome.of(lines.joined(separator: "\n"), .offers, .jsonl)
        #expect(outcome.accepted == ["f:2", "f:4"])
        #expect(
            outcome.codes == [
                "1 requires[0].offer unknown_reference", "3 id duplicate_id", "5 id duplicate_id",
                "5 name missing_field",
            ]
        )
    }

    @Test("whatever offers refer to whatever, what is accepted is what the rule says", arguments: 0..<150)
    func randomGraphs(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let rows = (0..<Int.random(in: 1...14, using: &random)).map { _ in
            (
                id: Int.random(in: 0..<8, using: &random),
                requires: (0..<Int.random(in: 0...2, using: &random)).map { _ in Int.random(in: 0..<9, using: &random)
                },
                isGood: Int.random(in: 0..<6, using: &random) > 0
            )
        }
        // The largest set of ids that hold each other up.
        var available = Set(0..<9)
        while true {
            let next = available.filter { id in
                id == 8 || rows.contains { $0.isGood && $0.id == id && available.isSuperset(of: $0.requires) }
            }
            if next == available { break }
            available = next
        }
        var taken: Set<Int> = []
        var wanted: [String] = []
        for (index, row) in rows.enumerated()
        where row.isGood && available.isSuperset(of: row.requires) && taken.insert(row.id).inserted {
            wanted.append("f:\(index + 1)")
        }
        let text = rows.map { row in offer("o\(row.id)", requires: row.requires.map { "o\($0)" }, isGood: row.isGood) }
        let outcome = try await Outcome.of(text.joined(separator: "\n"), .offers, .jsonl, stored: [.offers: ["o8"]])
        #expect(outcome.accepted == wanted)
        #expect(outcome.delivered.count == wanted.count)
        #expect(outcome.counts.rejected == rows.count - wanted.count)
    }

    @Test("files in any order: what is referred to is delivered first")
    func order() async throws {
        let a = TestCodes.uscc(1)
        let model =
            "{\"id\":\"m\",\"supplier\":\"\(a.lowercased())\",\"category\":\"machine-tool\",\"name\":\"x\","
            + "\"price_cny\":1,\"lead_time_days\":0}"
        let supplier = "{\"id\":\"\(a)\",\"name\":\"x\",\"region\":\"440106\"}"
        let outcome = try await Outcome([
            IntakeSource(file: "m", kind: .models, bytes: Array(model.utf8)),
            IntakeSource(
                file: "c",
                kind: .jointCaps,
                bytes: Array("{\"id\":\"j\",\"members\":[\"a\"],\"cap_cny\":1}".utf8)
            ),
            IntakeSource(file: "o", kind: .offers, bytes: Array(offer("a").utf8)),
            IntakeSource(file: "s", kind: .suppliers, bytes: Array(supplier.utf8)),
        ])
        #expect(outcome.problems == [])
        #expect(outcome.accepted == ["m:1", "c:1", "o:1", "s:1"])
        #expect(outcome.delivered.map { $0.file } == ["s", "o", "c", "m"])
    }

    @Test("rejected rows are written as they stand, tables under their header")
    func rejects() async throws {
        let a = TestCodes.uscc(1)
        let good = "\(a),x,440106"
        let long = String(repeating: "y", count: 1_100_000)
        let csv = "\u{FEFF}id,name,region\r\n\(good)\r\n\(TestCodes.uscc(2)),\"a\nb\",999999\r\n\(long)"
        let sheet = TestWorkbook.bytes([
            [.inline("id"), .inline("name"), .inline("region")], [.inline("z,1"), .empty, .number("440106")],
        ])
        let line = "{\"id\": 5}"
        let run = IntakeRun(
            [
                try IntakeSource(file: "a.jsonl", kind: .enterprises, bytes: Array((line + "\r\n").utf8)),
                try IntakeSource(file: "b.csv", kind: .enterprises, bytes: Array(csv.utf8)),
                try IntakeSource(file: "c.xlsx", kind: .enterprises, bytes: sheet),
            ],
            codes: TestCodes.few
        )
        _ = try await run.check { _, _ in [] }
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("rejects-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try RejectsWriter(path: path, run: run)
        try run.review { try writer.add($0) }
        try writer.finish()
        let written = try String(decoding: Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        let wanted =
            "\(line)\r\nid,name,region\r\n\(TestCodes.uscc(2)),\"a\nb\",999999\r\n\(long)\n"
            + "id,name,region\n\"z,1\",,440106\n"
        #expect(written == wanted)
        #expect(writer.count == 4)
    }

    @Test("files of any format are read from the disk; one that is not there is an error, not a problem")
    func files() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("intake-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = "id,name,region\n\(TestCodes.uscc(1)),x,440106\n"
        let path = folder.appendingPathComponent("data").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let source = try IntakeSource(path: path, kind: .suppliers)
        #expect(source.format == .csv)
        #expect(try await Outcome([source]).counts.accepted == 1)
        #expect(throws: IntakeError.self) { try IntakeSource(path: path + "x", kind: .suppliers) }
        #expect(throws: IntakeError.self) { try IntakeSource(path: folder.path, kind: .suppliers) }
        let run = IntakeRun([source], codes: TestCodes.few)
        #expect(throws: IntakeError.self) { try RejectsWriter(path: path, run: run) }
    }
}
