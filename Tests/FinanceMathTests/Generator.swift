import Domain
import FinanceMath

/// SplitMix64 (Steele, Lea, Flood 2014): a test that names its seed can be run again.
struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// From 1 fen to 10^13, as many of each length.
    mutating func amount() -> Fen {
        var limit = 10
        for _ in 0..<int(0...12) { limit *= 10 }
        return Fen(Int64(int(1...limit)))
    }

    /// 0, hundredths of a percent up to 24 %, or any of nine decimals.
    mutating func yearlyRate() -> Rate {
        switch int(0...9) {
        case 0: Rate(rawValue: 0)
        case 1...6: Rate(rawValue: Int64(int(1...2400)) * 100_000)
        default: Rate(rawValue: Int64(int(1...240_000_000)))
        }
    }

    /// Up to a share, in percent.
    mutating func share(to percent: Int) -> Rate { Rate(rawValue: Int64(int(0...percent)) * 10_000_000) }

    /// Usual tenors mostly, up to 600 months.
    mutating func tenor() -> Int { int(0...3) == 0 ? int(1...600) : int(1...60) }
}

/// A fifth of random instances: parameterised tests run them side by side and name the one that failed.
let seeds: [UInt64] = [1, 2, 3, 4, 5]

/// Σ payment ÷ (1 + i)^month by repeated division, in the order of the rows.
func presentValue(of rows: [ScheduleRow], monthly i: Double) -> Double {
    var factor = 1.0
    var sum = 0.0
    for row in rows {
        factor /= 1 + i
        sum += Double(row.payment.rawValue) * factor
    }
    return sum
}

extension [ScheduleRow] {
    func sum(_ part: KeyPath<ScheduleRow, Fen>) -> Fen { reduce(.zero) { $0 + $1[keyPath: part] } }
}

extension [MonthAmount] {
    /// Month and fen, for values worked by hand.
    init(_ pairs: KeyValuePairs<Int, Int64>) {
        self = pairs.map { MonthAmount(month: $0.key, amount: Fen($0.value)) }
    }
}
