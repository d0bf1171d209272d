internal import Domain
internal import JSON

extension FieldReader {
    /// 10-data-model.md, `model`.
    mutating func model() -> EquipmentModel {
        var record = EquipmentModel(id: id("id") ?? "")
        record.supplier = reference("supplier", to: .suppliers) ?? ""
        record.category = category("category") ?? CategoryPath("")
        record.name = name("name") ?? ""
        record.brand = text("brand")
        record.modelNumber = text("model_number")
        record.description = text("description")
        record.price = money("price_cny", required: true) ?? .zero
        record.efficiency = word("efficiency", Efficiency.self)
        record.leadTimeDays = int("lead_time_days", from: 0, required: true) ?? 0
        record.monthlyCapacity = int("monthly_capacity", from: 1)
        record.warrantyMonths = int("warranty_months", from: 0)
        record.firstSet = bool("first_set")
        record.listings = codes("listings")
        let declared = row.codes.categories[record.category]?.specs
        record.specs = map("specs") { key, value, row in
            let type = declared?[key]
            return row.scalar(value) { (value: JSONValue) throws(Flaw) in
                Spec(key: key, value: try Scalar.spec(value, type))
            }
        }
        record.serviceRegions = regions("service_regions")
        record.validUntil = date("valid_until")
        record.status = word("status", EquipmentModel.Status.self)
        record.domesticShare = number("domestic_share", from: 0, to: 1)
        record.source = source()
        return record
    }

    /// A map from key to value, sorted by key in byte order; `null` is absent. Nil where a value is wrong.
    mutating func map<T>(_ key: String, _ body: (String, JSONValue, RowReport) -> T?) -> [T]? {
        guard let value = optional(key) else { return nil }
        return row.at(.key(key)) {
            guard case .object(let object) = value else {
                row.report(Flaw(.badType, "an object of keys and values", "write it in braces"), found: value)
                return nil
            }
            var results: [T] = []
            results.reserveCapacity(object.members.count)
            var isWhole = true
            for member in object.members.sorted(by: { ByteOrder.precedes($0.key, $1.key) }) {
                if case .null = member.value { continue }
                let result = row.at(.key(member.key)) { body(member.key, member.value, row) }
                if let result { results.append(result) } else { isWhole = false }
            }
            return isWhole ? results : nil
        }
    }
}

extension Scalar {
    /// The value of a model's spec, of the type its category declares where it declares the key.
    static func spec(_ value: JSONValue, _ type: Category.SpecType?) throws(Flaw) -> SpecValue {
        switch (value, type) {
        case (.number, .number), (.number, nil):
            return .number(try number(value, -Double.infinity...Double.infinity))
        case (.string(let text), .text), (.string(let text), nil): return .text(text)
        case (.bool(let bool), .bool), (.bool(let bool), nil): return .bool(bool)
        case (_, .number): throw Flaw(.badType, "a number", "the category declares this spec as a number")
        case (_, .text): throw Flaw(.badType, "a text", "the category declares this spec as a text")
        case (_, .bool): throw Flaw(.badType, "true or false", "the category declares this spec as true or false")
        case (_, nil): throw Flaw(.badType, "a number, a text, true or false", "give a single value")
        }
    }
}
