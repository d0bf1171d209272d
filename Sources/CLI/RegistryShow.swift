import Answers
import Domain
import JSON
import RegistryScan
import Terminal

/// Candidates of a registry, for people and machines.
enum RegistryShow {
    /// One candidate: categories with the words of the scope that led to them.
    static func json(_ candidate: RegistryCandidate) -> JSONValue {
        var json = JSONObject()
        json.add("row", .int(candidate.row))
        json.add("id", .string(candidate.uscc))
        json.add("name", .string(candidate.name))
        json.add("kinds", .strings(candidate.kinds.map(\.rawValue)))
        json.add("region", candidate.region.map { .string($0.text) } ?? .null)
        json.add(
            "categories",
            .array(
                candidate.categories.map {
                    ["category": .string($0.path.path), "word": .string($0.word), "position": .int($0.position)]
                }))
        json.add(
            "industry",
            candidate.industry.map {
                ["code": .string($0.industry.code), "word": .string($0.word), "position": .int($0.position)]
            } ?? .null)
        json.add("founded", candidate.founded.map { .string($0.text) } ?? .null)
        json.add("capital_cny", candidate.capital.amount.map { .money($0) } ?? .null)
        json.add("flaws", .strings(candidate.flaws.map(\.rawValue)))
        return .object(json)
    }

    /// The candidate with its lists as texts: `machine-tool.lathe.cnc (数控车床)`.
    static func flat(_ candidate: RegistryCandidate) -> JSONValue {
        var row = json(candidate).object ?? JSONObject()
        row["categories"] = .strings(candidate.categories.map { "\($0.path.path) (\($0.word))" })
        row["industry"] = candidate.industry.map { .string("\($0.industry.code) (\($0.word))") } ?? .null
        return .object(row)
    }

    static let csv = Grid(
        ["row", "id", "name", "kinds", "region", "categories", "industry", "founded", "capital_cny", "flaws"]
            .map { Grid.Column($0, zh: "", en: "") })

    static func table(isWide: Bool) -> Grid {
        var columns: [Grid.Column] = [
            .init("row", zh: "行", en: "row"), .init("name", zh: "企业", en: "company", isFlexible: true, minimum: 16),
            .init("region", zh: "地区", en: "region", .region, isFlexible: true, minimum: 6),
            .init("categories", zh: "类别（所依据的词）", en: "categories (words)", isFlexible: true, minimum: 20),
        ]
        if isWide {
            columns.insert(.init("id", zh: "信用代码", en: "credit code"), at: 1)
            columns.append(.init("industry", zh: "行业（词）", en: "industry (word)", isFlexible: true, minimum: 10))
            columns.append(.init("flaws", zh: "疑点", en: "flaws", isFlexible: true, minimum: 8))
        }
        return Grid(columns)
    }

    /// What was read and found, for standard error.
    static func summary(_ summary: RegistrySummary, unreadable: Int, _ page: inout Page) {
        let rows = Display.count(summary.rows)
        let suppliers = Display.count(summary.suppliers)
        let enterprises = Display.count(summary.enterprises)
        let known = Display.count(summary.withIndustry)
        page.heading(
            zh: "共 \(rows) 行：供应商候选 \(suppliers)，企业候选 \(enterprises)（\(known) 家可定行业）",
            en: "\(rows) rows: \(suppliers) supplier candidates, \(enterprises) enterprise candidates "
                + "(\(known) with an industry)")
        let language = page.language
        counts(
            summary.categories.map { (Names.category($0.key.path, language), $0.value) }, zh: "类别", en: "categories",
            &page)
        counts(summary.cities.map { (Names.region($0.key.text, language), $0.value) }, zh: "城市", en: "cities", &page)
        counts(
            summary.flaws.map { (flaws[$0.key.rawValue]?[language] ?? $0.key.rawValue, $0.value) }, zh: "疑点",
            en: "flaws", &page)
        if unreadable > 0 { page.line(zh: "无法读取的行：\(unreadable)", en: "rows that cannot be read: \(unreadable)") }
    }

    private static func counts(_ counts: [(String, Int)], zh: String, en: String, _ page: inout Page) {
        let sorted = counts.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
        let json = JSONValue.object(JSONObject(sorted.map { .init(key: $0.0, value: .int($0.1)) }))
        Facets.line(json, zh: zh, en: en, &page) { $0 }
    }

    private static let flaws: [String: Text] = [
        "bad_uscc_length": Text(zh: "信用代码位数不对", en: "credit code of a wrong length"),
        "bad_uscc_character": Text(zh: "信用代码有非法字符", en: "credit code with a wrong character"),
        "bad_uscc_check": Text(zh: "信用代码校验位不对", en: "credit code with a wrong check character"),
        "duplicate_code": Text(zh: "信用代码重复", en: "credit code seen before"),
        "unknown_region_code": Text(zh: "代码中的地区不在现行表中", en: "region of the code not in today's table"),
        "unknown_city": Text(zh: "城市名不认识", en: "unknown city"),
        "city_contradicts_code": Text(zh: "城市与代码不符", en: "city differs from the code's"),
        "missing_name": Text(zh: "缺企业名称", en: "no name"), "missing_scope": Text(zh: "缺经营范围", en: "no scope"),
        "bad_date": Text(zh: "日期不对", en: "bad date"),
        "unreadable_capital": Text(zh: "注册资本读不懂", en: "capital not readable"),
    ]
}
