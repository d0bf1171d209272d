package import Domain
package import FinanceMath
package import Rules

/// What subsidies may together not exceed (30-financing.md, R11).
package enum SubsidisedThing: Int, CaseIterable, Sendable { case loanInterest, leaseInterest, premium, guaranteeFee }

/// What the benefits of one package are computed from: its facts, its amounts, its payments.
package struct PackageBases: Sendable {
    /// With the package's facts.
    package let facts: FactTable
    package let equipment: Fen
    package let loan: LoanSchedule?
    package let lease: LeaseSchedule?
    /// Of all insurances, by month.
    package let premiums: [MonthAmount]
    /// Of all guarantees, by month.
    package let guaranteeFees: [MonthAmount]
    /// The fewest whole months to the completion (R6).
    package let completionMonth: Int
    package let details: BaseDetails

    /// - Parameters:
    ///   - premiums, guaranteeFees: in any order; payments of one month are one payment.
    package init(
        facts: FactTable, equipment: Fen, loan: LoanSchedule?, lease: LeaseSchedule?, premiums: [MonthAmount],
        guaranteeFees: [MonthAmount], completionMonth: Int, details: BaseDetails = BaseDetails()
    ) {
        self.facts = facts
        self.equipment = equipment
        self.loan = loan
        self.lease = lease
        self.premiums = premiums.byMonth()
        self.guaranteeFees = guaranteeFees.byMonth()
        self.completionMonth = completionMonth
        self.details = details
    }

    /// The completion where it is unknown (R6).
    package static let defaultCompletionMonth = 12

    /// The fewest whole months m ≥ 0 with `asOf` + m months ≥ `completedOn`; 12 when unknown (R6).
    package static func completionMonth(asOf: CalendarDay, completedOn: CalendarDay?) -> Int {
        guard let completedOn else { return defaultCompletionMonth }
        let (from, to) = (asOf.components, completedOn.components)
        var month = max(0, (to.year - from.year) * 12 + to.month - from.month - 1)
        while asOf.adding(months: month) < completedOn { month += 1 }
        return month
    }
}

/// The payments a base goes by; one sum is a payment in month 0 (R7).
struct BasePayments {
    var payments: [MonthAmount]
    /// Paid ahead, so that 12 months are 0–11, 12–23 …; in arrears they are 1–12, 13–24 … (R10).
    var isAhead: Bool

    var total: Fen { payments.reduce(.zero) { $0 + $1.amount } }

    static func sum(_ amount: Fen) -> BasePayments {
        BasePayments(payments: [MonthAmount(month: 0, amount: amount)], isAhead: true)
    }
}

extension PackageBases {
    /// The payments of a quantity; nil = unknown (R40).
    func payments(of quantity: BenefitBase.Quantity) -> BasePayments? {
        switch quantity {
        case .equipmentAmount: .sum(equipment)
        case .investmentTotal, .fixedAssetInvestment, .plantInvestment:
            PackageBases.fact(of: quantity).flatMap { facts.money($0) }.map { .sum($0) }
        case .loanPrincipal: .sum(loan?.amount ?? .zero)
        case .loanInterest: BasePayments(payments: PackageBases.interest(loan?.rows), isAhead: false)
        case .leaseInterest: BasePayments(payments: PackageBases.interest(lease?.rows), isAhead: false)
        case .leaseContract: BasePayments(payments: leaseContract, isAhead: false)
        case .premium: BasePayments(payments: premiums, isAhead: true)
        case .guaranteeFee: BasePayments(payments: guaranteeFees, isAhead: true)
        case .leasePrincipal: .sum(lease?.financed ?? .zero)
        case .guaranteedAmount: .sum(details.guaranteed)
        // Worked out for the offer that names them.
        case .received, .receivedThisYear: .sum(.zero)
        }
    }

    /// The fact a quantity is; nil where it follows from the package.
    static func fact(of quantity: BenefitBase.Quantity) -> Fact? {
        switch quantity {
        case .investmentTotal: .projectInvestmentTotal
        case .fixedAssetInvestment: .projectFixedAssetInvestment
        case .plantInvestment: .projectPlantInvestment
        default: nil
        }
    }

    /// The balances of the loan before each month's payment, months 1 to the tenor.
    var principals: [MonthAmount] { loan.map { PackageBases.balances($0.amount, $0.rows) } ?? [] }

    /// The same of what the lease finances.
    var leaseBalances: [MonthAmount] { lease.map { PackageBases.balances($0.financed, $0.rows) } ?? [] }

    private static func balances(_ amount: Fen, _ rows: [ScheduleRow]) -> [MonthAmount] {
        var balance = amount
        return rows.map { row in
            defer { balance = row.balance }
            return MonthAmount(month: row.month, amount: balance)
        }
    }

    /// The last month of the loan or lease; 0 without one.
    var lastMonth: Int { (loan?.rows ?? lease?.rows)?.last?.month ?? 0 }

    /// The payments that subsidies on a thing may together not exceed.
    package func payments(of thing: SubsidisedThing) -> [MonthAmount] {
        switch thing {
        case .loanInterest: PackageBases.interest(loan?.rows)
        case .leaseInterest: PackageBases.interest(lease?.rows)
        case .premium: premiums
        case .guaranteeFee: guaranteeFees
        }
    }

    /// Down payment, rents, and the residual with the last rent (R7).
    private var leaseContract: [MonthAmount] {
        guard let lease else { return [] }
        var payments = lease.rows.map { MonthAmount(month: $0.month, amount: $0.payment) }
        if let last = payments.indices.last { payments[last].amount = payments[last].amount + lease.residual }
        return [MonthAmount(month: 0, amount: lease.downPayment)] + payments
    }

    private static func interest(_ rows: [ScheduleRow]?) -> [MonthAmount] {
        (rows ?? []).map { MonthAmount(month: $0.month, amount: $0.interest) }
    }
}

extension PackageBases {
    /// The whole of a base; an unknown one is 0 and reported (R9).
    func total(of base: BenefitBase, _ amountOf: (String) -> Fen?, _ unknown: inout [Fact]) -> Fen {
        switch base {
        case .benefit(let id): return amountOf(id) ?? .zero
        case .group: return .zero
        case .figure(let figure):
            if let amount = facts.money(.figure(figure)) { return amount }
            unknown.addOnce([.figure(figure)])
            return .zero
        case .quantity(let quantity):
            if let payments = payments(of: quantity) { return payments.total }
            if let fact = PackageBases.fact(of: quantity) { unknown.addOnce([fact]) }
            return .zero
        }
    }
}
