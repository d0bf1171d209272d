import Domain
import JSON
import JSONParsing
import Records
import Testing

/// Hand-made boundary cases: one sentence, one boundary.
@Suite struct BoundaryTests {
    private let decoder = RecordDecoder(codes: TestCodes.few, mode: .strict)

    private let model: JSONValue = [
        "id": "m", "supplier": "91110000600007724B", "category": "machine-tool.lathe", "name": "车床", "price_cny": 1,
        "lead_time_days": 0,
    ]
    private let need: JSONValue = [
        "id": "n", "enterprise": "91110000600007724B", "title": "更新", "region": "440106",
        "lines": [["line": "1", "category": "machine-tool.lathe", "quantity": 1]],
    ]
    private let enterprise: JSONValue = ["id": "91110000600007724B", "name": "甲", "region": "440106"]

    /// The problems of a record with one field changed, as `field code`, and whether it was accepted.
    private func problems(_ kind: RecordKind, _ base: JSONValue, _ key: String, _ value: JSONValue?) -> [String] {
        guard case .object(var object) = base else { return ["no object"] }
        object[key] = value
        let decoding = decoder.decode(kind, .object(object))
        return decoding.problems.map { "\($0.field) \($0.code.rawValue)" }
    }

    @Test("document, clause and quote are of an offer's source only; a provider needs no name")
    func sources() {
        let policy: JSONValue = ["document": "粤办函〔2023〕293号", "url": "https://example.gov.cn"]
        #expect(problems(.enterprises, enterprise, "source", policy) == ["source.document unknown_field"])
        #expect(problems(.enterprises, enterprise, "source", ["name": "a", "licence": "b"]) == [])
        let offer: JSONValue = [
            "id": "o", "kind": "gate", "name": "名单", "provider": ["id": "gov:440000", "type": "government"],
        ]
        #expect(problems(.offers, offer, "source", policy) == [])
    }

    @Test("money is digits with at most two decimals, trailing zeros apart, up to 10^15 fen")
    func money() {
        let good: [(JSONValue, Int64)] = [
            (0, 0), ("0", 0), ("0.01", 1), ("1.50", 150), ("1.5000000000000000000000000", 150),
            (.number("1.5e3"), 150_000),
            (.number("150e-1"), 1_500), (.number("1E+2"), 10_000), (.number("-0"), 0), (.number("0e999999999999"), 0),
            ("10000000000000", Fen.limit.rawValue), ("10000000000000.00", Fen.limit.rawValue), ("007", 700),
            (.number("1000000000000000000000e-20"), 1_000),
        ]
        for (value, fen) in good {
            guard case .object(var object) = model else { return }
            object["price_cny"] = value
            guard case .model(let record)? = decoder.decode(.models, .object(object)).record else {
                Issue.record("\(value) is rejected")
                continue
            }
            #expect(record.price == Fen(fen), "\(value)")
        }
        let bad: [(JSONValue, ProblemCode)] = [
            ("", .badType), ("1,000", .badType), (".5", .badType), ("5.", .badType), ("1e3", .badType),
            ("+1", .badType),
            (" 1", .badType), ("1 ", .badType), ("１", .badType), ("¥1", .badType), ("1.2.3", .badType),
            ("--1", .badType),
            (true, .badType), ([], .badType), ("-5", .negativeMoney), (.number("-0.01"), .negativeMoney),
            (.number("-1e99"), .negativeMoney), ("1.005", .tooPreciseMoney), (.number("1e-3"), .tooPreciseMoney),
            (.number("1.234"), .tooPreciseMoney), ("0.00000000000000000000000000001", .tooPreciseMoney),
            ("10000000000000.01", .outOfRange), (.number("1e14"), .outOfRange), (.number("1e400"), .outOfRange),
            (.number("99999999999999999999999"), .outOfRange), (.number("123456789012345678901.001"), .tooPreciseMoney),
        ]
        for (value, code) in bad {
            #expect(problems(.models, model, "price_cny", value) == ["price_cny \(code.rawValue)"], "\(value)")
        }
        #expect(problems(.models, model, "price_cny", .null) == ["price_cny missing_field"])
    }

