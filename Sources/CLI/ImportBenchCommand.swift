import ArgumentParser
import Bench
import Domain
import JSON
import ServiceKit
import Terminal

/// `bench import`: models a second until searchable, with what each process and the disk pay.
struct ImportBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import models until searchable: speed, CPU, disk, memory.",
        discussion: "Example, on a release build:\n  huanxin bench import --models 200000")

    @Option(help: "Made-up suppliers.") var suppliers = 3_000
    @Option(help: "Made-up models.") var models = 200_000
    @Option(help: "Workers of the cluster.") var workers = 2
    @Option(help: "Vshards of the cluster.") var shards = 16
    @Option(help: "Seed of the registry.") var seed: UInt64 = 1
    @Option(help: "How the figures are shown.") var format: OutputFormat = .table

    func validate() throws {
        guard [suppliers, models, workers, shards].allSatisfy({ $0 > 0 }) else {
            throw ValidationError("every number must be above 0")
        }
    }

    func run() async throws {
        var bench = ImportBench()
        bench.suppliers = suppliers
        bench.models = models
        bench.workers = workers
        bench.shards = shards
        bench.seed = seed
        try await format.show { try await bench.run(asOf: ShanghaiTime.today, report: $0) }
    }
}

/// `bench update`: updates at a fixed rate while questions are asked.
struct UpdateBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Update models while questions are asked: when a change is seen.",
        discussion: "Example, on a release build:\n  huanxin bench update --models 200000 --rate 2000 --seconds 20")

    @Option(help: "Made-up suppliers.") var suppliers = 3_000
    @Option(help: "Made-up models.") var models = 200_000
    @Option(help: "Made-up needs that are asked about.") var needs = 2_000
    @Option(help: "Updates a second.") var rate = 2_000
    @Option(help: "How long they are written.") var seconds = 20
    @Option(help: "Workers of the cluster.") var workers = 2
    @Option(help: "Vshards of the cluster.") var shards = 16
    @Option(help: "Seed of the registry and the updates.") var seed: UInt64 = 1
    @Option(help: "How the figures are shown.") var format: OutputFormat = .table

    func validate() throws {
        guard [suppliers, models, needs, rate, seconds, workers, shards].allSatisfy({ $0 > 0 }), rate <= 1_000_000
        else { throw ValidationError("every number must be above 0, --rate at most 1000000") }
    }

    func run() async throws {
        var bench = UpdateBench()
        bench.suppliers = suppliers
        bench.models = models
        bench.needs = needs
        bench.rate = rate
        bench.seconds = seconds
        bench.workers = workers
        bench.shards = shards
        bench.seed = seed
        try await format.show { try await bench.run(asOf: ShanghaiTime.today, report: $0) }
    }
}

extension OutputFormat {
    /// Shows figures as they are measured, or at the end as JSON.
    fileprivate func show(_ measure: ((String) -> Void) async throws -> JSONValue) async throws {
        let isTable = self == .table
        let figures = try await measure { line in
            if isTable { Output.standard.line(line) }
            try? Output.standard.flush()
        }
        if !isTable { Output.standard.line(figures.text) }
        try Output.standard.flush()
    }
}
