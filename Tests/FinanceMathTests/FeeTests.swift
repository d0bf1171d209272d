import Domain
import FinanceMath
import Testing

/// Guarantee fees and premiums by hand and on random terms.
@Suite("Fees and premiums") struct FeeTests {
    private func loan(_ fen: Int64, _ months: Int, _ repayment: LoanTerms.Repayment) throws -> LoanSchedule {
        var terms = LoanTerms()
        terms.rateAnnual = Rate(rawValue: 36_000_000)
        terms.repayment = repayment
        return try #require(LoanSchedule(terms, amount: Fen(fen), tenorMonths: months))
    }

    private func guarantee(fee: Int64?, cover: Int64? = nil, max: Int64? = nil) -> GuaranteeTerms {
        var terms = GuaranteeTerms()
        terms.feeRateAnnual = fee.map { Rate(rawValue: $0) }
        terms.coverShare = cover.map { Rate(rawValue: $0) }
        terms.maxAmount = max.map { Fen($0) }
        return terms
    }

    @Test("a begun year of the loan pays in full", arguments: [(1, 1), (12, 1), (13, 2), (24, 2), (25, 3), (36, 3)])
    func begunYears(months: Int, years: Int) throws {
        let terms = guarantee(fee: 10_000_000, cover: 800_000_000)
        let fees = GuaranteeFees.payments(terms, try loan(1_000_000, months, .bullet))
        #expect(fees == (0..<years).map { MonthAmount(month: 12 * $0, amount: Fen(8000)) })
    }

    @Test("the fee follows the balance at the start of each year")
    func balances() throws {
        let fees = GuaranteeFees.payments(guarantee(fee: 10_000_000), try loan(3_600_000, 36, .equalPrincipal))
        #expect(fees == [MonthAmount]([0: 36_000, 12: 24_000, 24: 12_000]))
    }

    @Test("both rates are one product, rounded once; a half goes up")
    func oneRounding() throws {
        // 3 × 0.5 × 0.9 = 1.35; rounding the covered amount first would give 2.
        let terms = guarantee(fee: 900_000_000, cover: 500_000_000)
        #expect(GuaranteeFees.payments(terms, try loan(3, 1, .bullet)) == [MonthAmount]([0: 1]))
        let half = guarantee(fee: 10_000_000, cover: 500_000_000)
        #expect(GuaranteeFees.payments(half, try loan(100, 1, .bullet)) == [MonthAmount]([0: 1]))
        #expect(GuaranteeFees.payments(half, try loan(99, 1, .bullet)) == [MonthAmount]([0: 0]))
    }

    @Test("a guarantee without a fee rate has no fees") func noFeeRate() throws {
        #expect(GuaranteeFees.payments(guarantee(fee: nil), try loan(100, 12, .bullet)) == nil)
    }

    @Test("a guarantee fits up to its maximum, to the part of a fen")
    func fits() {
        let terms = guarantee(fee: nil, cover: 800_000_000, max: 8_000)
        #expect(GuaranteeFees.fits(terms, principal: Fen(10_000)))
        // 0.8 × 10,001 = 8,000.8.
        #expect(!GuaranteeFees.fits(terms, principal: Fen(10_001)))
        #expect(GuaranteeFees.fits(guarantee(fee: nil, max: 10_001), principal: Fen(10_001)))
        #expect(!GuaranteeFees.fits(guarantee(fee: nil, max: 10_000), principal: Fen(10_001)))
        #expect(GuaranteeFees.fits(guarantee(fee: nil), principal: Fen.limit))
        // 0.333333333 × 3 = 0.999999999.
        #expect(GuaranteeFees.fits(guarantee(fee: nil, cover: 333_333_333, max: 1), principal: Fen(3)))
        #expect(!GuaranteeFees.fits(guarantee(fee: nil, cover: 333_333_334, max: 1), principal: Fen(3)))
    }

    @Test("premiums of the equipment, unless the loan is insured; one year unless more are")
    func premiums() throws {
        var terms = InsuranceTerms()
        #expect(Premiums.payments(terms, equipment: Fen(1_000_000), loan: nil) == nil)
        terms.premiumRate = Rate(rawValue: 1_500_000)
        let small = try loan(1, 12, .bullet)
        #expect(Premiums.payments(terms, equipment: Fen(1_000_000), loan: small) == [MonthAmount]([0: 1500]))
        terms.insured = .loanPrincipal
        #expect(Premiums.payments(terms, equipment: Fen(1_000_000), loan: nil) == nil)
        // 333,333 × 0.0015 = 499.9995; 333,000 × 0.0015 = 499.5.
        #expect(
            Premiums.payments(terms, equipment: Fen(1), loan: try loan(333_333, 36, .bullet)) == [MonthAmount]([0: 500])
        )
        #expect(
            Premiums.payments(terms, equipment: Fen(1), loan: try loan(333_000, 36, .bullet)) == [MonthAmount]([0: 500])
        )
        terms.insured = .equipmentAmount
        #expect(Premiums.payments(terms, equipment: Fen(332_999), loan: nil) == [MonthAmount]([0: 499]))
    }

    @Test("a loan is insured at what is owed when each year begins, and for nothing once it is repaid")
    func premiumsFollowTheLoan() throws {
        var terms = InsuranceTerms()
        terms.premiumRate = Rate(rawValue: 10_000_000)
        terms.insured = .loanPrincipal
        terms.years = 3
        let premiums = Premiums.payments(terms, equipment: Fen(1), loan: try loan(2_400_000, 24, .equalPrincipal))
        #expect(premiums == [MonthAmount]([0: 24_000, 12: 12_000, 24: 0]))
    }

    @Test("random guarantees: each fee is the exact product, rounded half up", arguments: seeds)
    func randomGuarantees(seed: UInt64) throws {
        var random = Generator(seed: seed)
        for instance in 0..<200 {
            let terms = guarantee(fee: Int64(random.int(0...50_000_000)), cover: Int64(random.int(0...1_000_000_000)))
            let months = random.tenor()
            let loan = try loan(random.amount().rawValue, months, .equalPayment)
            let label = Comment(
                rawValue: "seed \(seed), instance \(instance): \(terms), \(loan.amount), \(months) months")
            let fees = try #require(GuaranteeFees.payments(terms, loan), label)
            #expect(fees.count == (months + 11) / 12, label)
            for fee in fees {
                let balance = fee.month == 0 ? loan.amount : loan.rows[fee.month - 1].balance
                let rates = Int128(terms.feeRateAnnual?.rawValue ?? 0) * Int128(terms.coverShare?.rawValue ?? 0)
                let off = Int128(balance.rawValue) * rates - Int128(fee.amount.rawValue) * 1_000_000_000_000_000_000
                #expect(off >= -500_000_000_000_000_000 && off < 500_000_000_000_000_000, label)
            }
        }
    }
}
