import Domain

/// The root nearest 1, from below, of f(x) = Σ amount·x^month, for 0 < x < 1.
///
/// How many roots there are is bounded first: f(x) ÷ (1 − x) has the partial sums of the amounts as coefficients, so by
/// the rule of signs f has at most as many roots in (0, 1) as they change sign, and as many but for an even number
/// (Laguerre). None or one change, as of nearly all financings, decides at once. Otherwise intervals are searched
/// outwards from 1, halved until f, f′ or f″ cannot be 0 in one: then it has no root, at most one, or at most two with
/// the extremum between them. The amounts of either sign make a polynomial that only rises, as do all its derivatives,
/// so its values at the ends of an interval bound it inside, and no root is stepped over. What is 0 within the rounding
/// of doubles counts as 0, so a root where f only touches 0 is found too.
struct RootSearch {
    /// f, f′ and half of f″ at a point, each as a sum of positive parts less a sum of negative ones.
    struct Sample {
        var x: Double
        var positive = [3 of Double](repeating: 0)
        var negative = [3 of Double](repeating: 0)

        init(x: Double) { self.x = x }

        func derivative(_ order: Int) -> Double { positive[order] - negative[order] }
        var value: Double { derivative(0) }
    }

    /// Amounts above 0 and the magnitudes of those below, both by month, from the first month of a flow.
    private var positive, negative: [Double]
    /// Sign changes of the partial sums.
    private let changes: Int
    /// Bound on the rounding error of an evaluated sum, as a share of its parts.
    private let noise: Double

    /// - Parameter flows: ascending by month, each once, none 0, at least one.
    init(_ flows: [MonthAmount]) {
        let first = flows[0].month
        let degree = flows[flows.count - 1].month - first
        positive = Array(repeating: 0, count: degree + 1)
        negative = positive
        var sum: Int128 = 0
        var sign: Int128 = 0
        var changes = 0
        for flow in flows {
            let amount = Double(flow.amount.rawValue)
            if amount > 0 { positive[flow.month - first] = amount } else { negative[flow.month - first] = -amount }
            sum += Int128(flow.amount.rawValue)
            if sum.signum() != 0 {
                if sign != 0, sum.signum() != sign { changes += 1 }
                sign = sum.signum()
            }
        }
        self.changes = changes
        // 2n·u bounds the error of Horner's rule for the value (Higham 2002, 5.1); derivatives get the same and some.
        noise = Double(4 * degree + 16) * (Double.ulpOfOne / 2)
    }

    /// The largest root in [lowest, 1), where f(1) is not 0; nil without one.
    func nearestOne(from lowest: Double) -> Double? {
        guard changes > 0 else { return nil }
        let (far, near) = (sample(lowest), sample(1))
        return changes == 1 ? crossing(far, near) : search(far, near, depth: 0)
    }
}

extension RootSearch {
    /// Horner's rule for both parts and their derivatives.
    func sample(_ x: Double) -> Sample {
        var (p0, p1, p2, n0, n1, n2) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        for index in positive.indices.reversed() {
            p2 = p2 * x + p1
            p1 = p1 * x + p0
            p0 = p0 * x + positive[index]
            n2 = n2 * x + n1
            n1 = n1 * x + n0
            n0 = n0 * x + negative[index]
        }
        var sample = Sample(x: x)
        sample.positive = [p0, p1, p2]
        sample.negative = [n0, n1, n2]
        return sample
    }

    /// 1, −1, or 0 where the value is within its rounding error.
    private func sign(_ sample: Sample) -> Int {
        let error = noise * (sample.positive[0] + sample.negative[0])
        return sample.value > error ? 1 : sample.value < -error ? -1 : 0
    }

