package import Domain
package import FinanceMath
package import JSON

/// The months and the cost of a financing (cases/README.md, "schedule").
package enum ScheduleAnswer {
    /// What a financing comes to.
    package struct Figures: Sendable {
        package var equipment: Fen
        /// At most one of both; none = own cash.
        package var loan: LoanSchedule?
        package var lease: LeaseSchedule?
        /// By offer, in the order of the package; so are `premiums`.
        package var guaranteeFees: [(id: String, payments: [MonthAmount])] = []
        package var premiums: [(id: String, payments: [MonthAmount])] = []
        /// By month, out of the enterprise positive, the equipment included.
        package var ownCash: [MonthAmount] = []
        package var netPresentCost: Fen = .zero
        /// A fraction; nil for own cash, or without a root.
        package var yearlyCostRate: Double?

        package init(equipment: Fen) { self.equipment = equipment }
    }

    /// A product of the package does not fit: nothing else is said.
    package static let unfit: JSONValue = ["fits": false]

    /// The answer; what the package does not have is left out.
    package static func schedule(_ figures: Figures) -> JSONValue {
        var json = JSONObject()
        json.add("fits", true)
        json.add("equipment_amount_cny", .money(figures.equipment))
        if let loan = figures.loan { add(loan, to: &json) }
        if let lease = figures.lease { add(lease, to: &json) }
        if !figures.guaranteeFees.isEmpty { json.add("guarantee_fees", byOffer(figures.guaranteeFees)) }
        if !figures.premiums.isEmpty { json.add("premiums", byOffer(figures.premiums)) }
        json.add("own_cash_by_month", .payments(figures.ownCash))
        json.add("net_present_cost_cny", .money(figures.netPresentCost))
        json.add("yearly_cost_rate", .costRate(figures.yearlyCostRate))
        return .object(json)
    }

    private static func add(_ loan: LoanSchedule, to json: inout JSONObject) {
        json.add("tenor_months", .int(loan.rows.count))
        json.add("rows", .array(loan.rows.map(row)))
        json.add("amount_cny", .money(loan.amount))
        json.add("fee_cny", .money(loan.fee))
    }

    private static func add(_ lease: LeaseSchedule, to json: inout JSONObject) {
        json.add("tenor_months", .int(lease.rows.count))
        json.add("rows", .array(lease.rows.map(row)))
        json.add("amount_cny", .money(lease.amount))
        json.add("down_payment_cny", .money(lease.downPayment))
        json.add("financed_cny", .money(lease.financed))
        json.add("residual_cny", .money(lease.residual))
        json.add("fee_cny", .money(lease.fee))
        json.add("deposit_cny", .money(lease.deposit))
    }

    private static func row(_ row: ScheduleRow) -> JSONValue {
        [
            "month": .int(row.month), "payment_cny": .money(row.payment), "interest_cny": .money(row.interest),
            "principal_cny": .money(row.principal), "balance_cny": .money(row.balance),
        ]
    }

    private static func byOffer(_ payments: [(id: String, payments: [MonthAmount])]) -> JSONValue {
        .object(JSONObject(payments.map { .init(key: $0.id, value: .payments($0.payments)) }))
    }
}

extension JSONValue {
    /// Amounts with their months.
    package static func payments(_ payments: [MonthAmount]) -> JSONValue {
        .array(payments.map { ["month": .int($0.month), "amount_cny": .money($0.amount)] })
    }

    /// A yearly cost rate as a fraction, to the ninth decimal; null where there is none.
    package static func costRate(_ rate: Double?) -> JSONValue {
        guard let rate else { return .null }
        return .rate(Rate(rawValue: Int64((rate * 1e9).rounded())))
    }
}
