/// What a worker asks another for: a copy of its replica of a vshard.
package struct CopyFetch: Equatable, Sendable {
    /// What a move takes while questions are answered (40-cluster.md, section 9).
    package static let usualBytesPerSecond: UInt64 = 40_000_000

    package var vshard: VShard
    /// Names the transfer at both ends.
    package var transfer: UInt64
    /// Of the cluster, as the target knows it.
    package var vshards: Int
    package var incarnation: [UInt8]
    package var format: UInt32
    /// 0 = as fast as it goes.
    package var maxBytesPerSecond: UInt64

    package init(
        vshard: VShard, transfer: UInt64, vshards: Int, incarnation: [UInt8], format: UInt32,
        maxBytesPerSecond: UInt64 = usualBytesPerSecond
    ) {
        self.vshard = vshard
        self.transfer = transfer
        self.vshards = vshards
        self.incarnation = incarnation
        self.format = format
        self.maxBytesPerSecond = maxBytesPerSecond
    }
}

/// What a target has and what it may be sent: chunks below `next + window`.
package struct CopyCredit: Equatable, Sendable {
    /// Chunks that may be under way (40-cluster.md, section 3).
    package static let window: UInt64 = 8

    /// All chunks below are there.
    package var next: UInt64
    /// Bit i: chunk next + i is there too.
    package var have: UInt32
    /// What was sent and is not there is to be sent once more.
    package var again: Bool
    package var maxBytesPerSecond: UInt64

    package init(next: UInt64, have: UInt32, again: Bool, maxBytesPerSecond: UInt64) {
        self.next = next
        self.have = have
        self.again = again
        self.maxBytesPerSecond = maxBytesPerSecond
    }

    /// Whether a chunk is there.
    package func has(_ chunk: UInt64) -> Bool {
        chunk < next || (chunk - next < 32 && have >> UInt32(chunk - next) & 1 == 1)
    }
}

/// Pauses and patience of a copy.
package struct CopyTiming: Sendable {
    /// Between words of an end that has nothing else to say, and between asking again for what did not come.
    package var word: Instant = .milliseconds(500)
    /// Without progress for so long, an end gives up.
    package var patience: Instant = .milliseconds(5_000)
    /// The local copy may take so long.
    package var preparing: Instant = .milliseconds(600_000)

    package init() {}
}

