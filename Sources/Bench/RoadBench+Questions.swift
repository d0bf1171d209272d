import Client
import DemoData
import Domain
import FoundationEssentials
import Histogram
import JSON
import OS
import Records
import Wire

extension RoadBench {
    /// Each kind of question, asked one after the other from one connected client.
    func questions(
        _ cluster: BenchCluster, _ demo: DemoData, _ figures: inout JSONObject, _ report: (String) -> Void
    ) throws {
        try latency("match", cluster, demo, &figures, report) { request, need in request.match.needID = need.id }
        try latency("match_given", cluster, demo, &figures, report) { request, need in
            request.match.need = Data(Record.need(need).json.bytes)
        }
        try latency("match_text_top50", cluster, demo, &figures, report) { request, need in
            request.match.needID = need.id
            request.match.top = 50
        }
        try latency("search", cluster, demo, &figures, report) { request, need in
            request.search.kind = UInt32(RecordKind.models.number)
            request.search.text = need.lines.lazy.compactMap(\.text).first ?? need.title
        }
        try latency("projects", cluster, demo, &figures, report) { request, need in
            request.projects.provider = "demo:bank-national"
            request.projects.category = need.lines[0].category.path
            request.projects.limit = 20
        }
        try latency("assess", cluster, demo, &figures, report) { request, need in
            request.assess.needID = need.id
            request.assess.explain = true
        }
    }

    /// The time of each question, about a random need, and the CPU time of each process.
    private func latency(
        _ name: String, _ cluster: BenchCluster, _ demo: DemoData, _ figures: inout JSONObject,
        _ report: (String) -> Void, _ ask: (inout WireClientRequest, Need) -> Void
    ) throws {
        var histogram = Histogram<UInt32>(highestTrackableValue: 60_000_000_000, numberOfSignificantValueDigits: .three)
        var random = SplitMix(state: seed)
        var before = ProcessUse(supervisor: cluster.supervisorProcess)
        for question in 0..<questions + RoadBench.warmUp {
            if question == RoadBench.warmUp { before = ProcessUse(supervisor: cluster.supervisorProcess) }
            let record = demo.record(.needs, at: Int(random.next() % UInt64(max(1, needs))))
            guard case .need(let need) = record else { continue }
            var request = WireClientRequest()
            request.minCoverage = 1
            ask(&request, need)
            let start = MonotonicClock.now
            let answer = try cluster.client.ask(request)
            guard !answer.error else {
                throw BenchCluster.Flaw(description: String(decoding: answer.json, as: UTF8.self))
            }
            if question >= RoadBench.warmUp { _ = histogram.record(MonotonicClock.now - start) }
        }
        let p50 = Double(histogram.valueAtPercentile(50)) / 1e6
        let p99 = Double(histogram.valueAtPercentile(99)) / 1e6
        figures.add("\(name)_p50_ms", .double((p50 * 1000).rounded() / 1000))
        figures.add("\(name)_p99_ms", .double((p99 * 1000).rounded() / 1000))
        var spent: [String] = []
        let after = ProcessUse(supervisor: cluster.supervisorProcess)
        for (process, seconds) in after.cpuSeconds(since: before) where process != "client" {
            let microseconds = (seconds * 1e6 / Double(questions)).rounded()
            figures.add("\(name)_\(process)_cpu_us", .double(microseconds))
            spent.append("\(process) \(Int(microseconds))")
        }
        report(
            "\(name) through the cluster: p50 \(RoadBench.text(p50)) ms, p99 \(RoadBench.text(p99)) ms, "
                + "\(questions) questions; CPU us a question: " + spent.joined(separator: ", ")
        )
    }

    /// Questions before the clock starts.
    private static let warmUp = 200
}
