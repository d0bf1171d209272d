import ArgumentParser
import JSON
import Terminal
import Wire

/// `projects`: the open needs a provider's offers fit (50-interfaces.md, `projects`).
struct ProjectsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "projects", abstract: "A bank's, lessor's or department's view: which projects its offers fit.",
        discussion: """
            Examples:
              huanxin projects --provider demo:bank-national --region 440100 --sort amount
              huanxin projects --provider demo:bank-national --cursor '…'   the next page

            Without an enterprise's consent to this provider its name and the project's title are not shown.
            """)

    @Option(help: ArgumentHelp("Id of the provider that asks.", valueName: "id"))
    var provider: String

    @Option(help: ArgumentHelp("Only this offer of the provider.", valueName: "id"))
    var offer: String?

    @Option(help: ArgumentHelp("Only projects within this region, for example 440100.", valueName: "code"))
    var region: String?

    @Option(help: ArgumentHelp("Only enterprises within this industry, for example C34.", valueName: "code"))
    var industry: String?

    @Option(help: ArgumentHelp("Only needs with a line within this category.", valueName: "path"))
    var category: String?

    @Option(name: .customLong("min-amount"), help: ArgumentHelp("At least this amount.", valueName: "cny"))
    var minAmount: String?

    @Option(name: .customLong("max-amount"), help: ArgumentHelp("At most this amount.", valueName: "cny"))
    var maxAmount: String?

    @Option(help: "Only this direction: advanced_equipment, digital, green or safety.")
    var direction: String?

    @Option(help: "What comes first: fit, amount or submitted.")
    var sort: String = "fit"

    @Option(help: "Projects on a page.")
    var limit: Int = 20

    @Option(help: "Where the page before ended, as its answer says.")
    var cursor: String?

    @OptionGroup var read: ReadOptions
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try Limits.check("--limit", limit, Limits.page) }

    func run() throws {
        let answer = try cluster.ask(request())
        let rows = answer.list("projects")
        answer.show(output, csv: (Self.csv, rows)) { page in
            let total = Display.count(answer["total"]?.int ?? 0)
            page.heading(zh: "\(provider)：\(total) 个项目", en: "\(provider): \(total) projects")
            ProjectsCommand.facets(answer["facets"], &page)
            page.table(page.isWide ? Self.wide : Self.narrow, rows.map(ProjectsCommand.row))
            NextPage.line(answer["cursor"], &page)
        }
        if output.format == .csv { NextPage.toError(answer["cursor"], output.language) }
    }

    private func request() -> WireClientRequest {
        var request = read.request()
        request.projects.provider = provider
        request.projects.offer = offer ?? ""
        request.projects.region = region ?? ""
        request.projects.industry = industry ?? ""
        request.projects.category = category ?? ""
        request.projects.minAmount = minAmount ?? ""
        request.projects.maxAmount = maxAmount ?? ""
        request.projects.direction = direction ?? ""
        request.projects.sort = sort
        request.projects.limit = UInt32(limit)
        request.projects.cursor = cursor ?? ""
        return request
    }

    private static func row(_ project: JSONValue) -> JSONValue {
        var row = project.object ?? JSONObject()
        row.add("mark", .string(Words.mark(outcome: project["outcome"]?.string ?? "")))
        return .object(row)
    }

    private static func facets(_ facets: JSONValue?, _ page: inout Page) {
        let language = page.language
        Facets.line(facets?["city"], zh: "城市", en: "cities", &page) { Names.region($0, language) }
        Facets.line(facets?["industry"], zh: "行业", en: "industries", &page) {
            $0 == "unknown" ? Text(zh: "未知", en: "unknown")[language] : Names.industry($0, language)
        }
        Facets.line(facets?["direction"], zh: "方向", en: "directions", &page) { directions[$0]?[language] ?? $0 }
        Facets.line(facets?["amount"], zh: "金额", en: "amounts", &page) { bands[$0]?[language] ?? $0 }
    }

    private static let directions: [String: Text] = [
        "advanced_equipment": Text(zh: "先进设备", en: "advanced equipment"), "digital": Text(zh: "数字化", en: "digital"),
        "green": Text(zh: "绿色装备", en: "green"), "safety": Text(zh: "本质安全", en: "safety"),
    ]
    private static let bands: [String: Text] = [
        "below_1m": Text(zh: "100 万以下", en: "below 1 million"), "1m_to_5m": Text(zh: "100–500 万", en: "1–5 million"),
        "5m_to_20m": Text(zh: "500–2000 万", en: "5–20 million"),
        "20m_to_100m": Text(zh: "2000 万–1 亿", en: "20–100 million"),
        "100m_and_above": Text(zh: "1 亿以上", en: "100 million and above"), "unknown": Text(zh: "未知", en: "unknown"),
    ]

    private static let narrow = Grid([
        .init("mark", zh: " ", en: " "), .init("need", zh: "需求编号", en: "need"),
        .init("title", zh: "项目", en: "project", isFlexible: true, minimum: 10),
        .init("city", zh: "城市", en: "city", .region, isFlexible: true, minimum: 6),
        .init("amount_cny", zh: "金额（元）", en: "amount (CNY)", .money),
        .init("fit", zh: "契合", en: "fit", .score),
    ])
    private static let wide = Grid(
        narrow.columns + [
            .init("outcome", zh: "结果", en: "outcome", .words(Words.outcomes)),
            .init("tenor_months", zh: "期限（月）", en: "tenor (months)", .count),
            .init("enterprise.name", zh: "企业", en: "enterprise", isFlexible: true),
        ])
    private static let csv = Grid(
        [
            "need", "outcome", "offer", "fit", "title", "city", "industry", "amount_cny", "tenor_months", "directions",
            "asks", "enterprise.id", "enterprise.name", "position",
        ].map { Grid.Column($0, zh: "", en: "") })
}

/// Counts by value on one line, the most frequent first.
enum Facets {
    static let shown = 6

    static func line(
        _ counts: JSONValue?, zh: String, en: String, _ page: inout Page, name: (String) -> String
    ) {
        let members = counts?.object?.members ?? []
        if members.isEmpty { return }
        var parts = members.prefix(shown).map { "\(name($0.key)) \(Display.count($0.value.int ?? 0))" }
        if members.count > shown {
            let rest = members.count - shown
            parts.append(Text(zh: "另 \(rest) 类", en: "\(rest) more")[page.language])
        }
        let list = parts.joined(separator: " · ")
        page.line(zh: "\(zh)：\(list)", en: "\(en): \(list)")
    }
}

/// How to get the page after this one.
enum NextPage {
    static func text(_ cursor: JSONValue?, _ language: Language) -> String? {
        guard let cursor = cursor?.string else { return nil }
        return Text(zh: "下一页：加 --cursor '\(cursor)'", en: "next page: add --cursor '\(cursor)'")[language]
    }

    static func line(_ cursor: JSONValue?, _ page: inout Page) {
        if let text = text(cursor, page.language) { page.line(text) }
    }

    static func toError(_ cursor: JSONValue?, _ language: Language) {
        if let text = text(cursor, language) { Output.error.line(text) }
    }
}
