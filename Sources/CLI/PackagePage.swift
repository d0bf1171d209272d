import JSON
import Terminal

/// Packages as people read them.
enum PackagePage {
    /// The best package as a card, the others beside it, and on demand each month by month.
    static func show(_ answer: Answer, schedule: Bool, _ output: OutputOptions) {
        let packages = answer.list("packages")
        let csv =
            schedule ? (PackageCSV.flows, PackageCSV.flowRows(packages)) : (PackageCSV.grid, PackageCSV.rows(packages))
        answer.show(output, csv: csv) { page in
            head(answer.json, &page)
            guard let best = packages.first else { return }
            card(best, &page)
            if schedule { PackageMonths.table(best, &page) }
            if packages.count > 1 {
                page.line()
                page.heading(zh: "与其他方案比较", en: "beside the other packages")
                page.table(
                    comparison(isWide: page.isWide), packages.enumerated().map { compared($1, $0 + 1, page.language) })
                for (index, package) in packages.enumerated().dropFirst() {
                    others(package, index + 1, schedule: schedule, &page)
                }
            }
            page.line(zh: "以上为估算，不是审批决定。", en: "An estimate, not a decision.")
        }
    }

    /// What is bought for how much, and by what the packages are compared.
    private static func head(_ answer: JSONValue, _ page: inout Page) {
        let need = answer["need"]?.string ?? ""
        let objective = Words.objectives[answer["objective"]?.string ?? ""]?[page.language] ?? ""
        page.heading(zh: "\(need) 的方案：按\(objective)", en: "packages for \(need): by \(objective)")
        AssessPage.unknownEnterprise(answer, &page)
        for pick in answer["picks"]?.array ?? [] { picked(pick, &page) }
        page.field(
            Text(zh: "设备金额", en: "equipment amount")[page.language],
            money(answer["equipment_amount_cny"], page.language))
        let rate = Display.percent(answer["discount_rate"])
        page.field(Text(zh: "折现率", en: "discount rate")[page.language], rate)
    }

    static func picked(_ pick: JSONValue, _ page: inout Page) {
        let line = pick["line"]?.string ?? ""
        let model = "\(pick["name"]?.string ?? "") \(pick["model"]?.string ?? "")"
        let price = money(pick["price_cny"], page.language)
        let chosen = Words.chosen[pick["chosen"]?.string ?? ""]?[page.language] ?? ""
        page.field(
            Text(zh: "第 \(line) 项", en: "line \(line)")[page.language],
            Text(zh: "\(model)，单价 \(price)（\(chosen)）", en: "\(model), \(price) each (\(chosen))")[page.language])
    }

    /// One package with its parts, amounts and reasons.
    private static func card(_ package: JSONValue, _ page: inout Page) {
        page.line()
        let backbone = self.backbone(package["backbone"] ?? .null, page.language)
        page.heading(zh: "最佳方案：\(backbone)", en: "the best: \(backbone)")
        for part in package["offers"]?.array ?? [] { PackageParts.item(part, &page) }
        figures(package, &page)
        notes(package, &page)
    }

    private static func figures(_ package: JSONValue, _ page: inout Page) {
        let language = page.language
        func field(_ zh: String, _ en: String, _ value: String) { page.field(Text(zh: zh, en: en)[language], value) }
        let cost = money(package["net_present_cost_cny"], language)
        field("净现值成本", "net present cost", cost)
        let certain = money(package["net_present_cost_certain_cny"], language)
        if certain != cost { field("只计确定支持的成本", "with certain support only", certain) }
        let rate = package["yearly_cost_rate"]
        if rate?.double != nil { field("融资年化成本", "yearly cost of the financing", Display.percent(rate)) }
        field("首期自有资金", "own cash in month 0", money(package["upfront_cny"], language))
        if let short = package["short_of_funds_cny"] {
            field("自有资金缺口", "short of own funds by", money(short, language))
        }
        let types = package["support_by_provider_type"]?.object?.members ?? []
        let parts = types.map { member in
            "\(Words.providerTypes[member.key]?[language] ?? member.key) \(Display.money(member.value))"
        }
        let support = money(package["support_cny"], language)
        field(
            "支持合计", "support",
            support
                + (parts.isEmpty
                    ? ""
                    : (language == .zh ? "（" : " (") + parts.joined(separator: language == .zh ? "、" : ", ")
                        + (language == .zh ? "）" : ")")))
        if let gap = package["gap"]?.double, gap != 0 {
            field("与最优的差距至多", "at most this far from the best", money(package["gap"], language))
        }
    }

