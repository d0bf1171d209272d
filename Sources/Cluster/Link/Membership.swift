/// The coordinator's side of every worker link: handshake, stream of records, credit, heartbeats.
///
/// A worker is known by its name; a routing id (name and boot nonce) is one life of it. Records go out as contiguous
/// ranges, so that a worker can tell a gap; what was sent to a lost link is sent again from what the worker says it
/// has.
package struct Membership: Sendable {
    package struct Timing: Sendable {
        /// Between heartbeats (section 3).
        package var heartbeat: Instant = .milliseconds(200)
        /// Silence after which a worker counts as gone.
        package var silence: Instant = .milliseconds(1_000)
        /// Orders that a worker does not obey are given again.
        package var repeated: Instant = .milliseconds(400)

        package init() {}
    }

    /// Bytes of bodies in one range, unless one record is larger: a range is committed as a whole, and its size is how
    /// long a worker cannot say that it got further.
    package static let bytesInRange = 1 << 20

    /// One connected worker.
    package struct Member: Sendable {
        package internal(set) var route: [UInt8]
        package internal(set) var ready: Ready
        package internal(set) var progress: Progress
        /// The stream has been sent through here.
        package internal(set) var sentThrough: UInt64
        package internal(set) var lastHeard: Instant
        /// When this life of it joined.
        package internal(set) var joined: Instant
        /// What it was told to hold and copy.
        package internal(set) var told: ReadyAck
        /// When.
        var toldAt: Instant
        var lastSent: Instant
        /// Sub-requests sent and not answered.
        var flights = Flights()
        /// Ranges that were sent and not yet reported as applied.
        var unapplied: [(through: UInt64, bytes: Int)] = []
        /// `sendRecords` was asked for and `sent` has not come.
        var isReading = false

        /// How many sub-requests count against its credit.
        package var outstanding: Int { flights.count }

        /// Bytes of records that may be sent now: what the worker allows past `progress.applied`, less what is under
        /// way. Told so, a grant that crosses records on the wire never counts twice.
        package var recordCreditBytes: Int {
            progress.recordCreditBytes - unapplied.reduce(0) { $0 + $1.bytes }
        }
    }

    package enum Event: Sendable {
        /// `chainsMatch`: every position the worker names is one of this log.
        case ready(route: [UInt8], Ready, chainsMatch: Bool)
        case heartbeat(route: [UInt8], Progress)
        /// The log has been committed through here and applied to the catalogue.
        case head(UInt64)
        /// What `sendRecords` asked for was sent; `through` = `after` where nothing could be read.
        case sent(worker: String, route: [UInt8], after: UInt64, through: UInt64, bytes: Int)
        case unreachable(route: [UInt8])
        /// The table has changed.
        case placed(Placement)
        case tick
    }

    package enum Action: Equatable, Sendable {
        /// An answer to READY, or new orders.
        case acknowledge(route: [UInt8], ReadyAck)
        case refuse(route: [UInt8], Refusal, String)
        /// With how far the stream was sent, so that the worker notices a lost range that none follows.
        case heartbeat(route: [UInt8], sentThrough: UInt64)
        /// Send the records after `after`, at most so many bytes of bodies (but one record), then say `sent`. A worker
        /// has one such order at a time.
        case sendRecords(worker: String, route: [UInt8], after: UInt64, maxBytes: Int)
        case joined(String)
        case lost(String)
        /// A worker that the table does not have.
        case stranger(Placement.Node)
    }

    private let timing: Timing
    private let incarnation: [UInt8]
    package private(set) var placement: Placement
    package private(set) var members: [String: Member] = [:]
    package private(set) var head: UInt64
    /// Heads of the last seconds, so that it can be told how old what a worker lacks is.
    private var heads: [(at: Instant, seq: UInt64)] = []

    package init(placement: Placement, incarnation: [UInt8], head: UInt64, timing: Timing = Timing()) {
        self.placement = placement
        self.incarnation = incarnation
        self.head = head
        self.timing = timing
    }

    package mutating func on(_ event: Event, now: Instant) -> [Action] {
        switch event {
        case .ready(let route, let ready, let chainsMatch):
            return join(route, ready, chainsMatch: chainsMatch, now: now)
        case .heartbeat(let route, let progress): return heard(route, progress, now: now)
        case .head(let seq):
            head = max(head, seq)
            remember(now: now)
            return members.keys.sorted().flatMap { stream(to: $0) }
        case .sent(let worker, let route, let after, let through, let bytes):
            // An order from before the worker came back belongs to a stream that is over.
            guard let member = members[worker], member.route == route, member.sentThrough == after else { return [] }
            members[worker]?.isReading = false
            guard through > after else { return [] }
            members[worker]?.sentThrough = max(through, member.progress.applied.seq)
            members[worker]?.unapplied.append((through, bytes))
            members[worker]?.lastSent = now
            return stream(to: worker)
        case .unreachable(let route): return worker(of: route).map { remove($0) } ?? []
        case .placed(let placement): return place(placement, now: now)
        case .tick: return tick(now: now)
        }
    }

    /// Counts a sub-request as sent to a worker, until it is answered or its time is over.
    ///
    /// - Parameter request: names the attempt, not only the question.
    package mutating func began(_ request: UInt64, with worker: String, deadline: Instant) {
        members[worker]?.flights.begin(request, deadline: deadline)
    }

    /// A sub-request was answered or refused.
    package mutating func ended(_ request: UInt64, with worker: String) { members[worker]?.flights.end(request) }

    private mutating func join(_ route: [UInt8], _ ready: Ready, chainsMatch: Bool, now: Instant) -> [Action] {
        guard ProtocolVersion.common(ready.protocolMin, ready.protocolMax) != nil else {
            let (oldest, newest) = (ProtocolVersion.oldest, ProtocolVersion.newest)
            return [.refuse(route: route, .unsupported, "protocols \(oldest) to \(newest) are spoken here")]
        }
        var actions = members[ready.worker].map { $0.route == route ? [] : [Action.lost(ready.worker)] } ?? []
        let rebuild = !chainsMatch || !isOfThisLog(ready)
        var told = orders(for: ready.worker)
        told.rebuild = rebuild
        let start = rebuild ? Position.start : streamStart(ready, told.assigned)
        let before = members[ready.worker]
        members[ready.worker] = Member(
            route: route,
            ready: ready,
            progress: Progress(
                applied: start, common: rebuild ? 0 : ready.common.seq,
                replicas: rebuild
                    ? [:]
                    : ready.replicas.mapValues { held in
                        ReplicaReport(seq: min(held.seq, ready.common.seq))
                    }, recordCreditBytes: 0, queryCredit: 0),
            sentThrough: start.seq,
            lastHeard: now,
            joined: before?.route == route ? before?.joined ?? now : now,
            told: told,
            toldAt: now,
            lastSent: now
        )
        if placement.node(ready.worker)?.host != ready.host {
            actions.append(.stranger(Placement.Node(name: ready.worker, host: ready.host)))
        }
        actions += [.acknowledge(route: route, told), .joined(ready.worker)]
        return actions
    }

    /// What a worker is to hold and to copy. A copy waits until the worker that it comes from is here.
    private func orders(for worker: String) -> ReadyAck {
        let copies = placement.copying(to: worker).compactMap { vshard, replica -> CopyOrder? in
            guard let address = members[replica.source]?.ready.copyAddress, !address.isEmpty else { return nil }
            return CopyOrder(vshard: vshard, transfer: replica.transfer, address: address)
        }
        return ReadyAck(
            incarnation: incarnation, vshards: placement.vshards, assigned: placement.held(by: worker),
            copies: copies, rebuild: false, version: placement.version)
    }

    private mutating func place(_ placement: Placement, now: Instant) -> [Action] {
        self.placement = placement
        return instruct(now: now)
    }

    /// Tells each worker what has changed for it, and again what it does not obey after a while.
    private mutating func instruct(now: Instant) -> [Action] {
        members.keys.sorted().compactMap { worker in
            guard let member = members[worker] else { return nil }
            let orders = orders(for: worker)
            let isKnown = orders.assigned == member.told.assigned && orders.copies == member.told.copies
            let isObeyed = member.progress.obeys >= member.told.version || now < member.toldAt + timing.repeated
            guard !isKnown || !isObeyed else { return nil }
            // What it does not obey yet may have been to begin anew, and may be lost.
            let rebuild = member.told.rebuild && member.progress.obeys < member.told.version
            members[worker]?.told = orders
            members[worker]?.told.rebuild = rebuild
            members[worker]?.toldAt = now
            return .acknowledge(route: member.route, members[worker]?.told ?? orders)
        }
    }

    private mutating func remember(now: Instant) {
        if heads.last?.seq != head { heads.append((now, head)) }
        while heads.count > 1, heads[1].at + Membership.staleAfter <= now { heads.removeFirst() }
    }

    /// How old what it lacks must be for a replica to be asked last (section 8).
    package static let staleAfter: Instant = .milliseconds(1_000)

    /// What a replica must have so as not to be late: the head of a second ago.
    package func freshSeq(now: Instant) -> UInt64 {
        heads.last { $0.at + Membership.staleAfter <= now }?.seq ?? 0
    }

    /// Records without the name of their log may be any log's.
    private func isOfThisLog(_ ready: Ready) -> Bool {
        guard ready.incarnation.isEmpty else { return ready.incarnation == incarnation }
        return ready.common.seq == 0 && ready.replicas.values.allSatisfy { $0.seq == 0 }
    }

    /// The lowest position of all that the worker will hold.
    private func streamStart(_ ready: Ready, _ assigned: [VShard]) -> Position {
        var lowest = ready.common
        for vshard in assigned {
            let position = ready.replicas[vshard] ?? .start
            if position.seq < lowest.seq { lowest = position }
        }
        return lowest
    }

    private mutating func heard(_ route: [UInt8], _ progress: Progress, now: Instant) -> [Action] {
        guard let worker = worker(of: route) else {
            // A worker that was given up does not know it yet; READY puts both sides in step.
            return [.refuse(route: route, .notReady, "say READY again")]
        }
        members[worker]?.lastHeard = now
        members[worker]?.take(progress, head: head)
        // The acknowledgement of an older READY may have passed for that of a newer one, which was lost: what the
        // worker says now counts. What it has already it drops.
        if let member = members[worker], member.ready.isFed != progress.isFed {
            members[worker]?.ready.isFed = progress.isFed
            members[worker]?.sentThrough = member.progress.applied.seq
            members[worker]?.unapplied = []
            members[worker]?.isReading = false
        }
        return stream(to: worker)
    }

    private mutating func stream(to worker: String) -> [Action] {
        guard let member = members[worker], member.ready.isFed, !member.isReading, member.sentThrough < head else {
            return []
        }
        let credit = member.recordCreditBytes
        guard credit > 0 else { return [] }
        members[worker]?.isReading = true
        let maxBytes = min(credit, Membership.bytesInRange)
        return [.sendRecords(worker: worker, route: member.route, after: member.sentThrough, maxBytes: maxBytes)]
    }

    private mutating func remove(_ worker: String) -> [Action] {
        members.removeValue(forKey: worker) == nil ? [] : [.lost(worker)]
    }

    private mutating func tick(now: Instant) -> [Action] {
        remember(now: now)
        // A copy may have waited for its source.
        var actions = instruct(now: now)
        for name in members.keys.sorted() {
            members[name]?.flights.expire(now: now)
            guard let member = members[name] else { continue }
            if now >= member.lastHeard + timing.silence {
                actions += remove(name)
            } else if now >= member.lastSent + timing.heartbeat {
                members[name]?.lastSent = now
                actions.append(.heartbeat(route: member.route, sentThrough: member.sentThrough))
            }
        }
        return actions
    }

    /// The worker whose present life has that routing id.
    package func worker(of route: [UInt8]) -> String? {
        members.first { $0.value.route == route }?.key
    }
}

extension Membership.Member {
    /// Takes up what the worker says of itself. Reports come over two sockets and may overtake each other or come from
    /// before the last READY: `applied` never goes back, nor past the log.
    ///
    /// A worker may be further than the stream, where a READY said earlier was handled late: the stream then skips what
    /// it has. Should the report be the older of the two, the worker finds a gap and says READY again.
    mutating func take(_ report: Progress, head: UInt64) {
        progress.recordCreditBytes = report.recordCreditBytes
        progress.queryCredit = report.queryCredit
        progress.queued = report.queued
        progress.obeys = report.obeys
        if report.common <= head { progress.common = max(progress.common, report.common) }
        progress.replicas = report.replicas
        unapplied.removeAll { $0.through <= report.applied.seq }
        guard report.applied.seq > progress.applied.seq, report.applied.seq <= head else { return }
        progress.applied = report.applied
        if !isReading { sentThrough = max(sentThrough, report.applied.seq) }
    }
}
