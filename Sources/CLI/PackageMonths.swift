import JSON
import Terminal

/// A package month by month, from its flows: each month's sums add up to its own cash.
enum PackageMonths {
    /// What flows are shown together.
    private enum Group: String, CaseIterable {
        case equipment, finance, interest, principal, fees, premiums, deposits, benefits
    }

    static func table(_ package: JSONValue, _ page: inout Page) {
        page.line()
        page.heading(zh: "逐月现金流（支出为正）", en: "month by month (what is paid out is above 0)")
        let flows = package["flows"]?.array ?? []
        let benefits = benefits(package, flows)
        let isSplit = page.isVeryWide && benefits.count > 1
        if !page.isWide { purchase(flows, &page) }
        page.table(grid(flows, isSplit ? benefits : [], page), rows(flows, page))
        if isSplit { legend(benefits, &page) }
    }

    private static func group(_ what: String) -> Group {
        switch what {
        case "equipment": .equipment
        case "loan_principal", "leased_amount": .finance
        case "interest": .interest
        case "principal", "residual", "down_payment": .principal
        case "fee", "guarantee_fee": .fees
        case "premium": .premiums
        case "deposit", "deposit_returned": .deposits
        default: .benefits
        }
    }

    /// The ids of benefits that pay something, in their order.
    private static func benefits(_ package: JSONValue, _ flows: [JSONValue]) -> [String] {
        let paying = Set(flows.filter { $0["what"]?.string == "benefit" }.compactMap { $0["offer"]?.string })
        return (package["offers"]?.array ?? []).compactMap { $0["id"]?.string }.filter(paying.contains)
    }

    /// Only columns in which something stands; where there is little room equipment and finance stand above them, and
    /// all fees as one.
    private static func grid(_ flows: [JSONValue], _ benefits: [String], _ page: Page) -> Grid {
        let present = Set(flows.compactMap { $0["what"]?.string }.map { group($0).rawValue })
        var columns = [Grid.Column("month", zh: "月", en: "mo.", minimum: 2)]
        if page.isWide {
            for group in Group.allCases where present.contains(group.rawValue) {
                if group == .benefits, !benefits.isEmpty {
                    columns += benefits.enumerated().map { index, id in
                        Grid.Column("benefit:" + id, zh: "支持 \(index + 1)", en: "benefit \(index + 1)", .money)
                    }
                } else {
                    columns.append(column(group.rawValue))
                }
            }
        } else {
            let narrow = Set(Group.allCases.filter { present.contains($0.rawValue) }.compactMap(narrow))
            columns += ["interest", "principal", "costs", "benefits"].filter(narrow.contains).map(column)
        }
        return Grid(columns + [.init("own", zh: "自有资金", en: "own cash", .money)])
    }

    private static func column(_ key: String) -> Grid.Column {
        let title = titles[key] ?? Text(zh: key, en: key)
        return Grid.Column(key, zh: title.zh, en: title.en, .money)
    }

    private static let titles: [String: Text] = [
        "equipment": Text(zh: "设备", en: "equipment"), "finance": Text(zh: "融资到账", en: "financed"),
        "interest": Text(zh: "利息", en: "interest"), "principal": Text(zh: "本金", en: "principal"),
        "fees": Text(zh: "费用", en: "fees"), "premiums": Text(zh: "保费", en: "premiums"),
        "deposits": Text(zh: "保证金", en: "deposit"), "benefits": Text(zh: "支持", en: "support"),
        "costs": Text(zh: "费用", en: "fees"),
    ]

    private static func rows(_ flows: [JSONValue], _ page: Page) -> [JSONValue] {
        var months: [Int: [String: Int64]] = [:]
        for flow in flows {
            guard let month = flow["month"]?.int, let fen = Cents.of(flow["amount_cny"]) else { continue }
            let group = group(flow["what"]?.string ?? "")
            var keys = [group.rawValue, "own"] + (narrow(group).map { [$0] } ?? [])
            if group == .benefits { keys.append("benefit:" + (flow["offer"]?.string ?? "")) }
            for key in Set(keys) { months[month, default: [:]][key, default: 0] += fen }
        }
        return months.keys.sorted().map { month in
            var row = JSONObject()
            row.add("month", .string(String(month)))
            for (key, fen) in (months[month] ?? [:]).sorted(by: { $0.key < $1.key }) {
                row.add(key, .number(JSONNumber.fixed(fen, digits: 2)))
            }
            return .object(row)
        }
    }

    /// The column where there is little room; nil for what stands above the table.
    private static func narrow(_ group: Group) -> String? {
        switch group {
        case .equipment, .finance: nil
        case .interest, .principal, .benefits: group.rawValue
        case .fees, .premiums, .deposits: "costs"
        }
    }

    /// What is bought and what is lent for it, in month 0.
    private static func purchase(_ flows: [JSONValue], _ page: inout Page) {
        for flow in flows {
            let group = group(flow["what"]?.string ?? "")
            guard group == .equipment || group == .finance, let title = titles[group.rawValue] else { continue }
            let month = flow["month"]?.int ?? 0
            page.line(
                zh: "第 \(month) 月 \(title.zh)：\(Display.money(flow["amount_cny"]))",
                en: "month \(month), \(title.en): \(Display.money(flow["amount_cny"]))")
        }
    }

    private static func legend(_ benefits: [String], _ page: inout Page) {
        for (index, id) in benefits.enumerated() {
            page.line(zh: "支持 \(index + 1)：\(id)", en: "benefit \(index + 1): \(id)")
        }
    }
}
