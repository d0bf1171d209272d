import ArgumentParser
import Domain
import Intake
import JSON
import Records
import ReferenceData
import RegistryScan
import Terminal

/// `scan-registry`: company registrations to supplier and enterprise candidates.
struct ScanRegistryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan-registry",
        abstract: "Find supplier and enterprise candidates in company registrations, by their business scopes.",
        discussion: """
            Examples:
              huanxin scan-registry companies.csv --kind suppliers --limit 20
              zstd -dc companies.csv.zst | huanxin scan-registry - --out suppliers.jsonl

            The file is CSV, UTF-8 or GB 18030, with the columns name, uscc and business_scope and, where there are \
            any, reg_date, entity_type, reg_capital, province, city and address (Chinese titles are known too). \
            Candidates go to standard output with the words that led to each category; rows whose credit code is \
            malformed, and the summary, to standard error. The status is 1 where there were such rows.
            """)

    enum Kind: String, ExpressibleByArgument, CaseIterable { case suppliers, enterprises }

    @Argument(help: ArgumentHelp("CSV file, or - for standard input.", valueName: "file"))
    var file: String

    @Option(help: "Only candidates of this kind; default both, suppliers with --out.")
    var kind: Kind?

    @Option(
        help: ArgumentHelp("Write records to import here as JSON Lines, in place of the candidates.", valueName: "file")
    )
    var out: String?

    @Option(
        help: ArgumentHelp(
            "Name of where the registrations come from, kept in each record of --out.", valueName: "name"))
    var source: String?

    @Option(help: "Candidates shown, 0 = all; default 50 in a table, else all.")
    var limit: Int?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit { try Limits.check("--limit", limit, 0...Int(Int32.max)) }
        if source != nil, out == nil {
            throw Invocation.misuse(zh: "--source 要与 --out 一起用", en: "--source goes with --out")
        }
        if limit != nil, out != nil {
            throw Invocation.misuse(zh: "--limit 不能与 --out 一起用", en: "--limit does not go with --out")
        }
    }

    func run() throws {
        var rows = try CSVRows(path: file)
        guard let header = try rows.next() else {
            throw CommandFailure(
                "missing_field", Text(zh: "\(file) 是空的", en: "\(file) is empty"), field: "file",
                hint: Text(zh: "第一行应为列名", en: "the first row names the columns"))
        }
        let columns = try RegistryColumns(header: header.cells, file: file)
        var scanner = ScanRegistryCommand.scanner()
        let sink = try CandidateSink(self)
        let bar = WorkBar(.bytes)
        let label = Text(zh: "扫描", en: "scan")[output.language]
        while let row = try rows.next() {
            if let flaw = row.flaw {
                sink.refuse(RowProblem(file: file, row: row.row, problem: flaw), bar)
            } else {
                try sink.take(scanner.scan(columns.row(row)), bar)
            }
            if row.row % 512 == 0 { bar.update(label, done: rows.offset, total: rows.size) }
        }
        bar.clear()
        try sink.finish()
        end(scanner.summary, sink)
        if sink.refused > 0 { throw ExitCode(ExitStatus.no) }
    }

    private func end(_ summary: RegistrySummary, _ sink: CandidateSink) {
        var page = Page(language: output.language, layout: Output.error.layout)
        RegistryShow.summary(summary, unreadable: sink.unreadable, &page)
        if sink.hidden > 0 {
            let (all, shown) = (Display.count(sink.count), Display.count(sink.count - sink.hidden))
            page.line(
                zh: "显示了 \(all) 个候选中的 \(shown) 个；--limit 0 显示全部",
                en: "\(shown) of \(all) candidates are shown; --limit 0 shows all")
        }
        if let out {
            let records = Display.count(sink.written)
            let verb = "huanxin import \((kind ?? .suppliers).rawValue) \(out)"
            page.line(
                zh:
                    "写入 \(records) 条记录到 \(out)；导入：\(verb)",
                en:
                    "\(records) records in \(out); import them with \(verb)"
            )
        }
        if let source {
            page.line(
                zh: "! 来源“\(source)”可能有自己的许可条款（署名、非商业等），使用前请核对",
                en: "! \(source) may have a licence of its own (attribution, non-commercial use): check it before use")
        }
        Output.error.write(page.text)
    }

    private static func scanner() -> RegistryScanner {
        RegistryScanner(
            categories: ReferenceData.categoryTable.all.map {
                ScanCategory(path: $0.path, name: $0.nameZh, synonyms: $0.synonyms, examples: $0.examples)
            },
            regions: ReferenceData.regions.all.map { ScanRegion(region: $0.region, zh: $0.zh) },
            industries: ReferenceData.industries.all.map { ScanIndustry(industry: $0.industry, zh: $0.zh) })
    }
}

