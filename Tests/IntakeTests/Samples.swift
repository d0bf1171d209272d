import Domain
import JSON
import JSONParsing

/// A good record of each kind, field by field, that can be written in each format; and ways to spoil it.
struct Sample {
    /// A field: its column, its cell, its value in JSON.
    struct Field {
        var column: String
        var cell: String
        var json: String
    }

    /// A wrong cell, what is then reported at which field.
    struct Flaw {
        var column: String
        var cell: String
        var json: String
        var field: String
        var code: String
    }

    var kind: RecordKind
    var fields: [Field]
    var flaws: [Flaw]

    static let supplier = TestCodes.uscc(900)
    static let stored: [RecordKind: Set<String>] = [
        .enterprises: [supplier], .suppliers: [supplier], .offers: ["stored"],
    ]

    /// The record of that number, of 0 to 99.
    static func of(_ kind: RecordKind, _ number: Int) -> Sample {
        switch kind {
        case .enterprises, .suppliers: party(kind, number)
        case .models: model(number)
        case .inventory: inventory(number)
        case .needs: need(number)
        case .offers: offer(number)
        case .jointCaps: jointCap(number)
        }
    }

    private static func text(_ column: String, _ text: String) -> Field {
        Field(column: column, cell: text, json: JSONValue.string(text).text)
    }

    private static func raw(_ column: String, _ text: String) -> Field { Field(column: column, cell: text, json: text) }

    private static func flaw(
        _ column: String,
        _ cell: String,
        _ code: String,
        json: String? = nil,
        field: String? = nil
    ) -> Flaw {
        Flaw(column: column, cell: cell, json: json ?? JSONValue.string(cell).text, field: field ?? column, code: code)
    }

    private static func party(_ kind: RecordKind, _ number: Int) -> Sample {
        let common = [text("id", TestCodes.uscc(number)), text("name", "南方\(number)厂"), text("region", "440106")]
        let flaws = [
            flaw("region", "999999", "unknown_region"), flaw("name", "", "missing_field"),
            flaw("id", "91440106", "bad_uscc_length"), flaw("id", "914401060000000IO1", "bad_uscc_character"),
        ]
        guard kind == .enterprises else {
            return Sample(
                kind: kind,
                fields: common + [raw("rating", "4.5"), text("scope", "机床")],
                flaws: flaws + [flaw("rating", "9", "out_of_range", json: "9"), flaw("rating", "x", "bad_type")]
            )
        }
        return Sample(
            kind: kind,
            fields: common + [
                raw("employees", "120"), raw("above_scale", "true"), text("founded", "2001-02-03"),
                raw("annual_revenue_cny", "1234.5"), text("industry", "C34"),
            ],
            flaws: flaws + [
                flaw("employees", "many", "bad_type"), flaw("above_scale", "maybe", "bad_type"),
                flaw("founded", "2001-02-30", "bad_date"), flaw("industry", "Z99", "unknown_industry"),
                flaw("annual_revenue_cny", "1.234", "too_precise_money"),
                flaw("annual_revenue_cny", "-1", "negative_money", json: "-1"),
            ]
        )
    }

    private static func model(_ number: Int) -> Sample {
        Sample(
            kind: .models,
            fields: [
                text("id", "m-\(number)"), text("supplier", supplier), text("category", "machine-tool.lathe"),
                text("name", "车床\(number)"), raw("price_cny", "350000.25"), raw("lead_time_days", "30"),
                raw("specs.power_kw", "7.5"),
            ],
            flaws: [
                flaw("supplier", TestCodes.uscc(901), "unknown_reference"),
                flaw("category", "no.such", "unknown_category"),
                flaw("price_cny", "-3", "negative_money", json: "-3"), flaw("lead_time_days", "soon", "bad_type"),
                flaw("specs.power_kw", "strong", "bad_type"), flaw("id", "a b", "out_of_range"),
            ]
        )
    }

    private static func inventory(_ number: Int) -> Sample {
        Sample(
            kind: .inventory,
            fields: [
                text("id", "i-\(number)"), text("enterprise", supplier), text("category", "machine-tool"),
                raw("quantity", "3"), text("installed", "2009-05"),
            ],
            flaws: [
                flaw("quantity", "0", "out_of_range", json: "0"), flaw("installed", "2009-5", "bad_date"),
                flaw("enterprise", TestCodes.uscc(902), "unknown_reference"), flaw("category", "", "missing_field"),
            ]
        )
    }

    private static func need(_ number: Int) -> Sample {
        Sample(
            kind: .needs,
            fields: [
                text("id", "n-\(number)"), text("enterprise", supplier), text("title", "改造\(number)"),
                text("region", "440106"), raw("financing.amount_cny", "500000"), text("line.line", "L1"),
                text("line.category", "machine-tool.lathe"), raw("line.quantity", "2"),
            ],
            flaws: [
                flaw("line.quantity", "0", "out_of_range", json: "0", field: "lines[0].quantity"),
                flaw("line.category", "x", "unknown_category", field: "lines[0].category"),
                flaw("financing.amount_cny", "x", "bad_type"), flaw("region", "999999", "unknown_region"),
            ]
        )
    }

    private static func offer(_ number: Int) -> Sample {
        Sample(
            kind: .offers,
            fields: [
                text("id", "o-\(number)"), text("kind", "loan"), text("name", "贷款\(number)"),
                text("provider.id", "bank:a"), text("provider.name", "行"), text("provider.type", "bank"),
                raw("loan.rate_annual", "0.035"), raw("rule", #"{"fact":"project.filed","is":true}"#),
            ],
            flaws: [
                flaw("kind", "gift", "out_of_range"), flaw("loan.rate_annual", "x", "bad_type"),
                flaw("provider.type", "shop", "out_of_range"),
                flaw("rule", #"{"all":1}"#, "bad_rule", json: #"{"all":1}"#),
            ]
        )
    }

    private static func jointCap(_ number: Int) -> Sample {
        Sample(
            kind: .jointCaps,
            fields: [
                text("id", "j-\(number)"), Field(column: "members", cell: "stored", json: "[\"stored\"]"),
                raw("cap_cny", "100000"),
            ],
            flaws: [
                flaw("cap_cny", "x", "bad_type"),
                flaw("members", "gone", "unknown_reference", json: "[\"gone\"]", field: "members[0]"),
            ]
        )
    }

    /// The record as JSON.
    var line: String {
        var object = JSONObject()
        var line = JSONObject()
        for field in fields where !field.cell.isEmpty {
            let value = (try? JSONParser.parse(field.json)) ?? .string("?")
            let steps = field.column.split(separator: ".").map { String($0) }
            if steps.count == 1 {
                object[steps[0]] = value
            } else if steps[0] == "line" {
                line[steps[1]] = value
            } else {
                var inner = object[steps[0]]?.object ?? JSONObject()
                inner[steps[1]] = value
                object[steps[0]] = .object(inner)
            }
        }
        if !line.members.isEmpty { object["lines"] = .array([.object(line)]) }
        return JSONValue.object(object).text
    }

    /// The header of its columns.
    var header: [String] { fields.map { $0.column } }

    /// The cells of its row.
    var cells: [String] { fields.map { $0.cell } }

    /// Replaces a field.
    mutating func set(_ column: String, cell: String, json: String) {
        for index in fields.indices where fields[index].column == column {
            fields[index].cell = cell
            fields[index].json = json
        }
    }
}
