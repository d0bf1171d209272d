import Answers
import CatalogueStore
import ChangeLog
import Cluster
import Domain
import FoundationEssentials
import JSON
import Logging
import Messages
import OS
import Records
import ServiceKit
import Transport
import Wire

/// A client's write while it waits.
struct PendingWrite {
    let route: [UInt8]
    let request: UInt64
    let kind: RecordKind
    let bodies: [[UInt8]]
    /// Of the bodies.
    let bytes: Int
    let idempotencyKey: [UInt8]
    let ifSeq: UInt64
    let isDryRun: Bool
    /// A hash of what is to be written, by which a key used for something else is told from a repeat.
    let content: UInt64

    init(route: [UInt8], request: UInt64, ask: ImportRequest, kind: RecordKind) {
        self.route = route
        self.request = request
        self.kind = kind
        bodies = ask.bodies
        bytes = bodies.reduce(0) { $0 + $1.count }
        idempotencyKey = ask.idempotencyKey
        ifSeq = ask.ifSeq
        isDryRun = ask.isDryRun
        content = bodies.reduce(UInt64(kind.number)) { hash, body in
            body.withUnsafeBytes { XXH64.hash($0, seed: hash) }
        }
    }
}

/// The writes of one transaction.
struct WriteGroup {
    /// In the order of the groups that were appended.
    var writes: [(number: UInt64, verdict: WriteChecker.Verdict)] = []
    /// Writes with nothing new in them, which holds only if what stands before them becomes durable.
    var unchanged: [(number: UInt64, verdict: WriteChecker.Verdict)] = []
    /// Writes under the key of one of `writes`, by its place: they get its answer.
    var repeats: [(number: UInt64, place: Int)] = []
    /// The places of the keys.
    var keys: [[UInt8]: Int] = [:]
    /// What goes to the log, one for each of `writes`.
    var appends: [AppendGroup] = []
}

extension CoordinatorService {
    /// Takes a client's records: checked, appended, applied, published and acknowledged, in that order.
    func write(_ message: Incoming, _ ask: ImportRequest) {
        do {
            try RequestLimits.check(ask)
        } catch {
            return answer(message, error)
        }
        guard let kind = UInt8(exactly: ask.kind).flatMap(RecordKind.init(number:)) else {
            return answer(message, AnswerError("unknown_kind", "kind \(ask.kind) is not known here", field: "kind"))
        }
        // A withdrawal does not come by here: it is small, and frees what it can.
        guard ask.isDryRun || (settings.freeDiskBytes() ?? .max) >= CoordinatorLimits.diskReserve else {
            return answer(
                message,
                AnswerError(
                    "disk_full", "the disk of the coordinator is nearly full: nothing is written but withdrawals",
                    hint: "free \(CoordinatorLimits.diskReserve >> 20) MiB under its data directory"))
        }
        submit(PendingWrite(route: message.route, request: message.header.request, ask: ask, kind: kind))
    }

    func submit(_ write: PendingWrite) {
        guard isHolder, lease.mayAppend(now: now) else { return answer(write, notHolder) }
        guard stalled == nil else { return answer(write, CoordinatorService.stalledError) }
        let number = number()
        writes[number] = write
        perform(appender.on(.submit(request: number, records: write.bodies.count, bytes: write.bytes)))
    }

    private func perform(_ actions: [Appender.Action]) {
        for action in actions {
            switch action {
            case .begin(let numbers): begin(numbers)
            case .refuse(let number, _):
                guard let write = writes.removeValue(forKey: number) else { continue }
                answer(write, AnswerError("busy", "too many writes are waiting", hint: "try again in a second"))
            }
        }
    }

    private func begin(_ numbers: [UInt64]) {
        var checker = newChecker()
        var group = WriteGroup()
        for number in numbers {
            do {
                try judge(number, &checker, &group)
            } catch {
                fail(number, error)
                // Part of the write may have counted as stored.
                if let clean = try? renewed(after: group) { checker = clean }
            }
        }
        guard !group.appends.isEmpty else {
            for (number, verdict) in group.unchanged {
                acknowledge(number, WireImportReply(verdict), seq: catalogue.position.seq)
            }
            return perform(appender.on(.finished))
        }
        inFlight = group
        appendThread.append(group.appends, epoch: leaseEpoch, timeMs: ShanghaiTime.milliseconds)
    }

