/// Which workers are asked for which vshards, and at which seq (40-cluster.md, section 8).
package struct ReadPlan: Equatable, Sendable {
    /// The seq at which every part answers.
    package let readSeq: UInt64
    /// One sub-request a worker, by name.
    package let targets: [Gather.Target]
    /// The vshards for which nobody can be asked.
    package let missing: [VShard: Coverage.Why]

    /// Plans a read of `vshards`: the largest seq that the coordinator and all who are asked hold, at least `minSeq`.
    ///
    /// A worker far behind is left out as `behind` rather than asked: it would draw every answer back in time, and one
    /// that starts from nothing would make an empty answer look complete.
    /// - Parameters:
    ///   - head: through where the coordinator has the log.
    ///   - minSeq: what the caller has seen; a worker that is not there yet waits for it.
    ///   - lagMax: the changes a worker may be behind `head` and still be asked.
    ///   - queues: whether sub-requests beyond a worker's credit wait at the coordinator rather than being left out.
    /// - Returns: nil where `minSeq` is past `head`: this coordinator is itself behind the caller.
    package init?(
        vshards: [VShard],
        placement: Placement,
        members: [String: Membership.Member],
        head: UInt64,
        minSeq: UInt64,
        lagMax: UInt64 = 1_000,
        queues: Bool = false
    ) {
        guard minSeq <= head else { return nil }
        var asked: [String: [VShard]] = [:]
        var missing: [VShard: Coverage.Why] = [:]
        var lowest = head
        for vshard in vshards {
            let worker = placement.worker(of: vshard)
            guard let member = members[worker] else {
                missing[vshard] = .unreachable
                continue
            }
            if member.progress.applied.seq + lagMax < head {
                missing[vshard] = .behind
            } else if !queues, member.outstanding >= member.progress.queryCredit {
                missing[vshard] = .overload
            } else {
                asked[worker, default: []].append(vshard)
                lowest = min(lowest, member.progress.applied.seq)
            }
        }
        readSeq = max(minSeq, lowest)
        targets = asked.keys.sorted().map { Gather.Target(worker: $0, vshards: asked[$0] ?? []) }
        self.missing = missing
    }
}
