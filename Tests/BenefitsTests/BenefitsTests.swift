import Benefits
import Domain
import FinanceMath
import Rules
import Testing

/// Benefits of a package worked by hand, in fen.
@Suite("Amounts of benefits") struct BenefitsTests {
    private static let day = CalendarDay(number: 20_000)

    /// A bullet loan of 1,200,000 fen at 12 % over 3 months: 12,000 fen of interest a month.
    private func bases(loan: Bool = true, equipment: Int64 = 2_000_000) throws -> PackageBases {
        var terms = LoanTerms()
        terms.rateAnnual = Rate(rawValue: 120_000_000)
        terms.repayment = .bullet
        let schedule = try #require(LoanSchedule(terms, amount: Fen(1_200_000), tenorMonths: 3))
        return PackageBases(
            facts: FactTable(
                enterprise: nil, need: Need(id: "n"), asOf: BenefitsTests.day, package: PackageFacts()),
            equipment: Fen(equipment), loan: loan ? schedule : nil, lease: nil, premiums: [],
            guaranteeFees: [], completionMonth: 5)
    }

    private func offer(_ id: String, _ kind: Offer.Kind, _ benefit: Benefit) -> CompiledOffer {
        var offer = Offer(id: id, kind: kind)
        offer.benefit = benefit
        return CompiledOffer(offer)
    }

    private func amounts(
        _ offers: [CompiledOffer], _ caps: [JointCap] = [], loan: Bool = true, equipment: Int64 = 2_000_000
    ) throws -> [BenefitAmount] {
        let settlement = Settlement(offers, try bases(loan: loan, equipment: equipment), jointCaps: caps)
        return settlement.amounts(Array(settlement.own.indices))
    }

    private func interest(_ id: String, thousandths: Int64) -> CompiledOffer {
        let rate = Rate(rawValue: thousandths * 1_000_000)
        return offer(id, .interestSubsidy, Benefit(base: .quantity(.loanInterest), form: .rate(rate)))
    }

    private func flows(_ pairs: [(Int, Int64)]) -> [MonthAmount] {
        pairs.map { MonthAmount(month: $0.0, amount: Fen($0.1)) }
    }

    @Test("in byte order of ids each takes of a month's interest what those before it left")
    func byteOrder() throws {
        let amounts = try amounts([interest("b", thousandths: 700), interest("a", thousandths: 600)])
        #expect(amounts.map(\.id) == ["a", "b"])
        #expect(amounts[0].paid == flows([(1, 7_200), (2, 7_200), (3, 7_200)]))
        #expect(amounts[1].paid == flows([(1, 4_800), (2, 4_800), (3, 4_800)]))
        #expect(amounts.map(\.cappedBy) == [[], ["subsidised"]])
    }

    @Test("a flat sum comes with the first payment and takes what is left in all, from the latest back")
    func flat() throws {
        let sum = offer("a", .interestSubsidy, Benefit(base: .quantity(.loanInterest), form: .flat(Fen(30_000))))
        let amounts = try amounts([sum, interest("b", thousandths: 500)])
        #expect(amounts[0].paid == flows([(1, 30_000)]))
        // 36,000 of interest less 30,000 from month 3 back leaves 6,000 in month 1.
        #expect(amounts[1].paid == flows([(1, 6_000)]))
    }

    @Test("a joint cap cuts the member listed last, its latest payments first")
    func jointCap() throws {
        let cap = JointCap(id: "j", members: ["b", "a"], limit: .amount(Fen(20_000)))
        let amounts = try amounts([interest("a", thousandths: 500), interest("b", thousandths: 250)], [cap])
        #expect(amounts[0].paid == flows([(1, 6_000), (2, 5_000)]))
        #expect(amounts[1].paid == flows([(1, 3_000), (2, 3_000), (3, 3_000)]))
        #expect(amounts.map(\.cappedBy) == [["joint_cap:j"], []])
    }

    @Test("rewards together are never more than the equipment, cut from the last id; a later cut is not carried on")
    func rewards() throws {
        func reward(_ id: String, _ base: BenefitBase, _ thousandths: Int64) -> CompiledOffer {
            var benefit = Benefit(base: base, form: .rate(Rate(rawValue: thousandths * 1_000_000)))
            benefit.paid = [.init(time: .month(2))]
            return offer(id, .equipmentReward, benefit)
        }
        let offers = [
            reward("a", .quantity(.equipmentAmount), 700), reward("b", .quantity(.equipmentAmount), 500),
            reward("c", .benefit("b"), 100),
        ]
        let amounts = try amounts(offers, loan: false, equipment: 1_000)
        // 700, 500 and 50 are 1,250: c goes whole, b loses 200.
        #expect(amounts.map(\.amount) == [Fen(700), Fen(300), Fen(0)])
        #expect(amounts[2].cappedBy == ["equipment_amount"])
    }

    @Test("parts are rounded half up, the last takes the rest; one with the payments is spread over them")
    func parts() throws {
        var benefit = Benefit(base: .quantity(.loanInterest), form: .rate(Rate(rawValue: 250_000_000)))
        benefit.paid = [
            .init(time: .withPayment, share: Rate(rawValue: 333_000_000)), .init(time: .monthsAfterCompletion(4)),
        ]
        let amounts = try amounts([offer("a", .interestSubsidy, benefit)])
        // 9,000 in all; 2,997 of it in thirds, 6,003 four months after month 5.
        #expect(amounts[0].paid == flows([(1, 999), (2, 999), (3, 999), (9, 6_003)]))
    }

    @Test("points are counted on what is owed before each payment, rounded half up to the fen")
    func points() throws {
        var benefit = Benefit(base: .quantity(.loanPrincipal), form: .points(Rate(rawValue: 15_000_000)))
        benefit.baseCap = Fen(100_003)
        let amounts = try amounts([offer("a", .interestSubsidy, benefit)])
        // 100,003 × 1.5 % ÷ 12 = 125.00375.
        #expect(amounts[0].paid == flows([(1, 125), (2, 125), (3, 125)]))
        #expect(amounts[0].cappedBy == ["base_cap_cny"])
    }

    @Test("a base that is unknown gives nothing and is named; a top-up without its base gives nothing")
    func nothing() throws {
        let plant = offer(
            "a", .equipmentReward,
            Benefit(base: .quantity(.plantInvestment), form: .rate(Rate(rawValue: 100_000_000))))
        let top = offer(
            "b", .equipmentReward, Benefit(base: .benefit("z"), form: .rate(Rate(rawValue: 500_000_000))))
        let amounts = try amounts([plant, top])
        #expect(amounts.map(\.amount) == [.zero, .zero])
        #expect(amounts[0].restsOnUnknown == [.projectPlantInvestment])
    }

    @Test("the fewest whole months to the completion; a past one is now, an unknown one in a year")
    func completion() throws {
        let day = try #require(CalendarDay("2025-01-31"))
        let cases: [(String?, Int)] = [
            (nil, 12), ("2024-12-01", 0), ("2025-01-31", 0), ("2025-02-28", 1), ("2025-03-01", 2), ("2026-01-31", 12),
        ]
        for (completed, month) in cases {
            let on = completed.flatMap { CalendarDay($0) }
            #expect(PackageBases.completionMonth(asOf: day, completedOn: on) == month, "\(completed ?? "unknown")")
        }
    }
}
