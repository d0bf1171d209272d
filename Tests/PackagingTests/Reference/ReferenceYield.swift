import Foundation

/// The yearly cost rate of flows by month (30-financing.md, "Cost", R19).
enum ReferenceYield {
    private static let lowest = -0.9999
    private static let highest = 100.0

    /// The root nearest 0 of Σ flow ÷ (1 + y)^(month/12) in [−0.9999, 100]; nil without one.
    ///
    /// A grid around 0 is walked outwards on both sides; where the sum changes its sign the root is bisected.
    static func root(_ flows: [Int]) -> Double? {
        guard flows.contains(where: { $0 != 0 }) else { return nil }
        if flows.reduce(0, +) == 0 { return 0 }
        var inner = 0.0
        var (up, down) = (value(flows, 0), value(flows, 0))
        while inner < highest {
            let outer = min(inner < 1 ? inner + 0.0005 : inner * 1.002, highest)
            let above = value(flows, outer)
            var found: [Double] = []
            if above == 0 || (above < 0) != (up < 0) { found.append(bisect(flows, inner, outer)) }
            up = above
            if inner < -lowest {
                let edge = max(-outer, lowest)
                let below = value(flows, edge)
                if below == 0 || (below < 0) != (down < 0) { found.append(bisect(flows, -inner, edge)) }
                down = below
            }
            if let nearest = found.min(by: { abs($0) < abs($1) }) { return nearest }
            inner = outer
        }
        return nil
    }

    private static func bisect(_ flows: [Int], _ from: Double, _ to: Double) -> Double {
        var (a, b) = (from, to)
        let isNegative = value(flows, a) < 0
        for _ in 0..<100 {
            let middle = (a + b) / 2
            let now = value(flows, middle)
            if now == 0 { return middle }
            if (now < 0) == isNegative { a = middle } else { b = middle }
        }
        return (a + b) / 2
    }

    private static func value(_ flows: [Int], _ yearly: Double) -> Double {
        let month = pow(1 + yearly, -1.0 / 12)
        var sum = 0.0
        for flow in flows.reversed() { sum = sum * month + Double(flow) }
        return sum
    }
}
