import Domain
import Rules

/// One condition of a rule over the columns of needs or, where its fact is the enterprise's, of enterprises.
struct ColumnCondition {
    private let place: Int
    private let fact: Fact
    private let index: Int
    let isOfFirm: Bool
    private let test: ColumnTest
    /// Where the fact is unknown or left undecided.
    private let unknown: Verdict
    /// Verdict by value, as `Verdict.rawValue`; for `enterprise.id` by number of the enterprise.
    private var byValue: [UInt8] = []
    /// Elements that are inside, undecided, outside; for `has_all` inside by text.
    private var inside: [UInt32] = [], undecided: [UInt32] = [], outside: [UInt32] = []
    private var texts: [[UInt32]] = []
    private var elementsSeen = 1
    /// Of the age: the last day of foundation with the first verdict, and the two verdicts.
    private var age: (last: Int32, until: Verdict, after: Verdict)?
    private let asOf: Int32
    /// Whether the fact is the enterprise's, and the other of a share.
    private let factIsOfFirm, otherIsOfFirm: Bool

    init(_ rule: CompiledRule, _ place: Int, asOf: CalendarDay) {
        self.place = place
        self.asOf = asOf.number
        fact = rule.conditions[place].fact
        index = fact.index ?? -1
        test = rule.columnTest(of: place)
        factIsOfFirm = fact.isOfFirm
        if case .share(let other) = test { otherIsOfFirm = other.isOfFirm } else { otherIsOfFirm = factIsOfFirm }
        isOfFirm = factIsOfFirm && otherIsOfFirm
        unknown = rule.verdict(of: place, .unknown)
        if case .eachText(let count) = test { texts = Array(repeating: [], count: count) }
        if fact == .enterpriseAgeYears, case .number = test { age = ColumnCondition.age(rule, place, asOf) }
    }

