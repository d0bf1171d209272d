package import Domain

extension HardTests {
    /// category: the model's category is within the line's.
    package static func category(model: CategoryPath, line: CategoryPath) -> Bool { model.isWithin(line) }

    /// live: model and supplier `active`, `asOf` ≤ `validUntil` if there is one.
    package static func live(
        modelIsActive: Bool,
        supplierIsActive: Bool,
        validUntil: CalendarDay?,
        asOf: CalendarDay
    ) -> Bool {
        live(
            modelIsActive: modelIsActive,
            supplierIsActive: supplierIsActive,
            validUntilDay: validUntil?.number,
            asOfDay: asOf.number
        )
    }

    /// price: no limit, or price ≤ limit.
    package static func price(limit: Fen?, price: Fen) -> Bool {
        self.price(limitFen: limit?.rawValue, priceFen: price.rawValue)
    }

    /// service: the need's region is within one of the regions served.
    package static func service(region: Region, served: [Region]) -> Bool { served.contains { region.isWithin($0) } }

    /// specs: the constraint holds for the model's value; no value fails, a value of another type fails.
    ///
    /// Source: 20-matching.md, "Hard tests"; R53: `one_of` compares text with text and number with number, and a
    /// boolean is in no list. Text is equal when its bytes are.
    package static func spec(_ constraint: Line.Constraint, value: SpecValue?) -> Bool {
        switch (constraint, value) {
        case (.range(let min, let max), .number(let number)): range(min: min, max: max, number: number)
        case (.oneOf(let list), .number(let number)): list.contains { isNumber($0, number) }
        case (.oneOf(let list), .text(let text)): list.contains { isText($0, text) }
        case (.is(let wanted), .bool(let flag)): wanted == flag
        default: false
        }
    }

    private static func isNumber(_ value: SpecValue, _ number: Double) -> Bool {
        if case .number(let other) = value { other == number } else { false }
    }

    private static func isText(_ value: SpecValue, _ text: String) -> Bool {
        if case .text(let other) = value { other.utf8.elementsEqual(text.utf8) } else { false }
    }
}