/// Takes candidates as they are found: to a file of records, or to standard output as asked.
final class CandidateSink {
    private let kind: ScanRegistryCommand.Kind?
    private let output: OutputOptions
    private let limit: Int
    private let file: String
    private let source: Source?
    private let writer: FileWriter?
    private var rows: [JSONValue] = []
    /// Candidates found, those not shown, records written.
    private(set) var count = 0
    private(set) var hidden = 0
    private(set) var written = 0
    /// Rows with a malformed code, and those that are not even rows.
    private(set) var refused = 0
    private(set) var unreadable = 0
    private static let tableMax = 50

    init(_ command: ScanRegistryCommand) throws {
        output = command.output
        kind = command.kind ?? (command.out == nil ? nil : .suppliers)
        file = command.file
        source = command.source.map { Source(name: $0) }
        writer = try command.out.map { try FileWriter($0) }
        let asked = command.limit ?? (command.output.format == .table ? CandidateSink.tableMax : 0)
        limit = asked == 0 ? .max : asked
        if writer == nil, output.format == .csv { Output.standard.write(RegistryShow.csv.csv([])) }
    }

    /// A row that cannot be read.
    func refuse(_ problem: RowProblem, _ bar: WorkBar) {
        refused += 1
        unreadable += 1
        say(problem, bar)
    }

    func take(_ candidate: RegistryCandidate, _ bar: WorkBar) throws {
        if let flaw = candidate.flaws.first(where: \.isMalformedCode) {
            refused += 1
            say(RowProblem(file: file, row: candidate.row, problem: CandidateSink.problem(flaw, candidate.uscc)), bar)
        }
        let wanted = kind.map { $0 == .suppliers ? RegistryCandidate.Kind.supplier : .enterprise }
        guard wanted.map({ candidate.kinds.contains($0) }) ?? !candidate.kinds.isEmpty else { return }
        count += 1
        if let writer { return try write(candidate, writer) }
        guard count <= limit else {
            hidden += 1
            return
        }
        bar.clear()
        switch output.format {
        case .json: Output.standard.line(RegistryShow.json(candidate).text)
        case .csv: Output.standard.write(CandidateSink.csvRow(RegistryShow.flat(candidate)))
        case .table: rows.append(RegistryShow.flat(candidate))
        }
    }

    func finish() throws {
        try writer?.finish()
        var page = Page(language: output.language, layout: Output.standard.layout)
        page.table(RegistryShow.table(isWide: page.isWide), rows)
        Output.standard.write(page.text)
    }

    /// A code is written once: a second record of it would be refused by an import.
    private func write(_ candidate: RegistryCandidate, _ writer: FileWriter) throws {
        if candidate.flaws.contains(.duplicateCode) { return }
        let record: Record? =
            kind == .enterprises
            ? candidate.enterprise(source: source).map { .enterprise($0) }
            : candidate.supplier(source: source).map { .supplier($0) }
        guard let record else { return }
        try writer.line(record.json.bytes)
        written += 1
    }

    private func say(_ problem: RowProblem, _ bar: WorkBar) {
        bar.clear()
        Output.error.line(problem.text)
    }

    private static func csvRow(_ row: JSONValue) -> String {
        CSVWriter().row(RegistryShow.csv.columns.map { Grid.field(Grid.value(row, $0.key)) })
    }

    private static func problem(_ flaw: RegistryCandidate.Flaw, _ code: String) -> Problem {
        let (problem, zh): (ProblemCode, String) =
            switch flaw {
            case .badUSCCLength: (.badUSCCLength, "统一社会信用代码不是 18 位")
            case .badUSCCCharacter: (.badUSCCCharacter, "统一社会信用代码含非法字符")
            default: (.badUSCCCheck, "统一社会信用代码校验位不对")
            }
        return Problem(
            field: "uscc", severity: .critical, code: problem, message: "\(zh) no record can be made of this row",
            found: JSONValue.string(code).text, expected: "a code of 18 characters by GB 32100-2015")
    }
}