    /// What the package rests on, what could still be had, and what nobody has verified.
    private static func notes(_ package: JSONValue, _ page: inout Page) {
        let language = page.language
        for row in package["rests_on_unknown"]?.array ?? [] {
            let facts = Words.facts(row["facts"], language)
            let offer = row["offer"]?.string ?? ""
            page.item(
                0, "?",
                Text(zh: "\(offer) 有赖于未知事实：\(facts)", en: "\(offer) rests on what is unknown: \(facts)")[language])
        }
        for row in package["upside"]?.array ?? [] {
            let (id, amount) = (row["id"]?.string ?? "", money(row["amount_cny"], language))
            page.item(0, "+", Text(zh: "另有可能获得：\(id) \(amount)", en: "may come on top: \(id) \(amount)")[language])
        }
        let unverified = (package["unverified"]?.array ?? []).compactMap(\.string)
        if !unverified.isEmpty {
            let ids = unverified.joined(separator: language == .zh ? "、" : ", ")
            page.item(
                0, "!",
                Text(zh: "现行状态未经核实：\(ids)", en: "whether these are open is not verified: \(ids)")[language])
        }
    }

    private static func others(_ package: JSONValue, _ number: Int, schedule: Bool, _ page: inout Page) {
        page.line()
        let backbone = self.backbone(package["backbone"] ?? .null, page.language)
        page.heading(zh: "方案 \(number)：\(backbone)", en: "package \(number): \(backbone)")
        for part in package["offers"]?.array ?? [] { PackageParts.item(part, &page) }
        notes(package, &page)
        if schedule { PackageMonths.table(package, &page) }
    }

    /// `贷款 1,000,000.00 元，36 个月：产品（编号）`.
    static func backbone(_ backbone: JSONValue, _ language: Language) -> String {
        let kind = backbone["kind"]?.string ?? ""
        let name = Words.backbones[kind]?[language] ?? kind
        guard let offer = backbone["offer"]?.string else { return name }
        let months = backbone["tenor_months"]?.int ?? 0
        let amount = money(backbone["amount_cny"], language)
        let title = backbone["name"]?.string ?? offer
        return Text(
            zh: "\(name) \(amount)，\(months) 个月：\(title)\(title == offer ? "" : "（\(offer)）")",
            en: "\(name) \(amount), \(months) months: \(title)\(title == offer ? "" : " (\(offer))")")[language]
    }

    static func money(_ value: JSONValue?, _ language: Language) -> String {
        Text(zh: "\(Display.money(value)) 元", en: "\(Display.money(value)) CNY")[language]
    }

    private static func comparison(isWide: Bool) -> Grid {
        Grid(
            [
                .init("number", zh: "方案", en: "no.", minimum: 2), .init("backbone", zh: "资金", en: "by"),
                .init("net_present_cost_cny", zh: "净现值成本", en: "cost", .money),
                .init("upfront_cny", zh: "首期自有", en: "own cash", .money),
                .init("support_cny", zh: "支持", en: "support", .money),
                .init("rate", zh: "年化", en: "yearly", minimum: 6),
            ] + (isWide ? [.init("offers", zh: "组成", en: "with")] : []))
    }

    private static func compared(_ package: JSONValue, _ number: Int, _ language: Language) -> JSONValue {
        var row = package.object ?? JSONObject()
        let kind = package["backbone"]?["kind"]?.string ?? ""
        row["number"] = .string(String(number))
        row["backbone"] = .string(Words.backbones[kind]?[language] ?? kind)
        row["rate"] = .string(
            package["yearly_cost_rate"]?.double == nil ? Display.none : Display.percent(package["yearly_cost_rate"]))
        let ids = (package["offers"]?.array ?? []).compactMap { $0["id"]?.string }
        row["offers"] = .string(ids.isEmpty ? Display.none : ids.joined(separator: ", "))
        return .object(row)
    }
}

/// Packages for spreadsheets.
enum PackageCSV {
    /// A row a package.
    static let grid = Grid(
        [
            "package", "backbone.kind", "backbone.offer", "backbone.amount_cny", "backbone.tenor_months", "offers",
            "net_present_cost_cny", "net_present_cost_certain_cny", "yearly_cost_rate", "upfront_cny", "support_cny",
            "short_of_funds_cny", "unverified", "gap",
        ].map { Grid.Column($0, zh: "", en: "") })

    /// A row a flow.
    static let flows = Grid(
        ["package", "month", "what", "offer", "amount_cny"].map { Grid.Column($0, zh: "", en: "") })

    static func rows(_ packages: [JSONValue]) -> [JSONValue] {
        packages.enumerated().map { index, package in
            var row = package.object ?? JSONObject()
            row["package"] = .int(index + 1)
            row["offers"] = .strings((package["offers"]?.array ?? []).compactMap { $0["id"]?.string })
            return .object(row)
        }
    }

    static func flowRows(_ packages: [JSONValue]) -> [JSONValue] {
        packages.enumerated().flatMap { index, package in
            (package["flows"]?.array ?? []).map { flow in
                var row = flow.object ?? JSONObject()
                row["package"] = .int(index + 1)
                return .object(row)
            }
        }
    }
}
