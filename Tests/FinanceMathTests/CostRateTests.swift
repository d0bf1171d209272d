import Domain
import FinanceMath
import Foundation
import Testing

/// The yearly cost rate: known roots, ends of the range, several roots, and roots of random flows.
@Suite("Yearly cost rate") struct CostRateTests {
    private func rate(_ flows: KeyValuePairs<Int, Int64>) -> Double? { CostRate.yearly([MonthAmount](flows)) }

    private func isNear(_ rate: Double?, _ wanted: Double, within: Double = 1e-12) -> Bool {
        rate.map { abs($0 - wanted) <= within } ?? false
    }

    @Test("one change of sign, one root") func oneRoot() {
        #expect(isNear(rate([0: -100, 12: 110]), 0.1))
        #expect(isNear(rate([0: 100, 12: -110]), 0.1))
        #expect(isNear(rate([0: -100, 12: 90]), -0.1))
        #expect(isNear(rate([5: -100, 17: 110]), 0.1))
        // A month at 1 %: 1.01^12 − 1.
        #expect(isNear(rate([0: -100, 1: 101]), 0.12682503013196972))
        #expect(isNear(rate([0: -10_000_000_000, 24: 10_404_000_000]), 0.02))
        #expect(rate([0: -100, 3: 60, 6: 40]) == 0)
    }

    @Test("no root: nothing, one month, one sign, a curve that does not cross") func noRoot() {
        #expect(rate([:]) == nil)
        #expect(rate([0: 100]) == nil)
        #expect(rate([3: 100, 3: -100]) == nil)
        #expect(rate([0: 100, 12: 1]) == nil)
        #expect(rate([0: 100, 12: -100, 24: 100]) == nil)
        #expect(rate([0: 100_000, 12: -200_000, 24: 100_001]) == nil)
    }

    @Test("both ends of the range are in it, what is beyond is not") func ends() {
        #expect(isNear(rate([0: -1, 12: 101]), 100, within: 1e-9))
        #expect(rate([0: -1, 12: 102]) == nil)
        #expect(rate([0: -100_000, 12: 10_100_001]) == nil)
        #expect(isNear(rate([0: -10_000, 12: 1]), -0.9999))
        #expect(rate([0: -10_001, 12: 1]) == nil)
        #expect(rate([0: -1, 1: 2]) == nil)
    }

    @Test("of several roots the one nearest 0, of two equally near the lower") func several() {
        // (y − 1.1)(y − 1.2), (y − 0.7)(y − 1.2), (y − 0.8)(y − 1.3) with y = 1 + r.
        #expect(isNear(rate([0: 100, 12: -230, 24: 132]), 0.1))
        #expect(isNear(rate([0: 100, 12: -190, 24: 84]), 0.2))
        #expect(isNear(rate([0: 100, 12: -210, 24: 104]), -0.2))
        #expect(isNear(rate([0: 100, 12: -200, 24: 75]), -0.5))
        // Three roots: 5 %, 6 %, 7 %.
        #expect(isNear(rate([0: -1_000_000, 12: 3_180_000, 24: -3_370_700, 36: 1_190_910]), 0.05, within: 1e-9))
    }

    @Test("a root where the curve only touches 0") func touching() {
        // (y − 1.1)², (y − 0.9)², and (y − 1.1)²(y − 1.2).
        #expect(isNear(rate([0: 100, 12: -220, 24: 121]), 0.1, within: 1e-10))
        #expect(isNear(rate([0: 100, 12: -180, 24: 81]), -0.1, within: 1e-10))
        #expect(isNear(rate([0: 1000, 12: -3400, 24: 3850, 36: -1452]), 0.1, within: 1e-10))
        // (y − 1.1)³: doubles place a threefold root no better.
        #expect(isNear(rate([0: 1000, 12: -3300, 24: 3630, 36: -1331]), 0.1, within: 1e-4))
    }

    @Test("600 months, and amounts up to the limit") func long() throws {
        var terms = LoanTerms()
        for (yearly, fen) in [
            (60_000_000, 1_000_000_000_000_000), (1_000_000_000, 100_000_000_000), (1000, 100_000_000_000),
        ] {
            terms.rateAnnual = Rate(rawValue: Int64(yearly))
            let loan = try #require(LoanSchedule(terms, amount: Fen(Int64(fen)), tenorMonths: 600))
            var growth = 1.0
            for _ in 0..<12 { growth *= 1 + Double(yearly) / 12e9 }
            #expect(isNear(CostRate.yearly(loan.flows), growth - 1, within: 1e-8))
        }
    }

