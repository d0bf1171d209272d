/// An enterprise that renews equipment (10-data-model.md, `enterprise`). An absent field is unknown; an empty set is
/// known.
package struct Enterprise: Equatable, Sendable {
    package enum Size: String, CaseIterable, Sendable { case large, medium, small, micro }
    package enum Designation: String, CaseIterable, Sendable {
        case srdiProvince = "srdi_province"
        case littleGiant = "little_giant"
        case championProvince = "champion_province"
        case championNational = "champion_national"
        case chainLeader = "chain_leader"
        case greenFactory = "green_factory"
        case innovativeSME = "innovative_sme"
        case highTech = "high_tech"
        case techSME = "tech_sme"
    }
    package enum Ownership: String, CaseIterable, Sendable { case `private`, state, foreign, mixed }
    package enum CreditGrade: String, CaseIterable, Sendable { case a = "A", b = "B", c = "C", d = "D" }
    package enum Blacklist: String, CaseIterable, Sendable { case dishonest, environment, safety, abnormal }
    /// Support already received.
    package struct Support: Equatable, Sendable {
        package var offer: String
        package var on: CalendarDay?
        package var amount: Fen?

        package init(offer: String, on: CalendarDay? = nil, amount: Fen? = nil) {
            self.offer = offer
            self.on = on
            self.amount = amount
        }
    }

    package var id: String
    package var name: String = ""
    package var region: Region?
    package var industry: Industry?
    package var size: Size?
    package var aboveScale: Bool?
    /// Sorted raw values of `Designation`, each once.
    package var designations: [String]?
    package var ownership: Ownership?
    package var annualRevenue: Fen?
    package var employees: Double?
    package var debtRatio: Double?
    package var founded: CalendarDay?
    package var creditGrade: CreditGrade?
    /// Sorted raw values of `Blacklist`, each once.
    package var blacklists: [String]?
    package var scope: String?
    /// Sorted, each once; so are `lists` and `attested`.
    package var zones, lists, attested: [String]?
    package var received: [Support]?
    package var revenueGrowth, outputGrowth, rdShare: Double?
    /// Sorted by code in byte order, each code once.
    package var figures: [Figure.Entry]?
    package var source: Source?

    package init(id: String) { self.id = id }
}
