/// A repeatable source of choices: SplitMix64 (G. Steele, D. Lea, C. Flood, 2014) from a seed, a stream and an index.
///
/// Every record has its own source, so that any record can be made without those before it. Integers only: the same
/// seed gives the same bytes on every machine.
struct DemoRandom {
    private var state: UInt64

    /// What a source is for; raw values are part of what a seed means and never change.
    enum Stream: UInt64 {
        case enterprise = 1
        case supplier, model, inventory, need, place, code
    }

    init(seed: UInt64, stream: Stream, index: Int) {
        state = DemoRandom.mixed(seed &+ stream.rawValue &* 0xD1B5_4A32_D192_ED03) ^ UInt64(bitPattern: Int64(index))
        state = DemoRandom.mixed(state)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// The next 64 bits.
    mutating func next() -> UInt64 {
        let value = DemoRandom.mixed(state)
        state &+= 0x9E37_79B9_7F4A_7C15
        return value
    }

    /// A number below `bound`, which is above 0.
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number of the range, both ends included.
    mutating func int(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True so many times in a thousand.
    mutating func chance(_ permille: Int) -> Bool { below(1000) < permille }

    /// An element of a list that is not empty.
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// The place of a weight; the weights sum to 1000.
    mutating func weighted(_ weights: [Int]) -> Int {
        var rest = below(1000)
        for (place, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return place }
        }
        return weights.count - 1
    }

    /// An amount spread around `base` as a log-normal with σ = 0.5, between a quarter and four times the base.
    mutating func spread(_ base: Int) -> Int { base * pick(DemoRandom.factors) / 1000 * int(960...1040) / 1000 }

    /// 1000·exp(0.5·z) at 32 equally likely places of the standard normal distribution.
    private static let factors = [
        341, 433, 492, 541, 583, 623, 660, 696, 731, 766, 800, 835, 870, 906, 943, 981,
        1020, 1061, 1104, 1149, 1197, 1249, 1306, 1368, 1437, 1515, 1605, 1714, 1850, 2032, 2312, 2936,
    ]

    /// A whole number with only its first three digits kept, at least 1.
    static func rounded(_ value: Int) -> Int {
        var scale = 1
        while value / scale >= 1000 { scale *= 10 }
        return max(1, (value + scale / 2) / scale * scale)
    }
}
