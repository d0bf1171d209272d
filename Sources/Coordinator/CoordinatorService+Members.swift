import CatalogueStore
import ChangeLog
import Cluster
import Domain
import FoundationEssentials
import Logging
import Messages
import SwiftProtobuf
import Transport
import Wire

extension CoordinatorService {
    /// A message on the apply endpoint.
    func handleApply(_ message: Incoming) {
        switch message.header.type {
        case .ready: join(message)
        case .heartbeat:
            guard let beat = try? WireHeartbeat(serializedBytes: message.body) else { return }
            if let worker = membership.worker(of: message.route) { heartbeats[worker] = beat }
            perform(membership.on(.heartbeat(route: message.route, beat.progress), now: now))
            for worker in waiting.keys { drain(worker) }
        default: refuse(applies, message, .unsupported, "not a message of the apply endpoint")
        }
    }

    private func join(_ message: Incoming) {
        guard let wire = try? WireReady(serializedBytes: message.body) else {
            return refuse(applies, message, .unsupported, "READY cannot be read")
        }
        let ready = wire.ready
        // The membership looks at the incarnation.
        let matches = ready.incarnation != log.incarnation || isOfLog(ready)
        logger.info("worker says ready", metadata: ["worker": "\(ready.worker)", "applied": "\(ready.common.seq)"])
        perform(membership.on(.ready(route: message.route, ready, chainsMatch: matches), now: now))
    }

    /// Whether every position the worker names is one of this log.
    private func isOfLog(_ ready: Ready) -> Bool {
        for position in ready.replicas.values.map({ $0 }) + [ready.common] where position.seq > 0 {
            guard let record = try? log.record(at: position.seq), record.chain == position.chain else { return false }
        }
        return true
    }

    func perform(_ actions: [Membership.Action]) {
        for action in actions { perform(action) }
    }

    private func perform(_ action: Membership.Action) {
        switch action {
        case .acknowledge(let route, let ack):
            send(applies, route, FrameHeader(.readyAck, epoch: epoch, seq: membership.head), WireReadyAck(ack))
        case .refuse(let route, let refusal, let message):
            send(applies, route, FrameHeader(.refuse, epoch: epoch), WireRefuse(refusal, message))
        case .heartbeat(let route, let sentThrough):
            let outcome = applies.send(route, FrameHeader(.heartbeat, epoch: epoch, seq: sentThrough), [])
            // Its process is gone: no need to wait for the silence.
            if outcome == .unreachable { perform(membership.on(.unreachable(route: route), now: now)) }
        case .sendRecords(let worker, let route, let after, let maxBytes):
            sendRecords(worker, route, after: after, maxBytes: maxBytes)
        case .joined(let worker): logger.info("worker joined", metadata: ["worker": "\(worker)"])
        case .lost(let worker): lose(worker)
        case .stranger(let node): controller?.met(node)
        }
    }

    private func lose(_ worker: String) {
        logger.warning("worker lost", metadata: ["worker": "\(worker)"])
        heartbeats[worker] = nil
        for (request, place) in shadows where place.worker == worker { shadows[request] = nil }
        router.lost(worker)
        // What has not gone out goes elsewhere, and is no retry.
        for next in waiting.removeValue(forKey: worker) ?? [] {
            if let scatter = scatters[next.scatter] {
                step(scatter, .unsent(attempt: next.attempt, .notReady))
            }
        }
        for scatter in Array(scatters.values) where scatter.query.awaits(worker) {
            step(scatter, .lost(worker: worker))
        }
    }

    /// Sends the range after `after` that concerns the worker, one frame of it, and says how far it went.
    private func sendRecords(_ worker: String, _ route: [UInt8], after: UInt64, maxBytes: Int) {
        var (through, bytes) = (after, 0)
        do {
            let limit = min(maxBytes, CoordinatorLimits.recordBytes)
            if let range = try range(worker, after: after, maxBytes: limit) {
                var header = FrameHeader(.records, epoch: epoch, seq: range.through)
                if !writes.isEmpty || range.through < membership.head { header.flags = FrameHeader.moreComing }
                switch applies.send(route, header, range.frame) {
                case .sent: (through, bytes) = (range.through, range.bytes)
                case .full: break
                case .unreachable: return perform(membership.on(.unreachable(route: route), now: now))
                }
            }
        } catch {
            logger.error("the log cannot be read", metadata: ["error": "\(error)"])
        }
        perform(
            membership.on(.sent(worker: worker, route: route, after: after, through: through, bytes: bytes), now: now))
    }

    /// The frame of the next range; nil where nothing follows.
    private func range(
        _ worker: String, after: UInt64, maxBytes: Int
    ) throws -> (frame: [UInt8], through: UInt64, bytes: Int)? {
        let mine = Set((membership.members[worker]?.told.assigned ?? []).map(\.rawValue))
        let head = membership.head
        var frame = RecordsFrame(from: after, capacity: maxBytes + maxBytes / 8)
        var through = Position(seq: after, chain: .start)
        var bytes = 0
        var chain: [UInt8] = []
        try log.forEach(after: after, maxRecords: CoordinatorLimits.recordsInFrame, maxBytes: maxBytes) { record in
            // What is durable but not yet in the catalogue is not announced.
            guard record.seq <= head else { return }
            through.seq = record.seq
            chain.removeAll(keepingCapacity: true)
            chain.append(contentsOf: record.chain)
            bytes += record.body.count + CoordinatorLimits.recordOverhead
            guard record.kind.isBroadcast || mine.contains(record.vshard) else { return }
            frame.add(
                seq: record.seq, birth: record.birth, kind: record.kind.number, id: record.id, body: record.body,
                timeMs: record.timeMs)
        }
        guard through.seq > after else { return nil }
        through.chain = Chain(bytes: chain)
        return (frame.end(through), through.seq, bytes)
    }

    func refuse(_ endpoint: ServerEndpoint, _ message: Incoming, _ refusal: Refusal, _ text: String) {
        var header = FrameHeader(.refuse, request: message.header.request, epoch: epoch)
        header.attempt = message.header.attempt
        send(endpoint, message.route, header, WireRefuse(refusal, text))
    }

    @discardableResult
    func send(
        _ endpoint: ServerEndpoint, _ route: [UInt8], _ header: FrameHeader, _ body: some WireMessage
    ) -> SendOutcome {
        endpoint.send(route, header, body.wireBytes)
    }
}
