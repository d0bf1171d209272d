import Client
import DemoData
package import Domain
import Glibc
package import JSON
import LocalCluster
import OS
import Records
import ReferenceData

/// Imports: models a second until searchable, what each process pays for one, what the disk keeps of it.
package struct ImportBench {
    package var seed: UInt64 = 1
    package var suppliers = 3_000
    package var models = 200_000
    package var workers = 2
    package var shards = 16

    package init() {}

    /// Runs it.
    ///
    /// - Parameter report: gets a line a figure, as it is measured.
    /// - Returns: the figures as JSON.
    package func run(asOf: CalendarDay, report: (String) -> Void) async throws -> JSONValue {
        let cluster = try BenchCluster(workers: workers, shards: shards, replicas: 1)
        defer { try? cluster.end() }
        let demo = DemoData(
            seed: seed, sizes: .init(enterprises: 1, suppliers: suppliers, models: models, needs: 1), asOf: asOf)
        let importer = BenchImport(cluster: cluster, codes: ReferenceData.codes)
        let parties = cluster.directory + "/suppliers.jsonl"
        try DemoFile.write(demo.records(.suppliers), to: parties)
        _ = try await importer.run(.suppliers, parties)
        let path = cluster.directory + "/models.jsonl"
        let bytes = try DemoFile.write(demo.records(.models), to: path)
        let before = ProcessUse(supervisor: cluster.supervisorProcess)
        let result = try await importer.run(.models, path)
        let after = ProcessUse(supervisor: cluster.supervisorProcess)
        var figures = JSONObject()
        figures.add("cores", .int(CurrentProcess.coreCount))
        figures.add("workers", .int(workers))
        figures.add("shards", .int(shards))
        figures.add("models", .int(result.records))
        speed(result, bytes, &figures, report)
        cost(before, after, result.records, &figures, report)
        disk(cluster, bytes, &figures, report)
        return .object(figures)
    }

    private func speed(
        _ result: BenchImport.Result, _ bytes: Int, _ figures: inout JSONObject, _ report: (String) -> Void
    ) {
        let rate = Double(result.records) / result.seconds
        let megabytes = Double(bytes) / 1e6 / result.seconds
        figures.add("seconds", .double((result.seconds * 1e3).rounded() / 1e3))
        figures.add("models_per_s", .double(rate.rounded()))
        figures.add("json_mb_per_s", .double((megabytes * 10).rounded() / 10))
        report(
            "\(result.records) models of \(bytes / max(1, result.records)) bytes in "
                + "\(RoadBench.text(result.seconds)) s until searchable: \(Int(rate))/s, "
                + "\(RoadBench.text(megabytes)) MB/s of JSON")
    }

    private func cost(
        _ before: ProcessUse, _ after: ProcessUse, _ models: Int, _ figures: inout JSONObject,
        _ report: (String) -> Void
    ) {
        var sum = 0.0
        var costs = JSONObject()
        var parts: [String] = []
        for (name, seconds) in after.cpuSeconds(since: before) {
            let microseconds = seconds * 1e6 / Double(max(1, models))
            sum += microseconds
            costs.add(name, .double((microseconds * 100).rounded() / 100))
            parts.append("\(name) \(RoadBench.text(microseconds))")
        }
        figures.add("cpu_us_per_model", .double((sum * 100).rounded() / 100))
        figures.add("cpu_us_per_model_by_process", .object(costs))
        report("CPU a model, all processes: \(RoadBench.text(sum)) µs (\(parts.joined(separator: ", ")))")
        var memory = JSONObject()
        for (name, use) in after.uses { memory.add(name, .int(use.residentBytes >> 20)) }
        figures.add("resident_mb", .object(memory))
        report(
            "memory, mapped pages included: "
                + after.uses.map { "\($0.name) \($0.use.residentBytes >> 20) MB" }.joined(separator: ", "))
    }

    private func disk(
        _ cluster: BenchCluster, _ raw: Int, _ figures: inout JSONObject, _ report: (String) -> Void
    ) {
        var parts: [(String, Int)] = [
            ("log", DiskUse.bytes(below: cluster.layout.coordinator + "/log")),
            ("catalogue", DiskUse.bytes(below: cluster.layout.coordinator + "/catalogue")),
        ]
        for name in (1...workers).map({ "w\($0)" }) {
            parts.append((name, DiskUse.bytes(below: cluster.layout.worker(name))))
        }
        figures.add("json_bytes", .int(raw))
        for (name, bytes) in parts { figures.add("disk_bytes_\(name)", .int(bytes)) }
        let times = { (bytes: Int) in RoadBench.text(Double(bytes) / Double(max(1, raw))) }
        report(
            "disk, as a multiple of the JSON's \(raw >> 20) MB: "
                + parts.map { "\($0.0) \(times($0.1))" }.joined(separator: ", ")
                + ", all \(times(parts.reduce(0) { $0 + $1.1 }))")
    }
}

/// Made-up records as a file of JSON Lines, written as they are made.
enum DemoFile {
    /// - Returns: the file's bytes.
    @discardableResult
    static func write(_ records: some Sequence<Record>, to path: String) throws -> Int {
        guard let file = fopen(path, "w") else { throw BenchCluster.Flaw(description: "\(path) cannot be written") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var total = 0
        func flush() throws {
            guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
                throw BenchCluster.Flaw(description: "\(path) cannot be written")
            }
            total += bytes.count
            bytes.removeAll(keepingCapacity: true)
        }
        for record in records {
            record.json.write(to: &bytes)
            bytes.append(0x0A)
            if bytes.count > 1 << 20 { try flush() }
        }
        try flush()
        guard fflush(file) == 0 else { throw BenchCluster.Flaw(description: "\(path) cannot be written") }
        return total
    }
}
