import Domain
import JSON
import JSONParsing
import Records
import Testing

@Suite struct OfferTests {
    private let decoder = RecordDecoder(codes: TestCodes.few, mode: .strict)

    /// The problems of an offer with further members, given as JSON text.
    private func problems(_ kind: String, _ members: String) throws -> [String] {
        let text = """
            {"id":"o","kind":"\(kind)","name":"甲","provider":{"id":"gov:a","name":"乙","type":"government"},\(members)}
            """
        let decoding = decoder.decode(.offers, try JSONParser.parse(text))
        return decoding.problems.map { "\($0.field) \($0.code.rawValue) \($0.severity.rawValue)" }
    }

    @Test("each test goes with its kinds of facts and with no other", arguments: Fact.allCases)
    func tests(fact: Fact) {
        var random = SeededRandom(seed: 1)
        var all: [String: JSONValue] = [:]
        for other in Fact.allCases {
            for test in random.tests(on: other) {
                let offer = offer(.condition(Condition(fact: other, test: test)))
                all[test.name] = all[test.name] ?? offer["rule"]?[test.name]
            }
        }
        let fitting = Set(random.tests(on: fact).map(\.name))
        #expect(all.count == 17)
        for (name, operand) in all where !fitting.contains(name) {
            let rule = JSONValue.object(
                JSONObject([.init(key: "fact", value: .string(fact.rawValue)), .init(key: name, value: operand)])
            )
            guard case .object(var object) = offer(.all([])) else { return }
            object["rule"] = rule
            #expect(decoder.decode(.offers, .object(object)).problems.map(\.code) == [.badRule], "\(fact) \(name)")
        }
        for test in random.tests(on: fact) {
            let value = offer(.condition(Condition(fact: fact, test: test)))
            #expect(decoder.decode(.offers, value).problems.isEmpty, "\(fact) \(test)")
        }
    }

    private func offer(_ rule: RuleTree) -> JSONValue {
        var offer = Offer(id: "o", kind: .gate)
        offer.name = "甲"
        offer.provider = Offer.Provider(id: "gov:a")
        offer.provider.name = "乙"
        offer.provider.type = .government
        offer.rule = rule
        return Record.offer(offer).json
    }

