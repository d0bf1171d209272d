import ArgumentParser
import Domain
import JSON
import Terminal
import Wire

/// `list`: records of a kind by id, page by page.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List records of a kind, page by page.",
        discussion: """
            Examples:
              huanxin list models --where 'category within machine-tool' --limit 5
              huanxin list models --where 'price_cny<=500000' --where name~车床
              huanxin list offers --where provider.type=government --limit 200 --format csv

            A filter is field=value, field!=value, field>=value, field<=value, field~text (contains) or \
            'field within code'; several must all hold. CSV has the columns that an import of CSV reads.
            """)

    @Argument(help: "Kind of record.")
    var kind: RecordKind

    @Option(
        name: .customLong("where"), help: ArgumentHelp("A filter; may be given several times.", valueName: "filter"))
    var filters: [String] = []

    @Option(help: "Records on a page.")
    var limit: Int = 20

    @Option(help: "Where the page before ended, as its answer says.")
    var cursor: String?

    @OptionGroup var read: ReadOptions
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try Limits.check("--limit", limit, Limits.page) }

    func run() throws {
        var request = read.request()
        request.list.kind = UInt32(kind.number)
        request.list.where = filters
        request.list.limit = UInt32(limit)
        request.list.cursor = cursor ?? ""
        let answer = try cluster.ask(request)
        let records = answer.list("records")
        let flat = records.map { FlatRecord.importable($0) }
        answer.show(output, csv: (FlatRecord.grid(flat), flat)) { page in
            let total = answer["total"]?.int ?? records.count
            page.heading(
                zh: "\(kind.rawValue)：共 \(Display.count(total)) 条",
                en: "\(kind.rawValue): \(Display.count(total)) in all")
            page.table(KindColumns.grid(kind, isWide: page.isWide), records)
            NextPage.line(answer["cursor"], &page)
        }
        if output.format == .csv { NextPage.toError(answer["cursor"], output.language) }
    }
}

/// `search`: records by their text.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Search models, suppliers or needs by text, the best first.",
        discussion: """
            Examples:
              huanxin search models 数控车床 --where 'price_cny<=500000'
              huanxin search needs 节能电机 --top 20 --format json
            """)

    @Argument(help: "Kind of record: models, suppliers or needs.")
    var kind: RecordKind

    @Argument(help: "What to search for.")
    var text: String

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp("A filter as for list; may be given several times.", valueName: "filter"))
    var filters: [String] = []

    @Option(help: "Records, at most.")
    var top: Int = 10

    @OptionGroup var read: ReadOptions
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try Limits.check("--top", top, Limits.top) }

    func run() throws {
        var request = read.request()
        request.search.kind = UInt32(kind.number)
        request.search.text = text
        request.search.where = filters
        request.search.top = UInt32(top)
        let answer = try cluster.ask(request)
        let hits = answer.list("hits").map(SearchCommand.row)
        let csv = answer.list("hits").map { hit in
            var row = FlatRecord.importable(hit["record"] ?? .null).object ?? JSONObject()
            row.members.insert(.init(key: "score", value: hit["score"] ?? .null), at: 0)
            return JSONValue.object(row)
        }
        answer.show(output, csv: (FlatRecord.grid(csv), csv)) { page in
            let total = Display.count(answer["total"]?.int ?? 0)
            page.heading(zh: "“\(text)”：\(total) 条 \(kind.rawValue)", en: "\"\(text)\": \(total) \(kind.rawValue)")
            SearchCommand.facets(answer["facets"], &page)
            let score = Grid.Column("score", zh: "相关", en: "score", .score)
            page.table(Grid([score] + KindColumns.grid(kind, isWide: page.isWide).columns), hits)
        }
    }

    private static func row(_ hit: JSONValue) -> JSONValue {
        var row = hit["record"]?.object ?? JSONObject()
        row["score"] = hit["score"]
        return .object(row)
    }

    private static func facets(_ facets: JSONValue?, _ page: inout Page) {
        let language = page.language
        Facets.line(facets?["category"], zh: "类别", en: "categories", &page) { Names.category($0, language) }
        Facets.line(facets?["region"], zh: "地区", en: "regions", &page) { Names.region($0, language) }
        Facets.line(facets?["efficiency"], zh: "能效", en: "efficiency", &page) {
            Words.efficiencies[$0]?[language] ?? $0
        }
    }
}
