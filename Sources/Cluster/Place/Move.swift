/// The life of a replica that is being made: absent → copying → catching up → warming → active, and of one that is
/// given up: active → draining → absent (40-cluster.md, section 9).
///
/// What has become of it is in the table, so that another coordinator goes on from there; here is only how long it has
/// been so. A replica that does not get on goes back to absent, and its source is not touched.
package struct Move: Sendable {
    package struct Timing: Sendable {
        /// Without a byte or a record more.
        package var patience: Instant = .milliseconds(10_000)
        /// At most, to answer questions that nobody waits for.
        package var warming: Instant = .milliseconds(600)
        /// Of these so many are enough.
        package var warmed = 16
        /// A replica that nobody asks any longer is kept for questions under way.
        package var draining: Instant = .milliseconds(2_000)
        /// Changes behind the log that are near enough.
        package var near: UInt64 = 1_000

        package init() {}
    }

    package enum Step: Equatable, Sendable {
        case stay
        case become(Placement.Replica.State)
        /// It is gone: given up, or it could not be made.
        case leave(String)
    }

    private let timing: Timing
    private var state: Placement.Replica.State
    private var transfer: UInt32
    private var since: Instant
    private var progress: UInt64 = 0
    private var progressed: Instant

    package init(_ replica: Placement.Replica, now: Instant, timing: Timing = Timing()) {
        self.timing = timing
        state = replica.state
        transfer = replica.transfer
        since = now
        progressed = now
    }

    /// What becomes of the replica now.
    ///
    /// - Parameters:
    ///   - report: what its worker says of it; nil where the worker is gone or says nothing.
    ///   - warmed: questions it has answered that nobody waited for.
    package mutating func next(
        _ replica: Placement.Replica, _ report: ReplicaReport?, head: UInt64, warmed: Int, now: Instant
    ) -> Step {
        // A new attempt has time of its own.
        if replica.state != state || replica.transfer != transfer {
            state = replica.state
            transfer = replica.transfer
            since = now
            progressed = now
            progress = 0
        }
        switch state {
        case .active: return .stay
        case .draining: return now >= since + timing.draining ? .leave("given up") : .stay
        case .copying:
            if let report, report.transfer == replica.transfer {
                if !report.failure.isEmpty { return .leave(report.failure) }
                if report.seq > 0 { return .become(.catchingUp) }
                note(report.bytes, now: now)
            }
        case .catchingUp:
            if let report {
                if report.seq + timing.near >= head { return .become(.warming) }
                note(report.seq, now: now)
            }
        case .warming:
            if warmed >= timing.warmed || now >= since + timing.warming, report != nil { return .become(.active) }
        }
        return now >= progressed + timing.patience ? .leave("no progress while \(state.rawValue)") : .stay
    }

    private mutating func note(_ value: UInt64, now: Instant) {
        guard value > progress else { return }
        progress = value
        progressed = now
    }
}