    /// The age only falls as the day of foundation rises: a test on it changes its verdict at one day at most.
    private static func age(_ rule: CompiledRule, _ place: Int, _ asOf: CalendarDay) -> (Int32, Verdict, Verdict) {
        func verdict(_ founded: Int32) -> Verdict {
            let age = CalendarDay(number: founded).wholeYears(at: asOf)
            return rule.verdict(of: place, age.map { .number(Double($0)) } ?? .unknown)
        }
        // From year 1 on.
        var low: Int32 = -719_162
        var high = asOf.number
        let first = verdict(low)
        let last = verdict(high)
        guard first != last, low < high else { return (high, first, last) }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if verdict(middle) == first { low = middle } else { high = middle }
        }
        return (low, first, last)
    }

    /// Judges the values that came up since.
    mutating func prepare(_ rule: CompiledRule, _ firms: FirmColumns) {
        switch test {
        case .values where fact == .enterpriseID:
            for number in byValue.count..<firms.count {
                byValue.append(rule.verdict(of: place, .text(firms.ids[number])).rawValue)
            }
        case .values:
            let slots = firms.words.books[index].slots
            for code in byValue.count..<slots.count { byValue.append(rule.verdict(of: place, slots[code]).rawValue) }
        case .anyElement, .allElements, .eachText:
            let slots = firms.words.books[index].slots
            for code in elementsSeen..<slots.count { see(UInt32(code), slots[code], rule) }
            elementsSeen = slots.count
        case .constant, .money, .number, .days, .share: return
        }
    }

    private mutating func see(_ code: UInt32, _ element: Slot, _ rule: CompiledRule) {
        if case .eachText = test {
            for text in texts.indices where rule.isElement(element, text, of: place) { texts[text].append(code) }
            return
        }
        switch rule.place(of: place, element) {
        case .inside: inside.append(code)
        case .undecided: undecided.append(code)
        case .outside: outside.append(code)
        }
    }

    /// What the condition comes to for these rows of a word: of enterprises where the fact is theirs, else of needs.
    func verdicts(_ rule: CompiledRule, _ word: Int, _ rows: UInt64, _ firms: FirmColumns, _ needs: NeedColumns?)
        -> VerdictWords
    {
        switch test {
        case .constant(let verdict): return VerdictWords(verdict, rows)
        case .values where fact == .enterpriseID:
            var result = VerdictWords()
            for place in BitPlaces(rows) {
                result.add(Verdict(rawValue: byValue[word * 64 + place]) ?? .false, 1 << UInt64(place))
            }
            return result
        case .share(let other): return slots(rule, word, rows, firms, needs, other)
        case .money where index < 0, .number where index < 0: return slots(rule, word, rows, firms, needs, nil)
        default: break
        }
        guard let needs, !isOfFirm else { return verdicts(word, rows, firms.columns) }
        return verdicts(word, rows, needs.columns)
    }

    private func verdicts(_ word: Int, _ rows: UInt64, _ columns: FactColumns) -> VerdictWords {
        switch test {
        case .values: return values(word, rows, columns.codes[index])
        case .money(let low, let high):
            return scan(word, rows, columns.money[index], { $0 == FactShape.unknownMoney }) { $0 >= low && $0 <= high }
        case .days(let low, let high):
            return scan(word, rows, columns.days[index], { $0 == FactShape.unknownDay }) { $0 >= low && $0 <= high }
        case .number(let compare, let bound):
            if let age { return ages(word, rows, columns.days[index], age) }
            return numbers(word, rows, columns.numbers[index], compare, bound)
        case .anyElement, .allElements, .eachText: return elements(word, rows, columns.elements[index])
        case .constant, .share: return VerdictWords(unknown, rows)
        }
    }

    private func values(_ word: Int, _ rows: UInt64, _ codes: [UInt32]) -> VerdictWords {
        guard !codes.isEmpty else { return VerdictWords(unknown, rows) }
        var (low, high): (UInt64, UInt64) = (0, 0)
        for place in BitPlaces(rows) {
            let row = word * 64 + place
            let verdict = byValue[row < codes.count ? Int(codes[row]) : 0]
            low |= UInt64(verdict & 1) << UInt64(place)
            high |= UInt64(verdict >> 1) << UInt64(place)
        }
        return VerdictWords(low: low, high: high)
    }

    @inline(__always)
    private func scan<Value>(
        _ word: Int, _ rows: UInt64, _ column: [Value], _ isUnknown: (Value) -> Bool, _ holds: (Value) -> Bool
    ) -> VerdictWords {
        var result = VerdictWords()
        var missing: UInt64 = 0
        for place in BitPlaces(rows) {
            let row = word * 64 + place
            if row >= column.count || isUnknown(column[row]) {
                missing |= 1 << UInt64(place)
            } else if holds(column[row]) {
                result.holds |= 1 << UInt64(place)
            }
        }
        result.add(unknown, missing)
        return result
    }

    private func numbers(
        _ word: Int, _ rows: UInt64, _ column: [Double], _ compare: ColumnTest.NumberTest, _ bound: Double
    ) -> VerdictWords {
        scan(word, rows, column, { !FactShape.isKnown($0) }) { number in
            switch compare {
            case .atLeast: number >= bound
            case .atMost: number <= bound
            case .above: number > bound
            case .below: number < bound
            }
        }
    }

    private func ages(
        _ word: Int, _ rows: UInt64, _ column: [Int32], _ age: (last: Int32, until: Verdict, after: Verdict)
    ) -> VerdictWords {
        var result = VerdictWords()
        for place in BitPlaces(rows) {
            let row = word * 64 + place
            let founded = row < column.count ? column[row] : FactShape.unknownDay
            let isKnown = founded != FactShape.unknownDay && founded <= asOf
            result.add(isKnown ? (founded <= age.last ? age.until : age.after) : unknown, 1 << UInt64(place))
        }
        return result
    }

    private func elements(_ word: Int, _ rows: UInt64, _ column: SetColumn) -> VerdictWords {
        let known = rows & column.known.word(word)
        var result = VerdictWords()
        guard known != 0 else { return VerdictWords(unknown, rows) }
        func having(_ elements: [UInt32]) -> UInt64 {
            var found: UInt64 = 0
            for element in elements { found |= column.word(word, element) }
            return found & known
        }
        var open = rows & ~known
        switch test {
        case .anyElement(let isNegated):
            let found = having(inside)
            let wide = undecided.isEmpty ? 0 : having(undecided) & ~found
            result.holds = isNegated ? known & ~found : found
            open |= wide
        case .allElements:
            let beyond = having(outside)
            let wide = undecided.isEmpty ? 0 : having(undecided) & ~beyond
            result.holds = known & ~beyond & ~wide
            open |= wide
        default:
            result.holds = known
            for text in texts { result.holds &= having(text) }
        }
        result.add(unknown, open)
        return result
    }

    /// Row by row, from the values.
    private func slots(
        _ rule: CompiledRule, _ word: Int, _ rows: UInt64, _ firms: FirmColumns, _ needs: NeedColumns?, _ other: Fact?
    ) -> VerdictWords {
        var result = VerdictWords()
        for place in BitPlaces(rows) {
            let row = word * 64 + place
            func slot(_ fact: Fact, _ isTheFirms: Bool) -> Slot {
                if isOfFirm { return firms.columns.slot(fact, row, firms.words) }
                guard let needs else { return .unknown }
                return isTheFirms
                    ? firms.columns.slot(fact, Int(needs.firm[row]), firms.words)
                    : needs.columns.slot(fact, row, firms.words)
            }
            let verdict = rule.verdict(
                of: self.place, slot(fact, factIsOfFirm), other.map { slot($0, otherIsOfFirm) } ?? .unknown)
            result.add(verdict, 1 << UInt64(place))
        }
        return result
    }
}

extension Fact {
    /// Whether it is read from the enterprise.
    var isOfFirm: Bool {
        if case .figure(let figure) = self { return figure.holder == .enterprise }
        return rawValue.utf8.starts(with: "enterprise.".utf8)
    }
}
