import Client
import DemoData
import Domain
import FoundationEssentials
import Glibc
import JSON
import LocalCluster
import OS
import Records
import Transport
import Wire

extension ClusterBenchRun {
    /// A worker killed, and one stopped for two seconds: two copies, and beside it one.
    func kill() async throws {
        for replicas in [2, 1] {
            let cluster = try await cluster(workers: 2, replicas: replicas)
            defer { try? cluster.end() }
            let rate = try quietRate(cluster)
            let load = try ClusterLoad(
                cluster.layout.clientAddress, questions, .init(pace: .rate(rate), compares: true))
            pause(1)
            let quietFrom = MonotonicClock.now
            pause(bench.seconds / 2)
            let quietTo = MonotonicClock.now
            for fault in ["kill -9", "SIGSTOP 2 s"] {
                let from = MonotonicClock.now
                let (seen, back) = try strike(cluster, fault)
                let to = max(MonotonicClock.now, from + 4_000_000_000)
                if to > MonotonicClock.now { pause(Double(to - MonotonicClock.now) / 1e9) }
                // What was under way at the end has time to end.
                pause(0.5)
                let during = load.figures(from: from, to: to)
                let quiet = load.figures(from: quietFrom, to: quietTo)
                let goal = fault == "kill -9" ? 50.0 : 1_000
                add(
                    "\(fault) of a worker, \(replicas) cop\(replicas == 1 ? "y" : "ies")", during.text,
                    baseline: quiet.text + " before",
                    goal: replicas == 2 ? "0 not whole" : "", isMet: replicas == 2 ? during.bad == 0 : nil,
                    [("during", during.json), ("before", quiet.json), ("copies", .int(replicas))])
                add(
                    "\(fault) of a worker, \(replicas) cop\(replicas == 1 ? "y" : "ies"), noticed",
                    seen.map { "after \(RoadBench.text($0 * 1e3)) ms" } ?? "not seen from outside",
                    baseline: back.map { "back after \(RoadBench.text($0)) s" } ?? "not back in 30 s",
                    goal: "≤ \(Int(goal)) ms", isMet: seen.map { $0 * 1e3 <= goal },
                    [
                        ("seen_ms", seen.map { LoadFigures.number($0 * 1e3) } ?? .null),
                        ("back_s", back.map { LoadFigures.number($0) } ?? .null),
                    ])
            }
            try load.end()
        }
    }

    /// Does it to the second worker.
    ///
    /// - Returns: seconds until the coordinator says that the worker is away, and until it is back.
    private func strike(_ cluster: BenchCluster, _ fault: String) throws -> (seen: Double?, back: Double?) {
        let client = try ClusterClient(TransportContext(), address: cluster.layout.clientAddress)
        // The connection stands before the clock starts.
        _ = try wait(client, seconds: 5) { _ in true }
        let process = try process(cluster, "w2")
        let isKill = fault == "kill -9"
        let start = MonotonicClock.now
        var resume: OSThread?
        if isKill {
            Glibc.kill(process, SIGKILL)
        } else {
            Glibc.kill(process, SIGSTOP)
            resume = try OSThread.start(name: "resume") {
                usleep(2_000_000)
                Glibc.kill(process, SIGCONT)
            }
        }
        let seen = try wait(client, seconds: isKill ? 1.5 : 2.5, everyMs: 1) {
            $0.worker("w2")?["state"]?.string == "unreachable"
        }
        resume?.join()
        let back = try wait(client, seconds: 30) { $0.worker("w2")?["state"]?.string == "active" }
        return (seen, back == nil ? nil : Double(MonotonicClock.now - start) / 1e9)
    }

