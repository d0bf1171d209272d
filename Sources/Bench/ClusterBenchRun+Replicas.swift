import Glibc
import JSON
import LocalCluster
import OS
import Synchronization

extension ClusterBenchRun {
    /// One of two copies stands still for 100 ms now and then. The choice by time turns away from it after the first
    /// stall: hedges on and off are compared where copies are asked in turn, and the whole is shown beside.
    func hedge() async throws {
        var found: [(figures: LoadFigures, extra: Double)] = []
        for options in [["--round-robin"], ["--round-robin", "--no-hedges"], []] {
            let cluster = try await cluster(workers: 2, replicas: 2, options: options)
            defer { try? cluster.end() }
            let rate = try quietRate(cluster)
            let load = try ClusterLoad(cluster.layout.clientAddress, questions, .init(pace: .rate(rate)))
            pause(2)
            let before = try counters(cluster)
            let stalls = try Disturbance(
                try process(cluster, "w2"), seed: bench.seed, stoppedUs: 100_000...100_000,
                runningUs: 1_000_000...5_000_000)
            let from = MonotonicClock.now
            pause(bench.seconds * 2)
            let to = MonotonicClock.now
            stalls.end()
            try load.end()
            let after = try counters(cluster)
            let asked = Double(max(1, after.subRequests - before.subRequests))
            found.append((load.figures(from: from, to: to), Double(after.hedges - before.hedges) / asked))
        }
        let (on, off, chosen) = (found[0], found[1], found[2])
        let ratio = off.figures.ms(0.999) / max(0.001, on.figures.ms(0.999))
        add(
            "one of two copies stalls 100 ms every 3 s, asked in turn, hedges on", on.figures.text,
            baseline: off.figures.text + ", hedges off",
            goal: "p99.9 ÷ ≥ 5 (is ÷ \(RoadBench.text(ratio))), extra ≤ 5 % (is \(percent(on.extra)))",
            isMet: ratio >= 5 && on.extra <= 0.05,
            [
                ("on", on.figures.json), ("off", off.figures.json), ("p999_ratio", LoadFigures.number(ratio)),
                ("extra", LoadFigures.number(on.extra)),
            ])
        add(
            "the same, chosen by time, hedges on", chosen.figures.text,
            baseline: "extra \(percent(chosen.extra))", [("chosen", chosen.figures.json)])
    }

    /// One of three copies gets a tenth of the time: by choice, in turn, and beside three sound ones.
    func slow() async throws {
        var figures: [LoadFigures] = []
        for options in [["--no-hedges"], ["--no-hedges", "--round-robin"]] {
            let cluster = try await cluster(workers: 3, replicas: 3, options: options)
            defer { try? cluster.end() }
            let rate = try quietRate(cluster, share: 0.15)
            let load = try ClusterLoad(cluster.layout.clientAddress, questions, .init(pace: .rate(rate)))
            pause(1)
            let quietFrom = MonotonicClock.now
            pause(bench.seconds)
            let quietTo = MonotonicClock.now
            let brake = try Disturbance(
                try process(cluster, "w3"), seed: bench.seed, stoppedUs: 18_000...18_000, runningUs: 2_000...2_000)
            // The choice has a moment to learn of it.
            pause(1)
            let from = MonotonicClock.now
            pause(bench.seconds)
            let to = MonotonicClock.now
            brake.end()
            try load.end()
            figures += [load.figures(from: quietFrom, to: quietTo), load.figures(from: from, to: to)]
        }
        let ratio = figures[1].ms(0.99) / max(0.001, figures[0].ms(0.99))
        add(
            "one of three copies 10 × slower, chosen by time", figures[1].text,
            baseline: figures[0].text + " all sound; in turn: " + figures[3].text,
            goal: "p99 ≤ 1.5 × (is \(RoadBench.text(ratio)) ×)", isMet: ratio <= 1.5,
            [
                ("chosen", figures[1].json), ("healthy", figures[0].json), ("round_robin", figures[3].json),
                ("round_robin_healthy", figures[2].json), ("p99_ratio", LoadFigures.number(ratio)),
            ])
    }

    private func percent(_ share: Double) -> String { RoadBench.text((share * 1_000).rounded() / 10) + " %" }

    private func counters(_ cluster: BenchCluster) throws -> (subRequests: Int, hedges: Int) {
        let placement = try cluster.status()["placement"]
        return (placement?["sub_requests"]?.int ?? 0, placement?["hedges"]?.int ?? 0)
    }
}

/// Stops a process and lets it go on, over and over.
private final class Disturbance: Sendable {
    private final class Flag: Sendable {
        let isOver = Mutex(false)
    }

    private let flag = Flag()
    private let thread: OSThread

    /// - Parameters:
    ///   - stoppedUs: how long it stands still each time, in microseconds.
    ///   - runningUs: how long it runs in between.
    init(_ process: Int32, seed: UInt64, stoppedUs: ClosedRange<UInt64>, runningUs: ClosedRange<UInt64>) throws {
        let flag = flag
        thread = try OSThread.start(name: "disturbance") {
            var random = SplitMix(state: seed)
            func draw(_ range: ClosedRange<UInt64>) -> UInt32 {
                UInt32(range.lowerBound + random.next() % (range.upperBound - range.lowerBound + 1))
            }
            while !flag.isOver.withLock({ $0 }) {
                usleep(draw(runningUs))
                kill(process, SIGSTOP)
                usleep(draw(stoppedUs))
                kill(process, SIGCONT)
            }
        }
    }

    /// Leaves the process running.
    func end() {
        flag.isOver.withLock { $0 = true }
        thread.join()
    }
}
