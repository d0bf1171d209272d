import ArgumentParser
import Bench
import Domain
import JSON
import ServiceKit

/// What the benches of one worker's store share.
struct StoreBenchOptions: ParsableArguments {
    @Option(help: "Seed of the registries and the questions.") var seed: UInt64 = 1

    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp("The day plans and dates are relative to; default today.", valueName: "date"))
    var asOf: String?

    @Option(
        help: ArgumentHelp(
            "Keep the registries here, for a later run with the same seed, day and sizes; default: removed.",
            valueName: "dir"))
    var keep: String?

    @Option(help: "How the figures are shown.") var format: OutputFormat = .table

    func validate() throws {
        guard asOf.map({ CalendarDay($0) != nil }) ?? true else { throw ValidationError("--as-of is YYYY-MM-DD") }
        if format == .csv { throw ValidationError("--format is table or json") }
    }

    /// As given, else today.
    var day: CalendarDay { asOf.flatMap { CalendarDay($0) } ?? ShanghaiTime.today }
}

/// A list of numbers as one argument: `10000,100000`.
struct Sizes: ExpressibleByArgument, CustomStringConvertible {
    let numbers: [Int]

    init(_ numbers: [Int]) { self.numbers = numbers }

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard !parts.isEmpty, parts.allSatisfy({ $0.map { (1...50_000_000).contains($0) } ?? false }) else {
            return nil
        }
        numbers = parts.compactMap { $0 }
    }

    var description: String { numbers.map { String($0) }.joined(separator: ",") }
    var defaultValueDescription: String { description }
}

/// `bench retrieval`: filtered and scored, the best ten models of a registry, in one worker on one thread.
struct RetrievalBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retrieval",
        abstract: "Find the best ten models for lines without text, in one worker on one thread.",
        discussion: """
            Example, on a release build:
              huanxin bench retrieval --models 100000,2000000 --keep registries --export rows

            Two series of questions: lines as made-up needs have them, which more models pass the larger the \
            registry is, and lines narrowed until about --passing models pass, whatever its size.
            With --check nothing is timed: random questions to small registries, each answer held against the plain \
            evaluator's.
            """)

    @Option(help: ArgumentHelp("Sizes of the registries; with --check the size of each.", valueName: "numbers"))
    var models: Sizes?
    @Option(help: "Questions of each series; with --check in all (default 100000).") var questions: Int?
    @Option(help: "Models that pass in the second series, about.") var passing = 200
    @Option(
        help: ArgumentHelp(
            "Write suppliers, models, questions and answers here, a directory a size, for other programs.",
            valueName: "dir"))
    var export: String?
    @Flag(help: "Compare random answers with the plain evaluator's.") var check = false
    @OptionGroup var options: StoreBenchOptions

    func validate() throws {
        guard questions ?? 1 > 0, passing > 0 else { throw ValidationError("every number must be above 0") }
        if check { try BenchCheck.validate(models, keep: options.keep, export: export) }
    }

    func run() throws {
        if check { return try BenchCheck.run(.lines, models, questions, options) }
        var bench = RetrievalBench()
        bench.seed = options.seed
        if let models { bench.sizes = models.numbers }
        if let questions { bench.questions = questions }
        bench.passing = passing
        bench.keep = options.keep
        bench.export = export
        try options.format.show { try bench.run(asOf: options.day, report: $0) }
    }
}

