import Domain

/// Short texts for the figures of a test: no units in words, no locale.
enum Figures {
    /// CNY with two decimals where there are fen: `222805.12`, `200000`.
    static func money(_ amount: Fen) -> String {
        let sign = amount.rawValue < 0 ? "-" : ""
        let (whole, fen) = amount.rawValue.magnitude.quotientAndRemainder(dividingBy: 100)
        if fen == 0 { return sign + String(whole) }
        return sign + String(whole) + (fen < 10 ? ".0" : ".") + String(fen)
    }

    /// What decides whether a model is live: `active, supplier suspended, until 2025-03-01`.
    static func live(_ model: EquipmentModel, supplier: Supplier?) -> String {
        var text = (model.status ?? .active).rawValue
        text += ", supplier " + (supplier.map { ($0.status ?? .active).rawValue } ?? "unknown")
        if let validUntil = model.validUntil { text += ", until " + validUntil.text }
        return text
    }

    /// The day of delivery and the lead time, `2025-03-31 (30 d)`; the lead time alone beyond the calendar.
    static func delivery(asOf: CalendarDay, leadTimeDays: Int) -> String {
        let lead = "\(leadTimeDays) d"
        guard (0...3_000_000).contains(leadTimeDays) else { return lead }
        let day = asOf.adding(days: leadTimeDays)
        return day.components.year <= 9999 ? day.text + " (" + lead + ")" : lead
    }

    /// A spec's value: a number without a needless `.0`, a text as it is, `true` or `false`.
    static func value(_ value: SpecValue) -> String {
        switch value {
        case .number(let number): self.number(number)
        case .text(let text): text
        case .bool(let flag): String(flag)
        }
    }

    /// `3700 … 4700`, `≥ 3700`, `≤ 4700`, `cnc | 数控`, `true`.
    static func constraint(_ constraint: Line.Constraint) -> String {
        switch constraint {
        case .range(let min?, let max?): number(min) + " … " + number(max)
        case .range(let min?, nil): "≥ " + number(min)
        case .range(nil, let max?): "≤ " + number(max)
        case .range(nil, nil): ""
        case .oneOf(let list): list.map(value).joined(separator: " | ")
        case .is(let flag): String(flag)
        }
    }

    private static func number(_ number: Double) -> String {
        if let whole = Int(exactly: number), whole.magnitude < 1_000_000_000_000_000 { return String(whole) }
        return number.description
    }
}
