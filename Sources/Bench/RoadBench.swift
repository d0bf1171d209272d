import Answers
import Client
import DemoData
package import Domain
import FoundationEssentials
import Histogram
package import JSON
import JSONParsing
import OS
import Records
import ReferenceData
import Rules
import ServiceKit
import Wire

/// The main road: import until searchable, match and assess through the cluster, memory of each process.
package struct RoadBench {
    package var seed: UInt64 = 1
    package var suppliers = 3_000
    package var models = 100_000
    package var enterprises = 20_000
    package var needs = 20_000
    package var workers = 2
    package var shards = 16
    package var questions = 2_000

    package init() {}

    /// Runs it.
    ///
    /// - Parameter report: gets a line a figure, as it is measured.
    /// - Returns: the figures as JSON.
    package func run(asOf: CalendarDay, report: (String) -> Void) async throws -> JSONValue {
        let demo = DemoData(
            seed: seed,
            sizes: .init(enterprises: enterprises, suppliers: suppliers, models: models, needs: needs), asOf: asOf)
        let cluster = try BenchCluster(workers: workers, shards: shards, replicas: 1)
        defer { try? cluster.end() }
        var figures = JSONObject()
        figures.add("cores", .int(CurrentProcess.coreCount))
        figures.add("workers", .int(workers))
        figures.add("shards", .int(shards))
        let importer = BenchImport(cluster: cluster, codes: ReferenceData.codes)
        for kind in [RecordKind.suppliers, .enterprises, .offers, .models, .needs] {
            let path = cluster.directory + "/\(kind.rawValue).jsonl"
            try write(kind, demo, to: path)
            let result = try await importer.run(kind, path)
            let rate = Double(result.records) / result.seconds
            figures.add("import_\(kind.rawValue)_per_s", .double(rate.rounded()))
            report(
                "import \(kind.rawValue): \(result.records) in \(RoadBench.text(result.seconds)) s, "
                    + "\(Int(rate))/s until searchable"
            )
        }
        try questions(cluster, demo, &figures, report)
        try assessInProcess(demo, asOf, &figures, report)
        try memory(cluster, &figures, report)
        return .object(figures)
    }

    private func write(_ kind: RecordKind, _ demo: DemoData, to path: String) throws {
        var bytes: [UInt8] = []
        if kind == .offers {
            for line in ReferenceData.offers + ReferenceData.incompleteOffers + ReferenceData.exampleProducts {
                bytes += Array(line.utf8) + [0x0A]
            }
        } else {
            for record in demo.records(kind) {
                record.json.write(to: &bytes)
                bytes.append(0x0A)
            }
        }
        try Files.writeAtomically(bytes, to: path)
    }

    /// What a worker does for `assess`, without the way there: all offers with their whole explanation. In CPU time,
    /// which other processes do not disturb.
    private func assessInProcess(
        _ demo: DemoData, _ asOf: CalendarDay, _ figures: inout JSONObject, _ report: (String) -> Void
    ) throws {
        let decoder = RecordDecoder(codes: ReferenceData.codes, mode: .strict)
        let offers = try (ReferenceData.offers + ReferenceData.incompleteOffers + ReferenceData.exampleProducts)
            .compactMap { line -> CompiledOffer? in
                guard case .offer(let offer)? = decoder.decode(.offers, try JSONParser.parse(line)).record else {
                    return nil
                }
                return CompiledOffer(offer)
            }
        var histogram = Histogram<UInt32>(highestTrackableValue: 60_000_000_000, numberOfSignificantValueDigits: .three)
        for index in 0..<min(needs, 1_000) {
            guard case .need(let need) = demo.record(.needs, at: index) else { continue }
            let start = ProcessFacts.threadCPUNanoseconds
            let facts = FactTable(enterprise: nil, need: need, asOf: asOf)
            var rendered: [UInt8] = []
            for offer in offers {
                let assessment = Assessor.assess(offer, facts, asOf: asOf, explain: true)
                AssessAnswer.offer(offer.offer, assessment, source: SourceAnswer.json(offer.offer.source)).write(
                    to: &rendered)
            }
            _ = histogram.record(ProcessFacts.threadCPUNanoseconds - start)
        }
        let p50 = Double(histogram.valueAtPercentile(50)) / 1e6
        let p99 = Double(histogram.valueAtPercentile(99)) / 1e6
        figures.add("assess_in_worker_p50_ms", .double((p50 * 1000).rounded() / 1000))
        figures.add("assess_in_worker_p99_ms", .double((p99 * 1000).rounded() / 1000))
        report(
            "assess, the worker's part, \(offers.count) offers explained and rendered, CPU time: "
                + "p50 \(RoadBench.text(p50)) ms, p99 \(RoadBench.text(p99)) ms")
    }

    private func memory(_ cluster: BenchCluster, _ figures: inout JSONObject, _ report: (String) -> Void) throws {
        let status = try cluster.status()
        var resident: [(String, Int)] = [("coordinator", status["coordinator"]?["resident_bytes"]?.int ?? 0)]
        for worker in status["workers"]?.array ?? [] {
            resident.append((worker["worker"]?.string ?? "", worker["resident_bytes"]?.int ?? 0))
        }
        for (name, bytes) in resident {
            figures.add("resident_mb_\(name)", .int(bytes >> 20))
            report("memory of \(name): \(bytes >> 20) MB resident, mapped pages of its indexes included")
        }
    }

    static func text(_ value: Double) -> String { JSONNumber.shortest((value * 1000).rounded() / 1000) }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same questions for the same seed.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
