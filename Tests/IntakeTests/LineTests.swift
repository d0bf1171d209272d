import Domain
import Intake
import Records
import Testing

@Suite struct LineTests {
    private func record(_ number: Int, _ tail: String = "") -> String {
        "{\"id\":\"\(TestCodes.uscc(number))\",\"name\":\"甲\",\"region\":\"440106\"\(tail)}"
    }

    @Test("empty lines count as rows, the mark and carriage returns do not count at all")
    func rows() async throws {
        let text = "\u{FEFF}\(record(1))\r\n\n\r\n\(record(2))\n\(record(3)) x\r\n\(record(4))\r"
        let outcome = try await Outcome.of(text, .enterprises, .jsonl)
        #expect(outcome.accepted == ["f:1", "f:4", "f:6"])
        #expect(outcome.codes == ["5  bad_json"])
    }

    @Test("a line may have 1,048,576 bytes without its end, wherever the reader's blocks end")
    func limit() async throws {
        let base = record(1, ",\"scope\":\"\"").utf8.count
        for (extra, isAccepted) in [(0, true), (1, false), (5, false), (70_000, false)] {
            let fill = String(repeating: "x", count: 1_048_576 - base + extra)
            for (head, end) in [("", "\n"), ("\u{FEFF}", "\r\n"), ("", "")] {
                let text = head + record(1, ",\"scope\":\"\(fill)\"") + end
                let outcome = try await Outcome.of(text, .enterprises, .jsonl)
                #expect(outcome.accepted == (isAccepted ? ["f:1"] : []))
                #expect(outcome.codes == (isAccepted ? [] : ["1  line_too_long"]))
            }
        }
    }

    @Test("a line that is too long does not hide the next")
    func longLine() async throws {
        let text = String(repeating: "x", count: 4_000_000) + "\n" + record(2)
        let outcome = try await Outcome.of(text, .enterprises, .jsonl)
        #expect(outcome.accepted == ["f:2"])
        #expect(outcome.codes == ["1  line_too_long"])
    }

    @Test("a problem's line quotes what a file says, so that it cannot write on a terminal")
    func problemText() async throws {
        let outcome = try await Outcome.of(record(1, ",\"a\\u001b[2J\":1"), .enterprises, .jsonl)
        let text = try #require(outcome.problems.first).text
        #expect(text.hasPrefix("f:1 a\\u001b[2J critical unknown_field "))
        #expect(!text.unicodeScalars.contains("\u{1B}"))
    }
}
