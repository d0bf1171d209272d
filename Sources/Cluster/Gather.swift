/// One question on its way: which worker was asked for which vshards, who answered, what is missing.
package struct Gather: Sendable {
    package enum Event: Sendable {
        /// The vshards that the answer covers: those that were asked for, unless the worker does not hold one.
        case reply(worker: String, vshards: [VShard])
        case refused(worker: String, Refusal)
        case lost(worker: String)
        case tick
    }

    /// Whether to go on waiting.
    package enum Step: Equatable, Sendable { case wait, done }

    /// What was asked of whom.
    package struct Target: Equatable, Sendable {
        package var worker: String
        package var vshards: [VShard]

        package init(worker: String, vshards: [VShard]) {
            self.worker = worker
            self.vshards = vshards
        }
    }

    package let deadline: Instant
    private var pending: [String: [VShard]]
    private var answered: Set<VShard> = []
    private var missing: [VShard: Coverage.Why]

    /// - Parameters:
    ///   - targets: one a worker, with the vshards it answers for.
    ///   - missing: the vshards nobody can be asked for, with the reason.
    package init(targets: [Target], missing: [VShard: Coverage.Why], deadline: Instant) {
        pending = Dictionary(targets.map { ($0.worker, $0.vshards) }, uniquingKeysWith: +)
        self.missing = missing
        self.deadline = deadline
    }

    /// Whether that worker still owes an answer.
    package func awaits(_ worker: String) -> Bool { pending[worker] != nil }

    /// The workers that still owe one.
    package var owing: [String] { pending.keys.sorted() }

    package mutating func on(_ event: Event, now: Instant) -> Step {
        switch event {
        case .reply(let worker, let vshards):
            guard let asked = pending[worker] else { break }
            pending[worker] = asked.filter { !vshards.contains($0) }
            answered.formUnion(asked.filter(vshards.contains))
            miss(worker, .noReplica)
        case .refused(let worker, let refusal): miss(worker, Gather.why(refusal))
        case .lost(let worker): miss(worker, .unreachable)
        case .tick:
            if now >= deadline { for worker in owing { miss(worker, .timeout) } }
        }
        return pending.isEmpty ? .done : .wait
    }

    private mutating func miss(_ worker: String, _ why: Coverage.Why) {
        for vshard in pending.removeValue(forKey: worker) ?? [] { missing[vshard] = why }
    }

    private static func why(_ refusal: Refusal) -> Coverage.Why {
        switch refusal {
        case .behind: .behind
        case .busy: .overload
        case .notReady, .wrongEpoch, .draining: .unreachable
        case .tooOld: .tooOld
        case .noRetry, .unsupported, .failed: .failed
        }
    }

    /// What stood behind the answer; `records` gives the records a vshard is expected to hold.
    package func coverage(records: (VShard) -> UInt64) -> Coverage {
        var byWhy: [Coverage.Why: [VShard]] = [:]
        for (vshard, why) in missing { byWhy[why, default: []].append(vshard) }
        let reasons = byWhy.map { why, shards in
            Coverage.Reason(shards: shards.sorted(), why: why, records: shards.reduce(0) { $0 + records($1) })
        }
        let covered = answered.reduce(0) { $0 + records($1) }
        return Coverage(
            shards: answered.count + missing.count,
            answered: answered.count,
            covered: covered,
            expected: covered + missing.keys.reduce(0) { $0 + records($1) },
            reasons: reasons.sorted { $0.why.rawValue < $1.why.rawValue }
        )
    }
}
