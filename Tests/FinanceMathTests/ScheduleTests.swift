import Domain
import FinanceMath
import Testing

/// Loans and leases: values worked by hand, and closed forms on random terms.
@Suite("Schedules") struct ScheduleTests {
    private func loan(
        _ fen: Int64, _ months: Int, rate: Int64, _ repayment: LoanTerms.Repayment?
    ) throws -> LoanSchedule {
        var terms = LoanTerms()
        terms.rateAnnual = Rate(rawValue: rate)
        terms.repayment = repayment
        return try #require(LoanSchedule(terms, amount: Fen(fen), tenorMonths: months))
    }

    @Test("120,000 CNY at 12 % over a year: 10,661.85 a month, 1,200 interest in the first")
    func levelByHand() throws {
        let rows = try loan(12_000_000, 12, rate: 120_000_000, .equalPayment).rows
        #expect(rows[..<11].allSatisfy { $0.payment == Fen(1_066_185) })
        #expect(rows[0].interest == Fen(120_000))
        #expect(rows[0].principal == Fen(946_185))
        // 11,053,815 × 1 % = 110,538.15.
        #expect(rows[1].interest == Fen(110_538))
        #expect(rows[11].balance == .zero)
        #expect(try loan(12_000_000, 12, rate: 120_000_000, nil).rows == rows)
    }

    @Test("a loan without a rate has no schedule, nor has one without months")
    func noRate() {
        #expect(LoanSchedule(LoanTerms(), amount: Fen(100), tenorMonths: 12) == nil)
        #expect(LeaseSchedule(LeaseTerms(), amount: Fen(100), tenorMonths: 12) == nil)
        var terms = LoanTerms()
        terms.rateAnnual = .one
        #expect(LoanSchedule(terms, amount: Fen(100), tenorMonths: 0) == nil)
        #expect(LoanSchedule(terms, amount: Fen(-1), tenorMonths: 1) == nil)
    }

    @Test("a month's interest of exactly half a fen is rounded up, a hair less is not")
    func half() throws {
        #expect(try loan(100, 3, rate: 60_000_000, .bullet).rows.map(\.interest) == [Fen(1), Fen(1), Fen(1)])
        #expect(try loan(100, 3, rate: 59_999_999, .bullet).rows.map(\.interest) == [.zero, .zero, .zero])
        // 10^15 fen at 1e-9 a year: 83,333.33 fen.
        #expect(try loan(1_000_000_000_000_000, 1, rate: 1, .bullet).rows[0].interest == Fen(83_333))
    }

    @Test(
        "instalments that round up pay a few fen early and never below 0",
        arguments: [LoanTerms.Repayment?.none, .equalPrincipal])
    func tiny(repayment: LoanTerms.Repayment?) throws {
        // 55 ÷ 36 rounds to 2.
        let rows = try loan(55, 36, rate: 0, repayment).rows
        #expect(rows.map(\.payment.rawValue) == Array(repeating: 2, count: 27) + [1] + Array(repeating: 0, count: 8))
        #expect(try loan(1, 2, rate: 0, repayment).rows.map(\.payment.rawValue) == [1, 0])
        // 1 ÷ 3 rounds to 0: the last month pays all.
        #expect(try loan(1, 3, rate: 0, repayment).rows.map(\.payment.rawValue) == [0, 0, 1])
    }

    @Test("equal principal by hand: 1,000.00 at 12 % over 3 months")
    func equalPrincipal() throws {
        let rows = try loan(100_000, 3, rate: 120_000_000, .equalPrincipal).rows
        #expect(rows.map(\.principal.rawValue) == [33_333, 33_333, 33_334])
        #expect(rows.map(\.interest.rawValue) == [1000, 667, 333])
        #expect(rows.map(\.balance.rawValue) == [66_667, 33_334, 0])
    }

    @Test("what is owed before a month: all before the first, nothing after the tenor")
    func balanceBefore() throws {
        let schedule = try loan(100_000, 3, rate: 120_000_000, .equalPrincipal)
        #expect((1...6).map { schedule.balance(beforeMonth: $0).rawValue } == [100_000, 66_667, 33_334, 0, 0, 0])
    }

    @Test("a lease by hand: down payment, rents to the residual, the deposit returned with the last")
    func lease() throws {
        var terms = LeaseTerms()
        terms.rateAnnual = Rate(rawValue: 0)
        terms.downPaymentShare = Rate(rawValue: 200_000_000)
        terms.residualShare = Rate(rawValue: 100_000_000)
        terms.feeRate = Rate(rawValue: 15_000_000)
        terms.depositShare = Rate(rawValue: 50_000_000)
        let lease = try #require(LeaseSchedule(terms, amount: Fen(100_000), tenorMonths: 3))
        #expect(lease.rows.map(\.payment.rawValue) == [23_333, 23_333, 23_334])
        #expect(lease.rows.map(\.balance.rawValue) == [56_667, 33_334, 10_000])
        #expect(lease.flows == [MonthAmount]([0: -73_500, 1: 23_333, 2: 23_333, 3: 28_334]))
        // One month at 12 %: the rent is (80,000 − 10,000 ÷ 1.01) × 1.01 = 70,800.
        terms.rateAnnual = Rate(rawValue: 120_000_000)
        let month = try #require(LeaseSchedule(terms, amount: Fen(100_000), tenorMonths: 1))
        #expect(month.rows.map(\.payment.rawValue) == [70_800])
        #expect(month.rows.map(\.interest.rawValue) == [800])
    }

