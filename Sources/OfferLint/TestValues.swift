internal import Domain

/// Texts are compared by their bytes, as the rules do.
typealias Bytes = [UInt8]

/// Operands of a test by type.
extension Condition.Test {
    var number: Double? {
        switch self {
        case .atLeast(let bound), .atMost(let bound), .above(let bound), .below(let bound): bound
        default: nil
        }
    }

    var fen: Fen? {
        switch self {
        case .atLeastFen(let bound), .atMostFen(let bound), .aboveFen(let bound), .belowFen(let bound): bound
        default: nil
        }
    }

    var day: CalendarDay? {
        switch self {
        case .onOrAfter(let day), .onOrBefore(let day): day
        default: nil
        }
    }

    /// The list of a test on texts or codes; empty for other tests.
    var list: [String] {
        switch self {
        case .oneOf(let list), .noneOf(let list), .hasAny(let list), .hasAll(let list), .hasNone(let list),
            .within(let list), .notWithin(let list), .anyWithin(let list), .allWithin(let list):
            list
        default: []
        }
    }
}

/// Whether a test holds for a value; nil where it is not decided. A test that does not go with its fact never is; an
/// import rejects it.
extension Condition.Test {
    func holds(_ value: Bool) -> Bool? {
        if case .isEqual(let wanted) = self { value == wanted } else { nil }
    }

    func holds(_ value: Double) -> Bool? {
        switch self {
        case .atLeast(let bound): value >= bound
        case .atMost(let bound): value <= bound
        case .above(let bound): value > bound
        case .below(let bound): value < bound
        default: nil
        }
    }

    func holds(_ value: Fen) -> Bool? {
        switch self {
        case .atLeastFen(let bound): value >= bound
        case .atMostFen(let bound): value <= bound
        case .aboveFen(let bound): value > bound
        case .belowFen(let bound): value < bound
        default: nil
        }
    }

    func holds(_ value: CalendarDay) -> Bool? {
        switch self {
        case .onOrAfter(let bound): value >= bound
        case .onOrBefore(let bound): value <= bound
        default: nil
        }
    }

    func holds(_ text: Bytes) -> Bool? {
        switch self {
        case .oneOf(let list): list.contains { Bytes($0.utf8) == text }
        case .noneOf(let list): !list.contains { Bytes($0.utf8) == text }
        default: nil
        }
    }

    /// A region or an industry against the codes of this test (R54).
    func holds(_ value: CodePath, _ codes: [CodePath]) -> Bool? {
        switch (self, value.place(among: codes)) {
        case (.within, .inside), (.notWithin, .outside): true
        case (.within, .outside), (.notWithin, .inside): false
        default: nil
        }
    }
}
