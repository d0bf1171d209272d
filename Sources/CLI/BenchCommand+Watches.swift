import ArgumentParser
import Bench
import ServiceKit

/// `bench watches`: one changed need against up to a million standing searches.
struct WatchBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watches", abstract: "Find which of many standing searches a changed need matches.",
        discussion: "Example, on a release build:\n  huanxin bench watches --watches 1000000 --changes 2000")

    @Option(help: ArgumentHelp("How many watches stand.", valueName: "numbers"))
    var watches = Sizes([10_000, 100_000, 1_000_000])
    @Option(help: "Changes that are timed.") var changes = 2_000
    @Option(help: "Made-up offers of all providers.") var offers = 2_000
    @Option(help: "Made-up providers.") var providers = 200
    @Option(help: "Of a hundred offers of no region, how many stay so; the others become a city's.")
    var nationwide = 30
    @Option(help: "Seed of the watches, the offers and the needs.") var seed: UInt64 = 1
    @Option(help: "How the figures are shown.") var format: OutputFormat = .table

    func validate() throws {
        guard [changes, offers, providers].allSatisfy({ $0 > 0 }) else {
            throw ValidationError("every number must be above 0")
        }
        guard providers <= offers else { throw ValidationError("every provider has an offer: --offers is too small") }
        guard (0...100).contains(nationwide) else { throw ValidationError("--nationwide is 0 to 100") }
        if format == .csv { throw ValidationError("--format is table or json") }
    }

    func run() throws {
        var bench = WatchBench()
        bench.seed = seed
        bench.sizes = watches.numbers
        bench.changes = changes
        bench.offers = offers
        bench.providers = providers
        bench.nationwidePercent = nationwide
        try format.show { try bench.run(asOf: ShanghaiTime.today, report: $0) }
    }
}
