import Client
import JSON
import LocalCluster
import OS
import Wire

extension ClusterBenchRun {
    /// 1, 2 and 4 workers with one copy: questions a second, and what each costs in each process.
    func workers() async throws {
        var first: Double?
        for count in [1, 2, 4] {
            let cluster = try await cluster(workers: count, replicas: 1)
            defer { try? cluster.end() }
            let load = try ClusterLoad(cluster.layout.clientAddress, questions, .init(pace: .window(16)))
            pause(1)
            let before = ProcessUse(supervisor: cluster.supervisorProcess)
            let from = MonotonicClock.now
            pause(bench.seconds)
            let to = MonotonicClock.now
            let use = ProcessUse(supervisor: cluster.supervisorProcess).cpuSeconds(since: before)
            try load.end()
            let figures = load.figures(from: from, to: to)
            let per = use.map { ($0.name, $0.seconds * 1e6 / Double(max(1, figures.count(.whole)))) }
            let coordinator = per.first { $0.0 == "coordinator" }?.1 ?? 0
            let ofWorkers = per.filter { $0.0.hasPrefix("w") }.map(\.1).reduce(0, +)
            let ratio = figures.rate / (first ?? figures.rate)
            add(
                "\(count) worker\(count == 1 ? "" : "s"), 16 questions under way", figures.text,
                baseline: first == nil ? "" : "\(RoadBench.text(ratio)) × one worker",
                goal: count == 2 && CurrentProcess.coreCount >= 4 ? "≥ 1.8 ×" : "",
                isMet: count == 2 && CurrentProcess.coreCount >= 4 ? ratio >= 1.8 : nil,
                [("load", figures.json), ("ratio", LoadFigures.number(ratio))])
            add(
                "CPU a question, \(count) worker\(count == 1 ? "" : "s")",
                "coordinator \(Int(coordinator)) us, workers \(Int(ofWorkers)) us together",
                baseline: "client \(Int(per.first { $0.0 == "client" }?.1 ?? 0)) us", goal: "coordinator ≤ 150 us",
                isMet: coordinator <= 150, per.map { ("\($0.0)_us", LoadFigures.number($0.1)) })
            first = first ?? figures.rate
        }
    }

    /// Three times what the cluster can answer, at fixed times, with half a second for each.
    func overload() async throws {
        let cluster = try await cluster(workers: 2, replicas: 2)
        defer { try? cluster.end() }
        let able = try capacity(cluster, window: 16, seconds: bench.seconds / 2)
        let load = try ClusterLoad(
            cluster.layout.clientAddress, questions, .init(pace: .rate(able.rate * 3), timeoutMs: 500))
        pause(1)
        let from = MonotonicClock.now
        pause(bench.seconds * 1.5)
        let to = MonotonicClock.now
        try load.end()
        let ended = MonotonicClock.now
        let during = load.figures(from: from, to: to)
        let recovered = try wait(cluster.client, seconds: 30) { _ in isRead(cluster, withinMs: 100) }
        let share = during.rate / max(1, able.rate)
        add(
            "3 × overload, good answers", "\(Int(during.rate))/s, \(RoadBench.text(share * 100)) % of capacity",
            baseline: "capacity " + able.text, goal: "≥ 90 %", isMet: share >= 0.9,
            [("during", during.json), ("capacity", able.json), ("share", LoadFigures.number(share))])
        add(
            "3 × overload, accepted", during.text, baseline: "deadline 500 ms", goal: "p99 ≤ 500 ms",
            isMet: during.ms(0.99) <= 500, [("p99_ms", LoadFigures.number(during.ms(0.99)))])
        let refused = during.count(.refused)
        add(
            "3 × overload, refused",
            refused == 0
                ? "none; \(during.count(.unanswered)) unanswered"
                : "\(refused), p99 \(RoadBench.text(during.refusalMs(0.99))) ms", baseline: "", goal: "< 5 ms",
            isMet: refused > 0 && during.refusalMs(0.99) < 5,
            [("refused", .int(refused)), ("refusal_p99_ms", LoadFigures.number(during.refusalMs(0.99)))])
        let after = recovered.map { _ in Double(MonotonicClock.now - ended) / 1e9 }
        add(
            "after the overload, an answer within 100 ms",
            after.map { "after \(RoadBench.text($0)) s" } ?? "not in 30 s",
            baseline: "", goal: "< 5 s", isMet: (after ?? 99) < 5,
            [("recovered_s", after.map(LoadFigures.number) ?? .null)])
    }

    private func isRead(_ cluster: BenchCluster, withinMs: Int) -> Bool {
        let answer = try? cluster.client.ask(questions[0], timeoutMs: withinMs)
        return answer.map { !$0.error && $0.coverage == 1 } ?? false
    }
}
