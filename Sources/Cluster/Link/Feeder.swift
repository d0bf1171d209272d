/// From which of the coordinators a worker takes the log: one at a time, and another as soon as that is gone. What
/// comes is the same from each, for the log is one.
package struct Feeder: Sendable {
    /// The link that the log comes over, by number.
    package private(set) var current = 0
    private var goneSince: Instant?
    /// A coordinator may come back at once, as after a new connection.
    private let patience: Instant

    package init(patience: Instant = .milliseconds(300)) { self.patience = patience }

    /// Another link to take the log from, where the present one has been gone for a while and another is there.
    package mutating func choose(joined: [Bool], now: Instant) -> Int? {
        guard current < joined.count, !joined[current] else {
            goneSince = nil
            return nil
        }
        let since = goneSince ?? now
        goneSince = since
        guard now >= since + patience, let other = joined.indices.first(where: { joined[$0] }) else { return nil }
        current = other
        goneSince = nil
        return other
    }
}
