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
/// What a rule asks of the enterprise alone is judged once for each enterprise, and looked up for its needs. `prepare`
/// before a scan takes up values and enterprises that are new.
final class ColumnRule {
    private indirect enum Node {
        case condition(Int)
        /// Place among `firmParts`.
        case firms(Int)
        case not(Node)
        case all([Node]), any([Node])
    }

    private let rule: CompiledRule
    private var conditions: [ColumnCondition]
    private var root: Node
    private var firmParts: [FirmPart] = []

    /// A part of the rule that only reads facts of the enterprise, with its verdict of each, two bits by number.
    private struct FirmPart {
        let node: Node
        var low = RowBits(), high = RowBits()
        var version = -1
        var count = 0
    }

    init(_ rule: CompiledRule, asOf: CalendarDay) {
        self.rule = rule
        let conditions = rule.conditions.indices.map { ColumnCondition(rule, $0, asOf: asOf) }
        self.conditions = conditions
        root = .all([])
        let tree = ColumnRule.node(0, rule.parts)
        root = apart(tree)
    }

    private static func node(_ index: Int, _ parts: [CompiledRule.Part]) -> Node {
        switch parts[index].kind {
        case .condition(let place): return .condition(place)
        case .not: return .not(node(index + 1, parts))
        case .all, .any:
            var nodes: [Node] = []
            var child = index + 1
            while child < parts[index].end {
                nodes.append(node(child, parts))
                child = parts[child].end
            }
            if case .all = parts[index].kind { return .all(nodes) }
            return .any(nodes)
        }
    }

    private func isOfFirms(_ node: Node) -> Bool {
        switch node {
        case .condition(let place): conditions[place].isOfFirm
        case .firms: true
        case .not(let part): isOfFirms(part)
        case .all(let parts), .any(let parts): !parts.isEmpty && parts.allSatisfy { isOfFirms($0) }
        }
    }

    /// The tree with what is asked of enterprises alone taken together in each group, behind the rest: the order of
    /// the parts of a group does not matter.
    private func apart(_ node: Node) -> Node {
        if isOfFirms(node) { return firms(node) }
        switch node {
        case .condition, .firms: return node
        case .not(let part): return .not(apart(part))
        case .all(let parts): return .all(apart(parts) { .all($0) })
        case .any(let parts): return .any(apart(parts) { .any($0) })
        }
    }

    private func apart(_ parts: [Node], _ group: ([Node]) -> Node) -> [Node] {
        let ofFirms = parts.filter { isOfFirms($0) }
        let rest = parts.filter { !isOfFirms($0) }.map { apart($0) }
        return ofFirms.isEmpty ? rest : rest + [firms(group(ofFirms))]
    }

    private func firms(_ node: Node) -> Node {
        firmParts.append(FirmPart(node: node))
        return .firms(firmParts.count - 1)
    }

    /// Judges the values that came up since, and the enterprises that changed.
    func prepare(_ firms: FirmColumns) {
        for index in conditions.indices { conditions[index].prepare(rule, firms) }
        for index in firmParts.indices { follow(index, firms) }
    }

    private func follow(_ index: Int, _ firms: FirmColumns) {
        guard firmParts[index].version != firms.version || firmParts[index].count != firms.count else { return }
        let node = firmParts[index].node
        var words = Set<Int>()
        if firmParts[index].version >= 0, let changed = firms.changed(since: firmParts[index].version) {
            words.formUnion(changed.lazy.map { Int($0) / 64 })
            words.formUnion((firmParts[index].count / 64)..<RowBits.words(for: firms.count))
        } else {
            words.formUnion(0..<RowBits.words(for: firms.count))
        }
        for word in words {
            let rest = firms.count - word * 64
            let verdicts = verdicts(of: node, word, rest >= 64 ? .max : (1 << UInt64(rest)) - 1, firms, nil)
            firmParts[index].low.setWord(word, verdicts.holds | verdicts.asks)
            firmParts[index].high.setWord(word, verdicts.byPackage | verdicts.asks)
        }
        firmParts[index].version = firms.version
        firmParts[index].count = firms.count
    }

    /// What the rule comes to for these rows of a word.
    func verdicts(_ word: Int, _ rows: UInt64, _ needs: NeedColumns) -> VerdictWords {
        verdicts(of: root, word, rows, needs.firms, needs)
    }

    private func verdicts(
        of node: Node, _ word: Int, _ rows: UInt64, _ firms: FirmColumns, _ needs: NeedColumns?
    ) -> VerdictWords {
        switch node {
        case .condition(let place): return conditions[place].verdicts(rule, word, rows, firms, needs)
        case .firms(let place): return lookUp(place, word, rows, needs)
        case .not(let part):
            var result = verdicts(of: part, word, rows, firms, needs)
            result.holds = rows & ~result.notFalse
            return result
        case .all(let parts):
            var result = VerdictWords()
            var left = rows
            // Rows that a part excludes are not asked of the parts after it.
            for part in parts where left != 0 {
                let verdict = verdicts(of: part, word, left, firms, needs)
                left &= verdict.notFalse
                result.asks |= verdict.asks
                result.byPackage |= verdict.byPackage
            }
            result.asks &= left
            result.byPackage &= left & ~result.asks
            result.holds = left & ~result.asks & ~result.byPackage
            return result
        case .any(let parts):
            var result = VerdictWords()
            var left = rows
            for part in parts where left != 0 {
                let verdict = verdicts(of: part, word, left, firms, needs)
                left &= ~verdict.holds
                result.holds |= verdict.holds
                result.asks |= verdict.asks
                result.byPackage |= verdict.byPackage
            }
            result.asks &= left
            result.byPackage &= left & ~result.asks
            return result
        }
    }

    private func lookUp(_ place: Int, _ word: Int, _ rows: UInt64, _ needs: NeedColumns?) -> VerdictWords {
        guard let needs else { return VerdictWords() }
        let (lows, highs) = (firmParts[place].low, firmParts[place].high)
        let firm = needs.firm
        var (low, high): (UInt64, UInt64) = (0, 0)
        for bit in BitPlaces(rows) {
            let number = Int(firm[word * 64 + bit])
            low |= (lows.word(number / 64) >> UInt64(number % 64) & 1) << UInt64(bit)
            high |= (highs.word(number / 64) >> UInt64(number % 64) & 1) << UInt64(bit)
        }
        return VerdictWords(low: low, high: high)
    }
}
