import ArgumentParser
import Bench
import Domain
import JSON
import OS
import ServiceKit
import Terminal

extension ClusterBench.Row: ExpressibleByArgument {}

/// `bench cluster`: moves, kills, stalls, overload, on clusters of real processes of its own.
struct ClusterBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "Moves, kills, stalls, skew and overload, each beside its baseline.",
        discussion: """
            Takes about six minutes; every process runs on this machine, beside the questions. Examples, on a release
            build:
              huanxin bench cluster --out cluster.json
              huanxin bench cluster --only scale --only hedge
            """)

    @Option(help: "Only this row; may be given again.") var only: [ClusterBench.Row] = []
    @Option(help: ArgumentHelp("Write the figures as JSON to this file too.", valueName: "file")) var out: String?
    @Option(help: "Made-up models.") var models = 40_000
    @Option(help: "Made-up needs that are asked about.") var needs = 1_000
    @Option(help: "Vshards of the clusters.") var shards = 16
    @Option(help: "Length of one measurement.") var seconds = 6.0
    @Option(help: "Seed of the registry and the faults.") var seed: UInt64 = 1
    @Option(help: "How the figures are shown.") var format: OutputFormat = .table

    func validate() throws {
        guard models > 0, needs > 0, shards > 0 else { throw ValidationError("every number must be above 0") }
        guard (1...60).contains(seconds) else { throw ValidationError("--seconds is \(seconds); give 1 to 60") }
    }

    func run() async throws {
        var bench = ClusterBench()
        if !only.isEmpty { bench.rows = only }
        bench.models = models
        bench.suppliers = max(1, models / 25)
        bench.needs = needs
        bench.shards = shards
        bench.seconds = seconds
        bench.seed = seed
        let isTable = format == .table
        let figures = try await bench.run(asOf: ShanghaiTime.today) { line in
            if isTable { Output.standard.line(line) }
            try? Output.standard.flush()
        }
        if let out { try Files.writeAtomically(figures.bytes + [0x0A], to: out) }
        if !isTable { Output.standard.line(figures.text) }
        try Output.standard.flush()
    }
}
