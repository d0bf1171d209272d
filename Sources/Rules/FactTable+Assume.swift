package import Domain

extension FactTable {
    /// Sets one fact to a value, as if the record had it; a value that is none of the fact's kind changes nothing.
    package mutating func assume(_ fact: Fact, _ value: FactValue) {
        guard let slot = Slot(value, of: fact) else { return }
        switch FactPlace(fact) {
        case .figure(let figure): figures.set(slot, of: figure)
        case .slot(let index): set(slot, at: index)
        }
    }

    /// The day of a date fact; nil = unknown, or no date.
    package func day(_ fact: Fact) -> CalendarDay? {
        if case .date(let day)? = self[fact] { day } else { nil }
    }
}

extension Slot {
    /// Nil where the value is not of the fact's kind, or a code cannot be read.
    fileprivate init?(_ value: FactValue, of fact: Fact) {
        switch (value, fact.kind) {
        case (.text(let text), .text): self = .text(text)
        case (.text(let text), .region):
            guard let region = Region(text) else { return nil }
            self = .region(region)
        case (.text(let text), .industry): self = .industry(Industry(code: text))
        case (.set(let texts), .set): self = .texts(texts.sortedByBytes())
        case (.set(let texts), .regionSet): self = .regions(Set(texts.compactMap { Region($0) }).sorted())
        case (.set(let texts), .categorySet): self = .categories(Set(texts.map { CategoryPath($0) }).sorted())
        case (.number(let number), .number): self = .number(number)
        case (.money(let amount), .money): self = .money(amount)
        case (.date(let day), .date): self = .date(day)
        case (.bool(let bool), .bool): self = .bool(bool)
        default: return nil
        }
    }
}
