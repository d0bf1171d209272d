package import Domain
package import FinanceMath

/// What a benefit comes to in one package (30-financing.md, "Amounts of benefits").
package struct BenefitAmount: Equatable, Sendable {
    package var id: String
    package var amount: Fen
    /// When it is paid, ascending, months of 0 left out.
    package var paid: [MonthAmount]
    /// Which caps bit, in the order they did: `base_cap_cny`, `base_cap`, `cap_per_year_cny`, `cap_cny`, `floor_cny`,
    /// `joint_cap:ID`, `subsidised`, `equipment_amount`.
    package var cappedBy: [String]
    /// Unknown facts that its base, a cap's base or a bonus hangs on, in rule order.
    package var restsOnUnknown: [Fact]

    package init(id: String, amount: Fen, paid: [MonthAmount], cappedBy: [String], restsOnUnknown: [Fact]) {
        self.id = id
        self.amount = amount
        self.paid = paid
        self.cappedBy = cappedBy
        self.restsOnUnknown = restsOnUnknown
    }
}
