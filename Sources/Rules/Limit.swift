internal import Domain

/// What makes a test hold, as one bound on a whole number: fen, months, days since 1970, or 0 and 1.
///
/// The value a fix may take is the bound itself where the test includes it, else one fen, month or day beyond (R23).
enum Limit: Equatable, Sendable {
    case atLeast(Int128), atMost(Int128)

    /// The other side: what makes the test fail.
    var opposite: Limit {
        switch self {
        case .atLeast(let bound): .atMost(bound - 1)
        case .atMost(let bound): .atLeast(bound + 1)
        }
    }

    /// The bound moved into what the fact can be; nil where nothing it can be is on the right side.
    func value(in range: ClosedRange<Int64>) -> Int64? {
        let low = Int128(range.lowerBound)
        let high = Int128(range.upperBound)
        switch self {
        case .atLeast(let bound): return bound > high ? nil : Int64(max(bound, low))
        case .atMost(let bound): return bound < low ? nil : Int64(min(bound, high))
        }
    }
}

extension Limit {
    /// What makes a test of one changeable fact hold; nil for tests that such facts do not take.
    init?(_ test: CompiledTest) {
        switch test {
        case .atLeastFen(let bound): self = .atLeast(Int128(bound.rawValue))
        case .atMostFen(let bound): self = .atMost(Int128(bound.rawValue))
        case .aboveFen(let bound): self = .atLeast(Int128(bound.rawValue) + 1)
        case .belowFen(let bound): self = .atMost(Int128(bound.rawValue) - 1)
        case .onOrAfter(let day): self = .atLeast(Int128(day.number))
        case .onOrBefore(let day): self = .atMost(Int128(day.number))
        case .isEqual(let value): self = value ? .atLeast(1) : .atMost(0)
        case .atLeast(let bound): self.init(bound.rounded(.up)) { .atLeast($0) }
        case .atMost(let bound): self.init(bound.rounded(.down)) { .atMost($0) }
        case .above(let bound): self.init(bound.rounded(.down)) { .atLeast($0 + 1) }
        case .below(let bound): self.init(bound.rounded(.up)) { .atMost($0 - 1) }
        default: return nil
        }
    }

    private init?(_ whole: Double, _ limit: (Int128) -> Limit) {
        guard let bound = Int64(exactly: whole) else { return nil }
        self = limit(Int128(bound))
    }

    /// What the value of `at_most_share_of` must be: the largest amount ≤ share × the other.
    init(valueFor share: Rate, of whole: Int64) {
        let product = Int128(share.rawValue) * Int128(whole)
        self = .atMost(product.dividedRoundingDown(by: Int128(Rate.one.rawValue)))
    }

    /// What the other fact of `at_most_share_of` must be: the smallest of which the share is ≥ the value.
    ///
    /// Nil where the share is not above 0: then the other fact changes nothing.
    init?(wholeFor share: Rate, value: Int64) {
        guard share.rawValue > 0 else { return nil }
        let scaled = Int128(value) * Int128(Rate.one.rawValue)
        self = .atLeast(-(-scaled).dividedRoundingDown(by: Int128(share.rawValue)))
    }

    /// What a fact must be that is to be at most a share of itself: 0; nil where any value is.
    init?(ownShare share: Rate) {
        guard share < Rate.one else { return nil }
        self = .atMost(0)
    }
}

extension Int128 {
    /// Division rounded towards minus infinity; the divisor is above 0.
    fileprivate func dividedRoundingDown(by divisor: Int128) -> Int128 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