    /// The coordinator killed three times while records are written and questions asked.
    func coordinator() async throws {
        let cluster = try await cluster(workers: 2, replicas: 2)
        defer { try? cluster.end() }
        let rate = try quietRate(cluster)
        let load = try ClusterLoad(
            cluster.layout.clientAddress, questions, .init(pace: .rate(rate), timeoutMs: 3_000))
        pause(1)
        let start = MonotonicClock.now
        pause(bench.seconds / 2)
        let quietTo = MonotonicClock.now
        var acknowledged: [String: UInt64] = [:]
        var writes: [Double] = []
        var reads: [Double] = []
        for round in 0..<3 {
            for _ in 0..<50 { try write(cluster.client, &acknowledged, timeoutMs: 3_000) }
            Glibc.kill(try process(cluster, "coordinator"), SIGKILL)
            let killed = MonotonicClock.now
            reads.append(try until(killed) { try isRead(cluster) })
            writes.append(try until(killed) { (try? write(cluster.client, &acknowledged, timeoutMs: 1_000)) != nil })
            // A process that ran for three seconds is started again at once.
            if round < 2 { pause(3.5) }
        }
        pause(1)
        let end = MonotonicClock.now
        try load.end()
        let lost = try lost(cluster, acknowledged)
        let during = load.figures(from: quietTo, to: end)
        let quiet = load.figures(from: start, to: quietTo)
        let (nextWrite, nextRead) = (writes.max() ?? 0, reads.max() ?? 0)
        add(
            "coordinator killed 3 times, next write", "\(RoadBench.text(nextWrite)) s at most",
            baseline: "next read \(RoadBench.text(nextRead)) s at most", goal: "≤ 6 s", isMet: nextWrite <= 6,
            [
                ("write_s", .array(writes.map(LoadFigures.number))), ("read_s", .array(reads.map(LoadFigures.number))),
            ])
        add(
            "acknowledged writes lost", "\(lost) of \(acknowledged.count)", baseline: "", goal: "0", isMet: lost == 0,
            [("acknowledged", .int(acknowledged.count)), ("lost", .int(lost))])
        add(
            "reads with one coordinator", during.text, baseline: quiet.text + " before", goal: "0 failed",
            isMet: during.bad == 0, [("during", during.json), ("before", quiet.json)])
    }

    private func until(_ start: UInt64, _ isSo: () throws -> Bool) throws -> Double {
        while MonotonicClock.now - start < 30_000_000_000 {
            if try isSo() { return Double(MonotonicClock.now - start) / 1e9 }
            usleep(2_000)
        }
        throw BenchCluster.Flaw(description: "the coordinator did not come back in 30 s")
    }

    private func isRead(_ cluster: BenchCluster) throws -> Bool {
        let answer = try? cluster.client.ask(questions[0], timeoutMs: 1_000)
        return answer.map { !$0.error && $0.coverage == 1 } ?? false
    }

    /// A new model, of a key of its own.
    private func write(_ client: ClusterClient, _ acknowledged: inout [String: UInt64], timeoutMs: Int) throws {
        guard case .model(var model) = demo.record(.models, at: acknowledged.count % bench.models) else { return }
        model.id = "bench-\(acknowledged.count)"
        var request = WireClientRequest()
        request.import.kind = UInt32(RecordKind.models.number)
        request.import.bodies = [Data(Record.model(model).json.bytes)]
        request.import.idempotencyKey = Data("bench-\(acknowledged.count)".utf8)
        let answer = try client.ask(request, timeoutMs: timeoutMs)
        guard !answer.error else { throw BenchCluster.Flaw(description: String(decoding: answer.json, as: UTF8.self)) }
        acknowledged[model.id] = answer.import.seq
    }

    /// How many acknowledged records are not there.
    private func lost(_ cluster: BenchCluster, _ acknowledged: [String: UInt64]) throws -> Int {
        try cluster.waitUntilApplied(acknowledged.values.max() ?? 0)
        return try acknowledged.keys.reduce(0) { lost, id in
            var request = WireClientRequest()
            request.show.kind = UInt32(RecordKind.models.number)
            request.show.id = id
            return try cluster.client.ask(request).error ? lost + 1 : lost
        }
    }
}