    /// Answers a write that needs no append, else puts it into the group.
    private func judge(_ number: UInt64, _ checker: inout WriteChecker, _ group: inout WriteGroup) throws {
        guard let write = writes[number] else { return }
        if let done = try repeated(write) { return acknowledge(number, done, seq: done.seq) }
        let key = write.idempotencyKey
        if let place = group.keys[key] {
            guard group.appends[place].content == write.content else { throw CoordinatorService.keyReused }
            group.repeats.append((number, place))
            return
        }
        let verdict = try checker.check(write.kind, write.bodies, ifSeq: write.ifSeq)
        if write.isDryRun {
            acknowledge(number, WireImportReply(verdict), seq: catalogue.position.seq)
            if !verdict.accepted.isEmpty { checker = try renewed(after: group) }
            return
        }
        guard !verdict.accepted.isEmpty else { return group.unchanged.append((number, verdict)) }
        if !key.isEmpty { group.keys[key] = group.writes.count }
        group.writes.append((number, verdict))
        group.appends.append(
            AppendGroup(idempotencyKey: key, content: write.content, entries: verdict.accepted.map(\.entry)))
    }

    private func newChecker() -> WriteChecker {
        WriteChecker(catalogue: catalogue, codes: settings.codes, models: models, vshards: placement.vshards)
    }

    /// A checker that knows nothing of a dry run but all of the group so far.
    private func renewed(after group: WriteGroup) throws -> WriteChecker {
        var checker = newChecker()
        for (number, _) in group.writes {
            guard let write = writes[number] else { continue }
            _ = try checker.check(write.kind, write.bodies, ifSeq: write.ifSeq)
        }
        return checker
    }

    /// The reply to a request whose key was used before: with the seqs of then, and the problems of its records, which
    /// are not kept but found again.
    private func repeated(_ write: PendingWrite) throws -> WireImportReply? {
        guard !write.idempotencyKey.isEmpty,
            let outcome = try log.outcome(of: write.idempotencyKey, content: write.content)
        else { return nil }
        guard case .duplicate(let first, let last) = outcome else { throw CoordinatorService.keyReused }
        var checker = newChecker()
        var reply = WireImportReply(try checker.check(write.kind, write.bodies, ifSeq: 0))
        let rejected = Set(reply.problems.filter { $0.severity == "critical" }.map(\.index)).count
        reply.seq = last
        reply.accepted = UInt32(clamping: last + 1 - first)
        reply.unchanged = UInt32(clamping: max(0, write.bodies.count - rejected - Int(reply.accepted)))
        return reply
    }

    private static var keyReused: AnswerError {
        AnswerError(
            "key_reused", "the idempotency key was used for other records", field: "idempotency_key",
            hint: "give every request a key of its own")
    }

    /// The group in flight is durable, or not: apply, publish, acknowledge.
    func finish(_ outcomes: [AppendOutcome]) {
        guard let group = inFlight else { return }
        inFlight = nil
        do {
            try applyCommitted(group, outcomes)
        } catch {
            return stall(group, outcomes, error)
        }
        conclude(group, outcomes)
    }

    /// Answers the writes of a group that the catalogue has.
    func conclude(_ group: WriteGroup, _ outcomes: [AppendOutcome]) {
        for ((number, verdict), outcome) in zip(group.writes, outcomes) {
            settle(number, outcome) { _, _ in WireImportReply(verdict) }
        }
        for (number, place) in group.repeats {
            settle(number, outcomes[place]) { _, _ in WireImportReply(group.writes[place].verdict) }
        }
        // One transaction: what became of one group became of all.
        for (number, verdict) in group.unchanged {
            settle(number, outcomes[0]) { [seq = catalogue.position.seq] _, _ in
                var reply = WireImportReply(verdict)
                reply.seq = seq
                return reply
            }
        }
        perform(membership.on(.head(catalogue.position.seq), now: now))
        perform(appender.on(.finished))
    }