    /// Bounds of f (order 0), f′ (1) or f″ ÷ 2 (2) between two samples, widened by the rounding error.
    private func bounds(_ order: Int, _ far: Sample, _ near: Sample) -> (low: Double, high: Double) {
        let error = noise * (near.positive[order] + near.negative[order])
        return (
            far.positive[order] - near.negative[order] - error, near.positive[order] - far.negative[order] + error
        )
    }

    private static func excludes0(_ bounds: (low: Double, high: Double)) -> Bool { bounds.low > 0 || bounds.high < 0 }

    /// Whether f cannot be 0 between two samples: by its bounds, or by its value at an end and the bounds of f′.
    private func isEmpty(_ far: Sample, _ near: Sample, slope: (low: Double, high: Double)) -> Bool {
        if RootSearch.excludes0(bounds(0, far, near)) { return true }
        let width = near.x - far.x
        let error = noise * (near.positive[0] + near.negative[0])
        let rise = width * max(slope.high, 0) + error
        let fall = width * max(-slope.low, 0) + error
        return near.value > rise || near.value < -fall || far.value > fall || far.value < -rise
    }

    /// The root nearest `near` between two samples.
    private func search(_ far: Sample, _ near: Sample, depth: Int) -> Double? {
        let slope = bounds(1, far, near)
        if isEmpty(far, near, slope: slope) { return nil }
        if RootSearch.excludes0(slope) { return crossing(far, near) }
        if RootSearch.excludes0(bounds(2, far, near)) { return bend(far, near) }
        // Not at a point where the sign is in doubt, if there is another.
        for part in [0.5, 0.4, 0.6, 0.3] {
            let middle = sample(far.x + (near.x - far.x) * part)
            if sign(middle) == 0 { continue }
            // Narrower than doubles tell apart there is nothing to find; intervals end long before.
            guard depth < 60 else { return nil }
            return search(middle, near, depth: depth + 1) ?? search(far, middle, depth: depth + 1)
        }
        return far.x + (near.x - far.x) / 2
    }

    /// The root between two samples that have at most one between them, or at `far`.
    private func crossing(_ far: Sample, _ near: Sample) -> Double? {
        if (far.value < 0) != (near.value < 0) { return refine(far, near) }
        return sign(far) == 0 ? far.x : nil
    }

    /// The root nearest `near` where f″ keeps its sign: monotone, or monotone on either side of one extremum.
    private func bend(_ far: Sample, _ near: Sample) -> Double? {
        let (a, b) = (far.derivative(1), near.derivative(1))
        if a == 0 || b == 0 || (a < 0) == (b < 0) { return crossing(far, near) }
        let extremum = sample(newton(far.x, near.x, order: 1, rising: b > 0))
        if sign(extremum) == 0 { return extremum.x }
        return (extremum.value < 0) != (near.value < 0) ? refine(extremum, near) : crossing(far, extremum)
    }

    private func refine(_ far: Sample, _ near: Sample) -> Double {
        newton(far.x, near.x, order: 0, rising: near.value > 0)
    }

    /// The zero of f (order 0) or f′ (order 1) in an interval at whose ends its signs differ.
    ///
    /// Newton's method, halving the interval where a step leaves it or does not halve the step before.
    private func newton(_ low: Double, _ high: Double, order: Int, rising: Bool) -> Double {
        var (low, high, x) = (low, high, high)
        var before = high - low
        for _ in 0..<200 {
            let sample = sample(x)
            let value = sample.derivative(order)
            if value == 0 { return x }
            let parts = sample.positive[order] + sample.negative[order]
            if (value > 0) == rising { high = x } else { low = x }
            var next = x - value / (sample.derivative(order + 1) * Double(order + 1))
            let isNewton = next >= low && next <= high
            // No nearer than the rounding of the sums allows.
            if isNewton, abs(value) <= .ulpOfOne * parts { return next }
            if !isNewton || abs(next - x) > before / 2 { next = low + (high - low) / 2 }
            before = abs(next - x)
            if before <= 2 * .ulpOfOne { return next }
            x = next
        }
        return x
    }
}
