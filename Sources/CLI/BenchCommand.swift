import ArgumentParser
import Bench
import Domain
import JSON
import ServiceKit
import Terminal

/// `bench`: the figures of the README.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure: the figures of the README.",
        subcommands: [
            RoadBenchCommand.self, ImportBenchCommand.self, UpdateBenchCommand.self, RetrievalBenchCommand.self,
            TextBenchCommand.self, ReverseBenchCommand.self, WatchBenchCommand.self, RulesBenchCommand.self,
            PackageBenchCommand.self, ClusterBenchCommand.self,
        ])
}

/// `bench road`: import until searchable, match and assess through a cluster of its own, memory of each process.
struct RoadBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "road", abstract: "Import, match and assess through a cluster of its own.",
        discussion: "Example, on a release build:\n  huanxin bench road --models 100000 --needs 20000")

    @Option(help: "Made-up suppliers.") var suppliers = 3_000
    @Option(help: "Made-up models.") var models = 100_000
    @Option(help: "Made-up enterprises.") var enterprises = 20_000
    @Option(help: "Made-up needs.") var needs = 20_000
    @Option(help: "Workers of the cluster.") var workers = 2
    @Option(help: "Vshards of the cluster.") var shards = 16
    @Option(help: "Questions of each kind.") var questions = 2_000
    @Option(help: "Seed of the registry and the questions.") var seed: UInt64 = 1
    @Option(help: "How the figures are shown.") var format: OutputFormat = .table

    func validate() throws {
        guard [suppliers, models, enterprises, needs, workers, shards, questions].allSatisfy({ $0 > 0 }) else {
            throw ValidationError("every number must be above 0")
        }
    }

    func run() async throws {
        var bench = RoadBench()
        bench.suppliers = suppliers
        bench.models = models
        bench.enterprises = enterprises
        bench.needs = needs
        bench.workers = workers
        bench.shards = shards
        bench.questions = questions
        bench.seed = seed
        let isTable = format == .table
        let figures = try await bench.run(asOf: ShanghaiTime.today) { line in
            if isTable { Output.standard.line(line) }
            try? Output.standard.flush()
        }
        if !isTable { Output.standard.line(figures.text) }
        try Output.standard.flush()
    }
}

/// `bench rules`: one need against up to 100,000 offers, and needs by the million against one offer.
struct RulesBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Judge one need against many offers, and many needs against one.",
        discussion: "Example, on a release build:\n  huanxin bench rules --offers 1000,100000 --needs 20000")

    @Option(help: ArgumentHelp("Sizes of the made-up registries of offers.", valueName: "numbers"))
    var offers = "1000,10000,100000"
    @Option(help: "Made-up needs.") var needs = 5_000
    @Option(help: "Of a hundred offers of no region, how many stay so; the others become a city's.")
    var nationwide = 2
    @Option(help: "Seed of the registries and the needs.") var seed: UInt64 = 1
    @Option(help: "How the figures are shown.") var format: OutputFormat = .table

    private var sizes: [Int] { offers.split(separator: ",").compactMap { Int($0) } }

    func validate() throws {
        guard !sizes.isEmpty, sizes.allSatisfy({ (1...1_000_000).contains($0) }), needs > 0 else {
            throw ValidationError("every number must be above 0, and a registry has at most 1,000,000 offers")
        }
        guard (0...100).contains(nationwide) else { throw ValidationError("--nationwide is 0 to 100") }
    }

    func run() throws {
        var bench = RulesBench()
        bench.sizes = sizes
        bench.needs = needs
        bench.nationwidePercent = nationwide
        bench.seed = seed
        try format.show { try bench.run(asOf: ShanghaiTime.today, report: $0) }
    }
}

/// `bench package`: the best package out of so many add-ons.
struct PackageBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package", abstract: "Search the best package out of up to so many add-ons.",
        discussion: "Example, on a release build:\n  huanxin bench package --add-ons 24,30 --sets 200")

    @Option(help: ArgumentHelp("Guarantees, insurances and benefits of a set.", valueName: "numbers"))
    var addOns = "10,20,24,30,40"
    @Option(help: "Sets of each size.") var sets = 200
    @Option(help: "Seed of the sets.") var seed: UInt64 = 1
    @Option(help: "How the figures are shown.") var format: OutputFormat = .table

    private var sizes: [Int] { addOns.split(separator: ",").compactMap { Int($0) } }

    func validate() throws {
        guard !sizes.isEmpty, sizes.allSatisfy({ (6...200).contains($0) }), sets > 0 else {
            throw ValidationError("--add-ons takes numbers from 6 to 200, --sets one above 0")
        }
    }

    func run() throws {
        var bench = PackageBench()
        bench.sizes = sizes
        bench.sets = sets
        bench.seed = seed
        try format.show { try bench.run(asOf: ShanghaiTime.today, report: $0) }
    }
}

extension OutputFormat {
    /// Shows figures as they are measured, or at the end as JSON.
    func show(_ measure: ((String) -> Void) throws -> JSONValue) throws {
        let isTable = self == .table
        let figures = try measure { line in
            if isTable { Output.standard.line(line) }
            try? Output.standard.flush()
        }
        if !isTable { Output.standard.line(figures.text) }
        try Output.standard.flush()
    }
}
