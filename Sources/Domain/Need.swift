/// A renewal project of an enterprise (10-data-model.md, `need`).
package struct Need: Equatable, Sendable {
    package enum Action: String, CaseIterable, Sendable {
        case expandCapacity = "expand_capacity"
        case improveQuality = "improve_quality"
        case reduceCost = "reduce_cost"
        case raiseValue = "raise_value"
    }
    package enum Direction: String, CaseIterable, Sendable {
        case advancedEquipment = "advanced_equipment"
        case digital, green, safety
    }
    package enum Status: String, CaseIterable, Sendable { case draft, open, matched, funded, done, withdrawn }
    package enum SiteStatus: String, CaseIterable, Sendable { case planned, ready, building, finished }
    package enum Backbone: String, CaseIterable, Sendable { case loan, lease }

    /// What the enterprise wants to finance.
    package struct Financing: Equatable, Sendable {
        package var amount: Fen?
        package var tenorMonths: Int?
        package var ownFunds: Fen?
        /// Sorted raw values of `Backbone`.
        package var preferred: [String]?
        /// At most three provider ids, sorted.
        package var banks: [String]?

        package init(
            amount: Fen? = nil, tenorMonths: Int? = nil, ownFunds: Fen? = nil, preferred: [String]? = nil,
            banks: [String]? = nil
        ) {
            self.amount = amount
            self.tenorMonths = tenorMonths
            self.ownFunds = ownFunds
            self.preferred = preferred
            self.banks = banks
        }
    }

    /// Who may see the enterprise behind the project; both days included, absent = open.
    package struct Consent: Equatable, Sendable {
        /// A provider's id, or `*`.
        package var provider: String
        package var from, to: CalendarDay?
        package var purpose: String?

        package init(provider: String, from: CalendarDay? = nil, to: CalendarDay? = nil, purpose: String? = nil) {
            self.provider = provider
            self.from = from
            self.to = to
            self.purpose = purpose
        }
    }

    package var id: String
    package var enterprise: String = ""
    package var title: String = ""
    package var description: String?
    /// Where the equipment will stand.
    package var region: Region?
    package var action: Action?
    /// Sorted raw values of `Direction`, each once.
    package var directions: [String]?
    package var lines: [Line] = []
    package var investmentTotal, fixedAssetInvestment, plantInvestment: Fen?
    /// As given; see `equipmentAmountOrDefault`.
    package var equipmentAmount: Fen?
    package var startedOn, completedOn: CalendarDay?
    package var filingNumber: String?
    package var contractSignedOn: CalendarDay?
    package var financing: Financing?
    package var consent: [Consent]?
    /// Nil = `open` (R20).
    package var status: Status?
    package var submittedOn: CalendarDay?
    package var siteStatus: SiteStatus?
    package var progressShare: Double?
    /// Sorted, each once.
    package var zones, lists, attested: [String]?
    /// Sorted by code in byte order, each code once.
    package var figures: [Figure.Entry]?
    package var source: Source?

    package init(id: String) { self.id = id }

    /// The status in force.
    package var statusOrDefault: Status { status ?? .open }

    /// Whether a filing number is present.
    package var isFiled: Bool { filingNumber.map { !$0.isEmpty } ?? false }

    /// The amount a provider is asked for: what is to be financed, or the equipment amount where that is unknown.
    package var amountSought: Fen? { financing?.amount ?? equipmentAmountOrDefault }

    /// The city of the project, its province where it names none, the country where it does not say.
    package var city: Region { region.flatMap { $0.city ?? $0.province } ?? .country }

    /// The equipment amount, ex-VAT: as given, or Σ quantity × highest unit price where every line has one, else
    /// unknown.
    package var equipmentAmountOrDefault: Fen? {
        if let equipmentAmount { return equipmentAmount }
        var sum: Int64 = 0
        for line in lines {
            guard let price = line.maxUnitPrice else { return nil }
            let (product, overflow) = price.rawValue.multipliedReportingOverflow(by: Int64(line.quantity))
            let (next, overflow2) = sum.addingReportingOverflow(product)
            guard !overflow, !overflow2 else { return nil }
            sum = next
        }
        return lines.isEmpty ? nil : Fen(sum)
    }
}

/// One wanted kind of machine of a need (10-data-model.md, "Line").
package struct Line: Equatable, Sendable {
    /// What the new machine replaces.
    package struct Replaced: Equatable, Sendable {
        package var installed: CalendarMonth?
        package var efficiency: Efficiency?
        package var annualEnergyKWh: Double?

        package init(installed: CalendarMonth? = nil, efficiency: Efficiency? = nil, annualEnergyKWh: Double? = nil) {
            self.installed = installed
            self.efficiency = efficiency
            self.annualEnergyKWh = annualEnergyKWh
        }
    }

    /// What one spec of the machine must satisfy.
    package enum Constraint: Hashable, Sendable {
        /// At least one bound is there; both are included.
        case range(min: Double?, max: Double?)
        case oneOf([SpecValue])
        case `is`(Bool)
    }

    /// A constraint on one key.
    package struct SpecConstraint: Equatable, Sendable {
        package var key: String
        package var constraint: Constraint

        package init(key: String, constraint: Constraint) {
            self.key = key
            self.constraint = constraint
        }
    }

    /// The id within the need.
    package var line: String
    package var category = CategoryPath("")
    package var quantity: Int = 1
    package var maxUnitPrice: Fen?
    package var minEfficiency: Efficiency?
    package var neededBy: CalendarDay?
    package var text: String?
    package var replaces: Replaced?
    /// Sorted by key in byte order, each key once.
    package var specs: [SpecConstraint]?

    package init(line: String) { self.line = line }
}