    @Test("a residual above what is financed: the balance rises to it")
    func highResidual() throws {
        var terms = LeaseTerms()
        terms.rateAnnual = Rate(rawValue: 120_000_000)
        terms.downPaymentShare = Rate(rawValue: 500_000_000)
        terms.residualShare = Rate(rawValue: 600_000_000)
        let lease = try #require(LeaseSchedule(terms, amount: Fen(10_000_000), tenorMonths: 24))
        #expect(lease.rows.allSatisfy { $0.principal < .zero && $0.payment > .zero })
        #expect(lease.rows[23].balance == Fen(6_000_000))
    }

    @Test("random loans: closed forms", arguments: seeds)
    func randomLoans(seed: UInt64) throws {
        var random = Generator(seed: seed)
        for instance in 0..<1000 {
            var terms = LoanTerms()
            terms.rateAnnual = random.yearlyRate()
            terms.repayment = LoanTerms.Repayment.allCases.randomElement(using: &random)
            terms.feeRate = random.share(to: 3)
            let (amount, months) = (random.amount(), random.tenor())
            let label = Comment(rawValue: "seed \(seed), instance \(instance): \(terms), \(amount), \(months) months")
            let loan = try #require(LoanSchedule(terms, amount: amount, tenorMonths: months), label)
            #expect(loan.rows.map(\.month) == Array(1...months), label)
            #expect(loan.rows.sum(\.principal) == amount, label)
            #expect(loan.rows.allSatisfy { $0.principal >= .zero && $0.balance >= .zero }, label)
            #expect(chains(loan.rows, from: amount, at: terms.rateAnnual ?? .one), label)
            let i = (terms.rateAnnual ?? .one).double / 12
            // Each month's interest is within half a fen of balance·i, so its error weighs half a fen at most.
            let value = presentValue(of: loan.rows, monthly: i)
            #expect(
                abs(value - Double(amount.rawValue)) <= Double(months) * (0.5 + Double(amount.rawValue) * 1e-15), label)
            switch terms.repayment {
            case .equalPrincipal: checkEqualPrincipal(loan, i, label)
            case .bullet:
                #expect(loan.rows.dropLast().allSatisfy { $0.principal == .zero }, label)
                #expect(Set(loan.rows.map(\.interest)).count == 1, label)
            default: checkLevel(loan, i, label)
            }
        }
    }

    @Test("random leases: the rents and the residual are worth what is financed", arguments: seeds)
    func randomLeases(seed: UInt64) throws {
        var random = Generator(seed: seed)
        for instance in 0..<1000 {
            var terms = LeaseTerms()
            terms.rateAnnual = random.yearlyRate()
            terms.downPaymentShare = random.share(to: 60)
            terms.residualShare = random.share(to: 60)
            terms.depositShare = random.share(to: 20)
            let (amount, months) = (random.amount(), random.tenor())
            let label = Comment(rawValue: "seed \(seed), instance \(instance): \(terms), \(amount), \(months) months")
            let lease = try #require(LeaseSchedule(terms, amount: amount, tenorMonths: months), label)
            #expect(lease.downPayment + lease.financed == amount, label)
            #expect(lease.rows[months - 1].balance == lease.residual, label)
            #expect(chains(lease.rows, from: lease.financed, at: terms.rateAnnual ?? .one), label)
            let (low, high) = (min(lease.financed, lease.residual), max(lease.financed, lease.residual))
            #expect(lease.rows.allSatisfy { (low...high).contains($0.balance) }, label)
            let i = (terms.rateAnnual ?? .one).double / 12
            var rows = lease.rows
            rows[months - 1].payment = rows[months - 1].payment + lease.residual
            let value = presentValue(of: rows, monthly: i)
            #expect(
                abs(value - Double(lease.financed.rawValue)) <= Double(months)
                    * (0.5 + Double(amount.rawValue) * 1e-15), label)
            #expect(
                lease.flows.reduce(.zero) { $0 + $1.amount }
                    == lease.rows.sum(\.interest) + lease.fee,
                label
            )
        }
    }

    /// Whether every row follows from the one before, its interest rounded half up.
    private func chains(_ rows: [ScheduleRow], from start: Fen, at rate: Rate) -> Bool {
        var balance = start
        for row in rows {
            let exact = Int128(balance.rawValue) * Int128(rate.rawValue)
            let above = exact - Int128(row.interest.rawValue) * 12_000_000_000
            guard above >= -6_000_000_000, above < 6_000_000_000, row.payment == row.interest + row.principal,
                row.balance == balance - row.principal
            else { return false }
            balance = row.balance
        }
        return true
    }

    /// L·i·(n + 1)/2; a principal is off by half a fen at most, the balance of month k by k halves.
    private func checkEqualPrincipal(_ loan: LoanSchedule, _ i: Double, _ label: Comment) {
        let n = Double(loan.rows.count)
        let total = Double(loan.rows.sum(\.interest).rawValue)
        let exact = Double(loan.amount.rawValue) * i * (n + 1) / 2
        #expect(abs(total - exact) <= n * (0.5 + i * n / 4) + exact * 1e-14, label)
    }

    /// All payments but the last are the same, and n of them are worth L but for half a fen each, until it is paid.
    private func checkLevel(_ loan: LoanSchedule, _ i: Double, _ label: Comment) {
        let level = loan.rows[0].payment
        let running = loan.rows.dropLast().prefix { $0.balance > .zero }
        guard loan.rows.count > 1, loan.amount.rawValue >= loan.rows.count else { return }
        #expect(running.allSatisfy { $0.payment == level }, label)
        var (factor, worth) = (1.0, 0.0)
        for _ in loan.rows {
            factor /= 1 + i
            worth += factor
        }
        let amount = Double(loan.amount.rawValue)
        #expect(abs(Double(level.rawValue) * worth - amount) <= worth * 0.5 + amount * 1e-12, label)
    }
}
