import ArgumentParser
import Client
import Domain
import Intake
import JSON
import OS
import Records
import ServiceKit
import Terminal
import Wire

/// `import`: checks files and stores what is good of them.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Check files of records and store the good ones; the same file twice changes nothing.",
        discussion: """
            Examples:
              huanxin import suppliers suppliers.jsonl
              huanxin import models catalogue.xlsx --rejects bad.csv
              huanxin import needs needs.csv --dry-run --format json

            Good rows go in, bad rows are reported, a line a problem: file:row field severity code message found \
            expected. At the end: how many were accepted (new or changed), unchanged and rejected, and the change \
            (seq) reached. The status is 1 where rows are rejected, 3 where the cluster stopped answering: run it \
            again then, what is in already counts as unchanged.
            """)

    @OptionGroup var intake: IntakeOptions

    @Flag(name: .customLong("dry-run"), help: "Say what would come in, and write nothing.")
    var dryRun = false

    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        CurrentProcess.keepFreedMemory()
        let bar = WorkBar(.bytes)
        let report = ProblemReport(output.format, intake.kind, bar)
        let run = try intake.run(bar, output.language)
        let client = try cluster.client()
        let ids = StoredIDs(client: client, timeoutMs: cluster.timeout)
        let counts = try await run.check { kind, names in try ids.stored(kind, names) }
        var refused: [[UInt8]] = []
        let upload = Uploader(
            client, key: ProcessFacts.randomBytes(16), timeoutMs: cluster.timeout, isDryRun: dryRun
        ) { item, problems in
            refused.append(item.body)
            for problem in problems { report.add(RowProblem(problem, of: item)) }
        }
        do {
            try run.report(report, rejects: intake.rejects)
            try await run.deliver(batch: Uploader.batchRecords) { records in try upload.add(records) }
            try upload.finish()
            try keep(refused)
        } catch {
            // What was stored before the failure is said all the same.
            if report.hasBegun || upload.accepted > 0 { end(report, upload, counts) }
            throw error
        }
        end(report, upload, counts)
        if counts.rejected + upload.rejected > 0 { throw ExitCode(ExitStatus.no) }
    }

    private func end(_ report: ProblemReport, _ upload: Uploader, _ counts: IntakeRun.Counts) {
        let rejected = counts.rejected + upload.rejected
        var fields: [(String, JSONValue)] = [
            ("accepted", .int(upload.accepted)), ("unchanged", .int(upload.unchanged)), ("rejected", .int(rejected)),
            ("seq", .int(upload.seq)),
        ]
        if dryRun { fields.append(("dry_run", true)) }
        report.end(fields, summary: summary(upload, rejected))
    }

    private func summary(_ upload: Uploader, _ rejected: Int) -> String {
        let lead = Display.mark(rejected == 0) + " " + intake.kind.rawValue
        let counts = (Display.count(upload.accepted), Display.count(upload.unchanged), Display.count(rejected))
        if dryRun {
            return Text(
                zh: "\(lead)（试运行，未写入）：将接受 \(counts.0) 条，不变 \(counts.1) 条，拒绝 \(counts.2) 条",
                en: "\(lead) (dry run, nothing written): \(counts.0) would be accepted, \(counts.1) unchanged, "
                    + "\(counts.2) rejected"
            )[output.language]
        }
        return Text(
            zh: "\(lead)：接受 \(counts.0) 条，不变 \(counts.1) 条，拒绝 \(counts.2) 条，seq \(upload.seq)",
            en: "\(lead): \(counts.0) accepted, \(counts.1) unchanged, \(counts.2) rejected, seq \(upload.seq)"
        )[output.language]
    }

    /// Records that only the cluster refused are kept beside the rejected rows, as JSON Lines whatever the file was.
    private func keep(_ refused: [[UInt8]]) throws {
        guard let rejects = intake.rejects, !refused.isEmpty else { return }
        let path = rejects + ".refused.jsonl"
        let file = try FileWriter(path)
        for body in refused { try file.line(body) }
        try file.finish()
        Output.error.line(
            Text(zh: "集群拒绝的记录写入 \(path)", en: "records that the cluster refused are in \(path)")[output.language])
    }
}

extension RowProblem {
    /// Why the cluster refused a record.
    fileprivate init(_ wire: WireImportProblem, of item: Uploader.Item) {
        self.init(
            file: item.file, row: item.row,
            problem: Problem(
                field: wire.field, severity: .critical, code: ProblemCode(rawValue: wire.code) ?? .inconsistent,
                message: wire.message, found: wire.found, expected: wire.expected))
    }
}
