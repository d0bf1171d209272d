import ArgumentParser
import Domain
import JSON
import OfferLint
import ServiceKit
import Terminal

/// `lint`: records that can be imported and still say something else than was meant.
struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Look for mistakes in records that can be imported.",
        subcommands: [LintOffersCommand.self])
}

/// `lint offers`: rules that nobody can meet, limits that never bind, links that lead nowhere.
struct LintOffersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offers", abstract: "Look for mistakes in the rules, amounts and links of offers.",
        discussion: """
            Examples:
              huanxin lint offers
              huanxin lint offers new.jsonl --with-shipped
              huanxin lint offers offers.jsonl --joint-caps caps.jsonl --as-of 2027-01-01 --format json

            Needs no cluster. Without files the shipped offers and joint caps are looked through. An error means that \
            an offer cannot do what it says; a warning, that it most likely says something else than was meant; a \
            note is worth knowing. The status is 1 where there is an error or a row that cannot be read, with \
            --strict also where there is a warning.
            """)

    @Argument(help: ArgumentHelp("Offers as JSON Lines, CSV or XLSX; - = standard input.", valueName: "file"))
    var files: [String] = []

    @Option(name: .customLong("joint-caps"), help: ArgumentHelp("A file of joint caps.", valueName: "file"))
    var jointCaps: [String] = []

    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp("The day by which windows have ended, YYYY-MM-DD; default today.", valueName: "date"))
    var asOf: String?

    @Flag(
        name: .customLong("with-shipped"),
        help: "The files may refer to shipped offers; an offer of a file takes the place of the shipped one of its id.")
    var withShipped = false

    @Flag(help: "Warnings count as errors.")
    var strict = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let asOf, CalendarDay(asOf) == nil {
            throw Invocation.misuse(
                zh: "--as-of 为“\(asOf)”，应为 YYYY-MM-DD 的日期", en: "--as-of is \"\(asOf)\"; give a day as YYYY-MM-DD")
        }
        guard Set(files + jointCaps).count == files.count + jointCaps.count else {
            throw Invocation.misuse(zh: "同一个文件给了两次", en: "a file is given twice")
        }
        if withShipped, files.isEmpty, jointCaps.isEmpty {
            throw Invocation.misuse(zh: "--with-shipped 要与文件一起用", en: "--with-shipped goes with files")
        }
    }

    func run() async throws {
        let set = try await LintSet(offers: files, jointCaps: jointCaps, withShipped: withShipped)
        let report = LintReport(set, asOf: asOf.flatMap { CalendarDay($0) } ?? ShanghaiTime.today, output.language)
        report.show(output)
        try Output.standard.flush()
        if report.fails(isStrict: strict) { throw ExitCode(ExitStatus.no) }
    }
}
