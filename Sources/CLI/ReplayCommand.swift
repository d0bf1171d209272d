import ArgumentParser
import Client
import JSON
import JSONParsing
import Terminal
import Wire

/// `replay`: an answer that was kept with `--save`.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Show a saved answer again, and see whether it would be given again.",
        discussion: """
            Examples:
              huanxin package demo-n-0000008 --save
              huanxin replay 3f0c9a5be1d27846 --format json
              huanxin replay 3f0c9a5be1d27846 --check

            Shows the answer byte for byte as it was given. With --check the question is asked again as of the same day \
            and of the records at the same change: the status is 1 where the answer is another one.
            """)

    @Argument(help: ArgumentHelp("The id that --save printed.", valueName: "id"))
    var id: String

    @Flag(help: "Ask the question again, and say whether the answer is the same.")
    var check = false

    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        var request = WireClientRequest()
        request.replay.id = id
        request.replay.check = check
        let reply = try cluster.client().ask(request, timeoutMs: cluster.timeout)
        let answer = try Answer(reply)
        let question = reply.question.isEmpty ? JSONValue.null : try JSONParser.parse([UInt8](reply.question))
        guard check else { return SavedPage.show(answer, reply.verb, question, output) }
        let isSame = answer["same"]?.bool == true
        if output.format == .json {
            Output.standard.write(answer.bytes + [0x0A])
        } else {
            SavedPage.show(
                Answer(answer["answer"] ?? .null, coverage: answer.coverage), reply.verb, question, output)
            SavedPage.verdict(answer.json, isSame: isSame, output)
        }
        if !isSame { throw ExitCode(ExitStatus.no) }
    }
}

/// A saved answer as its verb shows it.
enum SavedPage {
    static func show(_ answer: Answer, _ verb: String, _ question: JSONValue, _ output: OutputOptions) {
        switch verb {
        case "match": MatchTable.show(answer, explain: question["explain"]?.bool ?? false, output)
        case "assess" where question["offer"]?.string?.isEmpty == false: AssessPage.show(one: answer, output)
        case "assess": AssessPage.show(all: answer, output)
        case "why-not": AssessPage.show(whyNot: answer, output)
        case "package": PackagePage.show(answer, schedule: question["schedule"]?.bool ?? false, output)
        case "what-if": WhatIfPage.show(answer, output)
        default: Output.standard.write(answer.bytes + [0x0A])
        }
    }

    /// Whether asking again gave the same, and where it did not. Beside CSV it goes to standard error.
    static func verdict(_ check: JSONValue, isSame: Bool, _ output: OutputOptions) {
        var lines = [
            isSame
                ? Text(zh: "✓ 重新计算的结果逐字节相同", en: "✓ asked again, the answer is the same to the byte")
                : Text(zh: "✗ 重新计算的结果不同", en: "✗ asked again, the answer is another one")
        ].map { $0[output.language] }
        for difference in check["differences"]?.array ?? [] {
            let (path, saved, now) = (difference["path"]?.string ?? "", difference["saved"], difference["now"])
            lines.append("  \(path): \(Display.cell(saved)) → \(Display.cell(now))")
        }
        for line in lines {
            let clean = DisplayWidth.singleLine(line)
            if output.format == .csv { Output.error.line(clean) } else { Output.standard.line(clean) }
        }
    }
}
