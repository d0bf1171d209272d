import Domain
import Rules

/// The rows of a word by what a rule comes to; a row that is in none is not eligible.
struct VerdictWords {
    var holds: UInt64 = 0
    /// Unknown, and a fact of the enterprise, project or financing is asked.
    var asks: UInt64 = 0
    /// Unknown until there is a package.
    var byPackage: UInt64 = 0

    static let none = VerdictWords()

    var notFalse: UInt64 { holds | asks | byPackage }

    init() {}

    /// One verdict for all these rows.
    init(_ verdict: Verdict, _ rows: UInt64) { add(verdict, rows) }

    mutating func add(_ verdict: Verdict, _ rows: UInt64) {
        switch verdict {
        case .false: return
        case .true: holds |= rows
        case .unknownByPackage: byPackage |= rows
        case .unknownAsking: asks |= rows
        }
    }

    /// From the two bits of each verdict's number.
    init(low: UInt64, high: UInt64) {
        holds = low & ~high
        byPackage = high & ~low
        asks = low & high
    }
}

/// A rule made ready for columns: each condition judged 64 rows at a time, groups by bits.
///
/// Values that are met again are judged once: `prepare` before a scan takes up those that are new.
final class ColumnRule {
    private let rule: CompiledRule
    private let parts: [CompiledRule.Part]
    private var conditions: [ColumnCondition]

    init(_ rule: CompiledRule, asOf: CalendarDay) {
        self.rule = rule
        parts = rule.parts
        conditions = rule.conditions.indices.map { ColumnCondition(rule, $0, asOf: asOf) }
    }

    /// Judges the values that came up since.
    func prepare(_ firms: FirmColumns) {
        for index in conditions.indices { conditions[index].prepare(rule, firms) }
    }

    /// What the rule comes to for these rows of a word.
    func verdicts(_ word: Int, _ rows: UInt64, _ needs: NeedColumns) -> VerdictWords {
        verdicts(of: 0, word, rows, needs)
    }

    private func verdicts(of index: Int, _ word: Int, _ rows: UInt64, _ needs: NeedColumns) -> VerdictWords {
        switch parts[index].kind {
        case .condition(let condition): return conditions[condition].verdicts(rule, word, rows, needs)
        case .not:
            var result = verdicts(of: index + 1, word, rows, needs)
            result.holds = rows & ~result.notFalse
            return result
        case .all: return all(index, word, rows, needs)
        case .any: return any(index, word, rows, needs)
        }
    }

    /// Rows that a part excludes are not asked of the parts after it.
    private func all(_ index: Int, _ word: Int, _ rows: UInt64, _ needs: NeedColumns) -> VerdictWords {
        var result = VerdictWords()
        var left = rows
        var child = index + 1
        while child < parts[index].end, left != 0 {
            let part = verdicts(of: child, word, left, needs)
            left &= part.notFalse
            result.asks |= part.asks
            result.byPackage |= part.byPackage
            child = parts[child].end
        }
        result.asks &= left
        result.byPackage &= left & ~result.asks
        result.holds = left & ~result.asks & ~result.byPackage
        return result
    }

    private func any(_ index: Int, _ word: Int, _ rows: UInt64, _ needs: NeedColumns) -> VerdictWords {
        var result = VerdictWords()
        var left = rows
        var child = index + 1
        while child < parts[index].end, left != 0 {
            let part = verdicts(of: child, word, left, needs)
            left &= ~part.holds
            result.holds |= part.holds
            result.asks |= part.asks
            result.byPackage |= part.byPackage
            child = parts[child].end
        }
        result.asks &= left
        result.byPackage &= left & ~result.asks
        return result
    }
}
