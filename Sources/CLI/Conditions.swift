import JSON
import Terminal

/// Conditions of an offer, as people read them: ✓ ✗ ? with what is wanted and what was found.
enum Conditions {
    /// One row a condition.
    static func rows(_ conditions: [JSONValue], _ language: Language) -> [JSONValue] {
        conditions.map { condition in
            let fact = condition["fact"]?.string ?? ""
            let name = Words.fact(fact, language)
            return [
                "mark": .string(mark(condition)), "says": .string(condition["says"]?.string ?? name),
                "fact": .string(name), "wants": .string(wants(condition, fact, language)),
                "value": .string(value(condition["value"], fact, language)), "cite": condition["cite"] ?? .null,
            ]
        }
    }

    /// Where there is no terminal: nothing is shortened there.
    static let table = Grid([
        .init("mark", zh: " ", en: " "), .init("says", zh: "条件", en: "condition"),
        .init("fact", zh: "事实", en: "fact"), .init("wants", zh: "要求", en: "wanted"),
        .init("value", zh: "现值", en: "found"), .init("cite", zh: "依据", en: "clause"),
    ])

    /// A condition with both figures on a terminal, however long they are.
    static func item(_ row: JSONValue, _ page: inout Page) {
        func text(_ key: String) -> String { row[key]?.string ?? "" }
        let cite = text("cite")
        let clause = cite.isEmpty ? "" : (page.language == .zh ? "（\(cite)）" : " (\(cite))")
        page.item(0, text("mark"), text("says") + clause)
        let figures = Text(
            zh: "\(text("fact"))：要求 \(text("wants"))；现值 \(text("value"))",
            en: "\(text("fact")): wanted \(text("wants")); found \(text("value"))")
        page.item(2, "·", figures[page.language])
    }

    /// For CSV: the fields of the contract.
    static let csv = Grid(
        ["fact", "test", "wants", "value", "result", "says", "cite"].map { Grid.Column($0, zh: "", en: "") })

    private static func mark(_ condition: JSONValue) -> String {
        switch condition["result"]?.string {
        case "true": "✓"
        case "false": "✗"
        default: "?"
        }
    }

    /// What a test asks for: `≥ 1,000,000.00`, `属于 micro、small`.
    private static func wants(_ condition: JSONValue, _ fact: String, _ language: Language) -> String {
        let test = condition["test"]?.string ?? ""
        let wanted = condition["wants"]
        if test == "at_most_share_of" {
            let share = Display.percent(wanted?["share"])
            return "≤ \(share) × \(Words.fact(wanted?["fact"]?.string ?? "", language))"
        }
        let operand = value(wanted, fact, language)
        guard let word = tests[test]?[language] else { return test == "is" ? operand : "\(test) \(operand)" }
        return word + " " + operand
    }

    private static let tests: [String: Text] = [
        "at_least": Text(zh: "≥", en: "≥"), "at_most": Text(zh: "≤", en: "≤"), "above": Text(zh: ">", en: ">"),
        "below": Text(zh: "<", en: "<"), "one_of": Text(zh: "属于", en: "one of"),
        "none_of": Text(zh: "不属于", en: "none of"), "has_any": Text(zh: "含任一", en: "has any of"),
        "has_all": Text(zh: "含全部", en: "has all of"), "has_none": Text(zh: "不含", en: "has none of"),
        "within": Text(zh: "在", en: "within"), "not_within": Text(zh: "不在", en: "not within"),
        "any_within": Text(zh: "任一在", en: "any within"), "all_within": Text(zh: "全部在", en: "all within"),
        "on_or_after": Text(zh: "不早于", en: "on or after"), "on_or_before": Text(zh: "不晚于", en: "on or before"),
    ]

    /// A fact's value, or what a test compares it with.
    static func value(_ value: JSONValue?, _ fact: String, _ language: Language) -> String {
        switch value {
        case nil, .null?: return Text(zh: "未知", en: "unknown")[language]
        case .bool(let value)?: return Text(zh: value ? "是" : "否", en: value ? "yes" : "no")[language]
        case .number?: return fact.hasSuffix("_cny") ? Display.money(value) : Display.cell(value)
        case .string(let text)?: return name(text, fact, language)
        case .array(let elements)?:
            if elements.isEmpty { return Text(zh: "无", en: "none")[language] }
            let names = elements.map { self.value($0, fact, language) }
            return names.joined(separator: language == .zh ? "、" : ", ")
        case .object?, .raw?: return Display.cell(value)
        }
    }

    /// A code with its name where the tables have one.
    private static func name(_ text: String, _ fact: String, _ language: Language) -> String {
        if fact.hasSuffix("region") || fact.hasSuffix("regions") { return Names.region(text, language) }
        if fact == "enterprise.industry" { return "\(Names.industry(text, language)) \(text)" }
        if fact == "project.categories" { return Names.category(text, language) }
        return Words.code(text, of: fact, language)
    }

    /// The smallest change that makes the rule true, a line a fact.
    static func fix(_ offer: JSONValue, _ page: inout Page) {
        guard let changes = offer["nearest_fix"]?.array else { return }
        if changes.isEmpty {
            return page.line(
                zh: "不符的条件不是调整项目能改变的（如地区、行业、资质）",
                en: "what fails cannot be changed by the project (region, industry, designations and the like)")
        }
        page.heading(zh: "最小的调整", en: "the nearest fix")
        for change in changes {
            let fact = change["fact"]?.string ?? ""
            let from = value(change["from"], fact, page.language)
            let to = value(change["to"], fact, page.language)
            let name = Words.fact(fact, page.language)
            page.line(zh: "  \(name)（\(fact)）：\(from) → \(to)", en: "  \(name) (\(fact)): \(from) → \(to)")
        }
    }
}
