import Domain
import JSON
import Terminal

/// What a list shows of each kind.
enum KindColumns {
    /// - Parameter isWide: whether there is room for more than the main columns.
    static func grid(_ kind: RecordKind, isWide: Bool) -> Grid {
        Grid(main(kind) + (isWide ? more(kind) : []))
    }

    private static let id = Grid.Column("id", zh: "编号", en: "id")
    private static let name = Grid.Column("name", zh: "名称", en: "name", isFlexible: true, minimum: 12)
    private static let region = Grid.Column("region", zh: "地区", en: "region", .region, isFlexible: true, minimum: 6)
    private static let status = Grid.Column("status", zh: "状态", en: "status")
    private static let category = Grid.Column(
        "category", zh: "类别", en: "category", .category, isFlexible: true, minimum: 8)
    private static let enterprise = Grid.Column("enterprise", zh: "企业", en: "enterprise")

    private static func main(_ kind: RecordKind) -> [Grid.Column] {
        switch kind {
        case .enterprises: [id, name, region, .init("industry", zh: "行业", en: "industry")]
        case .suppliers: [id, name, region, .init("rating", zh: "评价", en: "rating"), status]
        case .models: [id, name, category, .init("price_cny", zh: "单价（元）", en: "price (CNY)", .money)]
        case .inventory:
            [
                id, category, .init("quantity", zh: "台数", en: "number", .count),
                .init("installed", zh: "安装", en: "installed"),
                .init("efficiency", zh: "能效", en: "efficiency", .words(Words.efficiencies)),
            ]
        case .needs:
            [id, .init("title", zh: "项目", en: "project", isFlexible: true, minimum: 12), region, status]
        case .offers: [id, name, .init("kind", zh: "种类", en: "kind", .words(Words.offerKinds)), status]
        case .jointCaps:
            [
                id, .init("members", zh: "包含的政策", en: "members", isFlexible: true, minimum: 20),
                .init("cap_cny", zh: "上限（元）", en: "cap (CNY)", .money), .init("share", zh: "比例", en: "share"),
            ]
        }
    }

    private static func more(_ kind: RecordKind) -> [Grid.Column] {
        switch kind {
        case .enterprises:
            [.init("size", zh: "规模", en: "size"), .init("credit_grade", zh: "信用", en: "credit")]
        case .suppliers: [.init("certifications", zh: "认证", en: "certifications", isFlexible: true)]
        case .models:
            [
                .init("efficiency", zh: "能效", en: "efficiency", .words(Words.efficiencies)),
                .init("lead_time_days", zh: "交期（天）", en: "lead (days)", .count),
                .init("supplier", zh: "供应商", en: "supplier"), status,
            ]
        case .inventory: [enterprise, .init("model_number", zh: "型号", en: "model number", isFlexible: true)]
        case .needs: [enterprise, .init("submitted_on", zh: "提交", en: "submitted")]
        case .offers:
            [
                .init("provider.name", zh: "提供方", en: "provider", isFlexible: true),
                .init("window.to", zh: "截止", en: "until"),
            ]
        case .jointCaps: [.init("per_year", zh: "按年", en: "a year")]
        }
    }
}

/// A record as one row with dotted columns, in the form that an import of CSV reads.
enum FlatRecord {
    /// Objects become `object.field` one level down; what is nested deeper, and a rule, stays JSON in its cell.
    static func row(_ record: JSONValue) -> JSONValue {
        var row = JSONObject()
        for member in record.object?.members ?? [] {
            guard let inner = member.value.object, member.key != "rule" else {
                row.add(member.key, member.value)
                continue
            }
            for field in inner.members { row.add(member.key + "." + field.key, field.value) }
        }
        return .object(row)
    }

    /// The same row for CSV, where a known empty list differs from an absent one: `;`, or `[]` in a column of JSON.
    static func importable(_ record: JSONValue) -> JSONValue {
        var row = row(record).object ?? JSONObject()
        for index in row.members.indices where row.members[index].value == .array([]) {
            let isJSON = objectLists.contains(row.members[index].key)
            row.members[index].value = .string(isJSON ? "[]" : ";")
        }
        return .object(row)
    }

    /// Lists of objects.
    private static let objectLists: Set<String> = [
        "received", "consent", "lines", "requires", "share_table", "benefit.bonus", "benefit.observed",
    ]

    /// The columns that any of the rows has, in the order in which they first appear.
    static func grid(_ rows: [JSONValue]) -> Grid {
        var seen: Set<String> = []
        var columns: [Grid.Column] = []
        for row in rows {
            for member in row.object?.members ?? [] where seen.insert(member.key).inserted {
                columns.append(Grid.Column(member.key, zh: "", en: ""))
            }
        }
        return Grid(columns.isEmpty ? [Grid.Column("id", zh: "", en: "")] : columns)
    }
}
