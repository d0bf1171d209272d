import ArgumentParser
import JSON
import Terminal
import Wire

/// `wanted-by`: the open needs that a model fits (20-matching.md, "Reverse").
struct WantedByCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wanted-by", abstract: "Which open needs a model fits, the best first.",
        discussion: "Example:\n  huanxin wanted-by demo-m-0000001 --top 20")

    @Argument(help: "Id of a stored model.")
    var model: String

    @Option(help: "Lines of needs, at most.")
    var top: Int = 10

    @OptionGroup var read: ReadOptions
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try Limits.check("--top", top, Limits.top) }

    func run() throws {
        var request = read.request()
        request.wantedBy.modelID = model
        request.wantedBy.top = UInt32(top)
        let answer = try cluster.ask(request)
        let lines = answer.list("lines")
        answer.show(output, csv: (Self.csv, lines)) { page in
            let count = Display.count(answer["candidates"]?.int ?? 0)
            page.heading(zh: "\(model) 满足 \(count) 项在办需求的硬性条件", en: "\(model) fits \(count) lines of open needs")
            page.table(page.isVeryWide ? Self.wide : Self.narrow, lines)
        }
    }

    private static let narrow = Grid([
        .init("need", zh: "需求编号", en: "need"), .init("line", zh: "项", en: "line"),
        .init("title", zh: "项目", en: "project", isFlexible: true, minimum: 10),
        .init("region", zh: "地区", en: "region", .region, isFlexible: true, minimum: 6),
        .init("quantity", zh: "台数", en: "number", .count), .init("needed_by", zh: "需要日", en: "needed by"),
        .init("score", zh: "得分", en: "score", .score),
    ])
    private static let parts = MatchTable.parts.map { Grid.Column("parts." + $0.key, zh: $0.zh, en: $0.en, .score) }
    private static let wide = Grid(narrow.columns + parts)
    private static let csv = wide
}