    @Test("an id has 1 to 64 of its characters")
    func ids() {
        let longest = String(repeating: "x", count: 64)
        for good in ["a", "A.b_c:d-9", longest] { #expect(problems(.models, model, "id", .string(good)) == []) }
        for bad in ["", longest + "x", "a b", "甲", "a/b", "a\u{0}"] {
            #expect(problems(.models, model, "id", .string(bad)) == ["id out_of_range"])
        }
        #expect(problems(.models, model, "id", 5) == ["id bad_type"])
    }

    @Test("a date is a day of the calendar, ten characters")
    func dates() {
        for good in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            #expect(problems(.models, model, "valid_until", .string(good)) == [])
        }
        for bad in [
            "2023-02-29", "1900-02-29", "2024-1-1", "20240101", "2024-13-01", "2024-00-10", "2024-04-31", "",
            "2024-01-01 ",
        ] {
            #expect(problems(.models, model, "valid_until", .string(bad)) == ["valid_until bad_date"])
        }
        #expect(problems(.models, model, "valid_until", 20_240_101) == ["valid_until bad_type"])
    }

    @Test("numbers keep their bounds")
    func numbers() {
        #expect(problems(.models, model, "domestic_share", 1) == [])
        #expect(problems(.models, model, "domestic_share", .number("1.0000001")) == ["domestic_share out_of_range"])
        #expect(problems(.models, model, "lead_time_days", -1) == ["lead_time_days out_of_range"])
        #expect(problems(.models, model, "lead_time_days", .number("1.5")) == ["lead_time_days bad_type"])
        #expect(problems(.models, model, "lead_time_days", .number("12.0")) == [])
        #expect(problems(.models, model, "lead_time_days", "12") == ["lead_time_days bad_type"])
        #expect(problems(.models, model, "monthly_capacity", 0) == ["monthly_capacity out_of_range"])
        #expect(problems(.models, model, "monthly_capacity", .number("1e30")) == ["monthly_capacity out_of_range"])
        #expect(problems(.enterprises, enterprise, "employees", .number("1e999")) == ["employees out_of_range"])
        #expect(problems(.enterprises, enterprise, "revenue_growth", .number("-0.5")) == [])
        #expect(problems(.enterprises, enterprise, "revenue_growth", "0.5") == ["revenue_growth bad_type"])
    }

    @Test("an industry is stored with its section letter, and must exist")
    func industries() {
        for (text, code) in ["C34": "C34", "34": "C34", "3421": "C3421", "59": "G59", "C": "C"] {
            guard case .object(var object) = enterprise else { return }
            object["industry"] = .string(text)
            guard case .enterprise(let record)? = decoder.decode(.enterprises, .object(object)).record else {
                Issue.record("\(text) is rejected")
                continue
            }
            #expect(record.industry?.code == code)
        }
        for bad in ["", "A34", "c34", "3", "C3", "34211", "98", "00", "C34x", "甲"] {
            #expect(problems(.enterprises, enterprise, "industry", .string(bad)) == ["industry unknown_industry"])
        }
    }

