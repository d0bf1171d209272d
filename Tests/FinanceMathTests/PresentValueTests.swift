import Domain
import FinanceMath
import Testing

/// Present values: by hand, and the same whatever the order.
@Suite("Present value") struct PresentValueTests {
    private let three = Rate(rawValue: 30_000_000)

    @Test("10,300 in a year at 3 % are 10,000 now") func byHand() {
        #expect(abs(PresentValue.of([MonthAmount]([12: 10_300]), rate: three) - 10_000) < 1e-9)
        #expect(abs(PresentValue.of([MonthAmount]([0: 500, 24: -10_609]), rate: three) + 9500) < 1e-9)
        #expect(PresentValue.of([MonthAmount]([0: 5, 7: 6]), rate: Rate(rawValue: 0)) == 11)
        #expect(PresentValue.of([MonthAmount](), rate: three) == 0)
    }

    @Test(
        "rounding half up to the fen",
        arguments: [
            (0.5, 1), (0.49999999999999994, 0), (-0.5, 0), (-0.51, -1), (1.5, 2), (-1.5, -1), (-2, -2),
            (4_503_599_627_370_497.5, 4_503_599_627_370_498), (9_007_199_254_740_992, 9_007_199_254_740_992),
        ] as [(Double, Int64)]
    )
    func rounding(value: Double, fen: Int64) { #expect(Fen(halfUp: value) == Fen(fen)) }

    @Test("a table gives the same factors as none") func factors() {
        var factors = PresentValue.DiscountFactors(rate: three, months: 12)
        let computed = (0...600).map { factors[$0] }
        factors.grow(to: 600)
        #expect((0...600).map { factors[$0] } == computed)
        #expect(factors[0] == 1)
        #expect(abs(factors[12] * 1.03 - 1) < 1e-15)
        #expect(abs(factors[1] / factors[2] - factors[0] / factors[1]) < 1e-15)
    }

    @Test("amounts by month: added up, ascending, without months of 0") func byMonth() {
        let flows = [MonthAmount]([3: 1, 0: 5, 3: -1, 1: 2, 0: 1])
        #expect(flows.byMonth() == [MonthAmount]([0: 6, 1: 2]))
    }

    @Test("the order of flows changes no bit", arguments: seeds) func order(seed: UInt64) {
        var random = Generator(seed: seed)
        for instance in 0..<100 {
            let flows = (0..<random.int(1...80)).map { _ in
                MonthAmount(month: random.int(0...60), amount: Fen(Int64(random.int(-1_000_000_000...1_000_000_000))))
            }
            let value = PresentValue.of(flows, rate: three)
            #expect(PresentValue.of(flows.shuffled(using: &random), rate: three) == value, "seed \(seed), \(instance)")
            #expect(PresentValue.of(flows.byMonth(), rate: three) == value, "seed \(seed), \(instance)")
        }
    }
}
