/// A running estimate of one quantile of times, in constant space: up a little for a time above it, down a little for
/// one below, in the proportion that keeps it at the quantile (after Ma, Muthukrishnan, Sandler: Frugal Streaming,
/// 2013).
///
/// A time that is only known to be at least so long counts as soon as that is above the estimate, so that answers which
/// nobody waited for do not make it look short.
package struct QuantileTracker: Sendable {
    private let quantile: Double
    private var value: Double = 0
    private var count = 0
    /// How far one time moves the estimate, as a part of it; more for the first ones.
    private static let step = 0.05

    package init(_ quantile: Double) { self.quantile = quantile }

    /// In nanoseconds; nil while fewer than 20 times were seen.
    package var estimate: Instant? { count < 20 ? nil : Instant(value) }

    package mutating func add(_ time: Instant) {
        let time = Double(time)
        count += 1
        guard value > 0 else { return value = max(1, time) }
        let step = QuantileTracker.step * (count < 50 ? 4 : 1)
        value *= time > value ? 1 + step * quantile : 1 - step * (1 - quantile)
    }

    /// An answer that nobody waited for any longer: it took at least so long.
    package mutating func add(atLeast time: Instant) {
        if Double(time) > value { add(time) }
    }
}
