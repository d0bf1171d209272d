import Domain
import Rules
import Testing

@Suite("Nearest fix")
struct NearestFixTests {
    private static let asOf = CalendarDay(number: 20_000)
    /// Small sets of facts, so that trying everything ends.
    private static let pools: [[Fact]] = [
        [.financingAmount, .projectInvestmentTotal, .projectEquipmentAmount],
        [.financingAmount, .projectInvestmentTotal, .financingTenorMonths, .enterpriseSize],
        [.projectStartedOn, .projectCompletedOn, .projectFiled, .projectInvestmentTotal],
        [.projectFiled, .financingTenorMonths, .projectStartedOn, .enterpriseAnnualRevenue, .financingAmount],
        [.projectInvestmentTotal, .packageLoanAmount, .financingAmount],
        [.financingTenorMonths, .projectFiled],
    ]

    @Test("agrees with trying everything", arguments: 0..<20)
    func bruteForce(block: Int) {
        var fixes = 0
        for offset in 0..<100 {
            let seed = UInt64(block * 1000 + offset)
            var random = Generator(seed: seed)
            let pool = random.one(of: Self.pools)
            let tree = random.rule(depth: 3, on: pool)
            let naive = NaiveFix(tree: tree, enterprise: random.enterprise(), need: random.need())
            guard naive.isFalse(naive.need) else { continue }
            let comment = Comment(rawValue: "seed \(seed): \(tree) on \(naive.need)")
            let fix = NearestFix.search(CompiledRule(tree), naive.table(naive.need))
            let expected = naive.nearest()
            #expect(fix?.map(\.fact) == (expected?.facts ?? []), comment)
            #expect(fix?.map { Self.number($0.to) } == (expected?.values ?? []), comment)
            guard let fix, !fix.isEmpty else { continue }
            fixes += 1
            #expect(!naive.isFalse(Self.apply(fix, naive.need)), comment)
            for change in fix { #expect(change.from == naive.table(naive.need)[change.fact], comment) }
            checkNoSingleValueIsNearer(fix, naive, comment)
        }
        #expect(fixes > 10)
    }

    /// Every value at all, not only those the rule names: none alone does where two facts change, none nearer where one
    /// does.
    private func checkNoSingleValueIsNearer(_ fix: [FactChange], _ naive: NaiveFix, _ comment: Comment) {
        for fact in NaiveFix.changeable where fact.kind != .bool {
            let range: ClosedRange<Int64> = fact.kind == .date ? 19_990...20_020 : fact.kind == .money ? 0...50 : 1...20
            let from = NaiveFix.value(fact, naive.need)
            for value in range where value != from {
                guard !naive.isFalse(NaiveFix.setting(fact, to: value, naive.need)) else { continue }
                #expect(fix.count == 1, comment)
                if fix[0].fact == fact, let from {
                    #expect(abs(value - from) >= abs(Self.number(fix[0].to) - from), comment)
                }
            }
        }
    }

    static func number(_ value: FactValue) -> Int64 {
        switch value {
        case .money(let fen): fen.rawValue
        case .number(let number): Int64(number)
        case .date(let day): Int64(day.number)
        case .bool(let bool): bool ? 1 : 0
        case .text, .set: fatalError("no changeable fact is \(value)")
        }
    }

    static func apply(_ fix: [FactChange], _ need: Need) -> Need {
        fix.reduce(need) { NaiveFix.setting($1.fact, to: number($1.to), $0) }
    }
}

@Suite("Nearest fix, by hand")
struct NearestFixExamples {
    private func fix(_ tree: RuleTree, _ change: (inout Need) -> Void = { _ in }) -> [FactChange]? {
        var need = Need(id: "n")
        change(&need)
        let facts = FactTable(enterprise: nil, need: need, asOf: CalendarDay(number: 20_000))
        return NearestFix.search(CompiledRule(tree), facts)
    }

    private func money(_ fact: Fact, _ test: Condition.Test, _ unknown: Condition.UnknownPolicy? = nil) -> RuleTree {
        .condition(Condition(fact: fact, test: test, unknown: unknown))
    }

    @Test("a rule that is not false has nothing to fix")
    func notFalse() { #expect(fix(.all([])) == []) }

    @Test("a contradictory range is left alone when an alternative is there")
    func contradiction() {
        let impossible: RuleTree = .all([
            money(.projectInvestmentTotal, .atLeastFen(Fen(200))), money(.projectInvestmentTotal, .atMostFen(Fen(150))),
        ])
        let filed: RuleTree = .condition(Condition(fact: .projectFiled, test: .isEqual(true)))
        #expect(fix(impossible) { $0.investmentTotal = Fen(100) } == [])
        #expect(
            fix(.any([impossible, filed])) { $0.investmentTotal = Fen(100) }
                == [FactChange(fact: .projectFiled, from: .bool(false), to: .bool(true))]
        )
    }

