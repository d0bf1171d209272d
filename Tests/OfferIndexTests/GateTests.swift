import Domain
import Rules
import Testing

@Suite("Gates of a rule")
struct GateTests {
    private func gates(_ tree: RuleTree) -> [Gate.Test]? { CompiledRule(tree).gates?.map(\.test) }

    private func condition(
        _ fact: Fact, _ test: Condition.Test, unknown: Condition.UnknownPolicy? = nil
    ) -> RuleTree {
        .condition(Condition(fact: fact, test: test, unknown: unknown))
    }

    @Test("all needs what each part needs, any what all parts need of one fact")
    func groups() {
        let small = condition(.enterpriseSize, .oneOf(["small"]))
        let micro = condition(.enterpriseSize, .oneOf(["micro"]))
        let filed = condition(.projectFiled, .isEqual(true))
        #expect(gates(.all([small, filed])) == [.texts(["small"]), .isEqual(true)])
        #expect(gates(.any([small, micro])) == [.texts(["small", "micro"])])
        #expect(gates(.any([small, filed])) == [])
        let both = RuleTree.any([.all([filed, small]), .all([micro, filed])])
        #expect(gates(both) == [.isEqual(true), .texts(["small", "micro"])])
    }

    @Test("any forbids only what all parts forbid, by bytes")
    func alternatives() {
        // é in one code point and in two.
        let one = condition(.projectAction, .noneOf(["a", "\u{E9}"]))
        let two = condition(.projectAction, .noneOf(["e\u{301}", "a"]))
        #expect(gates(.any([one, two])) == [.noTexts(["a"])])
        let place = condition(.projectRegion, .notWithin(["440000", "110000"]))
        let other = condition(.projectRegion, .notWithin(["440000"]))
        #expect(gates(.any([place, other])) == [.noRegions([Region(code: 440_000)])])
    }

    @Test("an empty any is never true, an empty all always; not swaps them")
    func empty() {
        #expect(gates(.any([])) == nil)
        #expect(gates(.all([])) == [])
        #expect(gates(.not(.all([]))) == nil)
        #expect(gates(.not(.any([]))) == [])
        #expect(gates(.all([condition(.projectFiled, .isEqual(true)), .any([])])) == nil)
    }

    @Test("not turns a test round and asks the opposite of its unknown")
    func negation() {
        let fen = Fen(100)
        let pairs: [(Fact, Condition.Test, [Gate.Test])] = [
            (.projectInvestmentTotal, .atLeastFen(fen), [.atMost(99)]),
            (.projectInvestmentTotal, .aboveFen(fen), [.atMost(100)]),
            (.projectInvestmentTotal, .atMostFen(fen), [.atLeast(101)]),
            (.projectInvestmentTotal, .belowFen(fen), [.atLeast(100)]),
            (.enterpriseSize, .oneOf(["small"]), [.noTexts(["small"])]),
            (.enterpriseLists, .hasNone(["a"]), [.texts(["a"])]), (.enterpriseLists, .hasAll(["a", "b"]), []),
            (.projectFiled, .isEqual(true), [.isEqual(false)]),
        ]
        for (fact, test, expected) in pairs { #expect(gates(.not(condition(fact, test))) == expected) }
        for (policy, fails) in [(Condition.UnknownPolicy.ask, false), (.fail, false), (.pass, true)] {
            let rule = RuleTree.not(condition(.projectFiled, .isEqual(true), unknown: policy))
            #expect(CompiledRule(rule).gates?.map(\.failsUnknown) == [fails])
        }
    }

    @Test("bounds include the value itself or begin beside it")
    func bounds() {
        let fact = Fact.projectInvestmentTotal
        #expect(gates(condition(fact, .atLeastFen(Fen(100)))) == [.atLeast(100)])
        #expect(gates(condition(fact, .aboveFen(Fen(100)))) == [.atLeast(101)])
        #expect(gates(condition(fact, .belowFen(Fen(100)))) == [.atMost(99)])
        #expect(gates(condition(fact, .aboveFen(Fen(.max)))) == [])
        #expect(gates(condition(.enterpriseDebtRatio, .above(.nan))) == [])
        let tiny = Double.leastNonzeroMagnitude
        let numbers = [-Double.infinity, -1, -tiny, 0, tiny, 0.5, 1, .infinity]
        let ordered = numbers.compactMap { Gate.ordered($0) }
        #expect(ordered.count == numbers.count)
        #expect(zip(ordered, ordered.dropFirst()).allSatisfy { $0 < $1 })
        #expect(Gate.ordered(-0.0) == Gate.ordered(0))
    }

    @Test("what a second fact or a second look decides has no gate")
    func undecided() {
        let share = Condition.Test.atMostShareOf(.projectInvestmentTotal, Rate(rawValue: 1))
        #expect(gates(condition(.financingAmount, share)) == [])
        #expect(gates(condition(.enterpriseRegion, .within(["nowhere"]))) == [])
        #expect(gates(condition(.projectCategories, .hasAny(["energy"]))) == [])
    }
}
