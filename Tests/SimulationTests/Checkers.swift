import Cluster

/// What must hold over a run, checked by scans of the history after it.
final class Checkers {
    private struct Acknowledged {
        var write: SimulatedWrite
        var first, last: UInt64
        /// The newest seq that anybody had been told of when the write was first sent.
        var begun: UInt64
    }

    private struct Answered {
        var client: Int
        var minSeq: UInt64
        var answer: Answer
    }

    private var acknowledged: [Acknowledged] = []
    private var answers: [Answered] = []
    private(set) var newestAck: UInt64 = 0
    private(set) var refusals: [Refusal: Int] = [:]

    func acknowledged(_ write: SimulatedWrite, first: UInt64, last: UInt64, begun: UInt64) {
        acknowledged.append(Acknowledged(write: write, first: first, last: last, begun: begun))
        newestAck = max(newestAck, last)
    }

    func answered(client: Int, minSeq: UInt64, _ answer: Answer) {
        answers.append(Answered(client: client, minSeq: minSeq, answer: answer))
    }

    func refused(_ refusal: Refusal) { refusals[refusal, default: 0] += 1 }

    var appends: Int { acknowledged.count }

    /// Answers from which nothing, and from which something was missing.
    var whole: Int { answers.count { $0.answer.coverage.fraction == 1 } }
    var partial: Int { answers.count - whole }

    /// Each reason why something was missing, over all answers.
    var reasons: Set<Coverage.Why> { Set(answers.flatMap { $0.answer.coverage.reasons.map(\.why) }) }

    /// - Returns: what does not hold, empty when all does.
    func check(log: SimulatedLog, vshards: [VShard], vshardOf: (Int) -> VShard) -> [String] {
        checkAppends(log.records) + checkOrder() + checkAnswers(log.records, vshards, vshardOf)
    }

    /// (a) Every acknowledged append is there once, in order, after all that was acknowledged before it began.
    private func checkAppends(_ records: [SimulatedRecord]) -> [String] {
        var problems: [String] = []
        var times: [UInt64: Int] = [:]
        for (place, record) in records.enumerated() {
            if record.seq != UInt64(place) + 1 { problems.append("seq \(record.seq) stands at \(place + 1)") }
            times[record.value, default: 0] += 1
            if times[record.value] == 2 { problems.append("value \(record.value) is in the log twice") }
        }
        for ack in acknowledged {
            let (first, last) = (Int(ack.first), Int(ack.last))
            guard first >= 1, last <= records.count, last - first + 1 == ack.write.entries.count else {
                problems.append("write \(ack.write.key) was acknowledged as \(first)...\(last)")
                continue
            }
            for (entry, record) in zip(ack.write.entries, records[(first - 1)..<last])
            where entry.id != record.id || entry.value != record.value {
                problems.append("write \(ack.write.key) is not at \(record.seq)")
            }
            if ack.first <= ack.begun {
                problems.append("write \(ack.write.key) at \(first) began when \(ack.begun) was known")
            }
        }
        return problems
    }

    /// (b) `min_seq` holds; (d) no caller goes back, since it sends its newest seq.
    private func checkOrder() -> [String] {
        var problems: [String] = []
        var newest: [Int: UInt64] = [:]
        for item in answers {
            if item.answer.asOfSeq < item.minSeq {
                problems.append("asked for \(item.minSeq), answered at \(item.answer.asOfSeq)")
            }
            if item.answer.asOfSeq < newest[item.client] ?? 0 {
                problems.append("client \(item.client) went back to \(item.answer.asOfSeq)")
            }
            newest[item.client] = item.answer.asOfSeq
        }
        return problems
    }

    /// (c) An answer equals brute force over the log up to its seq, of exactly the vshards it says answered.
    private func checkAnswers(
        _ records: [SimulatedRecord],
        _ vshards: [VShard],
        _ vshardOf: (Int) -> VShard
    ) -> [String] {
        var problems: [String] = []
        var values: [Int: UInt64] = [:]
        var next = 0
        for item in answers.sorted(by: { $0.answer.asOfSeq < $1.answer.asOfSeq }) {
            let answer = item.answer
            guard answer.asOfSeq <= UInt64(records.count) else {
                problems.append("answered at \(answer.asOfSeq), past the log")
                continue
            }
            while next < Int(answer.asOfSeq) {
                values[records[next].id] = records[next].value
                next += 1
            }
            let missing = Set(answer.coverage.reasons.flatMap(\.shards))
            let expected = missing.isEmpty ? values : values.filter { !missing.contains(vshardOf($0.key)) }
            if answer.values != expected {
                problems.append("client \(item.client) got a wrong answer at \(answer.asOfSeq), without \(missing)")
            }
            if (answer.coverage.fraction == 1) != missing.isEmpty || answer.coverage.shards != vshards.count {
                problems.append("coverage \(answer.coverage) without \(missing)")
            }
        }
        return problems
    }
}