/// `bench text`: the best ten models for a few words, in one worker on one thread.
struct TextBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text",
        abstract: "Search models by one to six words, in one worker on one thread.",
        discussion: """
            Example, on a release build:
              huanxin bench text --models 2000000 --keep registries --export rows

            With --check nothing is timed: random words to small registries, each answer held against the plain \
            way's. With --quality nothing is timed either: nDCG@10 over the judged collections in --shared.
            """)

    @Option(help: ArgumentHelp("Sizes of the registries; with --check the size of each.", valueName: "numbers"))
    var models: Sizes?
    @Option(help: "Questions; with --check in all (default 100000).") var questions: Int?
    @Option(
        help: ArgumentHelp(
            "Write texts, questions and answers here, a directory a size, for other programs.", valueName: "dir"))
    var export: String?
    @Flag(help: "Compare random answers with the plain way's.") var check = false
    @Flag(help: "Measure how well texts find what people judged.") var quality = false
    @Option(
        help: ArgumentHelp("With --quality: the folder that has data/retrieval_xquad_zh and others.", valueName: "dir"))
    var shared: String?
    @OptionGroup var options: StoreBenchOptions

    func validate() throws {
        guard questions ?? 1 > 0 else { throw ValidationError("every number must be above 0") }
        if check { try BenchCheck.validate(models, keep: options.keep, export: export) }
        guard quality == (shared != nil) else { throw ValidationError("--quality and --shared go together") }
        if quality, check || models != nil || questions != nil || export != nil || options.keep != nil {
            throw ValidationError("--quality takes --shared and --format alone")
        }
    }

    func run() throws {
        if let shared { return try options.format.show { try TextQualityBench(shared: shared).run(report: $0) } }
        if check { return try BenchCheck.run(.words, models, questions, options) }
        var bench = TextBench()
        bench.seed = options.seed
        if let models { bench.sizes = models.numbers }
        if let questions { bench.questions = questions }
        bench.keep = options.keep
        bench.export = export
        try options.format.show { try bench.run(asOf: options.day, report: $0) }
    }
}

/// `bench reverse`: the projects that fit an offer, and who needs a model, in one worker on one thread.
struct ReverseBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reverse",
        abstract: "List the projects that fit an offer, and who needs a model, in one worker on one thread.",
        discussion: """
            Example, on a release build:
              huanxin bench reverse --needs 1000000 --keep registries

            With --check nothing is timed: random questions to small registries, each answer held against the plain \
            way's.
            """)

    @Option(help: ArgumentHelp("Needs of the registries; with --check of each.", valueName: "numbers"))
    var needs: Sizes?
    @Option(help: "Questions of each series; with --check in all (default 10000).") var questions: Int?
    @Flag(help: "Compare random answers with the plain way's.") var check = false
    @OptionGroup var options: StoreBenchOptions

    func validate() throws {
        guard questions ?? 1 > 0 else { throw ValidationError("every number must be above 0") }
        if check { try BenchCheck.validate(needs, keep: options.keep, export: nil) }
    }

    func run() throws {
        if check { return try runCheck() }
        var bench = ReverseBench()
        bench.seed = options.seed
        if let needs { bench.sizes = needs.numbers }
        if let questions { bench.questions = questions }
        bench.keep = options.keep
        try options.format.show { try bench.run(asOf: options.day, report: $0) }
    }
}

extension ReverseBenchCommand {
    private func runCheck() throws {
        var check = ReverseCheck()
        check.seed = options.seed
        if let needs { check.needs = needs.numbers[0] }
        if let questions { check.questions = questions }
        try options.format.show { try check.run(asOf: options.day, report: $0) }
    }
}

/// What `--check` of the benches shares.
private enum BenchCheck {
    static func validate(_ models: Sizes?, keep: String?, export: String?) throws {
        guard models?.numbers.count ?? 1 == 1 else { throw ValidationError("--check takes one size") }
        if keep != nil || export != nil { throw ValidationError("--check keeps and writes nothing") }
    }

    static func run(
        _ subject: RetrievalCheck.Subject, _ models: Sizes?, _ questions: Int?, _ options: StoreBenchOptions
    ) throws {
        var check = RetrievalCheck()
        check.subject = subject
        check.seed = options.seed
        if let models { check.models = models.numbers[0] }
        if let questions { check.questions = questions }
        try options.format.show { try check.run(asOf: options.day, report: $0) }
    }
}
