import Cluster
import Foundation
import Testing

@Suite struct SimulationTests {
    /// 200 seeds, or those of HUANXIN_SIM_SEEDS=from..<to, for a night:
    /// `HUANXIN_SIM_SEEDS='1000..<11000' swift test --filter SimulationTests`.
    static let batches: [Range<UInt64>] = {
        var seeds: Range<UInt64> = 0..<200
        if let wanted = ProcessInfo.processInfo.environment["HUANXIN_SIM_SEEDS"] {
            let ends = wanted.split(separator: "..<").compactMap { UInt64($0) }
            precondition(ends.count == 2 && ends[0] < ends[1], "HUANXIN_SIM_SEEDS is from..<to, not \(wanted)")
            seeds = ends[0]..<ends[1]
        }
        return stride(from: seeds.lowerBound, to: seeds.upperBound, by: 10).map {
            $0..<min($0 + 10, seeds.upperBound)
        }
    }()

    @Test("whatever fails, no answer is wrong and the cluster recovers", arguments: batches)
    func seeds(_ seeds: Range<UInt64>) {
        for seed in seeds { Self.expectHolds(Simulation(seed: seed)) }
    }

    /// Seeds that failed before the state machines were right, with what was wrong.
    @Test(
        "what was found once stays found",
        arguments: [
            (12, "a lost range that no other followed was never sent again: the worker stood still"),
            (1, "the same, until the next write"),
            (10, "a grant that crossed records on the wire counted twice: more than the window was sent"),
            (2, "the same, with more workers"),
            (261, "an order from before a rejoin moved the new stream"),
            (4, "a second attempt to copy a replica had the time of the first, which was over"),
            (32, "the same, with two copies"),
            (137, "a replica was copied from a worker that held another log's"),
            (26, "the order to begin anew was lost, and the next one did not repeat it"),
            (10_551, "who sends the log was not agreed: an older READY's acknowledgement passed for a lost one's"),
            (212, "orders that were lost were never given again"),
        ] as [(UInt64, String)]
    )
    func found(seed: UInt64, what: String) {
        Self.expectHolds(Simulation(seed: seed))
    }

    @Test("a READY handled late does not make a worker that is up to date look behind")
    func lateReady() {
        Self.expectHolds(Simulation(seed: 2711) { $0.entriesMax = 20 })
    }

    @Test("without faults each worker says READY once and, once all are there, every answer is whole")
    func calm() {
        for seed in 0..<5 as Range<UInt64> {
            let simulation = Simulation(seed: seed) { settings in
                settings.habits = SimulatedNetwork.Habits(delayUs: 2_000)
                // Nothing to move.
                settings.copies = settings.workers.count
                settings.unknownPerMille = 0
                settings.faultEveryMs = 0
                settings.recordWindow = 1 << 20
                settings.queryCredit = 16
                settings.lagMax = 1_000
                settings.undo = 100_000
                settings.applyUs = 20
            }
            Self.expectHolds(simulation)
            let links = simulation.settings.workers.count * simulation.settings.coordinators
            #expect(simulation.greetings == links, "seed \(seed)")
            #expect(simulation.checkers.whole > 9 * simulation.checkers.partial, "seed \(seed)")
            #expect(simulation.checkers.reasons.subtracting([.unreachable, .overload]) == [], "seed \(seed)")
        }
    }

    @Test("the seeds reach what they are for: every reason, whole and partial answers, refusals, many appends")
    func reach() {
        var reasons: Set<Coverage.Why> = []
        var refusals: Set<Refusal> = []
        var whole = 0
        var partial = 0
        var appends = 0
        for seed in 0..<30 as Range<UInt64> {
            let simulation = Simulation(seed: seed)
            simulation.run()
            reasons.formUnion(simulation.checkers.reasons)
            refusals.formUnion(simulation.checkers.refusals.keys)
            whole += simulation.checkers.whole
            partial += simulation.checkers.partial
            appends += simulation.checkers.appends
        }
        #expect(reasons.isSuperset(of: [.timeout, .unreachable, .behind, .overload]))
        #expect(refusals.isSuperset(of: [.busy, .failed]))
        #expect(whole > 1_000 && partial > 300 && appends > 1_000, "\(whole), \(partial), \(appends)")
    }

    static func expectHolds(_ simulation: Simulation) {
        simulation.run()
        guard !simulation.failures.isEmpty else { return }
        Issue.record(
            """
            seed \(simulation.seed): \(simulation.failures.count) failures, first \
            \(simulation.failures.prefix(5).joined(separator: "; "))
            settings: \(simulation.settings)
            history:
              \(simulation.history.suffix(200).joined(separator: "\n  "))
            """
        )
    }
}
