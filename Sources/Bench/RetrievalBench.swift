package import Domain
package import JSON
import Matching
import ModelIndex
import OS
import Queries
import ServiceKit
import Store
import TextAnalysis

/// Retrieval in the worker: the best ten models for a line without text, filtered and scored, on one thread.
package struct RetrievalBench {
    package var seed: UInt64 = 1
    package var sizes = [10_000, 100_000, 1_000_000, 2_000_000]
    /// Of each series.
    package var questions = 5_000
    /// How many models pass in the series in which their number is held fixed.
    package var passing = 200
    /// Where registries are kept between runs.
    package var keep: String?
    /// Where suppliers, models, questions and answers are written for other programs.
    package var export: String?

    package init() {}

    /// Runs it.
    ///
    /// - Parameter report: gets a line a figure, as it is measured.
    /// - Returns: the figures as JSON.
    package func run(asOf: CalendarDay, report: (String) -> Void) throws -> JSONValue {
        var figures = JSONObject()
        MachineFacts.add(to: &figures)
        figures.add("seed", .int(seed))
        figures.add("as_of", .string(asOf.text))
        let bandwidth = MemoryBandwidth.measure()
        figures.add("memory_bytes_per_s", .double(bandwidth.bytesPerSecond.rounded()))
        report("memory: \(RoadBench.text(bandwidth.bytesPerSecond / 1e9)) GB/s read by one core")
        for size in sizes { figures.add("models_\(size)", try measure(size, asOf, bandwidth, report)) }
        return .object(figures)
    }

    /// So many suppliers for so many models.
    static func suppliers(for models: Int) -> Int { max(50, models / 50) }

    private func measure(
        _ size: Int, _ asOf: CalendarDay, _ bandwidth: MemoryBandwidth, _ report: (String) -> Void
    ) throws -> JSONValue {
        let content = StoreBench.Content(
            seed: seed, asOf: asOf, suppliers: RetrievalBench.suppliers(for: size), models: size)
        let bench = try StoreBench(content, keep: keep, report: report)
        defer { bench.end() }
        var figures = JSONObject()
        try bench.addBuild(to: &figures, report)
        let asker = RetrievalAsker(bench)
        var maker = RetrievalQuestions(bench.demo, seed: seed)
        let warm = (0..<max(1, questions / 10)).map { _ in maker.next() }
        let natural = (0..<questions).map { _ in maker.next() }
        for need in warm { _ = try asker.ask(need) }
        try series("natural", natural, asker, bandwidth, &figures, report)
        let fixed = try RetrievalNarrowing(asker, target: passing).needs(questions, &maker)
        for need in fixed.prefix(warm.count) { _ = try asker.ask(need) }
        try series("passing_\(passing)", fixed, asker, bandwidth, &figures, report)
        bench.addMemory(to: &figures, report)
        if let export { try RetrievalExport(asker, directory: export).write(natural, fixed) }
        return .object(figures)
    }

    private func series(
        _ name: String, _ needs: [Need], _ asker: RetrievalAsker, _ bandwidth: MemoryBandwidth,
        _ figures: inout JSONObject, _ report: (String) -> Void
    ) throws {
        guard !needs.isEmpty else { return report("  \(name): the registry is too small for such questions") }
        var times = QuestionTimes()
        var (bytes, rows, passed) = (Times(), Times(), Times())
        var byteSum = 0
        for need in needs {
            _ = try times.measure { try asker.ask(need) }
            let cost = asker.bench.store.lastCost
            bytes.record(UInt64(cost.bytes))
            rows.record(UInt64(cost.rows))
            byteSum += cost.bytes
        }
        for need in needs { passed.record(UInt64(try asker.passing(need))) }
        times.add(name, to: &figures)
        let meanBytes = Double(byteSum) / Double(needs.count)
        let readMs = meanBytes / bandwidth.bytesPerSecond * 1000
        for (key, times) in [("passing", passed), ("rows_read", rows), ("bytes_read", bytes)] {
            figures.add("\(name)_\(key)_p50", .int(Int(times.at(50))))
            figures.add("\(name)_\(key)_p99", .int(Int(times.at(99))))
        }
        figures.add("\(name)_bytes_read_mean", .int(Int(meanBytes)))
        figures.add("\(name)_memory_read_mean_ms", .ms(readMs))
        report(
            "  \(name): \(times.text); models that pass: p50 \(Int(passed.at(50))), p99 \(Int(passed.at(99))); read: "
                + "p50 \(Int(rows.at(50))) rows in \(Int(bytes.at(50))) bytes, p99 \(Int(rows.at(99))) in "
                + "\(Int(bytes.at(99))); the bytes alone take \(RoadBench.text(readMs * 1000)) µs, "
                + "\(RoadBench.text(100 * readMs / times.cpuMeanMs)) % of the time")
    }
}

