/// How often something happens, as a rate: from a running total.
package struct RateMeter {
    private var total: UInt64 = 0
    private var at: Instant = 0
    private var rate = 0.0
    private static let window: Instant = .milliseconds(10_000)
    private static let least: Instant = .milliseconds(500)

    package init() {}

    /// Times a second, of late.
    package mutating func rate(of total: UInt64, now: Instant) -> Double {
        let passed = now - min(now, at)
        guard passed >= RateMeter.least else { return rate }
        let fresh = Double(total - min(total, self.total)) * 1e9 / Double(passed)
        rate += (fresh - rate) * min(1, Double(passed) / Double(RateMeter.window))
        self.total = total
        at = now
        return rate
    }
}

/// Processor time that each replica takes, as a rate: from the running totals that workers report.
package struct LoadMeter {
    private struct Reading {
        var life: Instant
        var busy: UInt64
        var at: Instant
        var rate: Double
    }

    /// A rate follows the totals within about so long.
    private static let window: Instant = .milliseconds(10_000)
    private static let least: Instant = .milliseconds(500)

    private var readings: [Planner.Place: Reading] = [:]

    package init() {}

    /// Seconds of processor time a second.
    ///
    /// - Parameter life: when this life of its worker joined: another counts from nothing.
    package mutating func rate(of place: Planner.Place, busy: UInt64, life: Instant, now: Instant) -> Double {
        guard var reading = readings[place], reading.life == life, busy >= reading.busy else {
            readings[place] = Reading(life: life, busy: busy, at: now, rate: 0)
            return 0
        }
        let passed = now - min(now, reading.at)
        guard passed >= LoadMeter.least else { return reading.rate }
        let fresh = Double(busy - reading.busy) * 1_000 / Double(passed)
        let weight = min(1, Double(passed) / Double(LoadMeter.window))
        reading.rate += (fresh - reading.rate) * weight
        reading.busy = busy
        reading.at = now
        readings[place] = reading
        return reading.rate
    }
}
