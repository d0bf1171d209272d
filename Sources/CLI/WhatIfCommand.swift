import ArgumentParser
import FoundationEssentials
import JSON
import Terminal
import Wire

/// `what-if`: what changes for a need where facts are others.
struct WhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract: "What changes in outcomes and in the best package where facts of a need are others.",
        discussion: """
            Examples:
              huanxin what-if demo-n-0000008 project.filed=true
              huanxin what-if demo-n-0000008 enterprise.size=small financing.amount_cny=3000000
              huanxin what-if --file need.json 'project.directions=green;digital' project.started_on=

            Facts are named as rules name them. A set is written with ; between its members, [] for none; nothing after \
            = makes the fact unknown. Nothing is stored.
            """)

    @Argument(
        help: ArgumentHelp(
            "The need (an id, or - for standard input), then facts; with --file only facts.",
            valueName: "need> <fact=value"))
    var words: [String]

    @Option(
        help: ArgumentHelp(
            "File with one need as JSON, asked about without being stored; - = standard input.", valueName: "need.json")
    )
    var file: String?

    @OptionGroup var choices: PackageChoices
    @OptionGroup var saving: SaveOptions
    @OptionGroup var read: ReadOptions
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    /// The facts; the first word is the need unless a file gives it.
    private var facts: [String] { file == nil ? Array(words.dropFirst()) : words }

    func validate() throws {
        if file == nil, words.first?.contains("=") ?? true {
            throw Invocation.misuse(
                zh: "用法：what-if 需求编号 事实=值…，或 what-if --file need.json 事实=值…",
                en: "give a need, then facts as fact=value; or --file need.json and facts")
        }
        guard !facts.isEmpty else {
            throw Invocation.misuse(
                zh: "请给出要改变的事实，如 project.filed=true", en: "give facts to change, such as project.filed=true")
        }
        if let wrong = facts.first(where: { !$0.contains("=") }) {
            throw Invocation.misuse(
                zh: "“\(wrong)”应写成 事实=值，如 project.filed=true",
                en: "\"\(wrong)\" should be fact=value, such as project.filed=true")
        }
    }

    func run() throws {
        var request = read.request()
        let source = file ?? (words[0] == "-" ? "-" : nil)
        let body = try source.map { Data(try RecordFile.read($0, option: file == nil ? "need" : "file")) }
        request.whatIf.package = try choices.ask(id: source == nil ? words[0] : "", body: body ?? Data())
        request.whatIf.facts = facts
        request.save = saving.save
        WhatIfPage.show(try cluster.ask(request), output)
    }
}

/// What changes, as people read it.
enum WhatIfPage {
    static let csv = Grid(["id", "kind", "name", "from", "to"].map { Grid.Column($0, zh: "", en: "") })

    static func show(_ answer: Answer, _ output: OutputOptions) {
        let outcomes = answer.list("outcomes")
        answer.show(output, csv: (csv, outcomes)) { page in
            let need = answer["need"]?.string ?? ""
            page.heading(zh: "\(need)：如果……", en: "\(need): what if")
            AssessPage.unknownEnterprise(answer.json, &page)
            for change in answer.list("changed") { changed(change, &page) }
            page.line()
            self.outcomes(outcomes, &page)
            page.line()
            packages(answer.json, &page)
            page.line(zh: "以上为估算，不是审批决定。", en: "An estimate, not a decision.")
        }
    }

    private static func changed(_ change: JSONValue, _ page: inout Page) {
        let fact = change["fact"]?.string ?? ""
        let from = Conditions.value(change["from"], fact, page.language)
        let to = Conditions.value(change["to"], fact, page.language)
        let name = Words.fact(fact, page.language)
        page.line(zh: "  \(name)（\(fact)）：\(from) → \(to)", en: "  \(name) (\(fact)): \(from) → \(to)")
    }

    private static func outcomes(_ outcomes: [JSONValue], _ page: inout Page) {
        guard !outcomes.isEmpty else {
            return page.line(zh: "各项政策和产品的结论不变", en: "no offer's outcome changes")
        }
        let count = outcomes.count
        page.heading(zh: "结论改变的政策和产品（\(count)）", en: "offers whose outcome changes (\(count))")
        for outcome in outcomes {
            let (from, to) = (outcome["from"]?.string ?? "", outcome["to"]?.string ?? "")
            let words = [from, to].map { Words.outcomes[$0]?[page.language] ?? $0 }
            page.item(0, Words.mark(outcome: to), outcome["name"]?.string ?? "")
            page.item(2, "·", "\(outcome["id"]?.string ?? "")：\(words[0]) → \(words[1])")
        }
    }

    private static func packages(_ answer: JSONValue, _ page: inout Page) {
        let language = page.language
        func side(_ zh: String, _ en: String, _ package: JSONValue?) {
            let text: String
            if let error = package?["error"] {
                text = CommandFailure(answer: ["error": error]).text(language)
            } else {
                text = PackagePage.backbone(package?["backbone"] ?? .null, language)
            }
            page.field(Text(zh: zh, en: en)[language], text)
        }
        side("原最佳方案", "best before", answer["before"])
        side("现最佳方案", "best after", answer["after"])
        guard let difference = answer["difference"], difference.object != nil else { return }
        let titles: [(String, Text)] = [
            ("net_present_cost_cny", Text(zh: "净现值成本", en: "net present cost")),
            ("support_cny", Text(zh: "支持合计", en: "support")),
            ("upfront_cny", Text(zh: "首期自有资金", en: "own cash in month 0")),
        ]
        let rows = titles.map { key, title -> JSONValue in
            [
                "what": .string(title[language]), "before": answer["before"]?[key] ?? .null,
                "after": answer["after"]?[key] ?? .null, "difference": difference[key] ?? .null,
            ]
        }
        page.table(figures, rows)
        list("新增", "gained", difference["gained"], &page)
        list("失去", "lost", difference["lost"], &page)
    }

    private static let figures = Grid([
        .init("what", zh: "金额（元）", en: "CNY"), .init("before", zh: "原", en: "before", .money),
        .init("after", zh: "现", en: "after", .money), .init("difference", zh: "差", en: "difference", .money),
    ])

    private static func list(_ zh: String, _ en: String, _ ids: JSONValue?, _ page: inout Page) {
        let ids = (ids?.array ?? []).compactMap(\.string)
        if ids.isEmpty { return }
        page.field(Text(zh: zh, en: en)[page.language], ids.joined(separator: page.language == .zh ? "、" : ", "))
    }
}
