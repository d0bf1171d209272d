/// The worker's side of its link to a coordinator: READY, the stream of records, heartbeats, reconnects.
///
/// Records are applied only in order: a range that begins after what was received is a gap, and the worker says READY
/// again; one that lies before is a repeat and is dropped.
package struct WorkerLink: Sendable {
    package struct Timing: Sendable {
        package var heartbeat: Instant = .milliseconds(200)
        package var silence: Instant = .milliseconds(1_000)
        /// Between READYs that nobody answers, doubled up to `patience`.
        package var retry: Instant = .milliseconds(100)
        package var patience: Instant = .milliseconds(2_000)

        package init() {}
    }

    package enum State: Equatable, Sendable {
        /// READY was said at that time, with that pause until the next.
        case greeting(since: Instant, pause: Instant)
        case joined(ReadyAck)
    }

    package enum Event: Sendable {
        case acknowledged(ReadyAck)
        case refused(Refusal)
        /// Records of (from, through].
        case records(from: UInt64, through: Position)
        /// The coordinator has sent the stream through here.
        case heartbeat(sentThrough: UInt64)
        /// Applied and committed through here; from now on reads see it.
        case applied(Position)
        /// What is held begins before the stream again, for some of it was damaged.
        case fellBack
        /// From now on the log is to come over this link, or no longer.
        case feed(Bool)
        case tick
    }

    package enum Action: Equatable, Sendable {
        case sayReady
        /// Close the sockets and open new ones: the old connection may be half dead.
        case reconnect
        /// Take up the vshards and drop the others; drop everything first where `rebuild`; then say `resume`.
        ///
        /// `isRepeat`: orders in the middle of the stream.
        case adopt(ReadyAck, isRepeat: Bool)
        /// Apply the records of the range just received whose seq is above `after`.
        case apply(after: UInt64, through: Position)
        case heartbeat
        /// A repeat or a range from outside the handshake: nothing to do.
        case drop
    }

    private let timing: Timing
    package private(set) var state: State
    /// Whether the log comes over this link: a worker takes it from one coordinator.
    package private(set) var isFed: Bool
    /// The stream has been received through here.
    package private(set) var received: UInt64 = 0
    /// What the last heartbeat since the handshake said was sent.
    private var announced: UInt64 = 0
    private var lastHeard: Instant
    /// When the present sockets were opened.
    private var connected: Instant
    private var lastBeat: Instant = 0

    package init(isFed: Bool = true, now: Instant, timing: Timing = Timing()) {
        self.timing = timing
        self.isFed = isFed
        state = .greeting(since: now, pause: timing.retry)
        lastHeard = now
        connected = now
    }

    /// Whether the coordinator behind the present sockets knows this worker: it may be asked, also while READY is said
    /// again in the middle of the stream, as after new orders.
    package private(set) var isKnown = false

    /// Whether a coordinator has acknowledged this life of the worker.
    package var isJoined: Bool {
        if case .joined = state { true } else { false }
    }

    package mutating func on(_ event: Event, now: Instant) -> [Action] {
        switch event {
        case .tick: return tick(now: now)
        case .acknowledged(let ack):
            lastHeard = now
            // The answer to a READY that was repeated: adopting it again would at worst drop all that was rebuilt.
            guard state != .joined(ack) else { return [.drop] }
            let isRepeat = isJoined
            state = .joined(ack)
            isKnown = true
            announced = 0
            return [.adopt(ack, isRepeat: isRepeat)]
        case .refused(let refusal):
            lastHeard = now
            // Another coordinator may be there, of another log.
            if refusal == .notReady { isKnown = false }
            return refusal == .notReady && isJoined ? greet(now: now) : []
        case .heartbeat(let sentThrough):
            lastHeard = now
            guard isJoined, isFed else { return [] }
            // What was sent before the last heartbeat has not come by this one: it is lost, and where no record follows
            // there is no gap to see. One heartbeat's grace, for what overtakes.
            guard received >= announced else { return greet(now: now) }
            announced = sentThrough
            return []
        case .applied(let position):
            received = max(received, position.seq)
            return []
        case .fellBack: return isJoined && isFed ? greet(now: now) : []
        case .feed(let isFed):
            guard isFed != self.isFed else { return [] }
            self.isFed = isFed
            announced = 0
            return isJoined ? greet(now: now) : []
        case .records(let from, let through): return records(from: from, through: through, now: now)
        }
    }

    /// The stream goes on after this seq, the lowest position of the adopted replicas: called on `adopt`, before the
    /// next event.
    ///
    /// - Parameter isRepeat: orders that came in the middle of the stream and brought something new: READY is said
    ///   again, so that the coordinator sees where it stands and begins the stream there.
    package mutating func resume(after seq: UInt64, isRepeat: Bool = false, now: Instant = 0) -> [Action] {
        received = seq
        return isRepeat && isFed ? greet(now: now) : []
    }

    private mutating func records(from: UInt64, through: Position, now: Instant) -> [Action] {
        lastHeard = now
        guard isJoined, isFed, through.seq > received else { return [.drop] }
        guard from <= received else { return greet(now: now) }
        let after = received
        received = through.seq
        return [.apply(after: after, through: through)]
    }

    private mutating func greet(now: Instant) -> [Action] {
        state = .greeting(since: now, pause: timing.retry)
        return [.sayReady]
    }

    /// New sockets take a while to connect, and a READY before that goes nowhere: it is said again and again at short
    /// pauses over the same sockets before they are given up too.
    private mutating func reconnect(now: Instant) -> [Action] {
        connected = now
        isKnown = false
        return [.reconnect] + greet(now: now)
    }

    private mutating func tick(now: Instant) -> [Action] {
        switch state {
        case .greeting(let since, let pause):
            guard now >= since + pause else { return [] }
            if now >= lastHeard + timing.silence, now >= connected + timing.patience { return reconnect(now: now) }
            state = .greeting(since: now, pause: min(pause * 2, timing.patience))
            return [.sayReady]
        case .joined:
            if now >= lastHeard + timing.silence { return reconnect(now: now) }
            guard now >= lastBeat + timing.heartbeat else { return [] }
            lastBeat = now
            return [.heartbeat]
        }
    }

    /// Whether a heartbeat is due that no tick has asked for, as in the middle of long work.
    package func isBeatDue(now: Instant) -> Bool { isJoined && now >= lastBeat + timing.heartbeat }

    /// A heartbeat went out for another reason, such as fresh progress.
    package mutating func beat(now: Instant) { lastBeat = now }
}

/// Which coordinator a worker obeys. Epochs grow within one incarnation of the log and say nothing between two.
package struct Allegiance: Sendable {
    /// Of the coordinator that acknowledged last.
    package private(set) var epoch: UInt64 = 0
    private var incarnation: [UInt8] = []

    package init() {}

    /// Takes up the coordinator that acknowledges a READY.
    ///
    /// - Returns: false for one that another has taken over from. One of another log is taken up by a worker that asks
    ///   for a coordinator, whatever its epoch: the log it knew may be gone.
    package mutating func accept(_ incarnation: [UInt8], epoch: UInt64, isJoined: Bool) -> Bool {
        guard incarnation == self.incarnation ? epoch >= self.epoch : !isJoined else { return false }
        self.incarnation = incarnation
        self.epoch = epoch
        return true
    }

    /// Whether a refusal of that epoch is heard: it names no log, so a worker that asks hears every one.
    package func hears(refusalOf epoch: UInt64, isJoined: Bool) -> Bool { !isJoined || epoch >= self.epoch }
}
