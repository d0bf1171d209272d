import Domain
import JSON
import JSONParsing
import Records
import SharedFiles
import Testing

@Suite(.enabled(if: SharedFiles.isThere)) struct SharedDataTests {
    @Test(
        "the shipped offers and caps are read without a problem and written back equal",
        arguments: [
            ("offers", RecordKind.offers), ("offers_incomplete", .offers), ("example_products", .offers),
            ("joint_caps", .jointCaps),
        ]
    )
    func offers(file: String, kind: RecordKind) throws {
        let decoder = RecordDecoder(codes: try #require(TestCodes.shared), mode: .strict)
        for line in try SharedFiles.lines("data/\(file).jsonl") {
            let decoding = decoder.decode(kind, try JSONParser.parse(line))
            #expect(decoding.problems.isEmpty)
            let record = try #require(decoding.record)
            #expect(decoder.decode(kind, record.json).record == record)
        }
    }

    @Test("every unified social credit code of the vectors has its verdict")
    func creditCodes() throws {
        let decoder = RecordDecoder(codes: TestCodes.few, mode: .strict)
        let lines = try SharedFiles.lines("data/uscc_vectors.csv")
        for line in lines.dropFirst() {
            let text = String(decoding: line, as: UTF8.self)
            let columns = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let value: JSONValue = ["id": .string(columns[0]), "name": "甲", "region": "440106"]
            let decoding = decoder.decode(.enterprises, value)
            #expect(decoding.problems.first?.code.rawValue ?? "ok" == columns[1], "\(text)")
            if columns[1] == "ok" { #expect(decoding.record?.id == columns[2], "\(text)") }
        }
        #expect(lines.count > 5_000)
    }
}
