import Domain
import Rules

/// One condition of a rule over columns.
struct ColumnCondition {
    private let place: Int
    private let fact: Fact
    private let index: Int
    private let isOfFirm: Bool
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

    init(_ rule: CompiledRule, _ place: Int, asOf: CalendarDay) {
        self.place = place
        self.asOf = asOf.number
        fact = rule.conditions[place].fact
        index = fact.index ?? -1
        isOfFirm = ColumnCondition.isOfFirm(fact)
        test = rule.columnTest(of: place)
        unknown = rule.verdict(of: place, .unknown)
        if case .eachText(let count) = test { texts = Array(repeating: [], count: count) }
        if fact == .enterpriseAgeYears, case .number = test { age = ColumnCondition.age(rule, place, asOf) }
    }

    private static func isOfFirm(_ fact: Fact) -> Bool {
        if case .figure(let figure) = fact { return figure.holder == .enterprise }
        return fact.rawValue.utf8.starts(with: "enterprise.".utf8)
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

    /// What the condition comes to for these rows of a word.
    func verdicts(_ rule: CompiledRule, _ word: Int, _ rows: UInt64, _ needs: NeedColumns) -> VerdictWords {
        switch test {
        case .constant(let verdict): return VerdictWords(verdict, rows)
        case .values: return values(word, rows, needs)
        case .money(let low, let high) where index >= 0:
            let column = isOfFirm ? needs.firms.columns.money[index] : needs.columns.money[index]
            return scan(word, rows, needs, column, FactShape.unknownMoney) { $0 >= low && $0 <= high }
        case .days(let low, let high):
            let column = isOfFirm ? needs.firms.columns.days[index] : needs.columns.days[index]
            return scan(word, rows, needs, column, FactShape.unknownDay) { $0 >= low && $0 <= high }
        case .number where age != nil: return ages(word, rows, needs)
        case .number(let compare, let bound) where index >= 0: return numbers(word, rows, needs, compare, bound)
        case .anyElement, .allElements, .eachText:
            return isOfFirm ? elementsOfFirms(word, rows, needs) : elements(word, rows, needs)
        case .share(let other): return slots(rule, word, rows, needs, other)
        case .money, .number: return slots(rule, word, rows, needs, nil)
        }
    }

    private func values(_ word: Int, _ rows: UInt64, _ needs: NeedColumns) -> VerdictWords {
        var (low, high): (UInt64, UInt64) = (0, 0)
        func add(_ place: Int, _ verdict: UInt8) {
            low |= UInt64(verdict & 1) << UInt64(place)
            high |= UInt64(verdict >> 1) << UInt64(place)
        }
        if fact == .enterpriseID {
            for place in BitPlaces(rows) { add(place, byValue[Int(needs.firm[word * 64 + place])]) }
            return VerdictWords(low: low, high: high)
        }
        let codes = isOfFirm ? needs.firms.columns.codes[index] : needs.columns.codes[index]
        guard !codes.isEmpty else { return VerdictWords(unknown, rows) }
        if isOfFirm {
            let firm = needs.firm
            for place in BitPlaces(rows) {
                let row = Int(firm[word * 64 + place])
                add(place, byValue[row < codes.count ? Int(codes[row]) : 0])
            }
        } else {
            for place in BitPlaces(rows) {
                let row = word * 64 + place
                add(place, byValue[row < codes.count ? Int(codes[row]) : 0])
            }
        }
        return VerdictWords(low: low, high: high)
    }

    @inline(__always)
    private func scan<Value: Equatable>(
        _ word: Int, _ rows: UInt64, _ needs: NeedColumns, _ column: [Value], _ none: Value, _ holds: (Value) -> Bool
    ) -> VerdictWords {
        guard !column.isEmpty else { return VerdictWords(unknown, rows) }
        var result = VerdictWords()
        var missing: UInt64 = 0
        let firm = needs.firm
        for place in BitPlaces(rows) {
            let row = isOfFirm ? Int(firm[word * 64 + place]) : word * 64 + place
            let value = row < column.count ? column[row] : none
            if value == none {
                missing |= 1 << UInt64(place)
            } else if holds(value) {
                result.holds |= 1 << UInt64(place)
            }
        }
        result.add(unknown, missing)
        return result
    }

    private func numbers(
        _ word: Int, _ rows: UInt64, _ needs: NeedColumns, _ compare: ColumnTest.NumberTest, _ bound: Double
    ) -> VerdictWords {
        let column = isOfFirm ? needs.firms.columns.numbers[index] : needs.columns.numbers[index]
        guard !column.isEmpty else { return VerdictWords(unknown, rows) }
        var result = VerdictWords()
        var missing: UInt64 = 0
        for place in BitPlaces(rows) {
            let row = isOfFirm ? Int(needs.firm[word * 64 + place]) : word * 64 + place
            guard row < column.count, FactShape.isKnown(column[row]) else {
                missing |= 1 << UInt64(place)
                continue
            }
            let holds =
                switch compare {
                case .atLeast: column[row] >= bound
                case .atMost: column[row] <= bound
                case .above: column[row] > bound
                case .below: column[row] < bound
                }
            if holds { result.holds |= 1 << UInt64(place) }
        }
        result.add(unknown, missing)
        return result
    }

    private func ages(_ word: Int, _ rows: UInt64, _ needs: NeedColumns) -> VerdictWords {
        let column = needs.firms.columns.days[index]
        var result = VerdictWords()
        guard let age else { return result }
        for place in BitPlaces(rows) {
            let row = Int(needs.firm[word * 64 + place])
            let founded = row < column.count ? column[row] : FactShape.unknownDay
            let isKnown = founded != FactShape.unknownDay && founded <= asOf
            result.add(isKnown ? (founded <= age.last ? age.until : age.after) : unknown, 1 << UInt64(place))
        }
        return result
    }

    private func elements(_ word: Int, _ rows: UInt64, _ needs: NeedColumns) -> VerdictWords {
        let column = needs.columns.elements[index]
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

    private func elementsOfFirms(_ word: Int, _ rows: UInt64, _ needs: NeedColumns) -> VerdictWords {
        let column = needs.firms.columns.elements[index]
        guard !column.known.words.isEmpty else { return VerdictWords(unknown, rows) }
        var result = VerdictWords()
        let firm = needs.firm
        for place in BitPlaces(rows) {
            let row = Int(firm[word * 64 + place])
            func has(_ elements: [UInt32]) -> Bool { elements.contains { column.contains(row, $0) } }
            var holds: Bool?
            if column.known.contains(row) {
                switch test {
                case .anyElement(let isNegated):
                    holds = has(inside) ? !isNegated : undecided.isEmpty || !has(undecided) ? isNegated : nil
                case .allElements:
                    holds = has(outside) ? false : undecided.isEmpty || !has(undecided) ? true : nil
                default: holds = texts.allSatisfy { has($0) }
                }
            }
            result.add(holds.map { Verdict($0) } ?? unknown, 1 << UInt64(place))
        }
        return result
    }

    /// Row by row, from the values.
    private func slots(
        _ rule: CompiledRule, _ word: Int, _ rows: UInt64, _ needs: NeedColumns, _ other: Fact?
    ) -> VerdictWords {
        var result = VerdictWords()
        for place in BitPlaces(rows) {
            let row = word * 64 + place
            let verdict = rule.verdict(of: self.place, needs.slot(fact, row), other.map { needs.slot($0, row) } ?? .unknown)
            result.add(verdict, 1 << UInt64(place))
        }
        return result
    }
}

extension NeedColumns {
    /// The value of a fact that is no set, without a package.
    func slot(_ fact: Fact, _ row: Int) -> Slot {
        let isOfFirm =
            if case .figure(let figure) = fact { figure.holder == .enterprise } else {
                fact.rawValue.utf8.starts(with: "enterprise.".utf8)
            }
        return isOfFirm ? firms.columns.slot(fact, Int(firm[row]), words) : columns.slot(fact, row, words)
    }
}
