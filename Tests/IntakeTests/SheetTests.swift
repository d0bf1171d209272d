import Domain
import Intake
import Records
import Testing

@Suite struct SheetTests {
    private let a = TestCodes.uscc(1)

    private func run(_ bytes: [UInt8], _ kind: RecordKind) async throws -> Outcome {
        try await Outcome(
            [IntakeSource(file: "f.xlsx", kind: kind, bytes: bytes)],
            stored: [.suppliers: [a], .enterprises: [a]]
        )
    }

    private func header(_ names: String) -> [TestWorkbook.Cell] {
        names.split(separator: " ").map { .inline(String($0)) }
    }

    @Test("numbers, dates, shared and inline text; a row's number is the sheet's")
    func cells() async throws {
        let rows: [[TestWorkbook.Cell]] = [
            header(
                "id supplier category name price_cny lead_time_days valid_until first_set domestic_share specs.power_kw"
            ),
            [
                .inline("m-1"), .shared(0), .inline("machine-tool.lathe"), .shared(1), .number("1234.0699999999999"),
                .number("30"), .date("46022.5"), .bool(true), .number("7.0000000000000007E-2"), .number("7.5"),
            ],
            [
                .inline("m-2"), .shared(0), .inline("machine-tool"), .empty, .inline("¥1,000"), .number("1"),
                .date("45658"),
            ],
        ]
        let outcome = try await run(
            TestWorkbook.bytes(rows, shared: [a, "车_x0041_床"], skippingRows: [2, 3]),
            .models
        )
        #expect(outcome.accepted == ["f.xlsx:4"])
        #expect(outcome.codes == ["5 name missing_field", "5 price_cny spelling"])
        guard case .model(let model) = try #require(outcome.delivered.first).record else { return }
        #expect(model.name == "车A床")
        #expect(model.price == Fen(123_407))
        #expect(model.validUntil?.text == "2025-12-31")
        #expect(model.domesticShare == 0.07)
        #expect(model.firstSet == true)
    }

    @Test("codes that a sheet holds as numbers stay codes, a date in a month's column is its month")
    func codes() async throws {
        let rows: [[TestWorkbook.Cell]] = [
            header("id enterprise category quantity installed"),
            [.number("17"), .inline(a), .inline("machine-tool"), .number("3"), .date("40000")],
        ]
        let outcome = try await run(TestWorkbook.bytes(rows), .inventory)
        #expect(outcome.problems == [])
        guard case .inventory(let item) = try #require(outcome.delivered.first).record else { return }
        #expect(item.id == "17")
        #expect(item.installed?.text == "2009-07")
    }

    @Test("what is no workbook, cut, not well-formed or too long is one problem, and nothing of it is accepted")
    func damage() async throws {
        let rows: [[TestWorkbook.Cell]] = [
            header("id name region"), [.inline(a), .inline("x"), .number("440106")],
        ]
        let whole = TestWorkbook.bytes(rows)
        #expect(try await run(whole, .enterprises).accepted == ["f.xlsx:2"])
        for bytes in [[], Array("id,name".utf8), Array(whole.dropLast(30)), Array(whole.prefix(40))] {
            let outcome = try await run(bytes, .enterprises)
            #expect(outcome.codes == ["1  bad_encoding"])
            #expect(outcome.accepted.isEmpty)
        }
        let deep = String(repeating: "<a>", count: 10_000)
        #expect(try await run(TestWorkbook.bytes(rows, sheetSuffix: deep), .enterprises).codes == ["3  bad_encoding"])
        let long = TestWorkbook.Cell.inline(String(repeating: "长", count: 400_000))
        let outcome = try await run(TestWorkbook.bytes(rows + [[.inline("y"), long]]), .enterprises)
        #expect(outcome.codes == ["3  line_too_long"])
        #expect(outcome.accepted == ["f.xlsx:2"])
    }

    @Test("a workbook of another program, compressed, with styles", .enabled(if: Fixtures.isThere))
    func otherWriter() async throws {
        let outcome = try await run(Fixtures.bytes("models.xlsx"), .models)
        #expect(outcome.accepted == ["f.xlsx:2", "f.xlsx:3", "f.xlsx:5"])
        #expect(outcome.codes == ["5 price_cny spelling", "6 valid_until bad_date"])
        let models = outcome.delivered.compactMap { if case .model(let model) = $0.record { model } else { nil } }
        #expect(models.map { $0.price } == [Fen(35_000_000), Fen(1_999), Fen(123_456_789)])
        #expect(models.map { $0.validUntil?.text } == ["2026-12-31", "2027-06-30", nil])
        #expect(models.map { $0.listings } == [["a", "b"], nil, nil])
    }
}