    @Test("sets are stored sorted, each once; their elements are checked one by one")
    func sets() {
        guard case .object(var object) = enterprise else { return }
        object["designations"] = ["tech_sme", "little_giant", "tech_sme"]
        object["zones"] = ["b", "", "a"]
        guard case .enterprise(let record)? = decoder.decode(.enterprises, .object(object)).record else {
            Issue.record("rejected")
            return
        }
        #expect(record.designations == ["little_giant", "tech_sme"])
        #expect(record.zones == ["", "a", "b"])
        #expect(
            problems(.enterprises, enterprise, "designations", ["giant", "tech_sme", 1])
                == ["designations[0] out_of_range", "designations[2] bad_type"]
        )
        #expect(
            problems(.models, model, "service_regions", ["440000", "999999"]) == ["service_regions[1] unknown_region"]
        )
    }

    @Test("specs have the type their category declares")
    func specs() {
        #expect(problems(.models, model, "specs", ["power_kw": 7, "cnc": true, "spindle": "BT40", "free": 1]) == [])
        #expect(
            problems(
                .models,
                model,
                "specs",
                ["power_kw": "7", "cnc": 1, "spindle": false, "free": [1], "none": .null]
            )
                == ["specs.cnc bad_type", "specs.free bad_type", "specs.power_kw bad_type", "specs.spindle bad_type"]
        )
        #expect(problems(.models, model, "specs", [1]) == ["specs bad_type"])
    }

    @Test("a constraint has one of the four forms, of the declared type")
    func constraints() {
        func constraint(_ key: String, _ value: JSONValue) -> [String] {
            let specs = JSONValue.object(JSONObject([.init(key: key, value: value)]))
            let line: JSONValue = ["line": "1", "category": "machine-tool.lathe", "quantity": 1, "specs": specs]
            return problems(.needs, need, "lines", [line])
        }
        let good: [JSONValue] = [
            ["min": 1], ["max": 1], ["min": 1, "max": 1], ["one_of": [1, 2]], ["min": 1, "max": .null],
        ]
        for value in good { #expect(constraint("power_kw", value) == [], "\(value)") }
        #expect(constraint("spindle", ["one_of": ["a"]]) == [])
        #expect(constraint("cnc", ["is": false]) == [])
        #expect(constraint("free", ["one_of": ["a", 1]]) == [])
        let bad: [JSONValue] = [
            [:], 5, "x", [], ["min": "1"], ["one_of": []], ["one_of": [true]], ["one_of": 1], ["min": 1, "is": true],
            ["min": 1, "one_of": [1]], ["least": 1], ["min": 1, "least": 2], ["min": .number("1e999")], ["is": true],
            ["one_of": ["a"]],
        ]
        for value in bad {
            #expect(constraint("power_kw", value) == ["lines[0].specs.power_kw bad_constraint"], "\(value)")
        }
        #expect(constraint("cnc", ["min": 1]) == ["lines[0].specs.cnc bad_constraint"])
        #expect(constraint("spindle", ["is": true]) == ["lines[0].specs.spindle bad_constraint"])
        #expect(constraint("power_kw", ["min": 2, "max": 1]) == ["lines[0].specs.power_kw.max inconsistent"])
    }

    @Test("a need has 1 to 200 lines, each with its own id, and a price limit above 0")
    func lines() {
        func lines(_ count: Int) -> JSONValue {
            .array((0..<count).map { ["line": .string("\($0)"), "category": "machine-tool", "quantity": 1] })
        }
        #expect(problems(.needs, need, "lines", lines(0)) == ["lines out_of_range"])
        #expect(problems(.needs, need, "lines", lines(200)) == [])
        #expect(problems(.needs, need, "lines", lines(201)) == ["lines out_of_range"])
        let line: JSONValue = ["line": "1", "category": "machine-tool", "quantity": 1, "max_unit_price_cny": "0.00"]
        #expect(
            problems(.needs, need, "lines", [line, line]) == [
                "lines[0].max_unit_price_cny out_of_range", "lines[1].line duplicate_id",
                "lines[1].max_unit_price_cny out_of_range",
            ]
        )
        #expect(problems(.needs, need, "lines", nil) == ["lines missing_field"])
        #expect(problems(.needs, need, "financing", ["tenor_months": 600, "banks": ["a", "b", "c"]]) == [])
        #expect(
            problems(.needs, need, "financing", ["tenor_months": 0, "banks": ["a", "b", "c", "d"]])
                == ["financing.banks out_of_range", "financing.tenor_months out_of_range"]
        )
    }

    @Test("a later day before the earlier one is a major problem of an accepted row")
    func disorder() throws {
        guard case .object(var object) = need else { return }
        object["started_on"] = "2025-03-01"
        object["completed_on"] = "2025-03-01"
        #expect(decoder.decode(.needs, .object(object)).problems.isEmpty)
        object["completed_on"] = "2025-02-28"
        let decoding = decoder.decode(.needs, .object(object))
        #expect(decoding.problems.map(\.field) == ["completed_on"])
        #expect(decoding.problems.first?.severity == .major)
        #expect(decoding.record != nil)
        #expect(
            problems(.needs, need, "consent", [["provider": "*", "from": "2025-01-02", "to": "2025-01-01"]])
                == ["consent[0].to inconsistent"]
        )
    }

    @Test("an empty name is missing, an empty description is a description")
    func names() {
        #expect(problems(.models, model, "name", "") == ["name missing_field"])
        #expect(problems(.models, model, "description", "") == [])
        #expect(problems(.needs, need, "title", "") == ["title missing_field"])
    }

    @Test("problems come by field in byte order, unknown keys at their path, and say what to do")
    func order() {
        let value: JSONValue = [
            "zz": 1, "Name": 1, "id": "甲", "lead_time_days": "x", "specs": 1, "source": ["uri": "x"],
        ]
        let decoding = decoder.decode(.models, value)
        #expect(
            decoding.problems.map { "\($0.field) \($0.code.rawValue)" } == [
                "Name unknown_field", "category missing_field", "id out_of_range", "lead_time_days bad_type",
                "name missing_field", "price_cny missing_field", "source.uri unknown_field", "specs bad_type",
                "supplier missing_field", "zz unknown_field",
            ]
        )
        #expect(decoding.record == nil)
        for problem in decoding.problems {
            #expect(problem.message.hasPrefix(problem.field) && problem.message.hasSuffix("."))
        }
        #expect(decoder.decode(.models, "x").problems.map(\.code) == [.badJSON])
        let long = JSONValue.string(String(repeating: "甲", count: 10_000))
        #expect(problems(.models, model, "price_cny", long) == ["price_cny bad_type"])
        guard case .object(var object) = model else { return }
        object["price_cny"] = .array(Array(repeating: long, count: 100))
        #expect(decoder.decode(.models, .object(object)).problems.first?.found.unicodeScalars.count == 80)
    }

    @Test("a message names the field, what was found, what is expected and what to do")
    func messages() {
        let decoding = decoder.decode(.models, ["id": "m", "price_cny": "1,000", "nmae": "x"])
        let messages = Dictionary(uniqueKeysWithValues: decoding.problems.map { ($0.field, $0.message) })
        #expect(
            messages["price_cny"] == """
                price_cny is "1,000", but must be an amount in CNY such as 1234.56, as a number or a text of digits and at \
                most one point: leave out separators, signs and units.
                """
        )
        #expect(messages["nmae"] == "nmae is not a field of this record: correct its spelling or leave it out.")
        #expect(messages["supplier"] == "supplier is missing, but must be given: add the field.")
    }

    @Test("references are returned with their path, also of a rejected row")
    func references() {
        #expect(
            decoder.decode(.models, model).references
                == [Reference(field: "supplier", kind: .suppliers, id: "91110000600007724B")]
        )
        let cap: JSONValue = ["id": "c", "members": ["a", "b"], "share": .number("0.5"), "of": "benefit:d"]
        #expect(
            decoder.decode(.jointCaps, cap).references == [
                Reference(field: "members[0]", kind: .offers, id: "a"),
                Reference(field: "members[1]", kind: .offers, id: "b"),
                Reference(field: "of", kind: .offers, id: "d"),
            ]
        )
        let lower: JSONValue = ["id": "c", "enterprise": "91110000600007724b", "category": "x", "quantity": 1]
        #expect(decoder.decode(.inventory, lower).references.map(\.id) == ["91110000600007724B"])
    }

    @Test("literally, what is missing or unknown to the codes is no problem, a wrong type is one")
    func literal() {
        let decoder = RecordDecoder(codes: TestCodes.few, mode: .literal)
        let decoding = decoder.decode(.needs, ["id": "n", "enterprise": "e-1", "region": "999999"])
        #expect(decoding.problems.isEmpty)
        #expect(decoding.record?.id == "n")
        #expect(decoder.decode(.offers, ["rule": ["all": []]]).problems.isEmpty)
        #expect(decoder.decode(.models, ["price_cny": true]).problems.map(\.code) == [.badType])
        #expect(decoder.decode(.models, ["prise_cny": 1]).problems.map(\.code) == [.unknownField])
    }
}