    @Test("a malformed rule is one problem at its first malformed node")
    func malformedRules() throws {
        let filed = #"{"fact":"project.filed","is":true}"#
        let rules: [(rule: String, field: String)] = [
            (#""x""#, "rule"), (#"[]"#, "rule"), (#"{}"#, "rule"), (#"{"all":\#(filed)}"#, "rule"),
            (#"{"all":[],"any":[]}"#, "rule"), (#"{"not":[\#(filed)]}"#, "rule.not"),
            (#"{"not":{"not":1}}"#, "rule.not.not"),
            (#"{"all":[\#(filed),{"any":[{"fact":"project.filed"}]}, 5]}"#, "rule.all[1].any[0]"),
            (#"{"fact":"project.filled","is":true}"#, "rule"), (#"{"is":true}"#, "rule"),
            (#"{"fact":"project.filed","is":true,"one_of":["a"]}"#, "rule"),
            (#"{"fact":"project.filed","is":true,"says":1}"#, "rule"),
            (#"{"fact":"project.filed","is":true,"unknown":"maybe"}"#, "rule"),
            (#"{"fact":"project.investment_total_cny","at_least":"1.005"}"#, "rule"),
            (#"{"fact":"project.investment_total_cny","at_least":-1}"#, "rule"),
            (
                #"{"fact":"project.investment_total_cny","at_most_share_of":{"fact":"project.progress_share","share":1}}"#,
                "rule"
            ),
            (#"{"fact":"project.investment_total_cny","at_most_share_of":{"fact":"financing.amount_cny"}}"#, "rule"),
            (#"{"fact":"project.started_on","on_or_after":"2024-02-30"}"#, "rule"),
            (#"{"fact":"enterprise.region","within":["999999"]}"#, "rule"),
            (#"{"fact":"enterprise.size","one_of":["tiny"]}"#, "rule"),
        ]
        for (rule, field) in rules {
            #expect(try problems("gate", #""rule":\#(rule)"#) == ["\(field) bad_rule critical"], "\(rule)")
        }
        #expect(try problems("gate", #""rule":{"any":null,"all":[\#(filed)]}"#) == [])
        #expect(
            try problems("gate", #""share_table":[{"when":{"all":[1]},"share":0.5}]"#)
                == ["share_table[0].when.all[0] bad_rule critical"]
        )
    }

    @Test("a benefit has one form, points stand on the loan's principal")
    func forms() throws {
        func form(_ base: String, _ form: String) throws -> [String] {
            try problems("interest_subsidy", #""benefit":{"base":"\#(base)","form":\#(form)}"#)
        }
        #expect(try form("loan_interest", #"{"rate":1}"#) == [])
        #expect(try form("loan_principal", #"{"points":0.015}"#) == [])
        #expect(try form("loan_interest", #"{"points":0.015}"#) == ["benefit.form inconsistent critical"])
        #expect(try form("loan_interest", #"{"rate":0.1,"flat_cny":5}"#) == ["benefit.form inconsistent critical"])
        #expect(try form("loan_interest", #"{"rate":0.1,"mode":"bracket"}"#) == ["benefit.form inconsistent critical"])
        #expect(try form("loan_interest", "{}") == ["benefit.form.rate missing_field critical"])
        #expect(try form("loan_interest", #"{"rate":1.5}"#) == ["benefit.form.rate out_of_range critical"])
        #expect(try form("loan_interest", #"{"rate":0.123456789}"#) == [])
        #expect(try form("loan_interest", #"{"rate":0.1234567891}"#) == ["benefit.form.rate out_of_range critical"])
        #expect(try form("loan_interest", #"{"rate":"0.1"}"#) == ["benefit.form.rate bad_type critical"])
        #expect(try form("money", #"{"rate":0.1}"#) == ["benefit.base out_of_range critical"])
        let tiers = #"{"tiers":[{"up_to_cny":5,"rate":0.1},{"up_to_cny":null,"rate":0.2}]"#
        #expect(try form("premium", tiers + #","mode":"marginal","bounds":"upper"}"#) == [])
        #expect(try form("premium", tiers + "}") == ["benefit.form.mode missing_field critical"])
        #expect(
            try form("premium", #"{"tiers":[{"up_to_cny":5,"rate":0.1},{"up_to_cny":5,"rate":0.2}],"mode":"bracket"}"#)
                == ["benefit.form.tiers[1].up_to_cny inconsistent major"]
        )
        #expect(try form("premium", #"{"tiers":[],"mode":"bracket"}"#) == ["benefit.form.tiers out_of_range critical"])
    }

    @Test("a payment has one time, a list of them shares for all but the last")
    func paid() throws {
        func paid(_ paid: String) throws -> [String] {
            try problems("equipment_reward", #""benefit":{"base":"premium","form":{"rate":1},"paid":\#(paid)}"#)
        }
        #expect(try paid(#"{"month":3}"#) == [])
        #expect(try paid(#"[{"month":3,"share":0.5},{"months_after_completion":0}]"#) == [])
        #expect(try paid(#"{"month":3,"with_payment":true}"#) == ["benefit.paid inconsistent critical"])
        #expect(
            try paid(#"[{"month":3,"with_payment":true,"share":0.1},{"month":1}]"#) == [
                "benefit.paid[0] inconsistent critical"
            ]
        )
        #expect(try paid(#"[{"month":3},{"month":4}]"#) == ["benefit.paid[0].share missing_field critical"])
        #expect(try paid(#"{"with_payment":false}"#) == ["benefit.paid.with_payment out_of_range critical"])
        #expect(try paid("{}") == ["benefit.paid.month missing_field critical"])
        #expect(try paid("[]") == ["benefit.paid out_of_range critical"])
        #expect(
            try paid(#"[{"month":1,"share":0.7},{"month":2,"share":0.7}]"#) == ["benefit.paid inconsistent major"]
        )
    }

    @Test("terms stand under the key named like the kind only")
    func terms() throws {
        #expect(try problems("loan", #""loan":{"rate_annual":0.035}"#) == [])
        #expect(try problems("loan", #""lease":{"rate_annual":0.035}"#) == ["lease unknown_field critical"])
        #expect(try problems("gate", #""benefit":{}"#) == ["benefit unknown_field critical"])
        #expect(try problems("loan", #""loan":{"rate_annual":3.5}"#) == ["loan.rate_annual out_of_range critical"])
        #expect(
            try problems("loan", #""loan":{"tenor_months":{"min":60,"max":12},"amount_cny":{"min":2,"max":1}}"#)
                == ["loan.amount_cny.max inconsistent major", "loan.tenor_months.max inconsistent major"]
        )
        #expect(
            try problems("credit", #""loan":{"rate":1},"window":{"from":"2025-01-02","to":"2025-01-01"}"#)
                == ["kind out_of_range critical", "window.to inconsistent major"]
        )
    }

    @Test("a requirement is one of its alternatives")
    func requirements() throws {
        func requires(_ text: String) throws -> [String] { try problems("gate", #""requires":[\#(text)]"#) }
        #expect(try requires(#"{"kind":"loan"},{"offer":"x"},{"any":[{"kind":"insurance","line":"quality"}]}"#) == [])
        #expect(try requires(#"{"kind":"loan","offer":"x"}"#) == ["requires[0] inconsistent critical"])
        #expect(try requires(#"{"offer":"x","line":"quality"}"#) == ["requires[0] inconsistent critical"])
        #expect(try requires("{}") == ["requires[0].kind missing_field critical"])
        #expect(try requires(#"{"any":[]}"#) == ["requires[0].any out_of_range critical"])
        #expect(try requires(#"{"any":[{"kind":"gift"}]}"#) == ["requires[0].any[0].kind out_of_range critical"])
        #expect(try requires(#""loan""#) == ["requires[0] bad_type critical"])
    }

    @Test("a joint cap has an amount, or a share of a base")
    func jointCaps() throws {
        func cap(_ members: String) throws -> [String] {
            let decoding = decoder.decode(.jointCaps, try JSONParser.parse(#"{"id":"c",\#(members)}"#))
            return decoding.problems.map { "\($0.field) \($0.code.rawValue)" }
        }
        #expect(try cap(#""members":["a"],"cap_cny":5"#) == [])
        #expect(try cap(#""members":["a"],"share":0.5,"of":"premium""#) == [])
        #expect(try cap(#""members":["a"]"#) == ["cap_cny missing_field"])
        #expect(try cap(#""members":["a"],"share":0.5"#) == ["of missing_field"])
        #expect(try cap(#""members":["a"],"of":"premium""#) == ["share missing_field"])
        #expect(try cap(#""members":["a"],"cap_cny":5,"share":0.5,"of":"premium""#) == [" inconsistent"])
        #expect(try cap(#""members":[],"cap_cny":5"#) == ["members out_of_range"])
    }
}
