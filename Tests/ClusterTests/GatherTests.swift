import Cluster
import Testing

@Suite struct GatherTests {
    private func shards(_ numbers: UInt32...) -> [VShard] { numbers.map { VShard(rawValue: $0) } }

    /// w1 asked for 0 and 2, w2 for 1; nobody holds 3. Deadline 100.
    private func gather() -> Gather {
        Gather(
            targets: [.init(worker: "w1", vshards: shards(0, 2)), .init(worker: "w2", vshards: shards(1))],
            missing: [shards(3)[0]: .unreachable],
            deadline: 100
        )
    }

    /// Vshard n holds 10 · (n + 1) records.
    private func records(_ vshard: VShard) -> UInt64 { UInt64(vshard.rawValue + 1) * 10 }

    @Test("the question is done when nobody owes an answer")
    func replies() {
        var gather = gather()
        #expect(gather.owing == ["w1", "w2"])
        #expect(gather.on(.reply(worker: "w1", vshards: shards(0, 2)), now: 1) == .wait)
        #expect(!gather.awaits("w1") && gather.awaits("w2"))
        #expect(gather.on(.reply(worker: "w2", vshards: shards(1)), now: 2) == .done)
        let coverage = gather.coverage(records: records)
        let reason = Coverage.Reason(shards: shards(3), why: .unreachable, records: 40)
        #expect(coverage == Coverage(shards: 4, answered: 3, covered: 60, expected: 100, reasons: [reason]))
        #expect(coverage.fraction == 0.6)
    }

    @Test("vshards that a reply leaves out are missing, those that nobody asked of it do not count")
    func partialReply() {
        var gather = gather()
        _ = gather.on(.reply(worker: "w1", vshards: shards(2, 1)), now: 1)
        #expect(gather.on(.reply(worker: "w2", vshards: shards(1)), now: 1) == .done)
        let coverage = gather.coverage(records: records)
        #expect(coverage.answered == 2 && coverage.covered == 50)
        #expect(coverage.reasons.first { $0.why == .noReplica }?.shards == shards(0))
    }

    @Test(
        "a refusal counts as its reason",
        arguments: [
            (.behind, .behind), (.busy, .overload), (.notReady, .unreachable), (.wrongEpoch, .unreachable),
            (.draining, .unreachable), (.tooOld, .tooOld), (.noRetry, .failed), (.unsupported, .failed),
            (.failed, .failed),
        ] as [(Refusal, Coverage.Why)]
    )
    func refusals(refusal: Refusal, why: Coverage.Why) {
        var gather = Gather(targets: [.init(worker: "w1", vshards: shards(1, 0))], missing: [:], deadline: 100)
        #expect(gather.on(.refused(worker: "w1", refusal), now: 1) == .done)
        let coverage = gather.coverage(records: records)
        #expect(coverage.reasons == [.init(shards: shards(0, 1), why: why, records: 30)])
        #expect(coverage.fraction == 0)
    }

    @Test("a lost worker is unreachable, one that is not asked changes nothing")
    func lost() {
        var gather = gather()
        #expect(gather.on(.lost(worker: "w7"), now: 1) == .wait)
        #expect(gather.on(.lost(worker: "w1"), now: 1) == .wait)
        _ = gather.on(.reply(worker: "w2", vshards: shards(1)), now: 1)
        let coverage = gather.coverage(records: records)
        #expect(coverage.reasons == [.init(shards: shards(0, 2, 3), why: .unreachable, records: 80)])
    }

    @Test("at the deadline whoever still owes has timed out; a late reply changes nothing")
    func timeout() {
        var gather = gather()
        _ = gather.on(.reply(worker: "w2", vshards: shards(1)), now: 50)
        #expect(gather.on(.tick, now: 99) == .wait)
        #expect(gather.on(.tick, now: 100) == .done)
        #expect(gather.on(.reply(worker: "w1", vshards: shards(0, 2)), now: 101) == .done)
        #expect(gather.on(.refused(worker: "w1", .failed), now: 101) == .done)
        let coverage = gather.coverage(records: records)
        #expect(coverage.answered == 1 && coverage.shards == 4)
        #expect(coverage.reasons.map(\.why) == [.timeout, .unreachable])
    }

    @Test("a question that nobody can be asked is done at once")
    func nobody() {
        var gather = Gather(targets: [], missing: [shards(0)[0]: .noReplica], deadline: 100)
        #expect(gather.on(.tick, now: 1) == .done)
        #expect(gather.coverage(records: records).fraction == 0)
    }

    @Test("the fraction is 1 only when nothing is missing, even if what is missing is empty or tiny")
    func fraction() {
        func fraction(_ answered: Int, of shards: Int, _ covered: UInt64, of expected: UInt64) -> Double {
            Coverage(shards: shards, answered: answered, covered: covered, expected: expected, reasons: []).fraction
        }
        #expect(fraction(4, of: 4, 100, of: 100) == 1)
        #expect(fraction(4, of: 4, 0, of: 0) == 1)
        #expect(fraction(3, of: 4, 100, of: 100) < 1)
        #expect(fraction(3, of: 4, .max - 1, of: .max) < 1)
        #expect(fraction(3, of: 4, 0, of: 0) == 0.75)
        #expect(fraction(0, of: 4, 0, of: 100) == 0)
    }
}
