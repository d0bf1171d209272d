import Answers
import CatalogueStore
import ChangeLog
import Cluster
import Domain
import FoundationEssentials
import JSON
import OS
import ServiceKit
import Transport
import Wire

extension CoordinatorService {
    /// `cluster status`: who is there, what each holds, how far it is.
    func answerStatus(_ message: Incoming, _ ask: WireClientRequest) {
        let head = catalogue.position.seq
        let records = records()
        var answered = 0
        var covered: UInt64 = 0
        var missing: [Coverage.Why: [VShard]] = [:]
        var lacking: [Coverage.Why: UInt64] = [:]
        for vshard in placement.allVShards {
            let count = Int(vshard.rawValue) < records.count ? records[Int(vshard.rawValue)] : 0
            if let why = absence(vshard, minSeq: ask.minSeq, head: head) {
                missing[why, default: []].append(vshard)
                lacking[why, default: 0] += count
            } else {
                answered += 1
                covered += count
            }
        }
        let reasons = missing.keys.sorted { $0.rawValue < $1.rawValue }.map {
            Coverage.Reason(shards: missing[$0] ?? [], why: $0, records: lacking[$0] ?? 0)
        }
        let envelope = Envelope(
            asOf: ShanghaiTime.today, asOfSeq: head,
            coverage: Coverage(
                shards: placement.vshards, answered: answered, covered: covered,
                expected: covered + lacking.values.reduce(0, +), reasons: reasons))
        var answer = WireClientAnswer()
        answer.json = Data(
            envelope.answer([
                ("coordinator", coordinatorJSON), ("placement", placementJSON), ("sizing", sizingJSON),
                ("workers", .array(placement.nodes.map { workerJSON($0, head) })),
                ("shards", .array(placement.allVShards.map { shardJSON($0, records) })),
                (
                    "notes",
                    .array(
                        notes.reversed().map {
                            ["at": .string(ShanghaiTime.text(milliseconds: $0.timeMs)), "what": .string($0.text)]
                        })
                ),
            ]).bytes)
        answer.asOfSeq = head
        answer.coverage = envelope.coverage.fraction
        reply(message.route, message.header.request, answer)
    }

    /// Why a vshard does not count as there: none of its replicas does; nil where one does.
    private func absence(_ vshard: VShard, minSeq: UInt64, head: UInt64) -> Coverage.Why? {
        let replicas = placement.replicas(of: vshard).filter(\.state.isAsked)
        guard !replicas.isEmpty else { return .noReplica }
        let all = replicas.map { replica in
            CoordinatorService.absence(
                applied: membership.members[replica.worker]?.progress.seq(of: vshard), minSeq: minSeq, head: head)
        }
        if all.contains(nil) { return nil }
        return all.contains(.behind) ? .behind : .unreachable
    }

    private func shardJSON(_ vshard: VShard, _ records: [UInt64]) -> JSONValue {
        let replicas = placement.replicas(of: vshard)
        let place = Int(vshard.rawValue)
        return [
            "shard": .int(place), "worker": .string(replicas.first { $0.state.isAsked }?.worker ?? ""),
            "records": .int(place < records.count ? records[place] : 0),
            "replicas": .array(
                replicas.map { replica in
                    let member = membership.members[replica.worker]
                    let report = member?.progress.replicas[vshard]
                    return [
                        "worker": .string(replica.worker), "state": .string(replica.state.rawValue),
                        "applied_seq": .int(member?.progress.seq(of: vshard) ?? 0), "bytes": .int(report?.bytes ?? 0),
                    ]
                }),
        ]
    }

    /// `cluster autoscale`.
    private var sizingJSON: JSONValue {
        let sizing = sizing
        func decimal(_ value: Double, _ digits: Int) -> JSONValue {
            let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
            return .number(JSONNumber.fixed(Int64((value * scale).rounded()), digits: digits))
        }
        return [
            "workers": .int(sizing.workers), "workers_wanted": .int(sizing.workersWanted),
            "goal": decimal(sizing.goal, 2), "busy_cores": decimal(sizing.busyCores, 3),
            "cores": decimal(sizing.cores, 1), "headroom": sizing.headroom.map { decimal($0, 2) } ?? .null,
            "questions_per_second": decimal(sizing.questionsPerSecond, 1),
            "cpu_s_per_question": decimal(sizing.cpuSecondsPerQuestion, 6),
            "queue_delay_p95_ms": queueDelay.estimate.map { decimal(Double($0) / 1e6, 3) } ?? .null,
        ]
    }

