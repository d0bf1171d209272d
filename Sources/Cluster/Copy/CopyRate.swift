/// A token bucket: lets through so many bytes a second, with a burst of a tenth of a second.
package struct ByteRate: Sendable {
    /// 0 = no limit.
    package private(set) var bytesPerSecond: UInt64
    /// Bytes that may go at once; below 0 after something larger went, which later ones wait for.
    private var tokens: Double
    private var filled: Instant

    package init(bytesPerSecond: UInt64, now: Instant) {
        self.bytesPerSecond = bytesPerSecond
        tokens = 0
        filled = now
    }

    /// Changes the limit; what was saved up or borrowed stays.
    package mutating func set(_ bytesPerSecond: UInt64, now: Instant) {
        guard bytesPerSecond != self.bytesPerSecond else { return }
        fill(now)
        // A debt from a slow limit would stand in the way of a faster one.
        tokens = max(0, tokens)
        self.bytesPerSecond = bytesPerSecond
    }

    /// Whether something may go now.
    package mutating func mayTake(now: Instant) -> Bool {
        guard bytesPerSecond > 0 else { return true }
        fill(now)
        return tokens >= 0
    }

    /// Takes so many bytes.
    package mutating func take(_ bytes: Int) {
        guard bytesPerSecond > 0 else { return }
        tokens -= Double(bytes)
    }

    /// When something may go again; nil = at once.
    package func next(now: Instant) -> Instant? {
        guard bytesPerSecond > 0, tokens < 0 else { return nil }
        return filled + Instant(-tokens / Double(bytesPerSecond) * 1e9) + 1
    }

    private mutating func fill(_ now: Instant) {
        guard now > filled else { return }
        let burst = Double(bytesPerSecond) / 10
        tokens = min(burst, tokens + Double(now - filled) * Double(bytesPerSecond) / 1e9)
        filled = now
    }
}
