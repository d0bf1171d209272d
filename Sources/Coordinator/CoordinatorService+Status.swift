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
        var answered = 0
        var covered: UInt64 = 0
        var expected: UInt64 = 0
        var missing: [Coverage.Why: [VShard]] = [:]
        var lacking: [Coverage.Why: UInt64] = [:]
        var shards: [JSONValue] = []
        for number in 0..<placement.vshards {
            let vshard = VShard(rawValue: UInt32(number))
            let records = (try? catalogue.records(in: vshard)) ?? 0
            let worker = placement.worker(of: vshard)
            expected += records
            let applied = membership.members[worker]?.progress.applied.seq
            if let why = CoordinatorService.absence(applied: applied, minSeq: ask.minSeq, head: head) {
                missing[why, default: []].append(vshard)
                lacking[why, default: 0] += records
            } else {
                answered += 1
                covered += records
            }
            shards.append(["shard": .int(number), "worker": .string(worker), "records": .int(records)])
        }
        let reasons = missing.keys.sorted { $0.rawValue < $1.rawValue }.map {
            Coverage.Reason(shards: missing[$0] ?? [], why: $0, records: lacking[$0] ?? 0)
        }
        let envelope = Envelope(
            asOf: ShanghaiTime.today, asOfSeq: head,
            coverage: Coverage(
                shards: placement.vshards, answered: answered, covered: covered, expected: expected, reasons: reasons))
        var answer = WireClientAnswer()
        answer.json = Data(
            envelope.answer([
                ("coordinator", coordinatorJSON), ("workers", .array(placement.workers.map { workerJSON($0, head) })),
                ("shards", .array(shards)),
            ]).bytes)
        answer.asOfSeq = head
        answer.coverage = envelope.coverage.fraction
        reply(message.route, message.header.request, answer)
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
            "pid": .int(CurrentProcess.id), "resident_bytes": .int(ProcessFacts.residentBytes),
            "uptime_s": .int(now / 1_000_000_000), "writes_waiting": .int(appender.depth),
            "questions": .int(scatters.count),
            "frames": [
                "client": framesJSON(clients), "query": framesJSON(queries), "apply": framesJSON(applies),
            ],
        ]
    }

    private func framesJSON(_ endpoint: ServerEndpoint) -> JSONValue {
        let counters = endpoint.counters
        return [
            "received": .int(counters.received), "sent": .int(counters.sent), "refused": .int(counters.refusedSends),
            "garbage": .int(counters.garbage),
        ]
    }

    private func workerJSON(_ name: String, _ head: UInt64) -> JSONValue {
        guard let member = membership.members[name] else {
            return [
                "worker": .string(name), "state": "unreachable",
                "shards": .array(placement.vshards(of: name).map { .int($0.rawValue) }),
            ]
        }
        let beat = heartbeats[name]
        let applied = member.progress.applied.seq
        return [
            "worker": .string(name), "state": applied == head ? "active" : "catching_up",
            "shards": .array(placement.vshards(of: name).map { .int($0.rawValue) }), "applied_seq": .int(applied),
            "lag": .int(head - min(head, applied)), "outstanding": .int(member.outstanding),
            "resident_bytes": .int(beat?.residentBytes ?? 0),
            "heard_ms_ago": .int((now - min(now, member.lastHeard)) / 1_000_000),
        ]
    }
}

/// Bytes as hexadecimal digits.
enum Hex {
    static func pair(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
