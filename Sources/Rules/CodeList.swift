internal import Domain

/// A code that lies within wider codes of its kind (10-data-model.md, "Codes").
protocol NestedCode: Sendable {
    func isWithin(_ other: Self) -> Bool
}

extension Region: NestedCode {}
extension Industry: NestedCode {}
extension CategoryPath: NestedCode {}

/// The codes of a `within`, parsed once.
enum CodeList: Sendable {
    case regions([Region])
    case industries([Industry])
    case categories([CategoryPath])

    /// Where a value stands to the list: within one code, within none, or wider than one and so undecided (R54).
    enum Place: Sendable { case inside, outside, undecided }

    /// The codes for a fact of that kind; nil where the kind has no codes or a code cannot be read.
    ///
    /// A list with a code nobody can read decides nothing: dropping the code would make `not_within` hold too easily.
    init?(_ texts: [String], for kind: Fact.Kind) {
        switch kind {
        case .region, .regionSet: self = .regions(texts.compactMap { Region($0) })
        case .industry: self = .industries(texts.compactMap(CodeList.industry))
        case .categorySet: self = .categories(texts.map { CategoryPath($0) })
        case .text, .set, .number, .money, .date, .bool: return nil
        }
        guard count == texts.count else { return nil }
    }

    /// With its section letter, as records are decoded (10-data-model.md, "Codes").
    private static func industry(_ text: String) -> Industry? {
        guard let letter = text.first, letter >= "A", letter <= "Z" else { return nil }
        return Industry(code: text)
    }

    private var count: Int {
        switch self {
        case .regions(let codes): codes.count
        case .industries(let codes): codes.count
        case .categories(let codes): codes.count
        }
    }

    /// Where one region or industry stands.
    func place(of slot: Slot) -> Place {
        switch (self, slot) {
        case (.regions(let codes), .region(let region)): CodeList.place(region, codes)
        case (.industries(let codes), .industry(let industry)): CodeList.place(industry, codes)
        default: .undecided
        }
    }

    /// Whether any element of a set is within one of the codes; nil where undecided.
    func holdsAny(of slot: Slot) -> Bool? {
        switch (self, slot) {
        case (.regions(let codes), .regions(let values)): CodeList.any(values, codes)
        case (.categories(let codes), .categories(let values)): CodeList.any(values, codes)
        default: nil
        }
    }

    /// Whether every element of a set is within one of the codes; nil where undecided.
    func holdsAll(of slot: Slot) -> Bool? {
        switch (self, slot) {
        case (.regions(let codes), .regions(let values)): CodeList.all(values, codes)
        case (.categories(let codes), .categories(let values)): CodeList.all(values, codes)
        default: nil
        }
    }

    private static func place<Code: NestedCode>(_ value: Code, _ codes: [Code]) -> Place {
        var place = Place.outside
        for code in codes {
            if value.isWithin(code) { return .inside }
            if code.isWithin(value) { place = .undecided }
        }
        return place
    }

    private static func any<Code: NestedCode>(_ values: [Code], _ codes: [Code]) -> Bool? {
        var result: Bool? = false
        for value in values {
            switch place(value, codes) {
            case .inside: return true
            case .undecided: result = nil
            case .outside: continue
            }
        }
        return result
    }

    private static func all<Code: NestedCode>(_ values: [Code], _ codes: [Code]) -> Bool? {
        var result: Bool? = true
        for value in values {
            switch place(value, codes) {
            case .outside: return false
            case .undecided: result = nil
            case .inside: continue
            }
        }
        return result
    }
}
