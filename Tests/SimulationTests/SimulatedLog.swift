import Cluster

/// One client's write: the values of some records, under a key that makes a repeat harmless.
struct SimulatedWrite {
    var key: String
    /// Numbers of records and their new values; a value is used once in a run.
    var entries: [(id: Int, value: UInt64)]
}

struct SimulatedRecord {
    var seq: UInt64
    var id: Int
    var value: UInt64
    var chain: Chain
    /// Of the body.
    var bytes: Int
}

/// The change log as the coordinator's neighbour sees it: appends in flight, landed, durable; away at times.
final class SimulatedLog {
    enum Outcome {
        case committed(first: UInt64, last: UInt64), duplicate(first: UInt64, last: UInt64), fenced, unknown
    }

    let incarnation: [UInt8] = Array("this log".utf8)
    /// Every append ends as unknown until then, and nothing can be read.
    var awayUntil: Instant = 0
    private let timeline: Timeline
    private var chance: Chance
    private let bytesOfBody: Int
    private(set) var epoch: UInt64 = 0
    /// Kept beside the log, fenced like an append.
    private(set) var placement: Placement?
    /// Landed; the first `durable` of them survive a power cut.
    private(set) var records: [SimulatedRecord] = []
    private var durable = 0
    private var powerCuts = 0
    private var done: [String: (first: UInt64, last: UInt64)] = [:]

    init(timeline: Timeline, chance: Chance, bytesOfBody: Int) {
        self.timeline = timeline
        self.chance = chance
        self.bytesOfBody = bytesOfBody
    }

    var isAway: Bool { timeline.now < awayUntil }
    var head: UInt64 { UInt64(durable) }

    /// Through where the log is the one of that position.
    func holds(_ position: Position) -> Bool {
        guard position.seq > 0 else { return position.chain == .start }
        return position.seq <= head && records[Int(position.seq) - 1].chain == position.chain
    }

    func position(at seq: UInt64) -> Position {
        seq == 0 ? .start : Position(seq: seq, chain: records[Int(seq) - 1].chain)
    }

    /// At least one record where there is one, until `maxBytes` are passed.
    func read(after seq: UInt64, maxBytes: Int) -> [SimulatedRecord] {
        var bytes = 0
        var taken = Int(seq)
        while taken < durable, taken == Int(seq) || bytes + records[taken].bytes <= maxBytes {
            bytes += records[taken].bytes
            taken += 1
        }
        return Array(records[min(Int(seq), taken)..<taken])
    }

    /// Keeps the table; nil where it is not known whether it is kept.
    func keep(_ table: Placement, epoch: UInt64, done answer: @escaping (Bool?) -> Void) {
        let answerIsLost = isAway
        timeline.after(chance.microseconds(50, 3_000)) { [self] in
            guard epoch == self.epoch else { return answer(answerIsLost ? nil : false) }
            if !answerIsLost || chance.happens(perMille: 500) { placement = table }
            answer(answerIsLost ? nil : true)
        }
    }

    private var lease: (holder: Int, life: UInt64, expires: Instant)?

    /// Takes the lease with the next epoch, if it is free: appends of older ones that have not landed never will, those
    /// that have are durable. `life` names one life of the coordinator.
    func acquire(_ holder: Int, life: UInt64, ttl: Instant) -> UInt64? {
        if let lease, lease.life != life, timeline.now < lease.expires { return nil }
        durable = records.count
        epoch += 1
        lease = (holder, life, timeline.now + ttl)
        return epoch
    }

    func renew(life: UInt64, epoch: UInt64, ttl: Instant) -> Bool {
        guard epoch == self.epoch, let held = lease, held.life == life else { return false }
        lease = (held.holder, life, max(held.expires, timeline.now + ttl))
        return true
    }

    func release(life: UInt64, epoch: UInt64) {
        if epoch == self.epoch, lease?.life == life { lease?.expires = 0 }
    }

    /// A process has ended: on one machine its lease is free at once, for its lock is.
    func ended(_ holder: Int) {
        if lease?.holder == holder { lease?.expires = 0 }
    }

    /// Whose lease runs.
    var holder: Int? { lease.flatMap { timeline.now < $0.expires ? $0.holder : nil } }

    private var landings = 0
    /// Whether an append may land yet.
    var isLanding: Bool { landings > 0 }

    /// Appends the writes as one transaction: it lands, is synced, and the answer goes back; while the log is away or
    /// fails over, the answer is unknown whatever came of it.
    func append(
        _ writes: [SimulatedWrite],
        epoch: UInt64,
        unknownPerMille: Int,
        done answer: @escaping ([Outcome]) -> Void
    ) {
        let answerIsLost = isAway || chance.happens(perMille: unknownPerMille)
        let neverLands = answerIsLost && chance.happens(perMille: 400)
        // What the caller no longer waits for may land late: fencing, not hope, keeps it in order.
        let late = answerIsLost && chance.happens(perMille: 500)
        let landing = late ? chance.milliseconds(1, 400) : chance.microseconds(50, 3_000)
        if answerIsLost {
            timeline.after(chance.milliseconds(5, 100)) { answer(writes.map { _ in .unknown }) }
        }
        guard !neverLands else { return }
        landings += 1
        timeline.after(landing) { [self] in
            landings -= 1
            guard epoch == self.epoch else {
                if !answerIsLost { answer(writes.map { _ in .fenced }) }
                return
            }
            let outcomes = writes.map(land)
            let landed = records.count
            let power = powerCuts
            timeline.after(chance.microseconds(50, 2_000)) { [self] in
                guard power == powerCuts else { return }
                durable = max(durable, landed)
                if !answerIsLost { answer(outcomes) }
            }
        }
    }

    private func land(_ write: SimulatedWrite) -> Outcome {
        if let before = done[write.key] { return .duplicate(first: before.first, last: before.last) }
        let first = UInt64(records.count) + 1
        for entry in write.entries {
            let chain = SimulatedLog.chain(after: records.last?.chain ?? .start, entry.id, entry.value)
            records.append(
                SimulatedRecord(
                    seq: UInt64(records.count) + 1,
                    id: entry.id,
                    value: entry.value,
                    chain: chain,
                    bytes: bytesOfBody + Int(entry.value % 7)
                )
            )
        }
        done[write.key] = (first, UInt64(records.count))
        return .committed(first: first, last: UInt64(records.count))
    }

    /// The machine lost power: what was not synced is gone.
    func cutPower() {
        records.removeLast(records.count - durable)
        done = done.filter { $0.value.last <= UInt64(durable) }
        // What was in flight went with the machine.
        epoch += 1
        powerCuts += 1
    }

    private static func chain(after previous: Chain, _ id: Int, _ value: UInt64) -> Chain {
        var mix = Chance(
            seed: previous.bytes.reduce(0) { ($0 << 7 | $0 >> 57) ^ UInt64($1) } ^ value &* 31 ^ UInt64(id)
        )
        let word = mix.next()
        return Chain(bytes: (0..<16).map { UInt8(truncatingIfNeeded: word >> (UInt64($0 % 8) * 8)) })
    }
}
