import Cluster
import Testing

@Suite struct SizingTests {
    @Test("workers are wanted so that six tenths of their processors are in use")
    func wanted() {
        var sizing = Sizing(busyCores: 1.5, cores: 4, questionsPerSecond: 300, workers: 2, copies: 2)
        #expect(sizing.workersWanted == 2)
        #expect(sizing.cpuSecondsPerQuestion == 0.005)
        #expect(abs((sizing.headroom ?? 0) - 1.6) < 1e-12)
        sizing.busyCores = 2.5
        #expect(sizing.workersWanted == 3)
        sizing.busyCores = 12
        #expect(sizing.workersWanted == 10)
    }

    @Test("never fewer than the copies ask for, and one where nothing is known")
    func least() {
        #expect(Sizing(busyCores: 0, cores: 8, questionsPerSecond: 0, workers: 4, copies: 3).workersWanted == 3)
        #expect(Sizing(busyCores: 0, cores: 0, questionsPerSecond: 0, workers: 0, copies: 1).workersWanted == 1)
        #expect(Sizing(busyCores: 0, cores: 8, questionsPerSecond: 0, workers: 4, copies: 3).headroom == nil)
    }
}