    private var placementJSON: JSONValue {
        let view = view()
        let known = Planner.View(
            present: Set(membership.members.keys), load: view.load, bytes: view.bytes, records: view.records)
        return [
            "copies": .int(placement.copies), "moving": .bool(placement.isMoving),
            "imbalance": .number(
                JSONNumber.fixed(Int64((Planner().imbalance(placement, known) * 1_000).rounded()), digits: 3)),
            "questions": .int(router.counters.questions), "sub_requests": .int(router.counters.subRequests),
            "hedges": .int(router.counters.hedges), "hedges_won": .int(router.counters.hedgesWon),
            "retries": .int(router.counters.retries), "retries_refused": .int(router.counters.retriesRefused),
        ]
    }

    /// Why a worker's vshards do not count as there; nil where they do. One that is being filled is not there yet.
    static func absence(applied: UInt64?, minSeq: UInt64, head: UInt64) -> Coverage.Why? {
        guard let applied else { return .unreachable }
        return applied >= minSeq && applied + CoordinatorLimits.lagOfPresent >= head ? nil : .behind
    }

    private var coordinatorJSON: JSONValue {
        [
            "epoch": .int(leaseEpoch), "table_version": .int(placement.version),
            "incarnation": .string(log.incarnation.map { Hex.pair($0) }.joined()),
            "address": .string(settings.clientAddress), "writes": .bool(isHolder),
            "holder": .string(isHolder ? settings.clientAddress : holderAddress),
            "log_reachable": .bool(seen.isReachable), "pid": .int(CurrentProcess.id),
            "resident_bytes": .int(ProcessFacts.residentBytes),
            "uptime_s": .int(now / 1_000_000_000), "writes_waiting": .int(appender.depth),
            "questions": .int(scatters.count),
            "admission": [
                "limit": .number(JSONNumber.fixed(Int64(admission.limit * 10), digits: 1)),
                "under_way": .number(JSONNumber.fixed(Int64(admission.underWay * 10), digits: 1)),
                "refused": .int(admission.refused.reduce(0, +)),
            ],
            "frames": [
                "client": framesJSON(clients), "query": framesJSON(queries), "apply": framesJSON(applies),
            ],
        ]
    }

    private func framesJSON(_ endpoint: ServerEndpoint) -> JSONValue {
        let counters = endpoint.counters
        return [
            "received": .int(counters.received), "sent": .int(counters.sent), "refused": .int(counters.refusedSends),
            "garbage": .int(counters.garbage), "connected": .int(counters.connected),
            "disconnected": .int(counters.disconnected), "handshakes_failed": .int(counters.handshakesFailed),
            "handshakes_refused": .int(counters.handshakesRefused), "revoked": .int(counters.revoked),
        ]
    }

    private func workerJSON(_ node: Placement.Node, _ head: UInt64) -> JSONValue {
        let shards = JSONValue.array(placement.held(by: node.name).map { .int($0.rawValue) })
        guard let member = membership.members[node.name] else {
            return [
                "worker": .string(node.name), "state": "unreachable", "shards": shards, "host": .string(node.host),
                "mode": .string(node.state.rawValue),
            ]
        }
        let beat = heartbeats[node.name]
        let applied = member.progress.applied.seq
        return [
            "worker": .string(node.name), "state": applied == head ? "active" : "catching_up",
            "shards": shards, "applied_seq": .int(applied),
            "lag": .int(head - min(head, applied)), "outstanding": .int(member.outstanding),
            "resident_bytes": .int(beat?.residentBytes ?? 0),
            "heard_ms_ago": .int((now - min(now, member.lastHeard)) / 1_000_000), "host": .string(node.host),
            "mode": .string(node.state.rawValue), "copying": .int(placement.copying(to: node.name).count),
            "busy_us": .int(beat?.busyUs ?? 0),
        ]
    }
}

/// Bytes as hexadecimal digits.
enum Hex {
    static func pair(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
