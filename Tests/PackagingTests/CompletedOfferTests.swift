import Benefits
import Domain
import JSON
import JSONParsing
import Packaging
import Records
import ReferenceData
import Rules
import Testing

/// Amounts of shipped offers whose amount could not be said in the contract's schema, worked by hand.
@Suite("Completed offers")
struct CompletedOfferTests {
    private func amount(
        _ id: String, beside product: String? = nil, enterprise: String = "", need: String = "",
        equipment: Int = 100_000_000, tenor: Int = 12
    ) throws -> (fen: Int64, cappedBy: [String], unknown: [String]) {
        let decoder = RecordDecoder(codes: ReferenceData.codes, mode: .literal)
        func read(_ kind: RecordKind, _ text: String) throws -> Record {
            try #require(decoder.decode(kind, try JSONParser.parse(text)).record)
        }
        let line = try #require(ReferenceData.offers.first { $0.hasPrefix(#"{"id": "\#(id)","#) })
        var offers: [CompiledOffer] = []
        for text in [line, product].compactMap({ $0 }) {
            if case .offer(let offer) = try read(.offers, text) { offers.append(CompiledOffer(offer)) }
        }
        let project = """
            {"id":"n","equipment_amount_cny":\(equipment),"financing":{"tenor_months":\(tenor)}\(need)}
            """
        guard case .enterprise(let firm) = try read(.enterprises, #"{"id":"e"\#(enterprise)}"#),
            case .need(let record) = try read(.needs, project), let asOf = CalendarDay("2026-03-01")
        else { preconditionFailure("an enterprise and a need were decoded") }
        let question = PackageQuestion(enterprise: firm, need: record, offers: offers, jointCaps: [], asOf: asOf)
        let amounts = try Packager.amounts(of: offers.map(\.offer.id), in: question)
        let amount = try #require(amounts.first { $0.id == id })
        return (amount.amount.rawValue, amount.cappedBy, amount.restsOnUnknown.map(\.rawValue))
    }

    private func loan(_ rate: String) -> String {
        #"{"id":"bank","kind":"loan","loan":{"rate_annual":\#(rate),"repayment":"bullet"}}"#
    }

    @Test("half of the interest paid in the past period, at most 1,000,000")
    func pastInterest() throws {
        let id = "gd-2026-srdi-sme-loan-interest-50pct"
        func paid(_ cny: Int) -> String { #","figures":{"interest_paid_2024_05_to_2025_04_cny":\#(cny)}"# }
        #expect(try amount(id, enterprise: paid(700_000)).fen == 350_000_00)
        #expect(try amount(id, enterprise: paid(2_000_001)).fen == 1_000_000_00)
        #expect(try amount(id).unknown == ["enterprise.figures.interest_paid_2024_05_to_2025_04_cny"])
    }

    @Test("35 % of an LPR of 3 % on 30,000,000 is 26,250 a month")
    func shareOfLPR() throws {
        let result = try amount(
            "sd-2025-tech-upgrade-loan-interest-35pct-lpr", beside: loan("0.036"),
            need: #","figures":{"lpr_1y":0.03}"#, equipment: 30_000_000)
        #expect(result.fen == 315_000_00)
    }

    @Test("interest up to the LPR, one, two or three years by investment, a cap a year by kind of enterprise")
    func interestUpToLPR() throws {
        let id = "zh-2020-key-project-loan-interest-tiered"
        func subsidy(_ rate: String, investment: Int, lists: String = "[]", equipment: Int = 100_000_000) throws
            -> Int64
        {
            try amount(
                id, beside: loan(rate), enterprise: #","lists":\#(lists)"#,
                need: #","investment_total_cny":\#(investment),"figures":{"lpr_of_loan_tenor":0.03}"#,
                equipment: equipment, tenor: 48
            ).fen
        }
        // 100,000,000 at 3 % is 250,000 a month; at 2.4 % the interest itself, 200,000.
        #expect(try subsidy("0.036", investment: 499_999_999) == 3_000_000_00)
        #expect(try subsidy("0.036", investment: 500_000_000) == 6_000_000_00)
        #expect(try subsidy("0.036", investment: 1_000_000_000) == 9_000_000_00)
        #expect(try subsidy("0.024", investment: 100_000_000) == 2_400_000_00)
        // 1,000,000,000 at 3 % is 30,000,000 a year.
        #expect(try subsidy("0.036", investment: 500_000_000, equipment: 1_000_000_000) == 40_000_000_00)
        #expect(
            try subsidy(
                "0.036", investment: 500_000_000, lists: #"["zh-10bn-leaders"]"#, equipment: 1_000_000_000)
                == 60_000_000_00)
    }

    @Test("a lease's interest, each year at most 8 % of what it finances")
    func leaseInterest() throws {
        let lease = #"{"id":"lessor","kind":"lease","lease":{"rate_annual":0.12,"down_payment_share":0.2}}"#
        let result = try amount("dg-2016-lease-interest-8pct", beside: lease, equipment: 2_000_000, tenor: 36)
        // Of 1,600,000: 166,649.85 of interest in the first year is cut to 128,000, 106,907.03 in the second is not.
        #expect(result.fen == 234_907_03)
        #expect(result.cappedBy == ["cap_per_year"])
    }
}
