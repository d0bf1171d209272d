import JSON
import Terminal

/// Assessments as people read them.
enum AssessPage {
    static let csv = Grid(
        ["id", "kind", "name", "outcome", "unverified", "asks", "depends_on_package", "provider.id", "provider.name"]
            .map { Grid.Column($0, zh: "", en: "") })

    static func show(all answer: Answer, _ output: OutputOptions) {
        answer.show(output, csv: (csv, answer.list("offers"))) { page in all(answer, &page) }
    }

    /// All offers, a table for each outcome.
    private static func all(_ answer: Answer, _ page: inout Page) {
        unknownEnterprise(answer.json, &page)
        let offers = answer.list("offers")
        if offers.isEmpty { page.line(zh: "还没有导入任何政策或产品", en: "no offers are stored yet") }
        var rest = offers[...]
        while let first = rest.first {
            let outcome = first["outcome"]?.string ?? ""
            let group = rest.prefix { $0["outcome"]?.string == outcome }
            rest = rest.dropFirst(group.count)
            let words = Words.outcomes[outcome] ?? Text(zh: outcome, en: outcome)
            let mark = Words.mark(outcome: outcome)
            page.heading(zh: "\(mark) \(words.zh)（\(group.count)）", en: "\(mark) \(words.en) (\(group.count))")
            page.table(table(outcome, isWide: page.isWide), group.map { row($0, page.language) })
            page.line()
        }
        estimate(&page)
    }

    /// One offer with its whole explanation.
    static func show(one answer: Answer, _ output: OutputOptions) {
        let offer = answer.list("offers").first ?? .null
        let conditions = offer["conditions"]?.array ?? []
        answer.show(output, csv: (Conditions.csv, conditions)) { page in
            explained(answer.json, offer, &page)
            self.conditions(conditions, &page)
            open(offer, &page)
            estimate(&page)
        }
    }

    /// What keeps one offer from being eligible.
    static func show(whyNot answer: Answer, _ output: OutputOptions) {
        let conditions = answer.list("conditions")
        answer.show(output, csv: (Conditions.csv, conditions)) { page in
            explained(answer.json, answer.json, &page)
            self.conditions(conditions, &page)
            if conditions.isEmpty { page.line(zh: "没有不符或未定的条件", en: "no condition fails or is undecided") }
            open(answer.json, &page)
            estimate(&page)
        }
    }

    private static func table(_ outcome: String, isWide: Bool) -> Grid {
        var columns: [Grid.Column] = [
            .init("id", zh: "编号", en: "id"), .init("name", zh: "名称", en: "name", isFlexible: true, minimum: 12),
        ]
        let hasMore = outcome == "needs_facts" || outcome == "eligible_with_package"
        if isWide || !hasMore { columns.append(.init("kind", zh: "种类", en: "kind", .words(Words.offerKinds))) }
        switch outcome {
        case "needs_facts":
            columns.append(.init("asks", zh: "还需提供", en: "to be answered", isFlexible: true, minimum: 8))
        case "eligible_with_package":
            columns.append(.init("depends", zh: "取决于方案", en: "depends on", isFlexible: true, minimum: 8))
        default: break
        }
        return Grid(columns)
    }

    private static func row(_ offer: JSONValue, _ language: Language) -> JSONValue {
        var row = offer.object ?? JSONObject()
        row["asks"] = .string(Words.facts(offer["asks"], language))
        row["depends"] = .string(Words.facts(offer["depends_on_package"], language))
        if offer["unverified"]?.bool == true {
            let mark = Text(zh: "（未核实）", en: " (unverified)")[language]
            row["name"] = .string((offer["name"]?.string ?? "") + mark)
        }
        return .object(row)
    }

    /// Which offer, its outcome and where it is written.
    private static func explained(_ answer: JSONValue, _ offer: JSONValue, _ page: inout Page) {
        let outcome = offer["outcome"]?.string ?? ""
        let words = Words.outcomes[outcome]?[page.language] ?? outcome
        let id = offer["offer"]?.string ?? offer["id"]?.string ?? ""
        page.heading(
            zh: "\(Words.mark(outcome: outcome)) \(offer["name"]?.string ?? id)：\(words)",
            en: "\(Words.mark(outcome: outcome)) \(offer["name"]?.string ?? id): \(words)")
        unknownEnterprise(answer, &page)
        field("编号", "id", id, &page)
        field("提供方", "provider", offer["provider"]?["name"]?.string, &page)
        let source = offer["source"]
        let document = [source?["document"]?.string, source?["clause"]?.string].compactMap(\.self).joined(
            separator: " ")
        field("依据", "document", document.isEmpty ? source?["name"]?.string : document, &page)
        field("链接", "link", source?["url"]?.string, &page)
        if offer["unverified"]?.bool == true {
            page.line(zh: "! 该政策的现行状态未经核实", en: "! whether this offer is open is not verified")
        }
    }

    private static func field(_ zh: String, _ en: String, _ value: String?, _ page: inout Page) {
        guard let value, !value.isEmpty else { return }
        page.field(Text(zh: zh, en: en)[page.language], value)
    }

    private static func conditions(_ conditions: [JSONValue], _ page: inout Page) {
        let rows = Conditions.rows(conditions, page.language)
        if page.width == nil { return page.table(Conditions.table, rows) }
        for row in rows { Conditions.item(row, &page) }
    }

    /// What is still to be answered, what a package decides, and the nearest fix.
    private static func open(_ offer: JSONValue, _ page: inout Page) {
        if offer["asks"]?.array?.isEmpty == false {
            page.field(
                Text(zh: "还需提供", en: "to be answered")[page.language], Words.facts(offer["asks"], page.language))
        }
        if offer["depends_on_package"]?.array?.isEmpty == false {
            page.field(
                Text(zh: "取决于所选方案", en: "depends on the package")[page.language],
                Words.facts(offer["depends_on_package"], page.language))
        }
        Conditions.fix(offer, &page)
    }

    static func unknownEnterprise(_ answer: JSONValue, _ page: inout Page) {
        guard answer["enterprise_known"]?.bool == false else { return }
        page.line(
            zh: "! 企业未登记，企业方面的事实均按未知处理；可用 --enterprise 给出企业文件",
            en: "! the enterprise is not stored, so all facts about it are unknown; give it with --enterprise")
    }

    private static func estimate(_ page: inout Page) {
        page.line(zh: "以上为估算，不是审批决定。", en: "An estimate, not a decision.")
    }
}
