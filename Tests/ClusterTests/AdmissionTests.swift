import Cluster
import Testing

@Suite struct AdmissionTests {
    @Test("what exceeds the limit is refused, and what ends makes room")
    func room() {
        var admission = Admission()
        var begun = 0
        while admission.begin(1, .interactive) { begun += 1 }
        #expect(begun == 128)
        #expect(admission.refused == [1, 0, 0])
        admission.ended(1, took: .milliseconds(1), budget: .milliseconds(500), isWhole: true, now: 0)
        let isRoom = admission.begin(1, .interactive)
        #expect(isRoom)
    }

    @Test("a batch leaves room for people, the cluster itself for both")
    func classes() {
        var admission = Admission()
        var counts = [0, 0, 0]
        for kind in [Admission.Class.internal, .batch, .interactive] {
            while admission.begin(1, kind) { counts[kind.rawValue] += 1 }
        }
        #expect(counts == [39, 25, 64])
    }

    @Test("a question dearer than the whole limit is let through alone")
    func dear() {
        var admission = Admission()
        let begun = [admission.begin(1_000, .interactive), admission.begin(1, .interactive)]
        #expect(begun == [true, false])
    }

    @Test("late answers cut the limit, once for each pause; answers in time raise it again")
    func adapt() {
        var admission = Admission()
        for _ in 0..<100 { _ = admission.begin(1, .interactive) }
        for _ in 0..<10 {
            admission.ended(
                1, took: .milliseconds(400), budget: .milliseconds(500), isWhole: true, now: .milliseconds(1_000))
        }
        #expect(abs(admission.limit - 102.4) < 1e-9)
        let before = admission.limit
        for _ in 0..<50 {
            _ = admission.begin(1, .interactive)
            admission.ended(
                1, took: .milliseconds(5), budget: .milliseconds(500), isWhole: true, now: .milliseconds(1_010))
        }
        #expect(admission.limit > before)
    }

    /// A server that answers 1,000 questions a second in order of arrival is offered 3,000 for a minute.
    @Test("three times what can be done: nine tenths of it is done in time, and after it all is as before")
    func overload() {
        var admission = Admission()
        let budget: Instant = .milliseconds(500)
        var free: Instant = 0
        var ends: [(at: Instant, began: Instant)] = []
        var (good, bad, offered, lateGood) = (0, 0, 0, 0)
        for step in 0..<70_000 {
            let now = Instant(step) * .milliseconds(1)
            while let first = ends.first, first.at <= now {
                ends.removeFirst()
                let took = first.at - first.began
                admission.ended(1, took: took, budget: budget, isWhole: took <= budget, now: now)
                if took <= budget { good += 1 } else { bad += 1 }
                if now > .milliseconds(61_000) { lateGood += 1 }
            }
            let arrivals = now < .milliseconds(60_000) ? 3 : step % 2
            for _ in 0..<arrivals {
                offered += 1
                guard admission.begin(1, .interactive) else { continue }
                free = max(free, now) + .milliseconds(1)
                ends.append((free, now))
            }
        }
        #expect(good > 60_000 * 9 / 10 && bad == 0, "\(good) in time, \(bad) late, of \(offered)")
        // Half of what can be done is asked for then, and all of it is done.
        #expect(lateGood > 4_400)
    }
}
