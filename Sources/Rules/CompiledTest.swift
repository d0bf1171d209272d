internal import Domain

/// A condition's test with its operand made ready: codes parsed, facts by index (30-financing.md, "Rules").
enum CompiledTest: Sendable {
    case oneOf([String]), noneOf([String])
    case hasAny([String]), hasAll([String]), hasNone([String])
    case within(CodeList), notWithin(CodeList), anyWithin(CodeList), allWithin(CodeList)
    case atLeast(Double), atMost(Double), above(Double), below(Double)
    case atLeastFen(Fen), atMostFen(Fen), aboveFen(Fen), belowFen(Fen)
    case onOrAfter(CalendarDay), onOrBefore(CalendarDay)
    case isEqual(Bool)
    case atMostShareOf(FactPlace, Rate)
    /// A test that its fact does not take, or codes that cannot be read. An import rejects it (`bad_rule`); should one
    /// come here all the same it is never decided, so that it makes nothing eligible.
    case undecidable

    init(_ test: Condition.Test, on fact: Fact) {
        switch fact.kind {
        case .text: self.init(onText: test)
        case .set: self.init(onSet: test)
        case .region, .industry: self.init(onCode: test, fact.kind)
        case .regionSet, .categorySet: self.init(onCodes: test, fact.kind)
        case .number: self.init(onNumber: test)
        case .money: self.init(onMoney: test)
        case .date: self.init(onDate: test)
        case .bool:
            if case .isEqual(let value) = test { self = .isEqual(value) } else { self = .undecidable }
        }
    }

    private init(onText test: Condition.Test) {
        switch test {
        case .oneOf(let list): self = .oneOf(list)
        case .noneOf(let list): self = .noneOf(list)
        default: self = .undecidable
        }
    }

    private init(onSet test: Condition.Test) {
        switch test {
        case .hasAny(let list): self = .hasAny(list)
        case .hasAll(let list): self = .hasAll(list)
        case .hasNone(let list): self = .hasNone(list)
        default: self = .undecidable
        }
    }

    private init(onCode test: Condition.Test, _ kind: Fact.Kind) {
        switch test {
        case .within(let list): self = CodeList(list, for: kind).map { .within($0) } ?? .undecidable
        case .notWithin(let list): self = CodeList(list, for: kind).map { .notWithin($0) } ?? .undecidable
        default: self = .undecidable
        }
    }

    private init(onCodes test: Condition.Test, _ kind: Fact.Kind) {
        switch test {
        case .anyWithin(let list): self = CodeList(list, for: kind).map { .anyWithin($0) } ?? .undecidable
        case .allWithin(let list): self = CodeList(list, for: kind).map { .allWithin($0) } ?? .undecidable
        default: self.init(onSet: test)
        }
    }

    private init(onNumber test: Condition.Test) {
        switch test {
        case .atLeast(let bound): self = .atLeast(bound)
        case .atMost(let bound): self = .atMost(bound)
        case .above(let bound): self = .above(bound)
        case .below(let bound): self = .below(bound)
        default: self = .undecidable
        }
    }

    private init(onMoney test: Condition.Test) {
        switch test {
        case .atLeastFen(let bound): self = .atLeastFen(bound)
        case .atMostFen(let bound): self = .atMostFen(bound)
        case .aboveFen(let bound): self = .aboveFen(bound)
        case .belowFen(let bound): self = .belowFen(bound)
        case .atMostShareOf(let other, let share) where other.kind == .money:
            self = .atMostShareOf(FactPlace(other), share)
        default: self = .undecidable
        }
    }

    private init(onDate test: Condition.Test) {
        switch test {
        case .onOrAfter(let day): self = .onOrAfter(day)
        case .onOrBefore(let day): self = .onOrBefore(day)
        default: self = .undecidable
        }
    }
}

extension CompiledTest {
    /// Whether the test holds for a known value; nil where a wider code leaves it undecided (R54).
    ///
    /// `atMostShareOf` reads a second fact and is judged by `Leaf`.
    func holds(for slot: Slot) -> Bool? {
        switch slot {
        case .text(let text): holds(text)
        case .texts, .regions, .categories: holdsSet(slot)
        case .region, .industry: holdsCode(slot)
        case .number(let number): holds(number)
        case .money(let fen): holds(fen)
        case .date(let day): holds(day)
        case .bool(let value):
            if case .isEqual(let wanted) = self { value == wanted } else { nil }
        case .unknown: nil
        }
    }

    private func holds(_ text: String) -> Bool? {
        switch self {
        case .oneOf(let list): list.containsBytes(of: text)
        case .noneOf(let list): !list.containsBytes(of: text)
        default: nil
        }
    }

    private func holdsSet(_ slot: Slot) -> Bool? {
        switch self {
        case .hasAny(let list): slot.holdsOne(of: list)
        case .hasNone(let list): !slot.holdsOne(of: list)
        case .hasAll(let list): slot.holdsEach(of: list)
        case .anyWithin(let codes): codes.holdsAny(of: slot)
        case .allWithin(let codes): codes.holdsAll(of: slot)
        default: nil
        }
    }

    private func holdsCode(_ slot: Slot) -> Bool? {
        switch self {
        case .within(let codes):
            switch codes.place(of: slot) {
            case .inside: true
            case .outside: false
            case .undecided: nil
            }
        case .notWithin(let codes):
            switch codes.place(of: slot) {
            case .inside: false
            case .outside: true
            case .undecided: nil
            }
        default: nil
        }
    }

    private func holds(_ number: Double) -> Bool? {
        switch self {
        case .atLeast(let bound): number >= bound
        case .atMost(let bound): number <= bound
        case .above(let bound): number > bound
        case .below(let bound): number < bound
        default: nil
        }
    }

    private func holds(_ fen: Fen) -> Bool? {
        switch self {
        case .atLeastFen(let bound): fen >= bound
        case .atMostFen(let bound): fen <= bound
        case .aboveFen(let bound): fen > bound
        case .belowFen(let bound): fen < bound
        default: nil
        }
    }

    private func holds(_ day: CalendarDay) -> Bool? {
        switch self {
        case .onOrAfter(let bound): day >= bound
        case .onOrBefore(let bound): day <= bound
        default: nil
        }
    }
}

extension Slot {
    /// Whether a set has that element; false where this is no set.
    private func has(_ text: String) -> Bool {
        switch self {
        case .texts(let texts): texts.containsBytes(of: text)
        case .regions(let regions): regions.contains { $0.text == text }
        case .categories(let paths): paths.contains { $0.path == text }
        default: false
        }
    }

    fileprivate func holdsOne(of list: [String]) -> Bool {
        for text in list where has(text) { return true }
        return false
    }

    fileprivate func holdsEach(of list: [String]) -> Bool {
        for text in list where !has(text) { return false }
        return true
    }
}
