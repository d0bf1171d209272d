import ArgumentParser
import Glibc
import JSON
import Terminal

/// The command line: `huanxin <verb> …` (50-interfaces.md, "Command line").
@main
struct HuanxinCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "huanxin",
        abstract: "焕新 · Match equipment-renewal needs with equipment, support and finance.",
        discussion: """
            Examples:
              huanxin up --detach                         start a local cluster
              huanxin demo-data demo                      make up a registry to try
              huanxin import models demo/models.jsonl     put a catalogue in
              huanxin match demo-n-0000001                which machines fit a need
              huanxin assess demo-n-0000001               which support it can claim
              huanxin package demo-n-0000001              how to pay for it
              huanxin down                                stop the cluster

            Exit status: 0 done; 1 the answer is "no" (nothing of that id) or some rows were rejected; 2 wrong use; \
            3 the cluster did not answer, or answered in part where --min-coverage asked for more.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Cluster",
                subcommands: [UpCommand.self, DownCommand.self, ClusterCommand.self, BenchCommand.self]),
            CommandGroup(
                name: "Records",
                subcommands: [
                    ValidateCommand.self, LintCommand.self, ImportCommand.self, ShowCommand.self, ListCommand.self,
                    SearchCommand.self, WithdrawCommand.self,
                ]),
            CommandGroup(
                name: "Questions",
                subcommands: [
                    MatchCommand.self, WantedByCommand.self, AssessCommand.self, WhyNotCommand.self,
                    PackageCommand.self, AskNextCommand.self, WhatIfCommand.self, ReplayCommand.self,
                    ProjectsCommand.self, ImpactCommand.self,
                ]),
            CommandGroup(
                name: "Data", subcommands: [ScanRegistryCommand.self, DemoDataCommand.self, CasesCommand.self]),
        ])

    /// Runs the verb and ends the process with a status of `ExitStatus`.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var verb = command as? any AsyncParsableCommand {
                try await verb.run()
            } else {
                try command.run()
            }
            try Output.standard.flush()
        } catch {
            leave(error)
        }
    }

    /// Says what went wrong, and ends the process.
    private static func leave(_ error: any Error) -> Never {
        if let code = error as? ExitCode { leave(status: code.rawValue) }
        if error is OutputError { leave(status: ExitStatus.no) }
        let status = exitCode(for: error)
        if status == .success {
            Output.standard.line(fullMessage(for: error))
            leave(status: ExitStatus.done)
        }
        let isUsage = status == .validationFailure
        let failure = isUsage ? usage(error) : CommandFailure(error)
        if Invocation.format == .json {
            // An error is an answer too: a program reads it where it reads the others.
            Output.standard.line(failure.json(Invocation.language).text)
        } else {
            Output.error.line(isUsage ? fullMessage(for: error) : "huanxin: " + failure.text(Invocation.language))
        }
        leave(status: failure.status)
    }

    /// Writes out what is buffered, and ends the process; a full disk makes a success a failure.
    private static func leave(status: Int32) -> Never {
        do throws(OutputError) {
            try Output.standard.flush()
        } catch {
            Output.error.line("huanxin: " + error.message[Invocation.language])
            Glibc.exit(max(status, ExitStatus.no))
        }
        Glibc.exit(status)
    }

    private static func usage(_ error: any Error) -> CommandFailure {
        let message = message(for: error)
        return CommandFailure(
            "usage", Text(zh: message, en: message),
            hint: Text(zh: "加 --help 查看用法和示例", en: "--help shows the usage with an example"))
    }
}
