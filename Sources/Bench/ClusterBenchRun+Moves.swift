import Client
import Cluster
import DemoData
import Domain
import Glibc
import JSON
import LocalCluster
import OS
import Transport
import Wire

extension ClusterBenchRun {
    /// A move by hand, then 2 → 4 → 2 workers, all under load.
    func scale() async throws {
        let cluster = try await cluster(workers: 2, replicas: 1)
        defer { try? cluster.end() }
        let rate = try quietRate(cluster)
        let load = try ClusterLoad(
            cluster.layout.clientAddress, questions, .init(pace: .rate(rate), compares: true))
        pause(1)
        let quietFrom = MonotonicClock.now
        pause(bench.seconds)
        let quietTo = MonotonicClock.now
        try move(cluster)
        let from = MonotonicClock.now
        try command(cluster, ["cluster", "scale", "4"], seconds: 120)
        _ = try wait(cluster.client, seconds: 60, everyMs: 100) { $0.isSettled(workers: 4) }
        let middle = MonotonicClock.now
        try command(cluster, ["cluster", "scale", "2"], seconds: 120)
        let back = try wait(cluster.client, seconds: 60, everyMs: 100) { $0.isSettled(workers: 2) }
        let to = MonotonicClock.now
        try load.end()
        let quiet = load.figures(from: quietFrom, to: quietTo)
        for (name, figures) in [
            ("scale 2 → 4", load.figures(from: from, to: middle)), ("scale 4 → 2", load.figures(from: middle, to: to)),
        ] {
            compare(name, during: figures, before: quiet, rate: rate)
        }
        let all = load.figures(from: quietFrom, to: to)
        add(
            "reads that failed, came in part or differed while scaling", "\(all.bad) of \(all.asked)",
            baseline: "\(quiet.bad) of \(quiet.asked) before", goal: "0", isMet: all.bad == 0 && back != nil,
            [
                ("load", all.json), ("up_s", LoadFigures.number(Double(middle - from) / 1e9)),
                ("down_s", LoadFigures.number(Double(to - middle) / 1e9)), ("settled", .bool(back != nil)),
            ])
    }

    private func compare(_ name: String, during: LoadFigures, before: LoadFigures, rate: Double) {
        let ratio = during.ms(0.99) / max(0.001, before.ms(0.99))
        add(
            "\(name) at \(Int(rate)) questions/s", during.text, baseline: before.text + " before",
            goal: "p99 ≤ 1.5 × (is \(RoadBench.text(ratio)) ×)", isMet: ratio <= 1.5,
            [("during", during.json), ("before", before.json), ("p99_ratio", LoadFigures.number(ratio))])
    }

    /// One replica to the other worker: how long until it is in use, and how long its bytes are under way.
    private func move(_ cluster: BenchCluster) throws {
        let client = try ClusterClient(TransportContext(), address: cluster.layout.clientAddress)
        let shards = try cluster.status()["shards"]?.array ?? []
        guard let shard = shards.first, let number = shard["shard"]?.int, let from = shard["worker"]?.string else {
            return
        }
        let to = from == "w1" ? "w2" : "w1"
        let bytes = shard["replicas"]?.array?.first?["bytes"]?.int ?? 0
        var request = WireClientRequest()
        request.order.verb = "move"
        request.order.shard = UInt32(number)
        request.order.worker = to
        let start = MonotonicClock.now
        _ = try client.ask(request)
        var copying: (from: UInt64, to: UInt64)?
        let whole = try wait(client, seconds: 60, everyMs: 2) { status in
            let replicas = status["shards"]?.array?.first { $0["shard"]?.int == number }?["replicas"]?.array ?? []
            let state = replicas.first { $0["worker"]?.string == to }?["state"]?.string
            let now = MonotonicClock.now
            if state == "copying" { copying = (copying?.from ?? now, now) }
            return state == "active" && replicas.count == 1
        }
        let copyMs = copying.map { Double($0.to - $0.from) / 1e6 } ?? 0
        let speed = copyMs > 0 ? Double(bytes) / 1e3 / copyMs : 0
        add(
            "move of one shard of \(RoadBench.text(Double(bytes) / 1e6)) MB under load",
            whole.map { "in use after \(RoadBench.text($0)) s" } ?? "not in use after 60 s",
            baseline: "copied, checked and opened in \(RoadBench.text(copyMs)) ms, \(RoadBench.text(speed)) MB/s; "
                + "the copy is held to 40 MB/s",
            [
                ("bytes", .int(bytes)), ("copy_ms", LoadFigures.number(copyMs)),
                ("mb_per_s", LoadFigures.number(speed)),
                ("whole_ms", LoadFigures.number(Double(MonotonicClock.now - start) / 1e6)),
            ])
    }

