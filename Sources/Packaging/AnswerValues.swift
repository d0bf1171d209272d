internal import Domain
internal import Rules

/// The answers to an open fact that rules tell apart: each bound and each code they name, and one beside them all.
struct AnswerValues {
    /// Of one fact at most; codes and bounds in their order, evenly left out beyond.
    static let maxValues = 12

    private(set) var values: [FactValue] = []
    private let fact: Fact

    /// - Parameters:
    ///   - rules: every rule that may read the fact.
    ///   - extra: values that an amount hangs on beside the rules.
    init(_ fact: Fact, _ rules: [CompiledRule], extra: [FactValue]) {
        self.fact = fact
        for condition in rules.flatMap(\.conditions) {
            if condition.fact == fact { add(condition.test) }
        }
        for value in extra { add(value) }
        if fact.kind == .bool { [true, false].forEach { add(.bool($0)) } }
        let step = Double(values.count) / Double(AnswerValues.maxValues)
        if step > 1 { values = (0..<AnswerValues.maxValues).map { values[Int(Double($0) * step)] } }
        addOther()
    }

    private mutating func add(_ value: FactValue) {
        if !values.contains(value) { values.append(value) }
    }

    private mutating func add(_ test: Condition.Test) {
        switch test {
        case .oneOf(let codes), .noneOf(let codes), .within(let codes), .notWithin(let codes):
            for code in codes { add(.text(code)) }
        case .hasAny(let codes), .hasNone(let codes), .anyWithin(let codes), .allWithin(let codes):
            for code in codes { add(.set([code])) }
        case .hasAll(let codes): add(.set(codes))
        case .atLeast(let bound), .atMost(let bound), .above(let bound), .below(let bound):
            let step = fact == .financingTenorMonths || bound.rounded() == bound && abs(bound) >= 2 ? 1.0 : 1e-9
            for number in [bound, bound - step, bound + step] { add(.number(number)) }
        case .atLeastFen(let bound), .atMostFen(let bound), .aboveFen(let bound), .belowFen(let bound):
            for amount in [bound, bound - Fen(1), bound + Fen(1)] where amount >= .zero { add(.money(amount)) }
        case .onOrAfter(let bound), .onOrBefore(let bound):
            for day in [bound, bound.adding(days: -1), bound.adding(days: 1)] { add(.date(day)) }
        case .isEqual(let value): add(.bool(value))
        case .atMostShareOf: break
        }
    }

    /// A value that no rule names: an empty set, a place outside.
    private mutating func addOther() {
        switch fact.kind {
        case .text: add(.text("other"))
        case .set, .regionSet, .categorySet: add(.set([]))
        case .region: add(.text("710000"))
        case .industry: add(.text("T"))
        case .number, .money, .date, .bool: break
        }
    }
}
