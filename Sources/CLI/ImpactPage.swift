import JSON
import Terminal

/// What drafts of offers change, as people read it.
enum ImpactPage {
    static func show(_ answers: [Answer], _ output: OutputOptions) {
        if output.format == .csv, let first = answers.first {
            // One table with one head, beside which less than all of the data is said for each.
            first.show(output, csv: (csv, answers.flatMap(rows))) { _ in }
            for other in answers.dropFirst() {
                guard let note = CoverageNote.text(other["coverage"], output.language) else { continue }
                Output.error.line("\(other["offer"]?.string ?? ""): \(note)")
            }
            return
        }
        for answer in answers {
            answer.show(output, csv: (csv, rows(answer))) { page in self.page(answer, &page) }
        }
    }

    private static func rows(_ answer: Answer) -> [JSONValue] {
        answer.list("by_city").map { city in
            var row = city.object ?? JSONObject()
            row["offer"] = answer["offer"] ?? .null
            return .object(row)
        }
    }

    private static func page(_ answer: Answer, _ page: inout Page) {
        let id = answer["offer"]?.string ?? ""
        let kind = Words.offerKinds[answer["kind"]?.string ?? ""]?[page.language] ?? ""
        page.heading(zh: "\(id)（\(kind)）：导入后的影响", en: "\(id) (\(kind)): what its import would change")
        if answer["stored"]?.bool == true {
            page.line(zh: "与现行版本相比", en: "beside the version that stands")
        } else {
            page.line(zh: "没有此编号的现行版本：按新增计", en: "no version of this id stands: it is new")
        }
        figures(answer, &page)
        page.line()
        moves(answer.list("moves"), &page)
        cities(answer, &page)
        notes(answer, &page)
    }

    private static func figures(_ answer: Answer, _ page: inout Page) {
        let language = page.language
        func count(_ zh: String, _ en: String, _ key: String) {
            page.field(Text(zh: zh, en: en)[language], Display.count(answer[key]?.int ?? 0))
        }
        count("进行中的需求", "open needs", "needs")
        count("新增可申请", "newly claimable", "gain")
        count("不再可申请", "no longer claimable", "lose")
        count("仍可申请", "claimable as before", "unchanged_claimable")
        let (before, after) = (answer["support_before_cny"], answer["support_after_cny"])
        page.field(
            total(answer, language),
            Text(
                zh: "\(Display.money(before)) → \(Display.money(after)) 元",
                en: "\(Display.money(before)) → \(Display.money(after)) CNY")[language])
    }

    /// What is added up: support, or of a loan or lease what is asked of it.
    private static func total(_ answer: Answer, _ language: Language) -> String {
        answer["up_to"]?.string == "amount_asked"
            ? Text(zh: "融资需求合计最多", en: "amount asked, up to")[language]
            : Text(zh: "支持合计最多", en: "support, up to")[language]
    }

    private static func moves(_ moves: [JSONValue], _ page: inout Page) {
        let language = page.language
        let rows = moves.filter { $0["from"] != $0["to"] }.map { move -> JSONValue in
            func words(_ key: String) -> String {
                guard let outcome = move[key]?.string else { return Text(zh: "（新增）", en: "(new)")[language] }
                return Words.outcomes[outcome]?[language] ?? outcome
            }
            return [
                "from": .string(words("from")), "to": .string(words("to")), "needs": move["needs"] ?? .null,
                "mark": .string(Words.mark(outcome: move["to"]?.string ?? "")),
            ]
        }
        guard !rows.isEmpty else { return page.line(zh: "各项需求的结论不变", en: "no need's outcome changes") }
        page.table(moved, rows)
        page.line()
    }

    private static func cities(_ answer: Answer, _ page: inout Page) {
        let rows = answer.list("by_city")
        page.heading(zh: "按城市（金额为上限）", en: "by city (amounts are ceilings)")
        page.table(page.isWide ? wide : narrow, rows)
    }

    private static func notes(_ answer: Answer, _ page: inout Page) {
        func note(_ key: String, _ zh: String, _ en: String) {
            guard let count = answer[key]?.int, count > 0 else { return }
            let number = Display.count(count)
            page.item(0, "!", Text(zh: "\(number) \(zh)", en: "\(number) \(en)")[page.language])
        }
        note(
            "without_backbone", "项需求可申请，但现有产品配不出能用上它的方案，金额按 0 计",
            "needs can claim it, but no package of the stored offers goes with it: they count as 0")
        note(
            "amount_unknown", "项需求可申请，但设备金额未知，金额按 0 计",
            "needs can claim it, but their equipment amount is not known: they count as 0")
        page.line(
            zh: "金额为上限：逐项需求按该政策自身条款计算，未计合并限额、额度和与其他支持的互斥；为估算，不是审批决定。",
            en:
                "Amounts are ceilings: by the offer's own terms, need by need, before joint caps, quotas and other support. "
                + "An estimate, not a decision.")
    }

    private static let moved = Grid([
        .init("mark", zh: " ", en: " "), .init("from", zh: "原结论", en: "outcome before"),
        .init("to", zh: "新结论", en: "outcome after"), .init("needs", zh: "需求数", en: "needs", .count),
    ])

    private static let narrow = Grid([
        .init("city", zh: "城市", en: "city", .region, isFlexible: true, minimum: 6),
        .init("claimable_before", zh: "原可申请", en: "could", .count, minimum: 5),
        .init("claimable_after", zh: "现可申请", en: "can", .count, minimum: 5),
        .init("support_before_cny", zh: "原上限（元）", en: "up to, before", .money),
        .init("support_after_cny", zh: "现上限（元）", en: "up to, after", .money),
    ])

    private static let wide = Grid(
        [.init("city", zh: "代码", en: "code"), .init("needs", zh: "需求", en: "needs", .count, minimum: 5)]
            + narrow.columns + [
                .init("gain", zh: "新增", en: "gain", .count, minimum: 4),
                .init("lose", zh: "失去", en: "lose", .count, minimum: 4),
            ])

    private static let csv = Grid(
        [
            "offer", "city", "name", "needs", "claimable_before", "claimable_after", "gain", "lose",
            "support_before_cny", "support_after_cny",
        ].map { Grid.Column($0, zh: "", en: "") })
}
