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
    var body: [UInt8]
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
        let (targets, missing) = plan(reach, at: question.seq)
        let scatter = Scatter(
            id: number(), gather: Gather(targets: targets, missing: missing, deadline: question.deadline),
            seq: question.seq, done: done)
        scatters[scatter.id] = scatter
        for target in targets {
            var part = sub
            part.vshards = target.vshards.map(\.rawValue)
            part.asOf = question.asOf.text
            if case .anyWorker = reach {
                // It answers for all of them from what is on every worker.
                scatter.anyWorkerShards = target.vshards
                part.vshards = []
            }
            ask(target.worker, Outgoing(scatter: scatter.id, body: part.wireBytes))
        }
        if scatter.gather.on(.tick, now: now) == .done { finish(scatter) }
    }

    private func plan(_ reach: Reach, at seq: UInt64) -> (targets: [Gather.Target], missing: [VShard: Coverage.Why]) {
        let all = (0..<placement.vshards).map { VShard(rawValue: UInt32($0)) }
        switch reach {
        case .anyWorker:
            // The least busy of the workers that hold the change, else of all; a name decides between equals.
            let free = membership.members.min { a, b in
                let isBehind = (a.value.progress.applied.seq < seq, b.value.progress.applied.seq < seq)
                if isBehind.0 != isBehind.1 { return isBehind.1 }
                return (a.value.outstanding, a.key) < (b.value.outstanding, b.key)
            }
            if let free { return ([Gather.Target(worker: free.key, vshards: all)], [:]) }
            return ([], Dictionary(uniqueKeysWithValues: all.map { ($0, .noReplica) }))
        case .home(let id): return plan([VShard(id: id, count: placement.vshards)], at: seq)
        case .all: return plan(all, at: seq)
        }
    }

    private func plan(
        _ vshards: [VShard], at seq: UInt64
    ) -> (targets: [Gather.Target], missing: [VShard: Coverage.Why]) {
        let plan = ReadPlan(
            vshards: vshards, placement: placement, members: membership.members, head: catalogue.position.seq,
            minSeq: seq, lagMax: CoordinatorLimits.lagMax, queues: true)
        guard let plan else {
            return ([], Dictionary(uniqueKeysWithValues: vshards.map { ($0, .behind) }))
        }
        return (plan.targets, plan.missing)
    }

    /// Sends now where the worker has credit left, else when it has again. A worker that has just joined grants its
    /// first when it has read the acknowledgement: before, it would refuse.
    private func ask(_ worker: String, _ outgoing: Outgoing) {
        guard waiting[worker]?.count ?? 0 < CoordinatorLimits.queueOfWorker else {
            return settle(outgoing.scatter, .refused(worker: worker, .busy))
        }
        waiting[worker, default: []].append(outgoing)
        drain(worker)
    }

    func drain(_ worker: String) {
        while let member = membership.members[worker], member.outstanding < member.progress.queryCredit,
            let next = waiting[worker]?.first
        {
            waiting[worker]?.removeFirst()
            guard let scatter = scatters[next.scatter] else { continue }
            let deadline = scatter.gather.deadline
            guard now < deadline else { continue }
            let header = FrameHeader(
                .subRequest, request: scatter.id, epoch: epoch, seq: scatter.seq,
                budgetMicroseconds: UInt32(clamping: (deadline - now) / 1_000))
            switch queries.send(member.route, header, next.body) {
            case .sent: membership.began(scatter.id, with: worker, deadline: deadline)
            case .full: settle(scatter.id, .refused(worker: worker, .busy))
            case .unreachable:
                // The query link may lag behind the apply link by a moment after a join: try again at the next beat.
                waiting[worker]?.insert(next, at: 0)
                return
            }
        }
    }

    /// A message on the query endpoint.
    func handleQuery(_ message: Incoming) {
        guard let worker = membership.worker(of: message.route) else { return }
        switch message.header.type {
        case .subReply:
            membership.ended(message.header.request, with: worker)
            if let scatter = scatters[message.header.request], scatter.gather.awaits(worker) {
                reply(message, worker, scatter)
            }
            drain(worker)
        case .refuse:
            membership.ended(message.header.request, with: worker)
            let refuse = try? WireRefuse(serializedBytes: message.body)
            if let text = refuse?.message { scatters[message.header.request]?.messages.append(text) }
            settle(message.header.request, .refused(worker: worker, refuse?.refusal ?? .failed))
            drain(worker)
        case .heartbeat: break
        default: refuse(queries, message, .unsupported, "not a message of the query endpoint")
        }
    }

    private func reply(_ message: Incoming, _ worker: String, _ scatter: Scatter) {
        guard message.header.seq == scatter.seq, let reply = try? WireSubReply(serializedBytes: message.body) else {
            return settle(scatter.id, .refused(worker: worker, .failed))
        }
        scatter.replies.append(reply)
        settle(
            scatter.id,
            .reply(worker: worker, vshards: reply.vshards.map { VShard(rawValue: $0) } + scatter.anyWorkerShards))
    }

    private func settle(_ id: UInt64, _ event: Gather.Event) {
        guard let scatter = scatters[id] else { return }
        if scatter.gather.on(event, now: now) == .done { finish(scatter) }
    }

    /// Ends a scatter; a late reply finds nothing.
    func finish(_ scatter: Scatter) {
        guard scatters.removeValue(forKey: scatter.id) != nil else { return }
        scatter.done(scatter)
    }

    /// What stood behind a finished scatter.
    func coverage(_ scatter: Scatter) -> Coverage {
        if recordCounts?.seq != catalogue.position.seq {
            let counts = (try? catalogue.records(ofVShards: placement.vshards)) ?? []
            recordCounts = (catalogue.position.seq, counts)
        }
        let counts = recordCounts?.counts ?? []
        return scatter.gather.coverage { Int($0.rawValue) < counts.count ? counts[Int($0.rawValue)] : 0 }
    }
}
