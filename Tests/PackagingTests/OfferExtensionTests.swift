import Benefits
import Domain
import FinanceMath
import JSON
import JSONParsing
import Packaging
import Records
import Rules
import Testing

/// Amounts of the terms beyond the contract's schema, worked by hand (ops/offer-format-extensions.md). The equipment
/// costs 1,000,000; a loan or lease is of that amount over twelve months.
@Suite("Amounts beyond the contract's schema")
struct OfferExtensionTests {
    private static let asOf = CalendarDay("2026-03-01") ?? CalendarDay(number: 0)
    private static let loan = #"{"id":"bank","kind":"loan","loan":{"rate_annual":0.036,"repayment":"bullet"}}"#
    private static let lease = #"{"id":"lessor","kind":"lease","lease":{"rate_annual":0.06,"down_payment_share":0.2}}"#

    /// - Parameters:
    ///   - enterprise, need: members as JSON text.
    private func question(
        _ offers: [String], enterprise: String = "", need: String = ""
    ) throws -> PackageQuestion {
        let decoder = RecordDecoder(
            codes: KnownCodes(regions: [], industries: [], categories: CategoryTree([])), mode: .literal)
        func read(_ kind: RecordKind, _ text: String) throws -> Record {
            let decoding = decoder.decode(kind, try JSONParser.parse(text))
            #expect(decoding.problems.isEmpty, "\(decoding.problems.map(\.message))")
            return try #require(decoding.record)
        }
        var all: [CompiledOffer] = []
        for text in offers {
            guard case .offer(let offer) = try read(.offers, text) else { continue }
            all.append(CompiledOffer(offer))
        }
        guard case .enterprise(let firm) = try read(.enterprises, #"{"id":"e"\#(enterprise)}"#),
            case .need(let project) = try read(
                .needs,
                #"{"id":"n","equipment_amount_cny":1000000,"financing":{"tenor_months":12}\#(need)}"#)
        else { throw PackageRefusal(fields: []) }
        return PackageQuestion(
            enterprise: firm, need: project, offers: all, jointCaps: [], asOf: Self.asOf)
    }

    /// A reward or subsidy that comes beside the other offers, of all of them.
    private func amount(
        _ benefit: String, kind: String = "equipment_reward", beside others: [String] = [], enterprise: String = "",
        need: String = ""
    ) throws -> (fen: Int64, paid: [MonthAmount], cappedBy: [String], unknown: [String]) {
        let offer = #"{"id":"x","kind":"\#(kind)","benefit":\#(benefit)}"#
        let question = try question([offer] + others, enterprise: enterprise, need: need)
        let amounts = try Packager.amounts(of: question.offers.map(\.offer.id), in: question)
        let amount = try #require(amounts.first { $0.id == "x" })
        return (
            amount.amount.rawValue, amount.paid, amount.cappedBy, amount.restsOnUnknown.map(\.rawValue)
        )
    }

    @Test("a figure is a base: half of 700,000 of interest paid; unknown it gives nothing and is reported")
    func figureBase() throws {
        let benefit = #"{"base":"enterprise.figures.interest_paid_cny","form":{"rate":0.5},"cap_cny":300000}"#
        let known = try amount(benefit, enterprise: #","figures":{"interest_paid_cny":700000}"#)
        #expect(known.fen == 300_000_00)
        #expect(known.cappedBy == ["cap_cny"])
        let unknown = try amount(benefit)
        #expect(unknown.fen == 0)
        #expect(unknown.unknown == ["enterprise.figures.interest_paid_cny"])
    }

    @Test("a cap counts what was received of the offer, ever or in the year")
    func received() throws {
        func reward(_ includes: String, _ received: String) throws -> (Int64, [String]) {
            let result = try amount(
                #"{"base":"equipment_amount","form":{"rate":0.5},"cap_cny":400000,"cap_includes":["\#(includes)"]}"#,
                enterprise: received)
            return (result.fen, result.unknown)
        }
        let list = """
            ,"received":[{"offer":"x","on":"2025-12-31","amount_cny":90000},\
            {"offer":"x","on":"2026-01-01","amount_cny":30000},\
            {"offer":"x","amount_cny":5000},{"offer":"y","amount_cny":1}]
            """
        #expect(try reward("received", list) == (275_000_00, []))
        #expect(try reward("received_this_year", list) == (365_000_00, []))
        #expect(try reward("received", #","received":[]"#) == (400_000_00, []))
        #expect(try reward("received", "") == (400_000_00, ["enterprise.received"]))
        #expect(try reward("received", #","received":[{"offer":"x"}]"#) == (0, ["enterprise.received"]))
        #expect(try reward("received", #","received":[{"offer":"x","amount_cny":500000}]"#) == (0, []))
    }

    @Test("a yearly cap counts what was received in its first year only")
    func receivedYearly() throws {
        // Twelve months of 3,000 of interest, all of it, at most 30,000 a year, of which 10,000 are used up.
        let result = try amount(
            #"""
            {"base":"loan_interest","form":{"rate":1},"cap_per_year_cny":30000,\#
            "cap_per_year_includes":["received_this_year"]}
            """#,
            kind: "interest_subsidy", beside: [Self.loan],
            enterprise: #","received":[{"offer":"x","on":"2026-02-01","amount_cny":10000}]"#)
        #expect(result.fen == 20_000_00)
        #expect(result.cappedBy == ["cap_per_year_cny"])
    }

    @Test("what is taken off the base counts if it is in the package, and is nothing if it is not")
    func baseLess() throws {
        let benefit =
            #"{"base":"equipment_amount","base_less":["group:g","project.figures.other_cny"],"form":{"rate":0.5}}"#
        let other =
            #"""
            {"id":"y","kind":"equipment_reward","groups":["g"],"benefit":{"base":"equipment_amount",\#
            "form":{"flat_cny":300000}}}
            """#
        let zero = #","figures":{"other_cny":0}"#
        #expect(try amount(benefit, need: zero).fen == 500_000_00)
        #expect(try amount(benefit, beside: [other], need: zero).fen == 350_000_00)
        #expect(try amount(benefit, beside: [other], need: #","figures":{"other_cny":100000}"#).fen == 300_000_00)
        #expect(try amount(benefit, need: #","figures":{"other_cny":2000000}"#).fen == 0)
        let unknown = try amount(benefit)
        #expect(unknown.fen == 0)
        #expect(unknown.unknown == ["project.figures.other_cny"])
    }

    @Test("the first case that holds counts; an unknown one does not and is reported")
    func cases() throws {
        let benefit = """
            {"base":"equipment_amount","form":{"rate":0.1},"cap_cny":90000,"cases":[\
            {"when":{"fact":"enterprise.figures.output_cny","above":100},"form":{"rate":0.2},"cap_cny":150000},\
            {"when":{"fact":"enterprise.figures.output_cny","above":50},"form":{"rate":0.05}}]}
            """
        func fen(_ output: Int) throws -> Int64 {
            try amount(benefit, enterprise: #","figures":{"output_cny":\#(output)}"#).fen
        }
        #expect(try fen(101) == 150_000_00)
        #expect(try fen(100) == 50_000_00)
        #expect(try fen(50) == 90_000_00)
        let unknown = try amount(benefit)
        #expect(unknown.fen == 90_000_00)
        #expect(unknown.unknown == ["enterprise.figures.output_cny"])
        let none = #"{"base":"equipment_amount","min_cny":5,"cases":[{"when":{"any":[]},"form":{"rate":1}}]}"#
        #expect(try amount(none).fen == 0)
    }

    @Test("points by a benchmark rate: 35 % of 3 % on 1,000,000 is 875 a month; the spread above it is cut to a bound")
    func benchmark() throws {
        let lpr = #","figures":{"lpr_1y":0.03}"#
        let of = #"{"base":"loan_principal","form":{"points_of":"project.figures.lpr_1y","share":0.35}}"#
        let share = try amount(of, kind: "interest_subsidy", beside: [Self.loan], need: lpr)
        #expect(share.fen == 10_500_00)
        #expect(share.paid.map(\.month) == Array(1...12))
        let unknown = try amount(of, kind: "interest_subsidy", beside: [Self.loan])
        #expect(unknown.fen == 0)
        #expect(unknown.unknown == ["project.figures.lpr_1y"])
        let above = #"{"base":"loan_principal","form":{"points_above":"project.figures.lpr_1y","max_points":0.005}}"#
        // 1,000,000 × 0.005 ÷ 12 = 416.67, twelve times.
        #expect(try amount(above, kind: "interest_subsidy", beside: [Self.loan], need: lpr).fen == 5_000_04)
        let whole = #"{"base":"loan_principal","form":{"points_above":"project.figures.lpr_1y"}}"#
        #expect(try amount(whole, kind: "interest_subsidy", beside: [Self.loan], need: lpr).fen == 6_000_00)
        let high = #","figures":{"lpr_1y":0.04}"#
        #expect(try amount(whole, kind: "interest_subsidy", beside: [Self.loan], need: high).fen == 0)
    }

    @Test("a lease's financed amount is 800,000: 5 % of it, not above the interest; 1 % of it a year")
    func leasePrincipal() throws {
        func subsidy(_ benefit: String) throws -> (fen: Int64, cappedBy: [String]) {
            let result = try amount(benefit, kind: "lease_subsidy", beside: [Self.lease])
            return (result.fen, result.cappedBy)
        }
        // 800,000 at 0.5 % a month in twelve rents of 68,853.14 is 26,237.72 of interest.
        #expect(try subsidy(#"{"base":"lease_interest","form":{"rate":1}}"#) == (26_237_72, []))
        #expect(
            try subsidy(#"{"base":"lease_principal","form":{"rate":0.05},"cap":{"of":"lease_interest","share":1}}"#)
                == (26_237_72, ["cap"]))
        #expect(try subsidy(#"{"base":"lease_principal","form":{"rate":0.03}}"#) == (24_000_00, []))
        #expect(
            try subsidy(
                #"{"base":"lease_interest","form":{"rate":1},"cap_per_year":{"of":"lease_principal","share":0.01}}"#)
                == (8_000_00, ["cap_per_year"]))
        // Half of the yearly rate of 6 %: half of the interest, rounded month by month.
        let points = try subsidy(#"{"base":"lease_principal","form":{"points":0.03}}"#)
        #expect(abs(points.fen - 13_118_86) <= 12)
    }

    @Test("0.5 % of the 800,000 that a guarantee covers")
    func guaranteed() throws {
        let guarantee = #"{"id":"g","kind":"guarantee","guarantee":{"fee_rate_annual":0.01,"cover_share":0.8}}"#
        let result = try amount(
            #"{"base":"guaranteed_amount","form":{"rate":0.005}}"#, kind: "guarantee_subsidy",
            beside: [Self.loan, guarantee])
        #expect(result.fen == 4_000_00)
    }

    @Test("premiums of one line only, and cut to 3 % of the equipment in each year")
    func premiums() throws {
        func insurance(_ id: String, _ rate: String, _ years: Int) -> String {
            #"""
            {"id":"\#(id)","kind":"insurance","insurance":{"premium_rate":\#(rate),"insured":"equipment_amount",\#
            "years":\#(years),"line":"\#(id)"}}
            """#
        }
        let both = [insurance("a", "0.01", 1), insurance("b", "0.05", 3)]
        let line = try amount(
            #"{"base":"premium","line":"a","form":{"rate":0.5}}"#, kind: "insurance_subsidy", beside: both)
        #expect(line.fen == 5_000_00)
        let yearly = try amount(
            #"""
            {"base":"premium","line":"b","form":{"rate":0.8},"base_cap":{"of":"equipment_amount","share":0.03,\#
            "per_year":true}}
            """#,
            kind: "insurance_subsidy", beside: both)
        #expect(yearly.fen == 72_000_00)
        #expect(yearly.paid.map(\.month) == [0, 12, 24])
        #expect(yearly.cappedBy == ["base_cap"])
    }

    @Test("supplements come on top of the cap; then rounding; then the least amount")
    func bounds() throws {
        let always = #"{"all":[]}"#
        #expect(
            try amount(
                #"""
                {"base":"equipment_amount","form":{"rate":0.25},"cap_cny":200,"bonus":[{"when":\#(always),\#
                "add_cny":50},{"when":\#(always),"add_cny":25}]}
                """#
            ).fen == 275_00)
        let third = #"{"base":"project.figures.a_cny","form":{"rate":0.4},"round_to_cny":1}"#
        #expect(try amount(third, need: #","figures":{"a_cny":416.67}"#).fen == 167_00)
        #expect(try amount(third, need: #","figures":{"a_cny":416.23}"#).fen == 166_00)
        #expect(try amount(third, need: #","figures":{"a_cny":416.25}"#).fen == 167_00)
        let least = #"{"base":"project.figures.a_cny","form":{"rate":0},"min_cny":200}"#
        #expect(try amount(least, need: #","figures":{"a_cny":5}"#).fen == 200_00)
        #expect(try amount(least).fen == 0)
    }

    @Test("paid when the loan ends")
    func loanEnd() throws {
        let benefit = #"{"base":"loan_principal","form":{"rate":0.005},"paid":{"at_loan_end":true}}"#
        let result = try amount(benefit, kind: "interest_subsidy", beside: [Self.loan])
        #expect(result.paid == [MonthAmount(month: 12, amount: Fen(5_000_00))])
        #expect(try amount(benefit, kind: "interest_subsidy").paid == [])
    }

    @Test("the search weighs what lowers what")
    func search() throws {
        func reward(_ id: String, _ benefit: String) -> String {
            #"{"id":"\#(id)","kind":"equipment_reward","status":"open","benefit":\#(benefit)}"#
        }
        // Alone 500,000; beside y 350,000, with it 650,000 in all. z and y are at most 310,000 together.
        let offers = [
            reward("x", #"{"base":"equipment_amount","base_less":["benefit:y"],"form":{"rate":0.5}}"#),
            reward("y", #"{"base":"equipment_amount","form":{"flat_cny":300000}}"#),
            reward(
                "z",
                #"""
                {"base":"equipment_amount","form":{"flat_cny":20000},"cap_cny":310000,\#
                "cap_includes":["benefit:y"]}
                """#),
        ]
        let plan = try #require(try Packager.solve(question(offers)).plans.first)
        #expect(plan.gap == .zero)
        #expect(plan.parts.map(\.id) == ["x", "y", "z"])
        #expect(plan.parts.map(\.amount) == [Fen(350_000_00), Fen(300_000_00), Fen(10_000_00)])
        #expect(plan.parts.map(\.cappedBy) == [[], [], ["cap_cny"]])
        // Where y only takes as much as it gives, it is not worth its place.
        let even = [
            reward("x", #"{"base":"equipment_amount","base_less":["benefit:y"],"form":{"rate":1}}"#), offers[1],
        ]
        let one = try #require(try Packager.solve(question(even)).plans.first)
        #expect(one.parts.map(\.id) == ["x"])
    }

    @Test("those that count each other in a circle come to an amount each")
    func circle() throws {
        func reward(_ id: String, _ other: String) -> String {
            #"""
            {"id":"\#(id)","kind":"equipment_reward","benefit":{"base":"equipment_amount",\#
            "base_less":["benefit:\#(other)"],"form":{"rate":0.4}}}
            """#
        }
        let question = try question([reward("a", "b"), reward("b", "a")])
        // b is worked out first, a counted in full: (1,000,000 − 400,000) × 0.4; then a: (1,000,000 − 240,000) × 0.4.
        let amounts = try Packager.ownAmounts(of: ["a", "b"], in: question)
        #expect(amounts == ["a": Fen(304_000_00), "b": Fen(240_000_00)])
    }
}
