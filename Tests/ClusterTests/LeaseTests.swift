import Cluster
import Testing

@Suite struct LeaseTests {
    private let ms: Instant = 1_000_000

    /// A holder that asked at 0.
    private func holder() -> Lease {
        var lease = Lease(seed: 1)
        #expect(lease.on(.tick, now: 0) == [.acquire])
        #expect(lease.on(.acquired(epoch: 7), now: 10 * ms) == [.becomeHolder(epoch: 7)])
        return lease
    }

    @Test("the holder renews every third of the lease and stops half a second before its end, from before it asked")
    func times() {
        var lease = holder()
        #expect(lease.epoch == 7)
        #expect(lease.on(.tick, now: 1_666 * ms) == [])
        #expect(lease.on(.tick, now: 1_667 * ms) == [.renew(epoch: 7)])
        #expect(lease.on(.tick, now: 1_700 * ms) == [], "one renewal at a time")
        #expect(lease.on(.renewed(epoch: 7, true), now: 3_000 * ms) == [])
        #expect(lease.mayAppend(now: 6_166 * ms) && !lease.mayAppend(now: 6_167 * ms))
        #expect(lease.on(.tick, now: 6_167 * ms) == [.stepDown])
        #expect(lease.epoch == nil)
    }

    @Test("placement waits one lease")
    func placement() {
        var lease = holder()
        for time in stride(from: 1_700 as Instant, to: 5_010, by: 1_700) {
            #expect(lease.on(.tick, now: time * ms) == [.renew(epoch: 7)])
            #expect(lease.on(.renewed(epoch: 7, true), now: time * ms) == [])
        }
    }

    @Test("an answer that came after the lease was over makes nobody holder, and the lease goes back")
    func late() {
        var lease = Lease(seed: 1)
        _ = lease.on(.tick, now: 0)
        #expect(lease.on(.acquired(epoch: 3), now: 4_500 * ms) == [.release(epoch: 3)])
        #expect(lease.epoch == nil)
        var held = holder()
        _ = held.on(.tick, now: 1_700 * ms)
        #expect(held.on(.renewed(epoch: 7, true), now: 4_500 * ms) == [.stepDown], "it had stood still")
    }

    @Test("a holder that was overtaken, or fenced, steps down at once; one whose log is away tries until it must stop")
    func losing() {
        var overtaken = holder()
        _ = overtaken.on(.tick, now: 1_700 * ms)
        #expect(overtaken.on(.renewed(epoch: 7, false), now: 1_800 * ms) == [.stepDown])
        var fenced = holder()
        #expect(fenced.on(.fenced(epoch: 6), now: 20 * ms) == [], "an older life's append")
        #expect(fenced.on(.fenced(epoch: 7), now: 20 * ms) == [.stepDown])
        var away = holder()
        var renewals = 0
        var now: Instant = 10 * ms
        while away.epoch != nil {
            now += 50 * ms
            let actions = away.on(.tick, now: now)
            if actions == [.renew(epoch: 7)] {
                renewals += 1
                #expect(away.on(.failed, now: now) == [])
            }
        }
        #expect(now >= 4_500 * ms && now <= 4_550 * ms)
        #expect(renewals > 5)
    }

    @Test("those who wait ask at spread times, and a process that ends lets go")
    func retries() {
        var times: Set<Instant> = []
        for seed in 1...20 as ClosedRange<UInt64> {
            var lease = Lease(seed: seed &* 0x9E37_79B9_7F4A_7C15)
            _ = lease.on(.tick, now: 0)
            #expect(lease.on(.notAcquired, now: 0) == [])
            var now: Instant = 0
            while lease.on(.tick, now: now) == [] { now += ms }
            #expect(now >= 500 * ms && now <= 1_500 * ms)
            times.insert(now)
        }
        #expect(times.count > 15)
        var ending = holder()
        #expect(ending.on(.resign, now: 20 * ms) == [.stepDown, .release(epoch: 7)])
        #expect(ending.on(.tick, now: 99_000 * ms) == [])
        #expect(ending.on(.acquired(epoch: 9), now: 99_000 * ms) == [.release(epoch: 9)])
    }
}
