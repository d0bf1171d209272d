import JSON
import Testing
import WorkedCases

/// `schedule` beyond the shared cases: what does not fit, what cannot be answered.
@Suite("Cases of schedules") struct ScheduleCaseTests {
    private static let offers: KeyValuePairs<String, String> = [
        "loan": #""kind": "loan", "loan": {"rate_annual": 0.036, "amount_cny": {"min": 500}}"#,
        "rateless": #""kind": "loan", "loan": {"repayment": "bullet"}"#,
        "lease": #""kind": "lease", "lease": {"rate_annual": 0.036}"#,
        "cover": #""kind": "guarantee", "guarantee": {"fee_rate_annual": 0.01, "max_amount_cny": 800}"#,
        "free": #""kind": "guarantee", "guarantee": {"cover_share": 0.5}"#,
        "property": #""kind": "insurance", "insurance": {"premium_rate": 0.002}"#,
        "credit": #""kind": "insurance", "insurance": {"premium_rate": 0.002, "insured": "loan_principal"}"#,
        "unpriced": #""kind": "insurance", "insurance": {"years": 2}"#,
        "reward": #""kind": "equipment_reward""#,
    ]

    /// The differences of a case with that package, for equipment of 1,000 CNY of which `amount` is asked.
    private func differences(
        _ package: [String],
        amount: Int = 800,
        equipment: String = #""equipment_amount_cny": 1000, "#,
        expected: String
    ) async throws -> [Difference] {
        let offers = Self.offers.map { #"{"id": "\#($0.key)", \#($0.value)}"# }.joined(separator: ", ")
        let names = package.map { "\"\($0)\"" }.joined(separator: ", ")
        let need = #"{"id": "n", \#(equipment)"financing": {"amount_cny": \#(amount), "tenor_months": 12}}"#
        let text = """
            [{"id": "c", "ask": "schedule", "as_of": "2025-03-01", "need": \(need), "offers": [\(offers)],
              "package": [\(names)], "expected": \(expected)}]
            """
        let file = try CaseFile(name: "f", bytes: Array(text.utf8))
        return await SharedCaseTests.engine.run([file]).files[0].results[0].differences
    }

    @Test(
        "a product that does not fit, or whose loan is missing",
        arguments: [["credit"], ["cover"], ["lease", "cover"], ["credit", "lease"]]
    )
    func unfit(package: [String]) async throws {
        #expect(try await differences(package, expected: #"{"fits": false}"#).isEmpty)
    }

    @Test("bounds belong to what fits: the loan's least, the guarantee's most") func bounds() async throws {
        let (fits, unfit) = (#"{"fits": true}"#, #"{"fits": false}"#)
        #expect(try await differences(["loan", "cover"], expected: fits).isEmpty)
        #expect(try await differences(["cover", "loan"], amount: 801, expected: unfit).isEmpty)
        #expect(try await differences(["loan", "credit"], amount: 500, expected: fits).isEmpty)
        #expect(try await differences(["loan", "credit"], amount: 499, expected: unfit).isEmpty)
    }

    @Test("own cash: the equipment and the premium, no rate") func cash() async throws {
        let expected = """
            {"fits": true, "equipment_amount_cny": 1000, "premiums": {"property": [{"month": 0, "amount_cny": 2}]},
             "own_cash_by_month": [{"month": 0, "amount_cny": 1002}], "net_present_cost_cny": 1002,
             "yearly_cost_rate": null}
            """
        #expect(try await differences(["property"], expected: expected).isEmpty)
    }

    @Test(
        "what has no answer names its place",
        arguments: [
            (["rateless"], "offers.rateless.loan.rate_annual"),
            (["unpriced"], "offers.unpriced.insurance.premium_rate"),
            (["loan", "free"], "offers.free.guarantee.fee_rate_annual"), (["loan", "lease"], "package"),
            (["loan", "loan"], "package[1]"), (["loan", "reward"], "package[1]"), (["nobody"], "package[0]"),
        ]
    )
    func flaws(package: [String], path: String) async throws {
        #expect(try await differences(package, expected: #"{"fits": true}"#).map(\.path) == [path])
    }

    @Test("without an equipment amount there is nothing to finance") func unknownEquipment() async throws {
        let found = try await differences(["loan"], equipment: "", expected: #"{"fits": true}"#)
        #expect(found.map(\.path) == ["need.equipment_amount_cny"])
    }
}
