internal import Domain
internal import FinanceMath

/// A legal choice among the items of one component, with what it is worth.
struct Option {
    /// Bits of the component's items.
    let mask: UInt64
    let count: Int
    /// Present value of what comes in less what its covers cost, in fen; without what the objective does not count.
    let value: Double
    /// The same of month 0 alone, exactly.
    let first: Int64

    /// Whether it is at least as good whatever is chosen elsewhere: `value` and, where month 0 matters, `first`; fewer
    /// offers, or as many with smaller ids.
    func dominates(_ other: Option, withFirst: Bool, epsilon: Double) -> Bool {
        guard value >= other.value - epsilon, !withFirst || first >= other.first, count <= other.count else {
            return false
        }
        return count < other.count || Option.isOrdered(mask, other.mask)
    }

    /// Whether the ids of one choice precede those of another of as many items, or are the same: bits stand in the
    /// order of ids, so the lowest that differs decides.
    static func isOrdered(_ a: UInt64, _ b: UInt64) -> Bool {
        let difference = a ^ b
        return difference == 0 || a & (difference & ~(difference &- 1)) != 0
    }
}

/// What a search keeps: nothing that another of its options makes needless.
struct OptionList {
    /// One fen: what is worth less than the best by more can never cost the same once rounded.
    static let window = 1.0

    let withFirst: Bool
    let firstOnly: Bool
    let epsilon: Double
    /// What is worth less is of no use: the package could not be the best.
    let floor: Double
    private(set) var options: [Option] = []
    private(set) var best = -Double.infinity
    private(set) var bestFirst = Int64.min

    /// - Parameters:
    ///   - withFirst: keep choices that are worth less but bring more in month 0.
    ///   - firstOnly: of these only the ones that bring most.
    init(withFirst: Bool, firstOnly: Bool, epsilon: Double, floor: Double = -.infinity) {
        self.floor = floor
        self.withFirst = withFirst
        self.firstOnly = firstOnly
        self.epsilon = epsilon
    }

    /// Whether nothing worth at most `value` and `first` with at least `count` items can be of use.
    func isNeedless(value: Double, first: Int64, count: Int) -> Bool {
        if value < floor - epsilon { return true }
        if firstOnly {
            if first != bestFirst { return first < bestFirst }
            if value < best - OptionList.window - epsilon { return true }
        } else if !withFirst, value < best - OptionList.window - epsilon {
            return true
        }
        return options.contains {
            (!withFirst || $0.first >= first)
                && ($0.value > value + OptionList.window + epsilon || ($0.value >= value - epsilon && $0.count < count))
        }
    }

    mutating func add(_ option: Option) {
        if firstOnly {
            if option.first < bestFirst { return }
            if option.first > bestFirst {
                options = []
                best = -.infinity
                bestFirst = option.first
            }
        }
        if !withFirst, option.value < best - OptionList.window - epsilon { return }
        let comparesFirst = withFirst
        if options.contains(where: { $0.dominates(option, withFirst: comparesFirst, epsilon: epsilon) }) { return }
        options.removeAll { option.dominates($0, withFirst: comparesFirst, epsilon: 0) }
        options.append(option)
        best = max(best, option.value)
        bestFirst = max(bestFirst, option.first)
        if !withFirst { options.removeAll { $0.value < best - OptionList.window - epsilon } }
    }
}