/// Asks a registry for the best models.
struct RetrievalAsker {
    let bench: StoreBench

    init(_ bench: StoreBench) { self.bench = bench }

    /// The best ten for the need's one line, as a worker is asked for them.
    func ask(_ need: Need) throws -> LineMatch {
        let found = try bench.store.match(
            need: need, statistics: [TextStatistics(tokens: 0)], asOf: bench.content.asOf, top: 10, explain: false,
            vshards: StoreBench.vshards, at: bench.seq)
        return found[0]
    }

    /// How many pass, all of them counted.
    func passing(_ need: Need) throws -> Int { try counted(need).candidates }

    /// The same answer from a search that looks at every model of the category.
    func counted(_ need: Need) throws -> LineMatch {
        let found = try bench.store.match(
            need: need, statistics: [TextStatistics(tokens: 0)], asOf: bench.content.asOf, top: 10, count: true,
            explain: false, vshards: StoreBench.vshards, at: bench.seq)
        return found[0]
    }
}

/// Narrows lines until about so many models pass, by the price asked for: so questions ask for as much of a large
/// registry as of a small one.
struct RetrievalNarrowing {
    private let asker: RetrievalAsker
    private let target: Int

    init(_ asker: RetrievalAsker, target: Int) {
        self.asker = asker
        self.target = target
    }

    /// So many needs; a line that too few models pass at any price is left out.
    ///
    /// Where the registry is too small for that many lines, they are fewer.
    func needs(_ count: Int, _ maker: inout RetrievalQuestions) throws -> [Need] {
        var needs: [Need] = []
        var tries = 0
        while needs.count < count, tries < 20 * count {
            tries += 1
            if let need = try narrowed(maker.next()) { needs.append(need) }
        }
        return needs
    }

    private func narrowed(_ need: Need) throws -> Need? {
        var need = need
        need.lines[0].maxUnitPrice = nil
        guard try asker.passing(need) >= target else { return nil }
        // Bisected over the logarithm of the price, from 1 CNY to 2⁴⁰ fen.
        var (low, high) = (7.0, 40.0)
        for _ in 0..<16 {
            let middle = (low + high) / 2
            need.lines[0].maxUnitPrice = Fen(Int64(RetrievalNarrowing.power(middle)))
            let passing = try asker.passing(need)
            if passing * 10 >= target * 9, passing * 10 <= target * 11 { return need }
            if passing < target { low = middle } else { high = middle }
        }
        return nil
    }

    /// 2 to the power of x, without the mathematics of a C library.
    private static func power(_ x: Double) -> Double {
        let whole = x.rounded(.down)
        // A straight line between two powers of two is monotonic, which is all that a bisection needs.
        return Double(sign: .plus, exponent: Int(whole), significand: 1 + (x - whole))
    }
}

extension StoreBench {
    /// What the build took, and what it takes on the disk.
    func addBuild(to figures: inout JSONObject, _ report: (String) -> Void) throws {
        let disk = try diskBytes()
        figures.add("records", .int(built.records))
        figures.add("build_s", .ms(built.seconds))
        figures.add("build_cpu_s", .ms(built.cpuSeconds))
        figures.add("build_records_per_s", .double((Double(built.records) / max(1e-9, built.seconds)).rounded()))
        figures.add("opened_s", openSeconds.map { .ms($0) })
        figures.add("disk_bytes", .int(disk))
        figures.add("json_bytes", .int(built.jsonBytes))
        figures.add("value_bytes", .int(built.valueBytes))
        figures.add("disk_to_json", .ratio(Double(disk) / Double(max(1, built.jsonBytes))))
        figures.add("disk_to_values", .ratio(Double(disk) / Double(max(1, built.valueBytes))))
        let opened = openSeconds.map { ", opened again in \(RoadBench.text($0)) s" } ?? ""
        report(
            "\(built.records) records: stored in \(RoadBench.text(built.seconds)) s "
                + "(\(Int(Double(built.records) / max(1e-9, built.seconds)))/s)\(opened); disk \(disk >> 20) MiB = "
                + "\(disk / max(1, built.records)) bytes a record, "
                + "\(RoadBench.text(Double(disk) / Double(max(1, built.jsonBytes)))) × the JSON, "
                + "\(RoadBench.text(Double(disk) / Double(max(1, built.valueBytes)))) × the values alone")
    }

    /// Memory of this process.
    func addMemory(to figures: inout JSONObject, _ report: (String) -> Void) {
        let (own, files) = (MachineFacts.anonymousBytes, MachineFacts.fileBytes)
        figures.add("resident_own_bytes", .int(own))
        figures.add("resident_file_bytes", .int(files))
        report("  memory: \(own >> 20) MiB of its own, \(files >> 20) MiB of mapped files resident")
    }
}
