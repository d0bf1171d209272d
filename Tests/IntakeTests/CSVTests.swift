import Domain
import Intake
import Records
import Testing

@Suite struct CSVTests {
    private let a = TestCodes.uscc(1)
    private let b = TestCodes.uscc(2)

    @Test("quoted cells have commas, line ends and quotation marks; a record's row is the line where it starts")
    func quotes() async throws {
        let text = """
            id,name,region,scope\r
            \(a),"甲, ""乙"" 厂",440106,"first
            second"\r

            \(b),x,999999,\r
            ,,,
            """
        let outcome = try await Outcome.of(text, .enterprises, .csv)
        #expect(outcome.accepted == ["f:2"])
        #expect(outcome.codes == ["5 region unknown_region"])
        guard case .enterprise(let enterprise) = try #require(outcome.delivered.first).record else { return }
        #expect(enterprise.name == "甲, \"乙\" 厂")
        #expect(enterprise.scope == "first\nsecond")
        #expect(enterprise.region == Region(code: 440106))
    }

    @Test("text after a closing quotation mark rejects its record only; a mark that is not closed the rest")
    func brokenQuotes() async throws {
        let text = "id,name,region\n\(a),\"x\"y,440106\n\(b),ok,440106\n\(TestCodes.uscc(3)),\"open,440106\n"
        let outcome = try await Outcome.of(text, .enterprises, .csv)
        #expect(outcome.accepted == ["f:3"])
        #expect(outcome.codes == ["2  bad_json", "4  bad_json"])
    }

    @Test("a file in GB 18030 is read and reported once; one damaged line of UTF-8 does not make it GB 18030")
    func encodings() async throws {
        let head = Array("id,name,region\n\(a),".utf8)
        let gb: [UInt8] = [0xB9, 0xE3, 0xD6, 0xDD, 0x81, 0x30, 0x84, 0x36]
        let outcome = try await Outcome([
            IntakeSource(file: "g.csv", kind: .enterprises, bytes: head + gb + Array(",440106\n".utf8))
        ])
        #expect(outcome.codes == ["1  spelling"])
        #expect(outcome.problems.first?.problem.severity == .minor)
        #expect(outcome.counts.rejected == 0)
        guard case .enterprise(let enterprise) = try #require(outcome.delivered.first).record else { return }
        #expect(enterprise.name == "广州\u{A5}")

        let mixed = Array("id,name,region\n\(a),广州,440106\n\(b),".utf8) + gb + Array(",440106\n".utf8)
        let second = try await Outcome([IntakeSource(file: "m.csv", kind: .enterprises, bytes: mixed)])
        #expect(second.accepted == ["m.csv:2"])
        #expect(second.codes == ["3  bad_encoding"])
    }

    @Test("money with separators and a sign is read and reported; other spellings of numbers are not read")
    func money() async throws {
        let header = "id,supplier,category,name,price_cny,lead_time_days,first_set\n"
        let cells = [
            ("1200000.50", ""), ("\"1,200,000.50\"", "spelling"), ("￥1200000.50", "spelling"),
            ("\"¥1,200,000.50元\"", "spelling"), ("\"12,00,000.50\"", "bad_type"), ("1.2E+06", "bad_type"),
            ("\"¥1,200,000.505\"", "too_precise_money"), ("-¥5", "negative_money"),
        ]
        for (cell, code) in cells {
            let text = header + "m-1,\(a),machine-tool,车床,\(cell),30,\n"
            let outcome = try await Outcome.of(text, .models, .csv, stored: [.suppliers: [a]])
            #expect(outcome.codes == (code.isEmpty ? [] : ["2 price_cny \(code)"]), "\(cell)")
            guard code.isEmpty || code == "spelling" else { continue }
            guard case .model(let model) = try #require(outcome.delivered.first).record else { return }
            #expect(model.price == Fen(120_000_050), "\(cell)")
        }
    }

