import AnswerStore
import JSON
import JSONParsing
import OS
import TestSupport
import Testing

@Suite struct AnswerStoreTests {
    private let scratch: Scratch
    private let store: AnswerStore

    init() throws {
        scratch = try Scratch()
        store = AnswerStore(directory: scratch.path + "/answers")
    }

    private func answer(_ cost: Int = 1, text: String = "更新 \"a\"\n\u{7F}") -> SavedAnswer {
        SavedAnswer(
            verb: "package", question: ["as_of": "2026-11-23", "known": 7, "need": ["id": .string(text)]],
            ruleVersions: ["o": 3], jointCapVersions: ["c": 4], asOfSeq: 7,
            answer: ["cost_cny": .number("1.50"), "count": .int(cost), "rest": .raw(Array("[1,2.0]".utf8))])
    }

    private func code(_ body: () throws -> Void) -> AnswerStore.Failure.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? AnswerStore.Failure)?.code
        }
    }

    private func file(_ id: String) -> String { "\(scratch.path)/answers/\(id).json" }

    @Test("an answer comes back to the byte, with all that it follows from")
    func roundTrip() throws {
        let id = try store.put(answer())
        #expect(id.utf8.count == 16)
        let back = try store.get(id)
        #expect(back.answer.bytes == answer().answer.bytes)
        #expect(back.question == answer().question)
        #expect(back.verb == "package" && back.asOfSeq == 7)
        #expect(back.ruleVersions == ["o": 3] && back.jointCapVersions == ["c": 4])
        let text = try JSONParser.parse(try #require(try Files.read(file(id))))
        #expect(text["id"]?.string == id)
    }

    @Test("the same answer is the same file, which stays; another one is another file")
    func contentAddressed() throws {
        let id = try store.put(answer())
        let before = try Files.read(file(id))
        #expect(try store.put(answer()) == id)
        #expect(try Files.read(file(id)) == before)
        #expect(try store.put(answer(2)) != id)
        #expect(try Files.names(in: scratch.path + "/answers").count == 2)
    }

    @Test("a file that is damaged anywhere is found damaged, and not written over")
    func damage() throws {
        let id = try store.put(answer())
        let bytes = try #require(try Files.read(file(id)))
        for place in stride(from: 0, to: bytes.count, by: 3) {
            var changed = bytes
            changed[place] ^= 1
            try Files.writeAtomically(changed, to: file(id))
            #expect(code { _ = try store.get(id) } == .damaged, "byte \(place)")
        }
        try Files.writeAtomically(Array(bytes.dropLast(4)), to: file(id))
        #expect(code { _ = try store.get(id) } == .damaged)
        #expect(code { _ = try store.put(answer()) } == .damaged)
        try Files.writeAtomically([], to: file(id))
        #expect(code { _ = try store.get(id) } == .damaged)
    }

    @Test("an id of another form reads no file, one that nobody has is not found")
    func ids() throws {
        let id = try store.put(answer())
        for wrong in ["", "../" + id, id.uppercased() + "0", String(id.dropLast()), id + "0", "0123456789ABCDEF"] {
            #expect(code { _ = try store.get(wrong) } == .badID, "\(wrong)")
        }
        #expect(code { _ = try store.get("0123456789abcdef") } == .notFound)
    }

    @Test("an answer that is too large, or does not read back as written, is not kept")
    func limits() throws {
        var large = answer()
        large.answer = ["text": .string(String(repeating: "x", count: AnswerStore.bytesMax))]
        #expect(code { _ = try store.put(large) } == .tooLarge)
        var odd = answer()
        odd.answer = ["rest": .raw(Array("[1, 2]".utf8))]
        #expect(code { _ = try store.put(odd) } == .unfit)
        #expect(!Files.exists(scratch.path + "/answers"))
    }
}