    @Test("an unknown fact takes the bound itself, not the value beyond it")
    func unknown() {
        let change = FactChange(fact: .financingTenorMonths, from: nil, to: .number(24))
        #expect(fix(.condition(Condition(fact: .financingTenorMonths, test: .atMost(24), unknown: .fail))) == [change])
        #expect(fix(.condition(Condition(fact: .financingTenorMonths, test: .atLeast(24), unknown: .fail))) == [change])
    }

    @Test("strictly above, strictly below, and under not: one fen beyond")
    func beyond() {
        let change = { (to: Int64) in
            [FactChange(fact: .projectInvestmentTotal, from: .money(Fen(100)), to: .money(Fen(to)))]
        }
        let set: (inout Need) -> Void = { $0.investmentTotal = Fen(100) }
        #expect(fix(money(.projectInvestmentTotal, .aboveFen(Fen(100))), set) == change(101))
        #expect(fix(money(.projectInvestmentTotal, .belowFen(Fen(100))), set) == change(99))
        #expect(fix(.not(money(.projectInvestmentTotal, .atMostFen(Fen(100)))), set) == change(101))
        #expect(fix(.not(money(.projectInvestmentTotal, .atLeastFen(Fen(100)))), set) == change(99))
        #expect(fix(.not(money(.projectInvestmentTotal, .belowFen(Fen(101)))), set) == change(101))
        #expect(fix(money(.projectInvestmentTotal, .belowFen(Fen(0))), set) == [])
    }

    @Test("the whole is raised where the amount may not fall, to the first fen of which the share is enough")
    func share() {
        let share = money(.financingAmount, .atMostShareOf(.projectInvestmentTotal, Rate(rawValue: 700_000_000)))
        let floor = money(.financingAmount, .atLeastFen(Fen(100)))
        let set: (inout Need) -> Void = {
            $0.investmentTotal = Fen(100)
            $0.financing = .init(amount: Fen(100))
        }
        #expect(
            fix(.all([floor, share]), set)
                == [FactChange(fact: .projectInvestmentTotal, from: .money(Fen(100)), to: .money(Fen(143)))]
        )
        #expect(
            fix(share, set) == [FactChange(fact: .financingAmount, from: .money(Fen(100)), to: .money(Fen(70)))]
        )
    }

    @Test("both facts of a share move where each alone meets a bound")
    func shareBoth() {
        let tree: RuleTree = .all([
            money(.financingAmount, .atMostShareOf(.projectInvestmentTotal, Rate(rawValue: 500_000_000))),
            money(.financingAmount, .atLeastFen(Fen(60))), money(.projectInvestmentTotal, .atMostFen(Fen(150))),
        ])
        let found = fix(tree) {
            $0.investmentTotal = Fen(100)
            $0.financing = .init(amount: Fen(100))
        }
        // Lowering to 60 needs a whole of 120: 0.4 + 0.2; raising to 150 needs an amount of 75: 0.25 + 0.5.
        #expect(
            found == [
                FactChange(fact: .financingAmount, from: .money(Fen(100)), to: .money(Fen(60))),
                FactChange(fact: .projectInvestmentTotal, from: .money(Fen(100)), to: .money(Fen(120))),
            ]
        )
    }

    @Test("sizes that differ by less than a double can tell")
    func exactSizes() {
        // One fen of 999,999,999,999,998 is 10^-30 more than one of 999,999,999,999,999; with 1 added for `filed` the
        // sums are the same double, and the fact earlier in the rule would win.
        let tree: RuleTree = .any([
            money(.projectInvestmentTotal, .aboveFen(Fen(999_999_999_999_998))),
            money(.projectEquipmentAmount, .aboveFen(Fen(999_999_999_999_999))),
        ])
        let found = fix(.all([tree, .condition(Condition(fact: .projectFiled, test: .isEqual(true)))])) {
            $0.investmentTotal = Fen(999_999_999_999_998)
            $0.equipmentAmount = Fen(999_999_999_999_999)
        }
        #expect(found?.map(\.fact) == [.projectEquipmentAmount, .projectFiled])
    }

    @Test("ten facts at once")
    func tenFacts() {
        let found = fix(.all(Self.tenConditions.map { .condition($0) })) { need in
            need.investmentTotal = Fen(1)
            need.financing = .init(amount: Fen(1), tenorMonths: 1)
        }
        #expect(found?.map(\.fact) == Self.tenConditions.map(\.fact))
    }

    static let tenConditions: [Condition] = NaiveFix.changeable.map { fact in
        let test: Condition.Test =
            switch fact.kind {
            case .money: .atLeastFen(Fen(500))
            case .date: .onOrAfter(CalendarDay(number: 20_100))
            case .bool: .isEqual(true)
            default: .atLeast(24)
            }
        return Condition(fact: fact, test: test, unknown: .fail)
    }

    @Test("beyond the limit there is no answer")
    func limit() {
        let rule = CompiledRule(.all(Self.tenConditions.map { .condition($0) }))
        let facts = FactTable(enterprise: nil, need: Need(id: "n"), asOf: CalendarDay(number: 20_000))
        #expect(NearestFix.search(rule, facts, maxSteps: 5) == nil)
        #expect(NearestFix.search(rule, facts, maxSteps: 50)?.count == 10)
    }
}
