package import Domain

/// The value of a fact as the tests read it: codes parsed, money and days as numbers. 16 bytes, so a table is one
/// array.
package enum Slot: Equatable, Sendable {
    case unknown
    case text(String)
    /// Sorted in byte order, each once.
    case texts([String])
    case region(Region)
    /// Sorted, each once.
    case regions([Region])
    /// With its section letter.
    case industry(Industry)
    /// Sorted in byte order, each once.
    case categories([CategoryPath])
    case number(Double)
    case money(Fen)
    case date(CalendarDay)
    case bool(Bool)

    /// As answers show it; nil = unknown. Codes as texts.
    var value: FactValue? {
        switch self {
        case .unknown: nil
        case .text(let text): .text(text)
        case .texts(let texts): .set(texts)
        case .region(let region): .text(region.text)
        case .regions(let regions): .set(regions.map(\.text))
        case .industry(let industry): .text(industry.code)
        case .categories(let paths): .set(paths.map(\.path))
        case .number(let number): .number(number)
        case .money(let fen): .money(fen)
        case .date(let day): .date(day)
        case .bool(let bool): .bool(bool)
        }
    }

    package var isUnknown: Bool {
        if case .unknown = self { true } else { false }
    }

    init(_ text: String?) { self = text.map { .text($0) } ?? .unknown }
    init(_ texts: [String]?) { self = texts.map { .texts($0) } ?? .unknown }
    init(_ region: Region?) { self = region.map { .region($0) } ?? .unknown }
    init(_ number: Double?) { self = number.map { .number($0) } ?? .unknown }
    init(_ number: Int?) { self = number.map { .number(Double($0)) } ?? .unknown }
    init(_ fen: Fen?) { self = fen.map { .money($0) } ?? .unknown }
    init(_ day: CalendarDay?) { self = day.map { .date($0) } ?? .unknown }
    init(_ bool: Bool?) { self = bool.map { .bool($0) } ?? .unknown }
}

extension Sequence<String> {
    /// Each text once, in byte order: the order of every set in an answer.
    func sortedByBytes() -> [String] {
        var once: [String] = []
        for text in sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        where once.last?.utf8.elementsEqual(text.utf8) != true {
            once.append(text)
        }
        return once
    }

    /// Whether a text of just these bytes is among them: Swift's own equality takes canonical equivalents for the same.
    func containsBytes(of text: String) -> Bool { contains { $0.utf8.elementsEqual(text.utf8) } }
}
