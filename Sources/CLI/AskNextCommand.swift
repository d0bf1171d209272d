import ArgumentParser
import JSON
import Terminal
import Wire

/// `ask-next`: the unknown fact whose answer moves the cost of the best package most.
struct AskNextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask-next",
        abstract: "What to find out next: the unknown fact that moves the cost of a need's best package most.",
        discussion: """
            Examples:
              huanxin ask-next demo-n-0000008
              huanxin ask-next demo-n-0000008 --all --objective certain
              huanxin ask-next --file need.json --enterprise firm.json --no-picks --format json

            The cost lies between what the best package costs if everything still unknown is answered favourably and \
            what it costs with what is known. Each answer to the question leaves a narrower interval. Models are chosen \
            as by package. CSV has a row an answer.
            """)

    @OptionGroup var need: NeedOptions
    @OptionGroup var choices: PackageChoices

    @Flag(help: "Show the other unknown facts too, with how far each moves the cost.")
    var all = false

    @OptionGroup var read: ReadOptions
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        var request = read.request()
        let asked = try need.asked()
        request.askNext = try choices.ask(id: asked.id, body: asked.body)
        AskNextPage.show(try cluster.ask(request), all: all, output)
    }
}

/// What to ask next, as people read it.
enum AskNextPage {
    /// - Parameter all: whether every unknown fact is shown, not only the one to ask next.
    static func show(_ answer: Answer, all: Bool, _ output: OutputOptions) {
        let facts = all ? answer.list("facts") : answer["next"]?.object == nil ? [] : [answer["next"] ?? .null]
        answer.show(output, csv: (csv, facts.flatMap(rows))) { page in
            let need = answer["need"]?.string ?? ""
            let objective = Words.objectives[answer["objective"]?.string ?? ""]?[page.language] ?? ""
            page.heading(
                zh: "\(need)：下一步该问什么（按\(objective)）", en: "\(need): what to find out next (by \(objective))")
            AssessPage.unknownEnterprise(answer.json, &page)
            if let interval = answer["interval"], interval.object != nil {
                page.field(Text(zh: "成本现在在", en: "the cost now is")[page.language], range(interval, page.language))
            }
            next(answer, &page)
            if all { others(answer.list("facts").dropFirst(), &page) }
            page.line(zh: "以上为估算，不是审批决定。", en: "An estimate, not a decision.")
        }
    }

    private static func next(_ answer: Answer, _ page: inout Page) {
        guard let next = answer["next"], next.object != nil else {
            return page.line(
                zh: "没有未知事实影响最佳方案的成本", en: "no unknown fact bears on the cost of the best package")
        }
        page.line()
        page.heading(zh: "请确认：\(question(next, page.language))", en: "find out: \(question(next, page.language))")
        guard answer["message"]?.string == nil else {
            return page.line(
                zh: "不知道设备金额就算不出任何方案：请给出 equipment_amount_cny，或每项的 max_unit_price_cny，或为每项选定型号",
                en: "\(answer["message"]?.string ?? ""): \(answer["hint"]?.string ?? "")")
        }
        let moves = PackagePage.money(next["moves_cny"], page.language)
        page.field(Text(zh: "最多影响成本", en: "moves the cost by up to")[page.language], moves)
        let fact = next["fact"]?.string ?? ""
        let rows = (next["answers"]?.array ?? []).map { answer -> JSONValue in
            var row = answer.object ?? JSONObject()
            row["value"] = .string(Conditions.value(answer["value"], fact, page.language))
            return .object(row)
        }
        page.table(answers, rows)
        let ids = (next["offers"]?.array ?? []).compactMap(\.string)
        page.field(
            Text(zh: "涉及", en: "bears on")[page.language], ids.joined(separator: page.language == .zh ? "、" : ", "))
    }

    private static func others(_ facts: ArraySlice<JSONValue>, _ page: inout Page) {
        guard !facts.isEmpty else { return }
        page.line()
        page.heading(zh: "其他未知事实（\(facts.count)）", en: "the other unknown facts (\(facts.count))")
        page.table(
            self.facts,
            facts.map { fact -> JSONValue in
                var row = fact.object ?? JSONObject()
                row["question"] = .string(question(fact, page.language))
                return .object(row)
            })
    }

    /// `企业规模（enterprise.size）`.
    private static func question(_ fact: JSONValue, _ language: Language) -> String {
        let name = fact["fact"]?.string ?? ""
        let words = Words.fact(name, language)
        if words == name { return name }
        return Text(zh: "\(words)（\(name)）", en: "\(words) (\(name))")[language]
    }

    private static func range(_ interval: JSONValue, _ language: Language) -> String {
        let (least, most) = (interval["least_cny"], interval["most_cny"])
        return Text(
            zh: "\(Display.money(least)) 到 \(Display.money(most)) 元",
            en: "between \(Display.money(least)) and \(Display.money(most)) CNY")[language]
    }

    private static func rows(_ fact: JSONValue) -> [JSONValue] {
        (fact["answers"]?.array ?? []).map { answer in
            var row = answer.object ?? JSONObject()
            for key in ["fact", "moves_cny", "offers"] { row[key] = fact[key] ?? .null }
            return .object(row)
        }
    }

    private static let answers = Grid([
        .init("value", zh: "若答案为", en: "if the answer is", isFlexible: true, minimum: 10),
        .init("least_cny", zh: "成本最低（元）", en: "cost at least", .money),
        .init("most_cny", zh: "成本最高（元）", en: "cost at most", .money),
    ])

    private static let facts = Grid([
        .init("question", zh: "事实", en: "fact", isFlexible: true, minimum: 12),
        .init("moves_cny", zh: "最多影响（元）", en: "moves up to", .money),
        .init("offers", zh: "涉及", en: "bears on", isFlexible: true, minimum: 12),
    ])

    private static let csv = Grid(
        ["fact", "moves_cny", "value", "least_cny", "most_cny", "offers"].map { Grid.Column($0, zh: "", en: "") })
}
