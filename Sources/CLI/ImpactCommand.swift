import ArgumentParser
import Domain
import FoundationEssentials
import Intake
import JSON
import JSONParsing
import OS
import Records
import ReferenceData
import Terminal
import Wire

/// `impact`: what a draft of an offer would change for the open needs, before it is imported.
struct ImpactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "impact",
        abstract: "What a draft of an offer would change for all open needs, before it is imported.",
        discussion: """
            Examples:
              huanxin impact draft.json
              huanxin impact new.jsonl --as-of 2027-01-01 --format json
              huanxin impact - < draft.json

            The draft is checked like an import and judged in place of the stored offer of its id, if there is one; \
            nothing is stored. Amounts are ceilings: by the offer's own terms, each need by itself, in the smallest \
            package in which the offer can be had; of a loan or lease the amount asked of it. A file with several \
            drafts is answered draft by draft, JSON a line each. CSV has a row a city. The status is 1 where a row is \
            rejected.
            """)

    @Argument(
        help: ArgumentHelp(
            "One offer as JSON, or offers as JSON Lines, CSV or XLSX; - = standard input.", valueName: "file"))
    var file: String

    @Option(
        name: .customLong("file-format"),
        help: ArgumentHelp(
            "Form of the file: jsonl, csv or xlsx; default by the name, else by the first bytes.", valueName: "form"))
    var form: IntakeSource.Format?

    @Option(help: "Drafts at most, the first of the file.")
    var limit: Int = 10

    @OptionGroup var read: ReadOptions
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try Limits.check("--limit", limit, Limits.drafts) }

    func run() async throws {
        let source = try IntakeSource(
            file: file, kind: .offers, bytes: try DraftFile.read(file), format: form)
        let run = IntakeRun([source], codes: ReferenceData.codes)
        let ids = StoredIDs(client: try cluster.client(), timeoutMs: cluster.timeout)
        let counts = try await run.check { kind, names in try ids.stored(kind, names) }
        guard counts.rejected == 0 else { return try reject(run, counts) }
        try run.review { outcome in for problem in outcome.problems { Output.error.line(problem.text) } }
        guard counts.accepted > 0 else {
            throw CommandFailure(
                "bad_json", Text(zh: "\(file) 中没有政策或产品", en: "\(file) holds no offer"), field: "file",
                hint: Text(zh: "应为一个 JSON 对象，或每行一个", en: "it should hold one JSON object, or one a line"))
        }
        ImpactPage.show(try answers(try await drafts(run)), output)
        if counts.accepted > limit {
            let left = counts.accepted - limit
            Output.error.line(
                Text(
                    zh: "只答了前 \(limit) 条，另有 \(left) 条；可加 --limit",
                    en: "the first \(limit) are answered, \(left) are left; add --limit"
                )[output.language])
        }
    }

    /// Reports every problem as `validate` does, and ends with status 1.
    private func reject(_ run: IntakeRun, _ counts: IntakeRun.Counts) throws {
        let report = ProblemReport(output.format, .offers, WorkBar(.bytes))
        try run.report(report, rejects: nil)
        let rejected = Display.count(counts.rejected)
        report.end(
            [("accepted", .int(counts.accepted)), ("rejected", .int(counts.rejected))],
            summary: Text(
                zh: "\(Display.mark(false)) 草案 \(rejected) 条不合格，未作答",
                en: "\(Display.mark(false)) \(rejected) drafts are rejected; nothing was asked")[
                    output.language])
        throw ExitCode(ExitStatus.no)
    }

    /// The first drafts of the file as they go over the wire.
    private func drafts(_ run: IntakeRun) async throws -> [[UInt8]] {
        var drafts: [[UInt8]] = []
        try await run.deliver(batch: 1_000) { batch in
            drafts += batch.prefix(max(0, limit - drafts.count)).map(\.body)
        }
        return drafts
    }

    private func answers(_ drafts: [[UInt8]]) throws -> [Answer] {
        try drafts.map { draft in
            var request = read.request()
            request.impact.offer = Data(draft)
            return try cluster.ask(request)
        }
    }
}

/// A file with drafts.
enum DraftFile {
    private static let maxBytes = 16 << 20

    /// The bytes of a file; one JSON object over several lines is put on one, as records stand.
    static func read(_ path: String) throws -> [UInt8] {
        let bytes: [UInt8]?
        do {
            bytes = try Files.read(path == "-" ? "/dev/stdin" : path, maxBytes: maxBytes)
        } catch {
            throw CommandFailure(
                "file", Text(zh: "读不了文件 \(path)：\(error)", en: "\(path) cannot be read: \(error)"), field: "file",
                hint: Text(zh: "草案文件最大 16 MiB", en: "a file of drafts has at most 16 MiB"))
        }
        guard let bytes else {
            throw CommandFailure(
                "file", Text(zh: "没有文件 \(path)", en: "there is no file \(path)"), field: "file",
                hint: Text(zh: "请检查路径", en: "check its path"))
        }
        guard let one = try? JSONParser.parse(bytes), one.object != nil else { return bytes }
        return one.bytes
    }
}
