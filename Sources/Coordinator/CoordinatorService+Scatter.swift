import CatalogueStore
import Cluster
import Domain
import FoundationEssentials
import Messages
import SwiftProtobuf
import Transport
import Wire

/// A sub-request that waits for credit.
struct Outgoing {
    var scatter: UInt64
    var attempt: UInt8
    var body: [UInt8]
    /// Since when.
    var since: Instant
}

extension CoordinatorService {
    /// Whom a scatter asks.
    enum Reach {
        /// Every vshard.
        case all
        /// The home of one record.
        case home(String)
        /// Any one worker: the question needs only what is on every worker.
        case anyWorker
    }

    /// Sends a sub-request to one worker each, and calls `done` when all have answered or the deadline passed.
    func scatter(
        _ sub: WireSubRequest, to reach: Reach, of question: Question, done: @escaping (Scatter) -> Void
    ) {
        var sub = sub
        sub.asOf = question.asOf.text
        let scope: Router.Scope =
            switch reach {
            case .all: .vshards(placement.allVShards)
            case .home(let id): .vshards([VShard(id: id, count: placement.vshards)])
            case .anyWorker: .anyWorker
            }
        let query = Query(
            scope, at: question.seq, kind: sub.kindNumber, deadline: question.gatherDeadline,
            minCoverage: question.ask.minCoverage, records: records(), now: now)
        let scatter = Scatter(
            id: number(), query: query, sub: sub, isAnyWorker: reach.isAny, seq: question.seq, done: done)
        scatters[scatter.id] = scatter
        perform(scatter.query.begin(&router, membership, now: now), of: scatter)
        step(scatter, .tick)
        if case .all = reach { warm(sub, at: question.seq) }
    }

    /// Records of each vshard, at the newest change.
    func records() -> [UInt64] {
        if let known = recordCounts, known.seq == catalogue.position.seq, known.counts.count == placement.vshards {
            return known.counts
        }
        let counts = (try? catalogue.records(ofVShards: placement.vshards)) ?? []
        recordCounts = (catalogue.position.seq, counts)
        return counts
    }

    /// Tells a question what has come to pass, does what follows, and ends it where it is done.
    func step(_ scatter: Scatter, _ event: Query.Event) {
        perform(scatter.query.on(event, &router, membership, now: now), of: scatter)
        if scatter.query.isDone { finish(scatter) }
    }

    private func perform(_ actions: [Query.Action], of scatter: Scatter) {
        for action in actions {
            switch action {
            case .send(let attempt, let target): ask(target, attempt, scatter)
            case .cancel(let attempt, let worker): cancel(scatter, attempt, worker)
            }
        }
    }

    private func cancel(_ scatter: Scatter, _ attempt: UInt8, _ worker: String) {
        let waits = waiting[worker]?.firstIndex { $0.scatter == scatter.id && $0.attempt == attempt }
        if let waits {
            waiting[worker]?.remove(at: waits)
        } else if let member = membership.members[worker] {
            var header = FrameHeader(.cancel, request: scatter.id, epoch: epoch)
            header.attempt = attempt
            _ = queries.send(member.route, header, [])
        }
    }

    /// Sends now where the worker has credit left, else when it has again. A worker that has just joined grants its
    /// first when it has read the acknowledgement: before, it would refuse.
    private func ask(_ target: Router.Target, _ attempt: UInt8, _ scatter: Scatter) {
        guard waiting[target.worker]?.count ?? 0 < CoordinatorLimits.queueOfWorker else {
            return giveBack(scatter, attempt, .busy)
        }
        var part = scatter.sub
        // What any worker answers is answered from what is on every worker.
        part.vshards = scatter.isAnyWorker ? [] : target.vshards.map(\.rawValue)
        waiting[target.worker, default: []].append(
            Outgoing(scatter: scatter.id, attempt: attempt, body: part.wireBytes, since: now))
        drain(target.worker)
    }

    /// An attempt did not go out.
    private func giveBack(_ scatter: Scatter, _ attempt: UInt8, _ refusal: Refusal) {
        perform(scatter.query.on(.unsent(attempt: attempt, refusal), &router, membership, now: now), of: scatter)
    }