    @Test("random loans and leases cost their rate, and more with a fee", arguments: seeds)
    func products(seed: UInt64) throws {
        var random = Generator(seed: seed)
        for instance in 0..<200 {
            var terms = LeaseTerms()
            terms.rateAnnual = random.yearlyRate()
            terms.residualShare = random.share(to: 20)
            terms.downPaymentShare = random.share(to: 40)
            let (amount, months) = (Fen(Int64(random.int(100_000_000...10_000_000_000))), random.int(1...120))
            let label = Comment(rawValue: "seed \(seed), instance \(instance): \(terms), \(amount), \(months) months")
            let plain = try #require(LeaseSchedule(terms, amount: amount, tenorMonths: months), label)
            var growth = 1.0
            for _ in 0..<12 { growth *= 1 + (terms.rateAnnual ?? .one).double / 12 }
            let rate = try #require(CostRate.yearly(plain.flows), label)
            // Half a fen a month of some 10^8 lent.
            #expect(abs(rate - (growth - 1)) < 1e-6, label)
            terms.feeRate = Rate(rawValue: 10_000_000)
            let dear = try #require(LeaseSchedule(terms, amount: amount, tenorMonths: months), label)
            #expect(try #require(CostRate.yearly(dear.flows), label) > rate, label)
        }
    }

    @Test("random polynomials of known roots: the nearest 0", arguments: seeds)
    func knownRoots(seed: UInt64) throws {
        var random = Generator(seed: seed)
        for instance in 0..<1000 {
            // Π (100·y − root) with roots in percent of y, at least 3 apart so that doubles tell them apart well.
            var roots: [Int] = []
            for _ in 0..<random.int(1...4) {
                let root = random.int(0...3) == 0 ? random.int(10...600) : random.int(80...130)
                if root != 100, roots.allSatisfy({ abs($0 - root) >= 3 }) { roots.append(root) }
            }
            guard !roots.isEmpty else { continue }
            var coefficients: [Int64] = [random.int(0...1) == 0 ? 1 : -1]
            for root in roots {
                let shifted = coefficients.map { $0 * 100 } + [0]
                let lowered = [0] + coefficients.map { $0 * Int64(root) }
                coefficients = zip(shifted, lowered).map { $0 - $1 }
            }
            let step = [1, 3, 12].randomElement(using: &random) ?? 1
            let flows = coefficients.indices.map { MonthAmount(month: $0 * step, amount: Fen(coefficients[$0])) }
            let label = Comment(rawValue: "seed \(seed), instance \(instance): roots \(roots), step \(step)")
            let rates = roots.map { root in
                (0..<(12 / step)).reduce(1.0) { product, _ in product * Double(root) / 100 } - 1
            }
            let wanted = rates.filter(CostRate.range.contains).min { a, b in
                abs(abs(a) - abs(b)) < 1e-9 ? a < b : abs(a) < abs(b)
            }
            let got = CostRate.yearly(flows)
            if let wanted {
                #expect(isNear(got, wanted, within: 1e-9 * max(1, abs(wanted))), "\(label), got \(got as Double?)")
            } else {
                #expect(got == nil, label)
            }
        }
    }

    @Test("random flows: the net present value changes its sign there, and nowhere nearer 0", arguments: seeds)
    func randomFlows(seed: UInt64) {
        var random = Generator(seed: seed)
        for instance in 0..<400 {
            let last = random.int(1...90)
            let size = random.amount().rawValue
            let flows = (0..<random.int(2...12)).map { _ in
                MonthAmount(month: random.int(0...last), amount: Fen(Int64(random.int(Int(-size)...Int(size)))))
            }.byMonth()
            guard flows.count > 1 else { continue }
            let label = Comment(rawValue: "seed \(seed), instance \(instance): \(flows)")
            let rate = CostRate.yearly(flows)
            if let rate {
                let near = 1e-10 * (1 + rate)
                let (below, above) = (value(flows, rate - near), value(flows, rate + near))
                #expect(rate == 0 || (below < 0) != (above < 0), "\(label), got \(rate)")
            }
            // Some thousandths of the distance to 1 + r = 0 or 101 at a step, from 0 to just before the root.
            let nearest = rate.map { abs($0) * (1 - 1e-7) } ?? 100
            #expect(!changes(flows, outwardsTo: nearest), "\(label), got \(rate as Double?)")
        }
    }

    /// Whether the net present value changes its sign at steps from 0 to ±distance, within the range.
    private func changes(_ flows: [MonthAmount], outwardsTo distance: Double) -> Bool {
        for end in [max(-distance, -0.9999), min(distance, 100)] where end != 0 {
            let steps = 300
            var sign: Bool?
            for step in 0...steps {
                let share = Double(step) / Double(steps)
                // Far above 0 the steps grow with the distance.
                let rate = end > 1 ? pow(1 + end, share) - 1 : end * share
                let now = value(flows, rate) < 0
                if let sign, sign != now { return true }
                sign = now
            }
        }
        return false
    }

    /// Σ amount × (1 + r)^((last − month)/12), which has the sign of the net present value; flows by month.
    private func value(_ flows: [MonthAmount], _ rate: Double) -> Double {
        let growth = pow(1 + rate, 1.0 / 12)
        var (sum, month) = (0.0, flows[0].month)
        for flow in flows {
            while month < flow.month {
                sum *= growth
                month += 1
            }
            sum += Double(flow.amount.rawValue)
        }
        return sum
    }
}