/// The source's side of a copy: makes a local copy, then sends its chunks as the target grants them.
///
///     preparing ── prepared ─→ streaming ── done ─→ ended
///         └── refused, silence, abort ───────┴────→ ended
package struct CopySource: Sendable {
    package enum State: Equatable, Sendable {
        case preparing(since: Instant)
        case streaming
        case ended
    }

    package enum Event: Sendable {
        /// The target asks (again).
        case fetch(CopyFetch)
        /// The local copy is on the disk.
        case prepared(SnapshotManifest)
        /// There is none and will be none.
        case failed(Refusal, String)
        case credit(CopyCredit)
        /// The target has all of it, and it is whole.
        case done
        case aborted(String)
        case tick
    }

    package enum Action: Equatable, Sendable {
        /// Make a local copy on another thread; `prepared` or `failed` follows.
        case prepare
        case sendOffer(SnapshotManifest)
        /// Nothing to send now, but alive.
        case sendWait
        case sendChunk(UInt64, bytes: Int)
        case sendRefusal(Refusal, String)
        case sendAbort(String)
        /// Remove the local copy. `failure` is nil where the target has all.
        case end(failure: String?)
    }

    package let fetch: CopyFetch
    package private(set) var state: State
    private let timing: CopyTiming
    private var manifest: SnapshotManifest?
    private var rate: ByteRate
    private var credit: CopyCredit?
    /// The first chunk never sent.
    private var fresh: UInt64 = 0
    /// Sent, not there, and asked for again.
    private var again: [UInt64] = []
    private var lastHeard: Instant
    private var lastSaid: Instant

    /// The first action is `prepare`, which the caller sees to.
    package init(_ fetch: CopyFetch, now: Instant, timing: CopyTiming = CopyTiming()) {
        self.fetch = fetch
        self.timing = timing
        state = .preparing(since: now)
        rate = ByteRate(bytesPerSecond: fetch.maxBytesPerSecond, now: now)
        lastHeard = now
        lastSaid = now
    }

    /// When `tick` has something to do.
    package func wakes(now: Instant) -> Instant {
        guard state == .streaming, hasToSend, let next = rate.next(now: now) else { return now + timing.word }
        return min(next, now + timing.word)
    }

    private var hasToSend: Bool {
        guard let manifest, let credit else { return false }
        return !again.isEmpty || fresh < min(manifest.chunks, credit.next + CopyCredit.window)
    }

    package mutating func on(_ event: Event, now: Instant) -> [Action] {
        guard state != .ended else { return [] }
        switch event {
        case .fetch:
            lastHeard = now
            return say(now: now)
        case .prepared(let manifest):
            guard case .preparing = state else { return [] }
            self.manifest = manifest
            state = .streaming
            lastHeard = now
            return say(now: now)
        case .failed(let refusal, let why):
            state = .ended
            return [.sendRefusal(refusal, why), .end(failure: why)]
        case .credit(let credit):
            guard state == .streaming else { return [] }
            lastHeard = now
            take(credit, now: now)
            return send(now: now)
        case .done:
            state = .ended
            return [.end(failure: nil)]
        case .aborted(let why):
            state = .ended
            return [.end(failure: why)]
        case .tick: return tick(now: now)
        }
    }

    private mutating func say(now: Instant) -> [Action] {
        lastSaid = now
        return [manifest.map { .sendOffer($0) } ?? .sendWait]
    }

    /// A credit that was overtaken takes nothing back.
    private mutating func take(_ new: CopyCredit, now: Instant) {
        rate.set(new.maxBytesPerSecond, now: now)
        guard new.next >= credit?.next ?? 0 else { return }
        credit = new
        again.removeAll { new.has($0) }
        guard new.again else { return }
        again = (new.next..<max(new.next, min(fresh, new.next + CopyCredit.window))).filter { !new.has($0) }
    }

    private mutating func send(now: Instant) -> [Action] {
        guard let manifest, let credit else { return [] }
        var actions: [Action] = []
        let end = min(manifest.chunks, credit.next + CopyCredit.window)
        fresh = max(fresh, min(credit.next, manifest.chunks))
        while rate.mayTake(now: now) {
            let chunk: UInt64
            if !again.isEmpty {
                chunk = again.removeFirst()
            } else if fresh < end {
                chunk = fresh
                fresh += 1
            } else {
                break
            }
            let bytes = manifest.bytes(ofChunk: chunk)
            rate.take(bytes)
            actions.append(.sendChunk(chunk, bytes: bytes))
        }
        if !actions.isEmpty { lastSaid = now }
        return actions
    }

    private mutating func tick(now: Instant) -> [Action] {
        if case .preparing(let since) = state, now >= since + timing.preparing {
            return giveUp("the local copy was not made in time")
        }
        guard now < lastHeard + timing.patience else { return giveUp("nothing heard from the target") }
        var actions = send(now: now)
        guard actions.isEmpty, now >= lastSaid + timing.word else { return actions }
        switch state {
        case .preparing: actions = [.sendWait]
        // The offer may be lost; and a target that is held back by the rate must know that it is no more than that.
        case .streaming where credit == nil: return say(now: now)
        case .streaming where hasToSend: actions = [.sendWait]
        case .streaming, .ended: return []
        }
        lastSaid = now
        return actions
    }

    private mutating func giveUp(_ why: String) -> [Action] {
        state = .ended
        return [.sendAbort(why), .end(failure: why)]
    }
}
