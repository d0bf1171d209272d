/// Who may append (40-cluster.md, section 5): one coordinator holds the lease, the others ask for it now and then.
///
/// The lease saves work; the fence inside each append protects the log. So the holder stops early by its own monotonic
/// clock, counted from before it asked, and never learns too late that another has begun.
package struct Lease: Sendable {
    /// How long the lease runs unless it is renewed, in milliseconds.
    package static let ttlMs = 5_000
    static let ttl: Instant = .milliseconds(UInt64(ttlMs))
    /// The holder stops so long before its lease ends.
    static let margin: Instant = .milliseconds(500)
    /// A renewal that failed is tried again so soon.
    static let retry: Instant = .milliseconds(200)

    package enum Event: Equatable, Sendable {
        /// Time passed; at least every 50 ms.
        case tick
        /// The lease is this one's, with that epoch.
        case acquired(epoch: UInt64)
        /// Another's lease runs.
        case notAcquired
        /// The answer to a renewal; false = another has taken the lease.
        case renewed(epoch: UInt64, Bool)
        /// The log could not be asked; whether it did what it was asked is not known.
        case failed
        /// An append was refused because another has taken over.
        case fenced(epoch: UInt64)
        /// This process is about to end.
        case resign
    }

    package enum Action: Equatable, Sendable {
        /// Ask the log for the lease and say what came of it.
        case acquire
        /// Ask the log to extend it and say what came of it.
        case renew(epoch: UInt64)
        /// Bring the catalogue up to the log, then take writes.
        case becomeHolder(epoch: UInt64)
        /// Take no writes any more; what is in flight ends by its own outcome.
        case stepDown
        /// Tell the log that the lease is free.
        case release(epoch: UInt64)
    }

    private struct Held: Sendable {
        var epoch: UInt64
        /// When the holder stops if nothing extends the lease.
        var stops: Instant
        var renews: Instant
        /// When the renewal under way was sent.
        var asked: Instant?
    }

    private enum State: Sendable {
        case follower(asks: Instant)
        case acquiring(asked: Instant)
        case holder(Held)
        case resigned
    }

    private var state: State = .follower(asks: 0)
    private var random: UInt64

    /// - Parameter seed: spreads the attempts of several coordinators; another one in each.
    package init(seed: UInt64) { random = seed }

    /// The epoch this one holds; nil for any other.
    package var epoch: UInt64? {
        if case .holder(let held) = state { held.epoch } else { nil }
    }

    /// Whether an append may begin.
    package func mayAppend(now: Instant) -> Bool {
        if case .holder(let held) = state { now < held.stops } else { false }
    }

    package mutating func on(_ event: Event, now: Instant) -> [Action] {
        switch (state, event) {
        case (_, .resign): return resign()
        case (.follower(let asks), .tick):
            guard now >= asks else { return [] }
            state = .acquiring(asked: now)
            return [.acquire]
        case (.acquiring(let asked), .acquired(let epoch)): return acquired(epoch, asked: asked, now: now)
        case (.acquiring, .notAcquired), (.acquiring, .failed):
            follow(now)
            return []
        case (.holder(let held), _): return holding(held, event, now)
        case (_, .acquired(let epoch)):
            // The answer to a question that no longer stands: let the next one have it.
            return [.release(epoch: epoch)]
        case (.follower, _), (.acquiring, _), (.resigned, _): return []
        }
    }

    private mutating func acquired(_ epoch: UInt64, asked: Instant, now: Instant) -> [Action] {
        let stops = asked + Lease.ttl - Lease.margin
        guard now < stops else {
            follow(now)
            return [.release(epoch: epoch)]
        }
        state = .holder(
            Held(epoch: epoch, stops: stops, renews: asked + Lease.ttl / 3, asked: nil))
        return [.becomeHolder(epoch: epoch)]
    }

    private mutating func holding(_ before: Held, _ event: Event, _ now: Instant) -> [Action] {
        var held = before
        // An answer that comes after the holder should have stopped extends nothing: it may have stood still.
        if now >= held.stops { return stepDown(now) }
        switch event {
        case .tick:
            guard held.asked == nil, now >= held.renews else { return [] }
            held.asked = now
            state = .holder(held)
            return [.renew(epoch: held.epoch)]
        case .renewed(held.epoch, let isExtended):
            guard isExtended else { return stepDown(now) }
            guard let asked = held.asked else { return [] }
            held.stops = asked + Lease.ttl - Lease.margin
            held.renews = asked + Lease.ttl / 3
            held.asked = nil
            state = .holder(held)
            return []
        case .failed:
            held.asked = nil
            held.renews = now + Lease.retry
            state = .holder(held)
            return []
        case .fenced(held.epoch): return stepDown(now)
        case .acquired(let epoch) where epoch != held.epoch: return [.release(epoch: epoch)]
        case .acquired, .notAcquired, .renewed, .fenced, .resign: return []
        }
    }

    private mutating func stepDown(_ now: Instant) -> [Action] {
        follow(now)
        return [.stepDown]
    }

    private mutating func resign() -> [Action] {
        let held = epoch
        state = .resigned
        return held.map { [.stepDown, .release(epoch: $0)] } ?? []
    }

    /// Asks again after a tenth to three tenths of the lease, so that those who wait do not ask all at once.
    private mutating func follow(_ now: Instant) {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        state = .follower(asks: now + Lease.ttl / 10 + (random >> 33) % (Lease.ttl / 5))
    }
}
