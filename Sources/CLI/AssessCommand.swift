import ArgumentParser
import FoundationEssentials
import JSON
import Terminal
import Wire

/// `assess`: which offers a need can claim (30-financing.md, "Outcome").
struct AssessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "Which support and finance a need can claim, and what is still to be answered.",
        discussion: """
            Examples:
              huanxin assess demo-n-0000001
              huanxin assess demo-n-0000001 --offer gd-2023-tech-upgrade-lease-subsidy
              huanxin assess --file need.json --enterprise firm.json --format json

            JSON and CSV of one offer carry every condition; JSON of all offers too.
            """)

    @OptionGroup var need: NeedOptions

    @Option(help: ArgumentHelp("Only this offer, with its whole explanation.", valueName: "id"))
    var offer: String?

    @Option(
        help: ArgumentHelp("File with the enterprise as JSON, used in place of the stored one.", valueName: "firm.json")
    )
    var enterprise: String?

    @OptionGroup var saving: SaveOptions
    @OptionGroup var read: ReadOptions
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        var request = read.request()
        let asked = try need.asked()
        request.assess.needID = asked.id
        request.assess.need = asked.body
        request.assess.offer = offer ?? ""
        // What is kept has all conditions, however it is shown.
        request.assess.explain = offer != nil || output.format == .json || saving.save
        if let enterprise {
            request.assess.enterprise = Data(try RecordFile.read(enterprise, option: "enterprise"))
        }
        request.save = saving.save
        let answer = try cluster.ask(request)
        if offer != nil { return AssessPage.show(one: answer, output) }
        AssessPage.show(all: answer, output)
    }
}

/// `why-not`: what keeps an offer from being eligible for a need.
struct WhyNotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why-not", abstract: "What keeps an offer from being claimed for a need, and the nearest fix.",
        discussion: """
            Examples:
              huanxin why-not demo-n-0000001 gd-2023-tech-upgrade-lease-subsidy
              huanxin why-not --file need.json gd-2023-tech-upgrade-lease-subsidy

            Shows the conditions that fail or are not decided. The status is 0 whatever the outcome: it was answered.
            """)

    @Argument(
        help: ArgumentHelp(
            "The need (an id, or - for standard input), then the offer's id; with --file only the offer's.",
            valueName: "need> <offer"))
    var ids: [String]

    @Option(
        help: ArgumentHelp(
            "File with one need as JSON, asked about without being stored; - = standard input.", valueName: "need.json")
    )
    var file: String?

    @Option(
        help: ArgumentHelp("File with the enterprise as JSON, used in place of the stored one.", valueName: "firm.json")
    )
    var enterprise: String?

    @OptionGroup var saving: SaveOptions
    @OptionGroup var read: ReadOptions
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard ids.count == (file == nil ? 2 : 1) else {
            throw Invocation.misuse(
                zh: "用法：why-not 需求编号 政策编号，或 why-not --file need.json 政策编号",
                en: "give a need and an offer, or an offer and --file need.json")
        }
    }

    func run() throws {
        var request = read.request()
        if let source = file ?? (ids[0] == "-" ? "-" : nil) {
            request.assess.need = Data(try RecordFile.read(source, option: file == nil ? "need" : "file"))
        } else {
            request.assess.needID = ids[0]
        }
        request.assess.offer = ids[ids.count - 1]
        request.assess.explain = true
        request.assess.whyNot = true
        if let enterprise {
            request.assess.enterprise = Data(try RecordFile.read(enterprise, option: "enterprise"))
        }
        request.save = saving.save
        AssessPage.show(whyNot: try cluster.ask(request), output)
    }
}
