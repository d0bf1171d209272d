import Client
import DemoData
package import Domain
import Histogram
package import JSON
import LocalCluster
import OS
import ReferenceData
import Wire

/// Updates while questions are asked: how soon a change is seen, and what the questions pay for it.
package struct UpdateBench {
    package var seed: UInt64 = 1
    package var suppliers = 3_000
    package var models = 200_000
    package var needs = 2_000
    package var workers = 2
    package var shards = 16
    /// Updates a second, sent at fixed times whatever becomes of those before.
    package var rate = 2_000
    package var seconds = 20

    package init() {}

    /// Runs it.
    ///
    /// - Parameter report: gets a line a figure, as it is measured.
    /// - Returns: the figures as JSON.
    package func run(asOf: CalendarDay, report: (String) -> Void) async throws -> JSONValue {
        let cluster = try BenchCluster(workers: workers, shards: shards, replicas: 1)
        defer { try? cluster.end() }
        let demo = DemoData(
            seed: seed, sizes: .init(enterprises: 1_000, suppliers: suppliers, models: models, needs: needs),
            asOf: asOf)
        let importer = BenchImport(cluster: cluster, codes: ReferenceData.codes)
        for kind in [RecordKind.suppliers, .enterprises, .models, .needs] {
            let path = cluster.directory + "/\(kind.rawValue).jsonl"
            try DemoFile.write(demo.records(kind), to: path)
            _ = try await importer.run(kind, path)
        }
        var figures = JSONObject()
        figures.add("cores", .int(CurrentProcess.coreCount))
        figures.add("models", .int(models))
        // Made before, for making up a record costs more than asking about it.
        let ids = demo.records(.needs).map(\.id)
        let bodies = UpdateBodies(demo, models: models, count: rate * seconds, seed: seed)
        let quiet = try ask(cluster, ids, until: { $0 > UInt64(seconds) * 500_000_000 })
        add("query_quiet", quiet.latencies, "match without writes", &figures, report)
        let writer = try UpdateWriter(cluster.layout.clientAddress, bodies, rate: rate)
        let busy = try ask(cluster, ids, until: { _ in writer.hasEnded })
        let updates = try writer.finish()
        add("query_busy", busy.latencies, "match while \(rate) updates/s are written", &figures, report)
        add("ack", updates.map { $0.acknowledged - $0.sent }, "acknowledgement of an update", &figures, report)
        figures.add("updates", .int(updates.count))
        let seen = visibility(updates, busy.answers)
        add("visible", seen, "from acknowledgement to the first answer that has it", &figures, report)
        return .object(figures)
    }

    /// Answers with when they came and at which change, in order.
    private struct Asked {
        var latencies: [UInt64] = []
        var answers: [(time: UInt64, seq: UInt64)] = []
    }

    /// Asks about random needs, one after another, until it is told to end by the time that passed.
    private func ask(_ cluster: BenchCluster, _ needs: [String], until isOver: (UInt64) -> Bool) throws -> Asked {
        var asked = Asked()
        var random = SplitMix(state: seed)
        let start = MonotonicClock.now
        while !isOver(MonotonicClock.now - start) {
            var request = WireClientRequest()
            request.minCoverage = 1
            request.match.needID = needs[Int(random.next() % UInt64(needs.count))]
            let before = MonotonicClock.now
            let answer = try cluster.client.ask(request)
            let after = MonotonicClock.now
            guard !answer.error else {
                throw BenchCluster.Flaw(description: String(decoding: answer.json, as: UTF8.self))
            }
            asked.latencies.append(after - before)
            asked.answers.append((after, answer.asOfSeq))
        }
        return asked
    }

    /// For each update the time from its acknowledgement to the first answer at its change or a later one; updates
    /// past the last answer are left out.
    private func visibility(_ updates: [UpdateWriter.Update], _ answers: [(time: UInt64, seq: UInt64)]) -> [UInt64] {
        var seen: [UInt64] = []
        var next = 0
        for update in updates.sorted(by: { $0.seq < $1.seq }) {
            while next < answers.count, answers[next].seq < update.seq { next += 1 }
            guard next < answers.count else { break }
            let time = answers[next].time
            seen.append(time > update.acknowledged ? time - update.acknowledged : 0)
        }
        return seen
    }

    private func add(
        _ name: String, _ nanoseconds: [UInt64], _ what: String, _ figures: inout JSONObject,
        _ report: (String) -> Void
    ) {
        var histogram = Histogram<UInt32>(
            highestTrackableValue: 600_000_000_000, numberOfSignificantValueDigits: .three)
        for value in nanoseconds { _ = histogram.record(value) }
        var texts: [String] = []
        for (label, percentile) in [("p50", 50.0), ("p99", 99), ("max", 100)] {
            let ms = Double(histogram.valueAtPercentile(percentile)) / 1e6
            figures.add("\(name)_\(label)_ms", .double((ms * 1e3).rounded() / 1e3))
            texts.append("\(label) \(RoadBench.text(ms)) ms")
        }
        report("\(what): \(texts.joined(separator: ", ")), \(nanoseconds.count) times")
    }
}