    /// Answers a write by what became of its group; `reply` gets the first and last seq.
    private func settle(_ number: UInt64, _ outcome: AppendOutcome, _ reply: (UInt64, UInt64) -> WireImportReply) {
        switch outcome {
        case .committed(let first, let last), .duplicate(let first, let last):
            let reply = reply(first, last)
            acknowledge(number, reply, seq: max(last, reply.seq))
        case .keyReused: fail(number, CoordinatorService.keyReused)
        case .fenced:
            perform(lease.on(.fenced(epoch: leaseEpoch), now: now))
            fail(number, notHolder)
        case .unknown(let why):
            logger.error("append outcome unknown", metadata: ["why": "\(why)"])
            fail(
                number,
                AnswerError(
                    "unknown_outcome", "it is not known whether the records are durable",
                    hint: "send the same request again with the same idempotency key"))
        }
    }

    private func applyCommitted(_ group: WriteGroup, _ outcomes: [AppendOutcome]) throws {
        if let (changes, read) = try committed(group, outcomes) { try catalogue.apply(changes, read: read) }
        // An append with an unknown outcome may have written more than was confirmed.
        while try !catchUp(records: 5_000) {}
    }

    /// The changes of a group as they stand in the log, without reading them again; nil where they do not follow the
    /// catalogue one after another.
    private func committed(
        _ group: WriteGroup, _ outcomes: [AppendOutcome]
    ) throws -> (changes: [LogRecord], read: [ReadRecord])? {
        var changes: [LogRecord] = []
        var read: [ReadRecord] = []
        var seq = catalogue.position.seq
        for ((_, verdict), outcome) in zip(group.writes, outcomes) {
            guard case .committed(let first, let last) = outcome else { continue }
            guard first == seq + 1, last + 1 - first == UInt64(verdict.accepted.count) else { return nil }
            for accepted in verdict.accepted {
                seq += 1
                let entry = accepted.entry
                // Of the chain and the time only what stands at the end is asked.
                changes.append(
                    LogRecord(
                        seq: seq, epoch: leaseEpoch, vshard: entry.vshard, kind: entry.kind, id: entry.id,
                        body: entry.body, birth: entry.birth ?? seq, timeMs: 0, chain: .start))
                read.append(accepted.read)
            }
        }
        guard !changes.isEmpty, let last = try log.record(at: seq) else { return nil }
        changes[changes.count - 1].chain = last.chain
        return (changes, read)
    }

    private func acknowledge(_ number: UInt64, _ reply: WireImportReply, seq: UInt64) {
        guard let write = writes.removeValue(forKey: number) else { return }
        var reply = reply
        reply.seq = seq
        var answer = WireClientAnswer()
        answer.import = reply
        answer.asOfSeq = seq
        answer.coverage = 1
        answer.json = Data(ImportAnswer.json(reply).bytes)
        self.reply(write.route, write.request, answer)
    }

    private func fail(_ number: UInt64, _ error: any Error) {
        guard let write = writes.removeValue(forKey: number) else { return }
        if !(error is AnswerError) { logger.error("a write failed", metadata: ["error": "\(error)"]) }
        answer(write, error as? AnswerError ?? AnswerError("failed", "the write could not be done"))
    }

    func answer(_ write: PendingWrite, _ error: AnswerError) {
        reply(write.route, write.request, wire(error))
    }
}

extension WireImportReply {
    /// What a verdict says to the client; `seq` is set by the caller.
    init(_ verdict: WriteChecker.Verdict) {
        self.init()
        accepted = UInt32(verdict.accepted.count)
        unchanged = UInt32(verdict.unchanged)
        problems = verdict.problems.map { index, problem in
            var wire = WireImportProblem()
            wire.index = UInt32(index)
            wire.field = problem.field
            wire.severity = problem.severity.rawValue
            wire.code = problem.code.rawValue
            wire.message = problem.message
            wire.found = problem.found
            wire.expected = problem.expected
            return wire
        }
    }
}

/// The answer to a write: `{"accepted", "unchanged", "rejected", "seq"}`.
enum ImportAnswer {
    static func json(_ reply: WireImportReply) -> JSONValue {
        let rejected = Set(reply.problems.filter { $0.severity == "critical" }.map(\.index)).count
        return [
            "accepted": .int(reply.accepted), "unchanged": .int(reply.unchanged), "rejected": .int(rejected),
            "seq": .int(reply.seq),
        ]
    }
}
