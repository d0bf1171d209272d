import Client
import DemoData
import Domain
import FoundationEssentials
import Glibc
import JSON
import JSONParsing
import LocalCluster
import OS
import ReferenceData
import ServiceKit
import Transport
import Wire

/// What the rows of the cluster bench share: the registry, the questions, the clusters, the report.
final class ClusterBenchRun {
    let bench: ClusterBench
    let demo: DemoData
    let questions: [WireClientRequest]
    /// The machine's load before anything was started.
    let loadBefore = ClusterBenchRun.loadAverage
    private let directory: String
    private let report: (String) -> Void
    private var figures: [JSONValue] = []

    private static let kinds: [RecordKind] = [.suppliers, .enterprises, .models, .needs]

    init(_ bench: ClusterBench, asOf: CalendarDay, report: @escaping (String) -> Void) throws {
        self.bench = bench
        self.report = report
        demo = DemoData(
            seed: bench.seed,
            sizes: .init(enterprises: 500, suppliers: bench.suppliers, models: bench.models, needs: bench.needs),
            asOf: asOf)
        questions = demo.records(.needs).map { need in
            var request = WireClientRequest()
            request.asOf = asOf.text
            request.match.needID = need.id
            // With the number of all that fit, an answer does not depend on which worker holds what.
            request.match.count = true
            return request
        }
        directory = try Files.makeTemporaryDirectory(prefix: "huanxin-bench")
        for kind in ClusterBenchRun.kinds { try DemoFile.write(demo.records(kind), to: path(kind)) }
        report("load of the machine before: \(loadBefore)")
    }

    /// Removes what was prepared.
    func end() { try? Files.removeTree(directory) }

    private func path(_ kind: RecordKind) -> String { directory + "/\(kind.rawValue).jsonl" }

    /// A cluster with the registry in it.
    ///
    /// - Parameter models: another file of models.
    func cluster(
        workers: Int, replicas: Int, options: [String] = [], models: String? = nil
    ) async throws -> BenchCluster {
        let cluster = try BenchCluster(
            workers: workers, shards: bench.shards, replicas: replicas, coordinatorOptions: options)
        do {
            let importer = BenchImport(cluster: cluster, codes: ReferenceData.codes)
            for kind in ClusterBenchRun.kinds {
                _ = try await importer.run(kind, kind == .models ? models ?? path(kind) : path(kind))
            }
            return cluster
        } catch {
            try? cluster.end()
            throw error
        }
    }

    /// A file in the bench's own directory.
    func file(_ name: String) -> String { directory + "/" + name }

    /// Asks with so many under way, and tells what came of it after a warm-up of a second.
    func capacity(_ cluster: BenchCluster, window: Int, seconds: Double) throws -> LoadFigures {
        let load = try ClusterLoad(cluster.layout.clientAddress, questions, .init(pace: .window(window)))
        pause(1)
        let from = MonotonicClock.now
        pause(seconds)
        let to = MonotonicClock.now
        try load.end()
        return load.figures(from: from, to: to)
    }

    /// A load that leaves most of the machine to what is measured.
    func quietRate(_ cluster: BenchCluster, share: Double = 0.25) throws -> Double {
        max(10, try capacity(cluster, window: 4, seconds: 1.5).rate * share)
    }

    func pause(_ seconds: Double) { usleep(UInt32(seconds * 1e6)) }

    /// Looks at the status every `everyMs` until it shows what is waited for.
    ///
    /// - Returns: seconds until then; nil where it did not come in time.
    func wait(
        _ client: ClusterClient, seconds: Double, everyMs: UInt32 = 5, until isSo: (JSONValue) -> Bool
    ) throws -> Double? {
        let start = MonotonicClock.now
        while Double(MonotonicClock.now - start) < seconds * 1e9 {
            var request = WireClientRequest()
            request.status = WireClusterStatus()
            if let answer = try? client.ask(request, timeoutMs: 2_000),
                let status = try? JSONParser.parse([UInt8](answer.json)), isSo(status)
            {
                return Double(MonotonicClock.now - start) / 1e9
            }
            usleep(everyMs * 1_000)
        }
        return nil
    }

    /// Runs this program on the cluster, and waits until it ends.
    func command(_ cluster: BenchCluster, _ words: [String], seconds: Double) throws {
        let child = try DetachedProcess(
            Executable.path, words + ["--data", cluster.directory], log: cluster.layout.log("bench-command"))
        let start = MonotonicClock.now
        while !child.hasEnded {
            guard Double(MonotonicClock.now - start) < seconds * 1e9 else {
                child.end()
                throw BenchCluster.Flaw(description: "\(words.joined(separator: " ")) did not end in \(seconds) s")
            }
            usleep(20_000)
        }
    }

    /// A process of the cluster.
    func process(_ cluster: BenchCluster, _ name: String) throws -> Int32 {
        guard let process = ProcessUse.processes(of: cluster.supervisorProcess)[name] else {
            throw BenchCluster.Flaw(description: "\(name) does not run")
        }
        return process
    }

    // MARK: Report

    /// A figure beside what it is compared with.
    ///
    /// - Parameter isMet: whether the goal is met; nil where there is none.
    func add(
        _ what: String, _ measured: String, baseline: String, goal: String = "", isMet: Bool? = nil,
        _ values: [(String, JSONValue)]
    ) {
        let verdict = isMet.map { $0 ? "met" : "missed" } ?? ""
        var line = "\(what): \(measured)"
        if !baseline.isEmpty { line += "  |  beside: \(baseline)" }
        if !goal.isEmpty { line += "  |  goal \(goal): \(verdict)" }
        report(line)
        var object = JSONObject([
            .init(key: "what", value: .string(what)), .init(key: "measured", value: .string(measured)),
            .init(key: "baseline", value: .string(baseline)), .init(key: "goal", value: .string(goal)),
            .init(key: "met", value: isMet.map { .bool($0) } ?? .null),
        ])
        for (key, value) in values { object.add(key, value) }
        figures.append(.object(object))
    }

    /// The figures since the last call.
    func takeFigures() -> [JSONValue] {
        defer { figures = [] }
        return figures
    }

    /// Of the last minute, as the kernel counts it.
    static var loadAverage: String {
        let text = ((try? Files.read("/proc/loadavg")) ?? nil).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: " ").first.map(String.init) ?? "unknown"
    }
}

extension JSONValue {
    /// A worker's line of the status.
    func worker(_ name: String) -> JSONValue? {
        self["workers"]?.array?.first { $0["worker"]?.string == name }
    }

    /// Whether every worker is there and every replica in use, on so many workers.
    func isSettled(workers: Int) -> Bool {
        let all = self["workers"]?.array ?? []
        return all.count == workers && all.allSatisfy { $0["state"]?.string != "unreachable" }
            && self["placement"]?["moving"]?.bool == false && self["coverage"]?["fraction"]?.double == 1
    }
}
