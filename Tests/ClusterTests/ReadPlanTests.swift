import Cluster
import Testing

@Suite struct ReadPlanTests {
    private func shard(_ number: UInt32) -> VShard { VShard(rawValue: number) }

    private func route(_ worker: String) -> [UInt8] { Array("\(worker)#1".utf8) }

    private func at(_ seq: UInt64) -> Position { Position(seq: seq, chain: Chain(bytes: [1])) }

    /// Two workers, four vshards; the head is 100.
    private func nobody() -> Membership {
        Membership(placement: Placement(vshards: 4, workers: ["w1", "w2"]), incarnation: [7], head: 100)
    }

    /// w1 at 80 and w2 at 60, both with credit for four sub-requests.
    private func pair() -> Membership {
        var membership = nobody()
        for (worker, seq) in [("w1", 80), ("w2", 60)] as [(String, UInt64)] {
            let held = membership.placement.vshards(of: worker).map { ($0, at(seq)) }
            let ready = Ready(
                worker: worker,
                bootNonce: 1,
                incarnation: [7],
                replicas: Dictionary(uniqueKeysWithValues: held),
                common: at(seq)
            )
            _ = membership.on(.ready(route: route(worker), ready, chainsMatch: true), now: 0)
            let progress = Progress(applied: at(seq), recordCreditBytes: 1_000, queryCredit: 4)
            _ = membership.on(.heartbeat(route: route(worker), progress), now: 1)
        }
        return membership
    }

    private func plan(_ membership: Membership, minSeq: UInt64 = 0, lagMax: UInt64 = 50) -> ReadPlan? {
        ReadPlan(
            vshards: (0..<4).map(shard),
            placement: membership.placement,
            members: membership.members,
            head: membership.head,
            minSeq: minSeq,
            lagMax: lagMax
        )
    }

    @Test("a read is planned at the largest seq that all hold, at least min_seq, one sub-request a worker")
    func seq() {
        let both = [
            Gather.Target(worker: "w1", vshards: [shard(0), shard(2)]),
            Gather.Target(worker: "w2", vshards: [shard(1), shard(3)]),
        ]
        let lowest = plan(pair())
        #expect(lowest?.readSeq == 60 && lowest?.targets == both && lowest?.missing == [:])
        #expect(plan(pair(), minSeq: 70)?.readSeq == 70)
        #expect(plan(pair(), minSeq: 100)?.readSeq == 100)
        #expect(plan(pair(), minSeq: 101) == nil)
    }

    @Test("who is gone, far behind or full is not asked, and does not draw the answer back")
    func without() {
        let late = plan(pair(), lagMax: 39)
        #expect(late?.readSeq == 80 && late?.missing == [shard(1): .behind, shard(3): .behind])
        #expect(plan(pair(), lagMax: 40)?.readSeq == 60)

        var full = pair()
        for request in 1...4 as ClosedRange<UInt64> { full.began(request, with: "w2", deadline: 5) }
        #expect(plan(full)?.missing == [shard(1): .overload, shard(3): .overload])

        var gone = pair()
        _ = gone.on(.unreachable(route: route("w1")), now: 1)
        #expect(plan(gone)?.missing == [shard(0): .unreachable, shard(2): .unreachable])
        #expect(plan(nobody())?.readSeq == 100)
        #expect(plan(nobody())?.targets == [])
    }

    @Test("a read of some vshards asks only their workers")
    func some() {
        let membership = pair()
        let plan = ReadPlan(
            vshards: [shard(2)],
            placement: membership.placement,
            members: membership.members,
            head: 100,
            minSeq: 0
        )
        #expect(plan?.readSeq == 80)
        #expect(plan?.targets == [Gather.Target(worker: "w1", vshards: [shard(2)])])
    }
}
