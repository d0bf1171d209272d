import Cluster
import Testing

@Suite struct ApplyPaceTests {
    private func waiting(isMoreComing: Bool) -> ApplyPace {
        var pace = ApplyPace()
        pace.received(isMoreComing: isMoreComing, now: .milliseconds(1_000))
        return pace
    }

    @Test("what no more follows is applied at once, and so is all while questions come")
    func atOnce() {
        #expect(waiting(isMoreComing: false).isDue(bytes: 4 << 20, isAsked: false, now: .milliseconds(1_000)))
        #expect(waiting(isMoreComing: true).isDue(bytes: 4 << 20, isAsked: true, now: .milliseconds(1_000)))
        #expect(waiting(isMoreComing: true).isDue(bytes: 8 << 20, isAsked: false, now: .milliseconds(1_000)))
    }

    @Test("a bulk waits half a second for company, less for a twentieth, counted from the first of it")
    func company() {
        var pace = waiting(isMoreComing: true)
        pace.received(isMoreComing: true, now: .milliseconds(1_040))
        #expect(!pace.isDue(bytes: 1_000, isAsked: false, now: .milliseconds(1_049)))
        #expect(pace.isDue(bytes: 1_000, isAsked: false, now: .milliseconds(1_050)))
        #expect(!pace.isDue(bytes: 4 << 20, isAsked: false, now: .milliseconds(1_499)))
        #expect(pace.isDue(bytes: 4 << 20, isAsked: false, now: .milliseconds(1_500)))
    }

    @Test("the last range decides whether more comes, and what was applied no longer counts")
    func last() {
        var pace = waiting(isMoreComing: true)
        pace.received(isMoreComing: false, now: .milliseconds(1_001))
        #expect(pace.isDue(bytes: 4 << 20, isAsked: false, now: .milliseconds(1_001)))
        pace.applied()
        pace.received(isMoreComing: true, now: .milliseconds(2_000))
        #expect(!pace.isDue(bytes: 4 << 20, isAsked: false, now: .milliseconds(2_400)))
    }
}
