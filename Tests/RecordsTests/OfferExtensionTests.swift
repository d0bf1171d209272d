import Domain
import JSON
import JSONParsing
import Records
import Testing

/// The keys beyond the contract's schema (ops/offer-format-extensions.md): accepted, written as read, wrong forms
/// named.
@Suite("Offers beyond the contract's schema")
struct OfferExtensionTests {
    private let decoder = RecordDecoder(codes: TestCodes.few, mode: .strict)
    private let rich = #"{"fact":"enterprise.figures.net_assets_cny","at_least":50000000}"#

    private func decode(_ benefit: String) throws -> Decoding {
        let text = """
            {"id":"o","kind":"equipment_reward","name":"甲","provider":{"id":"gov:a","name":"乙","type":"government"},\
            "benefit":\(benefit)}
            """
        return decoder.decode(.offers, try JSONParser.parse(text))
    }

    private func problems(_ benefit: String) throws -> [String] {
        try decode(benefit).problems.map { "\($0.field.dropFirst("benefit.".count)) \($0.code.rawValue)" }
    }

    @Test("what is accepted is written as it was read")
    func roundTrip() throws {
        let benefits = [
            #"""
            {"base":"premium","line":"loan_guarantee","form":{"rate":0.5},"base_cap":{"of":"equipment_amount",\#
            "share":0.03,"per_year":true}}
            """#,
            #"""
            {"base":"equipment_amount","base_less":["group:region","project.figures.other_aid_cny","benefit:x"],\#
            "form":{"rate":0.5},"cap_cny":1000}
            """#,
            #"""
            {"base":"equipment_amount","cases":[{"when":\#(rich),"form":{"rate":0.3},"base_cap_cny":1200,\#
            "cap_cny":5,"cap":{"of":"equipment_amount","share":0.5},"cap_per_year_cny":4,"max_months":12},\#
            {"when":\#(rich)}]}
            """#,
            #"""
            {"base":"equipment_amount","form":{"rate":0.1},"cases":[{"when":\#(rich),"form":{"flat_cny":3}}],\#
            "min_cny":200,"round_to_cny":1}
            """#,
            #"""
            {"base":"loan_principal","form":{"points_of":"project.figures.lpr_1y","share":0.35},\#
            "cap_cny":20000000,"max_months":36}
            """#,
            #"{"base":"lease_principal","form":{"points_above":"project.figures.lpr_1y","max_points":0.01}}"#,
            #"{"base":"lease_principal","form":{"points_above":"project.figures.lpr_1y"}}"#,
            #"{"base":"guaranteed_amount","form":{"rate":0.005}}"#,
            #"""
            {"base":"enterprise.figures.interest_paid_cny","form":{"rate":0.5},"cap_cny":1,\#
            "cap_includes":["received"]}
            """#,
            #"""
            {"base":"lease_interest","form":{"rate":1},"cap":{"of":"lease_principal","share":0.05},\#
            "cap_per_year_cny":2,"cap_per_year":{"of":"lease_principal","share":0.08},\#
            "cap_per_year_includes":["received_this_year"]}
            """#,
            #"""
            {"base":"loan_principal","form":{"rate":0.005},"bonus":[{"when":\#(rich),"add_cny":50}],\#
            "paid":{"at_loan_end":true}}
            """#,
        ]
        for benefit in benefits {
            let decoding = try decode(benefit)
            #expect(decoding.problems.isEmpty, "\(benefit)")
            #expect(decoding.record?.json["benefit"]?.text == benefit)
        }
    }

    @Test("a form is one of its kinds, and stands on a base that takes it")
    func forms() throws {
        func form(_ base: String, _ form: String) throws -> [String] {
            try problems(#"{"base":"\#(base)","form":\#(form)}"#)
        }
        let of = #"{"points_of":"project.figures.lpr","share":0.35}"#
        #expect(try form("loan_principal", of) == [])
        #expect(try form("loan_interest", of) == ["form inconsistent"])
        #expect(try form("guaranteed_amount", #"{"points":0.1}"#) == ["form inconsistent"])
        #expect(try form("lease_principal", #"{"points":0.1}"#) == [])
        #expect(try form("loan_principal", #"{"points_of":"project.figures.lpr"}"#) == ["form.share missing_field"])
        #expect(try form("loan_principal", #"{"rate":0.1,"share":0.35}"#) == ["form inconsistent"])
        #expect(try form("loan_principal", #"{"points":0.1,"max_points":0.1}"#) == ["form inconsistent"])
        #expect(
            try form("loan_principal", #"{"points_of":"project.figures.lpr_cny","share":1}"#)
                == ["form.points_of out_of_range"]
        )
        #expect(try form("loan_principal", #"{"points_above":"lpr"}"#) == ["form.points_above out_of_range"])
        #expect(try form("loan_principal", #"{"points_above":1}"#) == ["form.points_above bad_type"])
        for base in [
            "received", "received_this_year", "group:g", "project.figures.age", "project.figures.Age_cny",
            "need.figures.a_cny", "group:", "benefit:ä",
        ] {
            #expect(try form(base, #"{"rate":0.1}"#) == ["base out_of_range"], "\(base)")
        }
    }

    @Test("cases stand in place of a form or beside it, each with a rule and its own terms")
    func cases() throws {
        func cases(_ cases: String) throws -> [String] {
            try problems(#"{"base":"equipment_amount","cases":\#(cases)}"#)
        }
        #expect(try cases(#"[{"when":\#(rich),"form":{"rate":0.1}}]"#) == [])
        #expect(try cases("[]") == ["cases out_of_range"])
        #expect(try cases("{}") == ["cases bad_type"])
        #expect(try cases(#"[{"form":{"rate":0.1}}]"#) == ["cases[0].when missing_field"])
        #expect(
            try cases(#"[{"when":{"all":[1]},"form":{"rate":2}}]"#) == [
                "cases[0].form.rate out_of_range", "cases[0].when.all[0] bad_rule",
            ])
        #expect(try cases(#"[{"when":\#(rich),"form":{"points":0.1}}]"#) == ["cases[0].form inconsistent"])
        #expect(try cases(#"[{"when":\#(rich),"plafond_cny":5}]"#) == ["cases[0].plafond_cny unknown_field"])
        #expect(
            try cases(#"[{"when":\#(rich),"cap":{"of":"equipment_amount","share":0.5,"per_year":true}}]"#)
                == ["cases[0].cap.per_year unknown_field"]
        )
        #expect(try problems(#"{"base":"equipment_amount"}"#) == ["form missing_field"])
    }

    @Test("terms that do not go with the base, or with each other, are named")
    func misfits() throws {
        func terms(_ base: String, _ terms: String) throws -> [String] {
            try problems(#"{"base":"\#(base)","form":{"rate":0.1},\#(terms)}"#)
        }
        #expect(try terms("loan_interest", #""line":"x""#) == ["line inconsistent"])
        #expect(try terms("premium", #""base_less":["received"]"#) == ["base_less inconsistent"])
        #expect(try terms("loan_interest", #""min_cny":5"#) == ["min_cny inconsistent"])
        #expect(try terms("lease_contract", #""round_to_cny":5"#) == ["round_to_cny inconsistent"])
        #expect(
            try problems(#"{"base":"loan_principal","form":{"points":0.1},"min_cny":5}"#) == ["min_cny inconsistent"]
        )
        #expect(try terms("equipment_amount", #""min_cny":5,"floor_cny":5"#) == ["floor_cny inconsistent"])
        #expect(
            try terms("equipment_amount", #""base_cap":{"of":"investment_total","share":0.5,"per_year":true}"#)
                == ["base_cap inconsistent"]
        )
        #expect(
            try problems(
                #"""
                {"base":"investment_total","base_less":["received"],"form":{"tiers":[{"rate":0.1}],\#
                "mode":"bracket"}}
                """#
            ) == ["base_less inconsistent"]
        )
        #expect(
            try terms("equipment_amount", #""cap":{"of":"group:g","share":1}"#) == ["cap.of out_of_range"]
        )
        #expect(try terms("equipment_amount", #""round_to_cny":0"#) == ["round_to_cny out_of_range"])
        #expect(try terms("equipment_amount", #""cap_includes":[]"#) == ["cap_includes out_of_range"])
        #expect(try terms("equipment_amount", #""cap_includes":["money"]"#) == ["cap_includes[0] out_of_range"])
        #expect(try terms("equipment_amount", #""cap":{"of":"premium"}"#) == ["cap.share missing_field"])
        #expect(try terms("equipment_amount", #""cap_cny":1,"plaond":5"#) == ["plaond unknown_field"])
        #expect(
            try terms("equipment_amount", #""paid":{"at_loan_end":true,"month":1}"#) == ["paid inconsistent"]
        )
        #expect(
            try terms("equipment_amount", #""paid":{"at_loan_end":false}"#) == ["paid.at_loan_end out_of_range"]
        )
    }

    @Test("other benefits named anywhere are references")
    func references() throws {
        let decoding = try decode(
            #"""
            {"base":"equipment_amount","base_less":["benefit:a"],"form":{"rate":1},"cap":{"of":"benefit:b",\#
            "share":1},"cap_includes":["group:g","benefit:c"]}
            """#
        )
        #expect(decoding.references.map(\.id) == ["a", "b", "c"])
        #expect(
            decoding.references.map(\.field) == ["benefit.base_less[0]", "benefit.cap.of", "benefit.cap_includes[1]"])
    }

    @Test("figures are money where the code ends in _cny, else numbers; rules test them like other facts")
    func figures() throws {
        func enterprise(_ figures: String) throws -> Decoding {
            let text = #"{"id":"91110000600007724B","name":"甲","region":"440000","figures":\#(figures)}"#
            return decoder.decode(.enterprises, try JSONParser.parse(text))
        }
        let good = try enterprise(#"{"parts":1.5,"net_assets_cny":"50000000.00","a":null}"#)
        #expect(good.problems.isEmpty)
        #expect(good.record?.json["figures"]?.text == #"{"net_assets_cny":50000000,"parts":1.5}"#)
        #expect(try enterprise("[]").problems.map(\.code) == [.badType])
        #expect(try enterprise(#"{"Net":1}"#).problems.map(\.field) == ["figures.Net"])
        #expect(try enterprise(#"{"a_cny":-1}"#).problems.map(\.code) == [.negativeMoney])
        #expect(try enterprise(#"{"a":"1"}"#).problems.map(\.code) == [.badType])

        func rule(_ rule: String) throws -> [String] {
            let text = """
                {"id":"o","kind":"gate","name":"甲","provider":{"id":"gov:a","type":"government"},"rule":\(rule)}
                """
            return decoder.decode(.offers, try JSONParser.parse(text)).problems.map {
                "\($0.field) \($0.code.rawValue)"
            }
        }
        #expect(try rule(rich) == [])
        #expect(try rule(#"{"fact":"project.figures.age","below":26}"#) == [])
        #expect(
            try rule(
                #"{"fact":"project.figures.a_cny","at_most_share_of":{"fact":"enterprise.figures.b_cny","share":0.5}}"#
            ) == []
        )
        #expect(try rule(#"{"fact":"project.figures.age","is":true}"#) == ["rule bad_rule"])
        #expect(
            try rule(#"{"fact":"project.figures.age","at_most_share_of":{"fact":"financing.amount_cny","share":1}}"#)
                == ["rule bad_rule"])
        #expect(try rule(#"{"fact":"package.figures.age","below":26}"#) == ["rule bad_rule"])
        #expect(try rule(#"{"fact":"project.figures.","below":26}"#) == ["rule bad_rule"])
        #expect(try rule(#"{"fact":"project.figures.a b","below":26}"#) == ["rule bad_rule"])
    }
}
