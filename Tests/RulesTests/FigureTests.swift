import Domain
import Rules
import Testing

/// Open figures as facts (ops/offer-format-extensions.md, "Figures").
@Suite("Figures")
struct FigureTests {
    private static let today = CalendarDay(number: 20_000)

    private func facts(enterprise: [Figure.Entry]?, project: [Figure.Entry]?) -> FactTable {
        var firm = Enterprise(id: "e")
        firm.figures = enterprise
        var need = Need(id: "n")
        need.figures = project
        return FactTable(enterprise: firm, need: need, asOf: Self.today)
    }

    private func fact(_ name: String) throws -> Fact { try #require(Fact(rawValue: name)) }

    @Test("a figure is found by holder and code, any other is unknown")
    func values() throws {
        let codes = ["a", "a_cny", "b", "net_assets_cny", "zz"]
        let entries = codes.enumerated().map { place, code in
            Figure.Entry(
                code: code,
                value: Figure.isMoney(code) ? .money(Fen(Int64(place))) : .number(Double(place))
            )
        }
        let facts = facts(enterprise: entries, project: [.init(code: "b", value: .number(-1))])
        for (place, code) in codes.enumerated() {
            let value: FactValue = Figure.isMoney(code) ? .money(Fen(Int64(place))) : .number(Double(place))
            #expect(facts[try fact("enterprise.figures." + code)] == value)
        }
        #expect(facts[try fact("project.figures.b")] == .number(-1))
        #expect(facts[try fact("project.figures.a")] == nil)
        #expect(Fact(rawValue: "enterprise.figures.") == nil)
    }

    @Test("an unknown figure is asked; a known one decides, also against another amount")
    func verdicts() throws {
        let assets = try fact("enterprise.figures.net_assets_cny")
        let total = try fact("project.figures.total_cny")
        let rule = CompiledRule(
            .all([
                .condition(Condition(fact: assets, test: .atLeastFen(Fen(100)))),
                .condition(Condition(fact: assets, test: .atMostShareOf(total, Rate(rawValue: 500_000_000)))),
            ])
        )
        let unknown = facts(enterprise: nil, project: nil)
        #expect(rule.evaluate(unknown) == .unknown)
        #expect(rule.explain(unknown).asks == [assets, total])
        let assetsOf = { (fen: Int64) in [Figure.Entry(code: "net_assets_cny", value: .money(Fen(fen)))] }
        let totalOf = [Figure.Entry(code: "total_cny", value: .money(Fen(201)))]
        #expect(rule.evaluate(facts(enterprise: assetsOf(99), project: totalOf)) == .false)
        #expect(rule.evaluate(facts(enterprise: assetsOf(100), project: totalOf)) == .true)
        #expect(rule.evaluate(facts(enterprise: assetsOf(101), project: totalOf)) == .false)
        #expect(rule.evaluate(facts(enterprise: assetsOf(100), project: nil)) == .unknown)
    }

    @Test("a nearest fix leaves figures as they are")
    func fix() throws {
        let total = try fact("project.figures.total_cny")
        let rule = CompiledRule(
            .all([
                .condition(Condition(fact: .projectInvestmentTotal, test: .atMostShareOf(total, .one))),
                .condition(Condition(fact: total, test: .atMostFen(Fen(900)))),
            ])
        )
        var need = Need(id: "n")
        need.investmentTotal = Fen(1_000)
        need.figures = [.init(code: "total_cny", value: .money(Fen(800)))]
        let facts = FactTable(enterprise: nil, need: need, asOf: Self.today)
        #expect(
            NearestFix.search(rule, facts)
                == [FactChange(fact: .projectInvestmentTotal, from: .money(Fen(1_000)), to: .money(Fen(800)))]
        )
        need.figures = [.init(code: "total_cny", value: .money(Fen(901)))]
        #expect(NearestFix.search(rule, FactTable(enterprise: nil, need: need, asOf: Self.today)) == [])
    }
}