    func drain(_ worker: String) {
        while let member = membership.members[worker], member.outstanding < member.progress.queryCredit,
            let next = waiting[worker]?.first
        {
            waiting[worker]?.removeFirst()
            guard let scatter = scatters[next.scatter] else { continue }
            let deadline = scatter.query.deadline
            guard now < deadline else { continue }
            var header = FrameHeader(
                .subRequest, request: scatter.id, epoch: epoch, seq: scatter.seq,
                budgetMicroseconds: UInt32(clamping: (deadline - now) / 1_000))
            header.attempt = next.attempt
            switch queries.send(member.route, header, next.body) {
            case .sent:
                queueDelay.add(now - next.since)
                membership.began(flight(scatter.id, next.attempt), with: worker, deadline: deadline)
            case .full:
                giveBack(scatter, next.attempt, .busy)
                if scatter.query.isDone { finish(scatter) }
            case .unreachable:
                // The query link may lag behind the apply link by a moment after a join: try again at the next beat.
                waiting[worker]?.insert(next, at: 0)
                return
            }
        }
    }

    /// The number under which an attempt counts against a worker's credit.
    private func flight(_ scatter: UInt64, _ attempt: UInt8) -> UInt64 { scatter &<< 8 | UInt64(attempt) }

    /// A message on the query endpoint.
    func handleQuery(_ message: Incoming) {
        guard let worker = membership.worker(of: message.route) else { return }
        let (request, attempt) = (message.header.request, message.header.attempt)
        switch message.header.type {
        case .subReply, .refuse:
            membership.ended(flight(request, attempt), with: worker)
            if let place = shadows.removeValue(forKey: request) {
                if message.header.type == .subReply { warmed[place, default: 0] += 1 }
            } else if let scatter = scatters[request], scatter.query.worker(of: attempt) == worker {
                message.header.type == .subReply ? reply(message, scatter) : refused(message, scatter)
            }
            drain(worker)
        case .heartbeat: break
        default: refuse(queries, message, .unsupported, "not a message of the query endpoint")
        }
    }

    private func refused(_ message: Incoming, _ scatter: Scatter) {
        let refuse = try? WireRefuse(serializedBytes: message.body)
        if let text = refuse?.message { scatter.messages.append(text) }
        step(scatter, .refused(attempt: message.header.attempt, refuse?.refusal ?? .failed))
    }

    private func reply(_ message: Incoming, _ scatter: Scatter) {
        let attempt = message.header.attempt
        guard message.header.seq == scatter.seq, let reply = try? WireSubReply(serializedBytes: message.body) else {
            return step(scatter, .refused(attempt: attempt, .failed))
        }
        scatter.received[attempt] = reply
        let vshards = scatter.isAnyWorker ? placement.allVShards : reply.vshards.map { VShard(rawValue: $0) }
        step(scatter, .reply(attempt: attempt, vshards: vshards))
    }

    /// Ends a scatter; a late reply finds nothing.
    func finish(_ scatter: Scatter) {
        guard scatters.removeValue(forKey: scatter.id) != nil else { return }
        scatter.done(scatter)
    }

    /// What stood behind a finished scatter.
    func coverage(_ scatter: Scatter) -> Coverage { scatter.query.coverage }

    /// Asks replicas that are about to be used the same, so that their first real questions find them warm; nobody
    /// waits for the answers.
    private func warm(_ sub: WireSubRequest, at seq: UInt64) {
        guard isAnythingWarming else { return }
        for vshard in placement.allVShards {
            for replica in placement.replicas(of: vshard) where replica.state == .warming {
                let place = Planner.Place(vshard, replica.worker)
                guard let member = membership.members[replica.worker], member.progress.seq(of: vshard) >= seq,
                    member.outstanding < member.progress.queryCredit, !shadows.values.contains(place)
                else { continue }
                var part = sub
                part.vshards = [vshard.rawValue]
                let request = number()
                let header = FrameHeader(
                    .subRequest, request: request, epoch: epoch, seq: seq,
                    budgetMicroseconds: CoordinatorLimits.warmingMicroseconds)
                guard queries.send(member.route, header, part.wireBytes) == .sent else { continue }
                let deadline = now + Instant(CoordinatorLimits.warmingMicroseconds) * 1_000
                membership.began(flight(request, 0), with: replica.worker, deadline: deadline)
                shadows[request] = place
            }
        }
    }
}

extension CoordinatorService.Reach {
    fileprivate var isAny: Bool {
        if case .anyWorker = self { true } else { false }
    }
}

extension WireSubRequest {
    /// Of the question: answers to one kind take alike.
    fileprivate var kindNumber: UInt8 {
        switch ask {
        case .fetch: 1
        case .list: 2
        case .search: 3
        case .match: 4
        case .wantedBy: 5
        case .assess: 6
        case .projects: 7
        case .statistics: 8
        case .packages: 9
        case .whatIf: 10
        case .askNext: 11
        case .impact: 12
        case nil: 0
        }
    }
}
