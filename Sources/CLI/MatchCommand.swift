import ArgumentParser
import JSON
import Terminal
import Wire

/// `match`: the best equipment for each line of a need (20-matching.md).
struct MatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match", abstract: "Which machines fit a need, the best first, line by line.",
        discussion: """
            Examples:
              huanxin match demo-n-0000001 --top 5 --explain
              huanxin match --file need.json --format json

            A line that no machine fits has an empty list; the status is 0, for the question was answered.
            """)

    @OptionGroup var need: NeedOptions

    @Option(help: ArgumentHelp("Only this line of the need.", valueName: "id"))
    var line: String?

    @Option(help: "Machines for each line, at most.")
    var top: Int = 10

    @Flag(help: "Count all that fit exactly, however many.")
    var count = false

    @Flag(help: "Show every test with both figures, and the score's parts.")
    var explain = false

    @OptionGroup var saving: SaveOptions
    @OptionGroup var read: ReadOptions
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try Limits.check("--top", top, Limits.top) }

    func run() throws {
        var request = read.request()
        let asked = try need.asked()
        request.match.needID = asked.id
        request.match.need = asked.body
        request.match.line = line ?? ""
        request.match.top = UInt32(top)
        request.match.count = count
        request.match.explain = explain
        request.save = saving.save
        MatchTable.show(try cluster.ask(request), explain: explain, output)
    }
}

/// Lines of a need with their machines.
enum MatchTable {
    static let parts: [(key: String, zh: String, en: String)] = [
        ("price", "价格", "price"), ("efficiency", "能效", "effic."), ("text", "文字", "text"),
        ("delivery", "交期", "deliv."), ("locality", "就近", "local"), ("rating", "评价", "rating"),
        ("policy", "目录", "policy"),
    ]
    private static let main: [Grid.Column] = [
        .init("id", zh: "型号编号", en: "model"),
        .init("name", zh: "名称", en: "name", isFlexible: true, minimum: 10),
        .init("price_cny", zh: "单价（元）", en: "price (CNY)", .money),
        .init("score", zh: "得分", en: "score", .score),
    ]
    private static let supplier = Grid.Column("supplier", zh: "供应商", en: "supplier")
    private static let partColumns = parts.map { Grid.Column("parts." + $0.key, zh: $0.zh, en: $0.en, .score) }

    static func show(_ answer: Answer, explain: Bool, _ output: OutputOptions) {
        let lines = answer.list("lines")
        answer.show(output, csv: (csv(explain: explain), flat(lines))) { page in
            for line in lines {
                heading(answer["need"]?.string ?? "", line, &page)
                models(line["models"]?.array ?? [], explain: explain, &page)
            }
        }
    }

    private static func csv(explain: Bool) -> Grid {
        Grid(
            [.init("line", zh: "", en: "")] + main + [supplier] + partColumns
                + (explain ? [.init("tests", zh: "", en: "")] : []))
    }

    /// The machines of all lines, each with its line.
    private static func flat(_ lines: [JSONValue]) -> [JSONValue] {
        lines.flatMap { line in
            (line["models"]?.array ?? []).map { model in
                var row = model.object ?? JSONObject()
                row.add("line", line["line"])
                return .object(row)
            }
        }
    }

    /// Which line, and how many machines passed all hard tests.
    private static func heading(_ need: String, _ line: JSONValue, _ page: inout Page) {
        let name = line["line"]?.string ?? ""
        let number = line["candidates"]?.int ?? 0
        let count = Display.count(number)
        if number == 0 {
            return page.heading(
                zh: "\(need) 第 \(name) 项：没有设备同时满足全部硬性条件",
                en: "\(need) line \(name): no machine meets all hard tests")
        }
        let isExact = line["candidates_exact"]?.bool ?? true
        page.heading(
            zh: "\(need) 第 \(name) 项：\(isExact ? "" : "至少 ")\(count) 台型号满足全部硬性条件",
            en: "\(need) line \(name): \(isExact ? "" : "at least ")\(count) models meet all hard tests")
    }

    private static func models(_ models: [JSONValue], explain: Bool, _ page: inout Page) {
        if !explain {
            return page.table(
                Grid(main + (page.isWide ? [supplier] : []) + (page.isVeryWide ? partColumns : [])), models)
        }
        for model in models {
            page.table(Grid(main + (page.isWide ? [supplier] : [])), [model])
            let scores = parts.map { part in
                let value = Grid.Form.score.text(model["parts"]?[part.key], page.language)
                return Text(zh: part.zh, en: part.en)[page.language] + " " + value
            }
            page.line(scores.joined(separator: "  "))
            page.table(tests, (model["tests"]?.array ?? []).map(test))
            page.line()
        }
    }

    private static let tests = Grid([
        .init("mark", zh: " ", en: " "), .init("test", zh: "条件", en: "test", .words(Words.hardTests)),
        .init("model", zh: "设备", en: "machine", isFlexible: true, minimum: 16),
        .init("line", zh: "需求", en: "need", isFlexible: true, minimum: 16),
    ])

    private static func test(_ test: JSONValue) -> JSONValue {
        var row = test.object ?? JSONObject()
        row["mark"] = .string(Display.mark(test["holds"]?.bool))
        return .object(row)
    }
}
