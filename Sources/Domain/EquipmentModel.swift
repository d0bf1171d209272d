/// The energy-efficiency tiers of 2024; `unrated` fails every minimum (20-matching.md, "Hard tests").
package enum Efficiency: String, CaseIterable, Sendable {
    case advanced, saving, entry, below, unrated

    /// advanced 4 > saving 3 > entry 2 > below 1 > unrated 0.
    package var rank: Int {
        switch self {
        case .advanced: 4
        case .saving: 3
        case .entry: 2
        case .below: 1
        case .unrated: 0
        }
    }
}

/// A value of a model's spec.
package enum SpecValue: Hashable, Sendable {
    case number(Double)
    case text(String)
    case bool(Bool)
}

/// One key of a model's specs.
package struct Spec: Equatable, Sendable {
    package var key: String
    package var value: SpecValue

    package init(key: String, value: SpecValue) {
        self.key = key
        self.value = value
    }
}

/// A supplier's equipment as sold (10-data-model.md, `model`).
package struct EquipmentModel: Equatable, Sendable {
    package enum Status: String, CaseIterable, Sendable { case active, withdrawn }

    package var id: String
    package var supplier: String = ""
    package var category = CategoryPath("")
    package var name: String = ""
    package var brand, modelNumber, description: String?
    /// Per unit, ex-VAT.
    package var price = Fen.zero
    /// Nil = `unrated`.
    package var efficiency: Efficiency?
    package var leadTimeDays: Int = 0
    /// Units a month; nil = no limit known.
    package var monthlyCapacity: Int?
    package var warrantyMonths: Int?
    package var firstSet: Bool?
    /// Sorted, each once.
    package var listings: [String]?
    /// Sorted by key in byte order, each key once.
    package var specs: [Spec]?
    /// Nil = the supplier's.
    package var serviceRegions: [Region]?
    /// Last day included.
    package var validUntil: CalendarDay?
    /// Nil = `active` (R20).
    package var status: Status?
    package var domesticShare: Double?
    package var source: Source?

    package init(id: String) { self.id = id }

    /// Whether it is offered, by status alone.
    package var isActive: Bool { (status ?? .active) == .active }
}