    @Test("specs have the type their category declares, else the one they look like; booleans in Chinese are reported")
    func specs() async throws {
        let text = """
            id,supplier,category,name,price_cny,lead_time_days,first_set,specs.power_kw,specs.spindle,specs.free,specs.n
            m-1,\(a),machine-tool.lathe,x,1,0,是,7.5,40,true,12
            m-2,\(a),machine-tool.lathe,x,1,0,,strong,BT40,word,
            """
        let outcome = try await Outcome.of(text, .models, .csv, stored: [.suppliers: [a]])
        #expect(outcome.codes == ["2 first_set spelling", "3 specs.power_kw bad_type"])
        guard case .model(let model) = try #require(outcome.delivered.first).record else { return }
        #expect(
            model.specs == [
                Spec(key: "free", value: .bool(true)), Spec(key: "n", value: .number(12)),
                Spec(key: "power_kw", value: .number(7.5)), Spec(key: "spindle", value: .text("40")),
            ]
        )
        #expect(model.firstSet == true)
    }

    @Test("lines of a need are further rows with its id; a problem of a line stands at the line's row")
    func needLines() async throws {
        let text = """
            id,enterprise,title,region,directions,financing.amount_cny,line.line,line.category,line.quantity,\
            line.specs.power_kw.min,line.specs.cnc.is,line.max_unit_price_cny
            n-1,\(a),改造,440106,green; digital,1000,L1,machine-tool.lathe,2,5,true,"1,000"
            n-1,,,,,,L2,machine-tool,1,,,
            n-2,\(a),改造,440106,;,,L1,machine-tool,1,,,
            n-2,\(a),改造,440106,;,,L2,nowhere,0,,,
            n-1,\(a),改造,440106,,,L1,machine-tool,1,,,
            """
        let outcome = try await Outcome.of(text, .needs, .csv, stored: [.enterprises: [a]])
        #expect(outcome.accepted == ["f:2"])
        #expect(
            outcome.codes == [
                "2 lines[0].max_unit_price_cny spelling", "5 lines[1].category unknown_category",
                "5 lines[1].quantity out_of_range", "6 id duplicate_id",
            ]
        )
        guard case .need(let need) = try #require(outcome.delivered.first).record else { return }
        #expect(need.lines.map { $0.line } == ["L1", "L2"])
        #expect(need.directions == ["digital", "green"])
        #expect(need.financing?.amount == Fen(100_000))
        #expect(need.lines[0].maxUnitPrice == Fen(100_000))
        #expect(
            need.lines[0].specs == [
                .init(key: "cnc", constraint: .is(true)), .init(key: "power_kw", constraint: .range(min: 5, max: nil)),
            ]
        )
    }

    @Test("a column nobody knows, or without a name, rejects the rows that fill it; a column twice the whole file")
    func headers() async throws {
        let text = "id,name,region,nmae,financing.x,\n\(a),x,440106,,,\n\(b),x,440106,y,z,w\n"
        let outcome = try await Outcome.of(text, .enterprises, .csv)
        #expect(outcome.accepted == ["f:2"])
        #expect(
            outcome.codes == [
                "3 column 6 unknown_field", "3 financing.x unknown_field", "3 nmae unknown_field",
            ]
        )
        let twice = try await Outcome.of("id,name,region,name\n\(a),x,440106,y\n", .enterprises, .csv)
        #expect(twice.codes == ["1 name bad_json"])
        #expect(twice.accepted.isEmpty)
        let both = try await Outcome.of("id,lines,line.line\nn,x,L1\n", .needs, .csv)
        #expect(both.codes == ["1 line.line bad_json"])
    }

    @Test("lists of objects and rules are JSON in a cell")
    func nested() async throws {
        let rule = #""{""fact"": ""project.filed"", ""is"": true}""#
        let text = """
            id,kind,name,provider.id,provider.name,provider.type,rule,\
            loan.rate_annual,loan.amount_cny.max,loan.tenor_months.max
            o-1,loan,贷款,bank:a,行,bank,\(rule),0.035,5000000,36
            o-2,loan,贷款,bank:a,行,bank,{broken,0.035,5000000,36
            """
        let outcome = try await Outcome.of(text, .offers, .csv)
        #expect(outcome.accepted == ["f:2"])
        #expect(outcome.problems.map { $0.row } == [3])
        guard case .offer(let offer) = try #require(outcome.delivered.first).record else { return }
        #expect(offer.loan?.amount?.max == Fen(500_000_000))
        #expect(offer.rule == .condition(Condition(fact: .projectFiled, test: .isEqual(true))))
    }
}
