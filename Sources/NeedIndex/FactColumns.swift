import Domain
import Rules

/// How the values of a fact are kept in columns.
enum FactShape {
    /// Few values, by code.
    case value
    /// For each element the rows that have it.
    case elements
    case money, number, day
    /// Not in columns: of a package, or known by other means.
    case none

    static let count = Fact.allCases.count

    init(_ fact: Fact) {
        guard !fact.isPackageFact, fact != .enterpriseID else {
            self = .none
            return
        }
        // The day of foundation stands for the age, which depends on the day judged.
        guard fact != .enterpriseAgeYears else {
            self = .day
            return
        }
        switch fact.kind {
        case .text, .region, .industry, .bool: self = .value
        case .set, .regionSet, .categorySet: self = .elements
        case .money: self = .money
        case .number: self = .number
        case .date: self = .day
        }
    }

    /// By `Fact.index`.
    static let all = Fact.allCases.map { FactShape($0) }

    static let unknownMoney = Int64.min
    static let unknownDay = Int32.min
    /// A pattern that no arithmetic gives.
    static let unknownNumber = Double(bitPattern: 0x7FF8_DEAD_0000_0001)

    static func fen(_ column: [Int64], _ row: Int) -> Fen? {
        row < column.count && column[row] != unknownMoney ? Fen(column[row]) : nil
    }

    static func isKnown(_ number: Double) -> Bool { number.bitPattern != unknownNumber.bitPattern }
}

/// A set of each row, turned round: for each element the rows that have it.
struct SetColumn {
    private(set) var known = RowBits()
    /// By element.
    private(set) var postings: [Posting] = []

    mutating func put(_ row: Int, isKnown: Bool) { known.set(row, isKnown) }

    mutating func put(_ row: Int, _ element: UInt32, _ isSet: Bool) {
        while postings.count <= Int(element) { postings.append(Posting()) }
        postings[Int(element)].set(row, isSet)
    }

    /// The rows of a word that have an element.
    func word(_ index: Int, _ element: UInt32) -> UInt64 {
        Int(element) < postings.count ? postings[Int(element)].word(index) : 0
    }

    func contains(_ row: Int, _ element: UInt32) -> Bool {
        Int(element) < postings.count && postings[Int(element)].contains(row)
    }
}

/// Facts of many records as columns, by `Fact.index`. A column that nothing is known of stays empty.
///
/// A class, for a copy would retain every list of columns.
final class FactColumns {
    private(set) var codes: [[UInt32]]
    private(set) var elements: [SetColumn]
    private(set) var money: [[Int64]]
    private(set) var numbers: [[Double]]
    private(set) var days: [[Int32]]
    /// Open figures, of the few rows that have any.
    private(set) var figures: [UInt32: [Figure.Entry]] = [:]
    private let facts: [(index: Int, shape: FactShape)]

    /// Columns of these facts.
    init(_ facts: some Sequence<Fact>) {
        self.facts = facts.compactMap { fact in fact.index.map { ($0, FactShape.all[$0]) } }
        codes = Array(repeating: [], count: FactShape.count)
        elements = Array(repeating: SetColumn(), count: FactShape.count)
        money = Array(repeating: [], count: FactShape.count)
        numbers = Array(repeating: [], count: FactShape.count)
        days = Array(repeating: [], count: FactShape.count)
    }

    /// Puts the facts of a row in the place of those that stood there.
    func put(
        _ row: Int, _ facts: FactTable, _ figures: [Figure.Entry]?, in words: FactWords, replacing old: FactTable?
    ) {
        for (index, shape) in self.facts {
            let slot = facts.slots[index]
            switch shape {
            case .none: continue
            case .value: put(row, slot.isUnknown ? 0 : words.books[index].code(of: slot), index)
            case .elements: put(row, slot, index, words, replacing: old?.slots[index] ?? .unknown)
            case .money:
                if case .money(let fen) = slot { put(row, fen.rawValue, index) } else { forgetMoney(row, index) }
            case .number:
                if case .number(let number) = slot { put(row, number, index) } else { forgetNumber(row, index) }
            case .day:
                if case .date(let day) = slot { put(row, day: day.number, index) } else { put(row, day: nil, index) }
            }
        }
        if let figures, !figures.isEmpty {
            self.figures[UInt32(row)] = figures
        } else if !self.figures.isEmpty {
            self.figures[UInt32(row)] = nil
        }
    }

    private func put(_ row: Int, _ code: UInt32, _ index: Int) {
        if code == 0, row >= codes[index].count { return }
        codes[index].fill(through: row, 0)
        codes[index][row] = code
    }

    private func put(_ row: Int, _ fen: Int64, _ index: Int) {
        money[index].fill(through: row, FactShape.unknownMoney)
        money[index][row] = fen
    }

    private func forgetMoney(_ row: Int, _ index: Int) {
        if row < money[index].count { money[index][row] = FactShape.unknownMoney }
    }

    private func put(_ row: Int, _ number: Double, _ index: Int) {
        numbers[index].fill(through: row, FactShape.unknownNumber)
        numbers[index][row] = number
    }

    private func forgetNumber(_ row: Int, _ index: Int) {
        if row < numbers[index].count { numbers[index][row] = FactShape.unknownNumber }
    }

    func put(_ row: Int, day: Int32?, _ index: Int) {
        if day == nil, row >= days[index].count { return }
        days[index].fill(through: row, FactShape.unknownDay)
        days[index][row] = day ?? FactShape.unknownDay
    }

    private func put(_ row: Int, _ slot: Slot, _ index: Int, _ words: FactWords, replacing old: Slot) {
        if slot.isUnknown, old.isUnknown { return }
        old.forEachElement(in: &words.books[index]) { elements[index].put(row, $0, false) }
        elements[index].put(row, isKnown: !slot.isUnknown)
        slot.forEachElement(in: &words.books[index]) { elements[index].put(row, $0, true) }
    }

    /// The value of a fact in a row, as a table of facts has it; of a set unknown, for sets are judged by elements.
    func slot(_ fact: Fact, _ row: Int, _ words: FactWords) -> Slot {
        guard let index = fact.index else {
            if case .figure(let figure) = fact { return figure.slot(in: figures[UInt32(row)] ?? []) }
            return .unknown
        }
        switch FactShape.all[index] {
        case .value: return words.books[index].slots[Int(code(row, index))]
        case .money: return FactShape.fen(money[index], row).map { .money($0) } ?? .unknown
        case .number:
            guard row < numbers[index].count, FactShape.isKnown(numbers[index][row]) else { return .unknown }
            return .number(numbers[index][row])
        case .day: return day(row, index).map { .date(CalendarDay(number: $0)) } ?? .unknown
        case .elements, .none: return .unknown
        }
    }

    func code(_ row: Int, _ index: Int) -> UInt32 { row < codes[index].count ? codes[index][row] : 0 }

    func day(_ row: Int, _ index: Int) -> Int32? {
        guard row < days[index].count, days[index][row] != FactShape.unknownDay else { return nil }
        return days[index][row]
    }
}

extension Array {
    /// Grows until the index is there.
    mutating func fill(through index: Int, _ element: Element) {
        guard index >= count else { return }
        append(contentsOf: repeatElement(element, count: index + 1 - count))
    }
}
