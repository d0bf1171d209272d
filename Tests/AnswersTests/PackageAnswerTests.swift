import Answers
import Domain
import JSON
import Packaging
import Rules
import Testing

@Suite struct PackageAnswerTests {
    /// A question with one loan, one reward and one guarantee, answered by the engine.
    private func solution(_ objective: PackageObjective = .cost, isVerified: Bool = true) throws -> PackageSolution {
        var need = Need(id: "n")
        need.equipmentAmount = Fen(100_000_000)
        need.completedOn = CalendarDay(number: 20_780)
        need.financing = Need.Financing(amount: Fen(50_000_000), tenorMonths: 12)
        var loan = Offer(id: "loan", kind: .loan)
        loan.provider.type = .bank
        loan.status = isVerified ? .open : nil
        var terms = LoanTerms()
        terms.rateAnnual = Rate(rawValue: 10_000_000)
        terms.repayment = .equalPrincipal
        loan.loan = terms
        var reward = Offer(id: "reward", kind: .equipmentReward)
        reward.name = "奖励"
        reward.provider.type = .government
        reward.status = .open
        reward.benefit = Benefit(base: .quantity(.equipmentAmount), form: .rate(Rate(rawValue: 100_000_000)))
        return try Packager.solve(
            PackageQuestion(
                enterprise: nil, need: need, offers: [CompiledOffer(loan), CompiledOffer(reward)], jointCaps: [],
                asOf: CalendarDay(number: 20_780), objective: objective, top: 3))
    }

    private func best(_ solution: PackageSolution) -> JSONValue {
        PackageAnswer.list(solution, schedule: true) { $0 == "reward" ? "奖励" : nil }.array?.first ?? .null
    }

    @Test("a package has the contract's fields in their order; what says nothing is left out")
    func fields() throws {
        let package = best(try solution())
        #expect(
            package.object?.members.map(\.key) == [
                "backbone", "offers", "net_present_cost_cny", "yearly_cost_rate", "upfront_cny", "support_cny",
                "support_by_provider_type", "own_cash_by_month", "net_present_cost_certain_cny", "rests_on_unknown",
                "gap", "flows", "schedule",
            ])
        #expect(
            package["backbone"] == [
                "offer": "loan", "kind": "loan", "amount_cny": .number("500000"), "tenor_months": 12,
            ])
        #expect(
            package["offers"] == [
                [
                    "id": "reward", "kind": "equipment_reward", "name": "奖励", "amount_cny": .number("100000"),
                    "paid": [["month": 12, "amount_cny": .number("100000")]], "capped_by": [],
                ]
            ])
        #expect(package["support_by_provider_type"] == ["government": .number("100000")])
        #expect(package["flows"]?.array?.first?["offer"] == .null)
    }

    @Test("the months of a loan end at nothing owed, and their interest and principal are those of the flows")
    func schedule() throws {
        let package = best(try solution())
        let rows = package["schedule"]?.array ?? []
        #expect(rows.compactMap { $0["month"]?.int } == Array(1...12))
        #expect(rows.last?["balance_cny"] == .number("0"))
        func sum(_ values: [JSONValue], _ key: String) -> Double { values.reduce(0) { $0 + ($1[key]?.double ?? 0) } }
        #expect(abs(sum(rows, "principal_cny") - 500_000) < 0.001)
        let interest = (package["flows"]?.array ?? []).filter { $0["what"]?.string == "interest" }
        #expect(abs(sum(rows, "interest_cny") - sum(interest, "amount_cny")) < 0.001)
    }

    @Test("cash has neither amount nor rate; certain says what could come on top; unverified is marked")
    func special() throws {
        let plans = PackageAnswer.list(try solution()).array ?? []
        let cash = try #require(plans.first { $0["backbone"]?["kind"]?.string == "cash" })
        #expect(cash["backbone"] == ["offer": .null, "kind": "cash"])
        #expect(cash["yearly_cost_rate"] == .null && cash["schedule"] == nil)
        let certain = best(try solution(.certain))
        #expect(
            certain["upside"]?.array?.first?["id"]?.string == "reward" || certain["offers"]?.array?.isEmpty == false)
        let unverified = best(try solution(isVerified: false))
        #expect(unverified["unverified"] == ["loan"])
        #expect(unverified["backbone"]?["unverified"]?.bool == true)
    }

    @Test("differences name their places, also where only the order of members is another")
    func differences() {
        let saved: JSONValue = ["a": 1, "b": [1, ["c": 2]], "d": 3]
        func paths(_ now: JSONValue, limit: Int = 9) -> [String] {
            AnswerDifference.list(saved: saved, now: now, limit: limit).map(\.path)
        }
        #expect(paths(saved).isEmpty)
        #expect(paths(["a": 2, "b": [1, ["c": 3]], "e": 3]) == ["a", "b[1].c", "d", "e"])
        #expect(paths(["a": 2, "b": [1, ["c": 3]], "e": 3], limit: 2) == ["a", "b[1].c"])
        #expect(paths(["a": 1, "b": [1], "d": 3]) == ["b[1]"])
        #expect(paths(["b": [1, ["c": 2]], "a": 1, "d": 3]) == [""])
        #expect(AnswerDifference.list(saved: 1, now: "x", limit: 1)[0].json == ["path": "", "saved": 1, "now": "x"])
    }
}
