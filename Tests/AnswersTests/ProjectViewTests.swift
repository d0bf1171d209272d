import Answers
import Domain
import JSON
import Testing

@Suite struct ProjectViewTests {
    private static let day = CalendarDay(number: 20_000)

    private func need(_ change: (inout Need) -> Void = { _ in }) -> Need {
        var need = Need(id: "n")
        need.title = "更新"
        need.region = Region(code: 440_106)
        var line = Line(line: "1")
        line.category = CategoryPath("machine-tool")
        need.lines = [line]
        change(&need)
        return need
    }

    private func fit(_ grade: Enterprise.CreditGrade? = nil, _ change: (inout Need) -> Void = { _ in }) -> Int64 {
        var enterprise = Enterprise(id: "e")
        enterprise.creditGrade = grade
        return ProjectView(need: need(change), enterprise: enterprise, asOf: Self.day).fit
    }

    @Test("fit: 0.45 credit, 0.35 readiness in halves, 0.20 direction")
    func fits() {
        #expect(fit() == 0)
        #expect(fit(.a) == 450_000)
        #expect(fit(.b) == 315_000)
        #expect(fit(.c) == 180_000)
        #expect(fit(.d) == 0)
        #expect(fit { $0.filingNumber = "2024-1" } == 175_000)
        #expect(fit { $0.filingNumber = "" } == 0)
        #expect(fit { $0.startedOn = Self.day.adding(days: 180) } == 175_000)
        #expect(fit { $0.startedOn = Self.day.adding(days: 181) } == 0)
        #expect(fit { $0.startedOn = Self.day.adding(days: -4_000) } == 175_000)
        #expect(fit { $0.directions = ["green"] } == 200_000)
        #expect(fit { $0.directions = [] } == 0)
    }

    private func row(_ consent: [Need.Consent]) -> JSONValue {
        var enterprise = Enterprise(id: "e")
        enterprise.name = "甲企业"
        let categories = CategoryTree([Category(path: CategoryPath("machine-tool"), nameZh: "机床")])
        return ProjectView(need: need { $0.consent = consent }, enterprise: enterprise, asOf: Self.day).row(
            outcome: .eligible, offer: "o", asks: [], provider: "bank:a", categories: categories, asOf: Self.day)
    }

    @Test("without consent on the day neither the enterprise nor the title is shown")
    func closed() {
        let yesterday = Self.day.adding(days: -1)
        let tomorrow = Self.day.adding(days: 1)
        for consent in [
            [], [Need.Consent(provider: "bank:b")], [Need.Consent(provider: "bank:a", to: yesterday)],
            [Need.Consent(provider: "*", from: tomorrow)],
        ] {
            let row = row(consent)
            #expect(row["enterprise"] == .null)
            #expect(row["title"] == "机床")
        }
    }

    @Test("with consent the dossier opens, with its purpose and last day, both days included")
    func open() {
        let row = row([
            Need.Consent(provider: "*", to: Self.day, purpose: "short"),
            Need.Consent(provider: "bank:a", from: Self.day, to: Self.day.adding(days: 9), purpose: "loan"),
        ])
        #expect(row["title"] == "更新")
        #expect(row["enterprise"]?["name"] == "甲企业")
        #expect(row["enterprise"]?["consent"]?["purpose"] == "loan")
        #expect(row["enterprise"]?["consent"]?["to"] == .string(Self.day.adding(days: 9).text))
    }
}
