import ArgumentParser
import Domain
import Intake
import JSON
import Terminal

/// `validate`: every problem of files, without writing anything.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check files of records and report every problem; nothing is written.",
        discussion: """
            Examples:
              huanxin validate models catalogue.xlsx
              huanxin validate needs needs.csv --rejects bad.csv --format json
              huanxin validate suppliers suppliers.jsonl --offline

            One line a problem: file:row field severity code message found expected. Records that others refer to (a \
            model's supplier, a need's enterprise) are looked up in the cluster named with --data or --connect, else \
            in the local one if it is up. With --offline, or with no cluster up, they must stand in the files given. \
            The status is 1 where rows are rejected.
            """)

    @OptionGroup var intake: IntakeOptions

    @Flag(help: "Ask no cluster: what records refer to must stand in the files.")
    var offline = false

    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if offline, cluster.isGiven {
            throw Invocation.misuse(
                zh: "--offline 不能与 --data、--connect 一起用", en: "--offline does not go with --data or --connect")
        }
    }

    func run() async throws {
        let bar = WorkBar(.bytes)
        let report = ProblemReport(output.format, intake.kind, bar)
        let run = try intake.run(bar, output.language)
        let stored = offline ? nil : try cluster.storedIDs()
        if stored == nil, !offline, output.format != .json {
            Output.error.line(
                Text(
                    zh: "没有运行的集群：只在所给文件中核对引用", en: "no cluster is up: references are looked up in the files only"
                )[output.language])
        }
        let counts = try await run.check { kind, ids in try stored?.stored(kind, ids) ?? [] }
        try run.report(report, rejects: intake.rejects)
        report.end(
            [
                ("accepted", .int(counts.accepted)), ("rejected", .int(counts.rejected)),
                ("references", .string(stored == nil ? "files" : "cluster")),
            ], summary: summary(counts))
        if counts.rejected > 0 { throw ExitCode(ExitStatus.no) }
    }

    private func summary(_ counts: IntakeRun.Counts) -> String {
        let (accepted, rejected) = (Display.count(counts.accepted), Display.count(counts.rejected))
        let mark = Display.mark(counts.rejected == 0)
        return Text(
            zh: "\(mark) \(intake.kind.rawValue)：\(accepted) 条可以导入，\(rejected) 条不合格",
            en: "\(mark) \(intake.kind.rawValue): \(accepted) can be imported, \(rejected) are rejected")[
                output.language]
    }
}
