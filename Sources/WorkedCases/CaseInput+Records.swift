package import Domain
internal import JSON
internal import JSONParsing
internal import Records

extension CaseInput {
    /// Records of cases are literal: a key that is not there is unknown.
    private static let decoder = RecordDecoder(
        codes: KnownCodes(regions: [], industries: [], categories: CategoryTree([])),
        mode: .literal
    )

    /// The day judged.
    package func asOf() throws(CaseFlaw) -> CalendarDay {
        guard let day = object["as_of"]?.string.flatMap({ CalendarDay($0) }) else {
            throw CaseFlaw("as_of", "a day, YYYY-MM-DD", got: object["as_of"])
        }
        return day
    }

    /// The enterprise; nil where the case has none, which makes all its facts unknown.
    package func enterprise() throws(CaseFlaw) -> Enterprise? {
        guard let value = optional("enterprise") else { return nil }
        guard case .enterprise(let record) = try record(.enterprises, value, at: "enterprise") else { return nil }
        return record
    }

    /// The need, which must be there.
    package func need() throws(CaseFlaw) -> Need {
        guard let value = optional("need"), case .need(let record) = try record(.needs, value, at: "need") else {
            throw CaseFlaw("need", "a need", got: object["need"])
        }
        return record
    }

    /// The offer of a case that asks about one, which must be there.
    package func offer() throws(CaseFlaw) -> Offer {
        guard let value = optional("offer"), case .offer(let record) = try record(.offers, value, at: "offer") else {
            throw CaseFlaw("offer", "an offer", got: object["offer"])
        }
        return record
    }

    /// The needs of a list.
    package func needs() throws(CaseFlaw) -> [Need] {
        try records(.needs, "needs").compactMap { if case .need(let record) = $0 { record } else { nil } }
    }

    /// The models.
    package func models() throws(CaseFlaw) -> [EquipmentModel] {
        try records(.models, "models").compactMap { if case .model(let record) = $0 { record } else { nil } }
    }

    /// The suppliers by id.
    package func suppliers() throws(CaseFlaw) -> [String: Supplier] {
        var suppliers: [String: Supplier] = [:]
        for case .supplier(let record) in try records(.suppliers, "suppliers") { suppliers[record.id] = record }
        return suppliers
    }

    /// The records of a list, each of another id.
    package func records(_ kind: RecordKind, _ key: String) throws(CaseFlaw) -> [Record] {
        var records: [Record] = []
        var ids: Set<String> = []
        for (index, value) in try list(key).enumerated() {
            let record = try record(kind, value, at: "\(key)[\(index)]")
            guard ids.insert(record.id).inserted else {
                throw CaseFlaw("\(key)[\(index)].id", "an id that no other of \(key) has", got: value["id"])
            }
            records.append(record)
        }
        return records
    }

    /// One record; every problem that keeps it from being read is a difference.
    private func record(_ kind: RecordKind, _ value: JSONValue, at path: String) throws(CaseFlaw) -> Record {
        let decoding = CaseInput.decoder.decode(kind, value)
        if let record = decoding.record { return record }
        throw CaseFlaw(
            decoding.problems.filter { $0.severity == .critical }.map { problem in
                Difference(
                    path: problem.field.isEmpty ? path : path + "." + problem.field,
                    expected: .string(problem.expected),
                    got: problem.found.isEmpty
                        ? nil : (try? JSONParser.parse(problem.found)) ?? .string(problem.found)
                )
            }
        )
    }

    /// The tree of categories; empty where the case has none.
    package func categories() throws(CaseFlaw) -> CategoryTree {
        var categories: [Category] = []
        for (index, value) in try list("categories").enumerated() {
            categories.append(try CaseInput.category(value, at: "categories[\(index)]"))
        }
        return CategoryTree(categories)
    }

    private static func category(_ value: JSONValue, at path: String) throws(CaseFlaw) -> Category {
        guard let object = value.object else { throw CaseFlaw(path, "a category", got: value) }
        let unknown = unknownKeys(of: object, known: ["path", "name_zh", "name_en", "synonyms", "specs"], at: path)
        guard unknown.isEmpty else { throw CaseFlaw(unknown) }
        guard let name = object["path"]?.string else {
            throw CaseFlaw(path + ".path", "the category's path", got: object["path"])
        }
        let fields = CaseInput(object)
        return Category(
            path: CategoryPath(name),
            nameZh: try optionalText("name_zh", of: fields, at: path),
            nameEn: try optionalText("name_en", of: fields, at: path),
            synonyms: try synonyms(fields, at: path),
            specs: try specs(fields, at: path)
        )
    }

    private static func optionalText(_ key: String, of fields: CaseInput, at path: String) throws(CaseFlaw) -> String {
        guard let value = fields.optional(key) else { return "" }
        guard let text = value.string else { throw CaseFlaw(path + "." + key, "a text", got: value) }
        return text
    }

    private static func synonyms(_ fields: CaseInput, at path: String) throws(CaseFlaw) -> [String] {
        guard let value = fields.optional("synonyms") else { return [] }
        guard let texts = value.array?.compactMap(\.string), texts.count == value.array?.count else {
            throw CaseFlaw(path + ".synonyms", "a list of texts", got: value)
        }
        return texts
    }

    private static func specs(_ fields: CaseInput, at path: String) throws(CaseFlaw) -> [String: Category.SpecType] {
        guard let value = fields.optional("specs") else { return [:] }
        guard let object = value.object else { throw CaseFlaw(path + ".specs", "an object", got: value) }
        var specs: [String: Category.SpecType] = [:]
        for member in object.members {
            guard let type = member.value["type"]?.string.flatMap({ Category.SpecType(rawValue: $0) }) else {
                let words = Category.SpecType.allCases.map(\.rawValue).joined(separator: ", ")
                throw CaseFlaw("\(path).specs.\(member.key).type", "one of \(words)", got: member.value["type"])
            }
            specs[member.key] = type
        }
        return specs
    }
}
