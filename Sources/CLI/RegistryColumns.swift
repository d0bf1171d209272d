import Intake
import RegistryScan
import Terminal

/// Where a file of registrations has which field: by the names of its header, English or Chinese.
struct RegistryColumns {
    private let places: [String: Int]

    /// - Throws: `CommandFailure` where the header lacks a field that a scan cannot do without.
    init(header: [String], file: String) throws {
        var places: [String: Int] = [:]
        for (place, title) in header.enumerated() {
            let plain = title.lowercased().filter { !$0.isWhitespace }
            guard let field = Self.names.first(where: { $0.value.contains(plain) })?.key else { continue }
            places[field] = places[field] ?? place
        }
        self.places = places
        let missing = ["name", "uscc", "business_scope"].filter { places[$0] == nil }
        guard missing.isEmpty else {
            let names = missing.map { "\($0)（\(Self.names[$0]?[1] ?? "")）" }
            throw CommandFailure(
                "missing_field",
                Text(
                    zh: "\(file) 的表头缺少 \(names.joined(separator: "、"))",
                    en: "the header of \(file) lacks \(missing.joined(separator: ", "))"), field: "file",
                hint: Text(
                    zh: "第一行应为列名：\(Self.titles)",
                    en:
                        "the first row names the columns: \(Self.titles)"
                ))
        }
    }

    /// The fields of a row; absent columns are empty.
    func row(_ row: CSVRows.Row) -> RegistryRow {
        func cell(_ field: String) -> String { places[field].map { row[$0] } ?? "" }
        return RegistryRow(
            row: row.row, name: cell("name"), uscc: cell("uscc"), regDate: cell("reg_date"),
            entityType: cell("entity_type"), regCapital: cell("reg_capital"), businessScope: cell("business_scope"),
            province: cell("province"), city: cell("city"), address: cell("address"))
    }

    private static let titles =
        "name,uscc,reg_date,entity_type,reg_capital,business_scope,province,city,address"

    private static let names: [String: [String]] = [
        "name": ["name", "企业名称", "名称", "公司名称"],
        "uscc": ["uscc", "统一社会信用代码", "信用代码", "id"],
        "reg_date": ["reg_date", "成立日期", "注册日期", "founded"],
        "entity_type": ["entity_type", "企业类型", "类型"],
        "reg_capital": ["reg_capital", "注册资本", "注册资金"],
        "business_scope": ["business_scope", "经营范围", "scope"],
        "province": ["province", "省份", "所在省份", "所属省份"],
        "city": ["city", "城市", "地区", "所在城市", "所属城市"],
        "address": ["address", "地址", "注册地址", "企业地址"],
    ]
}