    /// Models whose sizes by vshard follow Zipf's law with exponent 1, on four workers: how long until their load is
    /// even, by the processor time that the kernel counts.
    func skew() async throws {
        let path = file("models-skewed.jsonl")
        try DemoFile.write(skewedModels(), to: path)
        let cluster = try await cluster(workers: 4, replicas: 1, models: path)
        defer { try? cluster.end() }
        let start = MonotonicClock.now
        let load = try ClusterLoad(cluster.layout.clientAddress, questions, .init(pace: .window(4)))
        var series: [JSONValue] = []
        var evenAfter: Double?
        var first: Double?
        var before = ProcessUse(supervisor: cluster.supervisorProcess)
        // Even for three looks on end, so that a moment does not count.
        var even = 0
        while Double(MonotonicClock.now - start) < 75e9, even < 3 {
            pause(2)
            let now = ProcessUse(supervisor: cluster.supervisorProcess)
            let spent = now.cpuSeconds(since: before).filter { $0.name.hasPrefix("w") }.map(\.seconds)
            before = now
            let mean = spent.reduce(0, +) / Double(max(1, spent.count))
            let ratio = (spent.max() ?? 0) / max(0.001, mean)
            let told = try cluster.status()["placement"]?["imbalance"]?.double ?? 0
            let at = Double(MonotonicClock.now - start) / 1e9
            first = first ?? ratio
            series.append([
                "s": LoadFigures.number(at), "cpu_max_over_mean": LoadFigures.number(ratio),
                "planner_max_over_mean": LoadFigures.number(told),
            ])
            if ratio <= 1.3 {
                evenAfter = evenAfter ?? at
                even += 1
            } else {
                (even, evenAfter) = (0, nil)
            }
        }
        try load.end()
        let all = load.figures(from: start, to: MonotonicClock.now)
        add(
            "load by Zipf's law over \(bench.shards) shards, 4 workers",
            evenAfter.map { "max/mean CPU ≤ 1.3 from \(RoadBench.text($0)) s on" } ?? "not even after 75 s",
            baseline: "\(RoadBench.text(first ?? 0)) in the first 2 s; \(all.bad) of \(all.asked) reads not whole",
            goal: "< 60 s", isMet: (evenAfter ?? 99) < 60 && all.bad == 0,
            [("series", .array(series)), ("load", all.json)])
    }

    /// The demo's models under ids that lie in vshards by Zipf's law.
    private func skewedModels() -> [Record] {
        let shares = (1...bench.shards).map { 1 / Double($0) }
        let sum = shares.reduce(0, +)
        var random = SplitMix(state: bench.seed &+ 77)
        return demo.records(.models).map { record in
            guard case .model(var model) = record else { return record }
            var left = Double(random.next() >> 11) / Double(1 << 53) * sum
            var vshard = 0
            while vshard < bench.shards - 1, left >= shares[vshard] {
                left -= shares[vshard]
                vshard += 1
            }
            let id = model.id
            var suffix = 0
            repeat {
                model.id = "\(id)-\(suffix)"
                suffix += 1
            } while Int(VShard(id: model.id, count: bench.shards).rawValue) != vshard
            return .model(model)
        }
    }
}
