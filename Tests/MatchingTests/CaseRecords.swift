import Domain
import JSON
import Records

/// The records of a worked case as domain values; literal: a key that is not there is unknown.
enum CaseRecords {
    private static let decoder = RecordDecoder(
        codes: KnownCodes(regions: [], industries: [], categories: CategoryTree([])),
        mode: .literal
    )

    static func supplier(_ value: JSONValue) throws -> Supplier {
        guard case .supplier(let record) = try record(.suppliers, value) else { throw CaseError(message: value.text) }
        return record
    }

    static func model(_ value: JSONValue) throws -> EquipmentModel {
        guard case .model(let record) = try record(.models, value) else { throw CaseError(message: value.text) }
        return record
    }

    static func need(_ value: JSONValue) throws -> Need {
        guard case .need(let record) = try record(.needs, value) else { throw CaseError(message: value.text) }
        return record
    }

    static func categories(_ value: JSONValue?) throws -> CategoryTree {
        CategoryTree(
            try (value?.array ?? []).map { node in
                Category(
                    path: CategoryPath(try text(node, "path")),
                    nameZh: node["name_zh"]?.string ?? "",
                    nameEn: node["name_en"]?.string ?? "",
                    synonyms: node["synonyms"]?.array?.compactMap(\.string) ?? []
                )
            }
        )
    }

    private static func record(_ kind: RecordKind, _ value: JSONValue) throws -> Record {
        let decoding = decoder.decode(kind, value)
        guard let record = decoding.record else { throw CaseError(message: "\(decoding.problems) in \(value.text)") }
        return record
    }

    /// The text of a member.
    static func text(_ value: JSONValue, _ key: String) throws -> String {
        guard let text = value[key]?.string else { throw CaseError(message: "\(key) of \(value.text)") }
        return text
    }

    /// A number as an integer of 10^-digits, exactly.
    static func scaled(_ value: JSONValue?, digits: Int) throws -> Int64 {
        guard case .number(let text)? = value else { throw CaseError(message: "number \(value?.text ?? "missing")") }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        guard parts.count <= 2, fraction.utf8.count <= digits,
            let scaled = Int64(parts[0] + fraction + String(repeating: "0", count: digits - fraction.utf8.count))
        else { throw CaseError(message: "number \(text)") }
        return scaled
    }
}

/// What a case lacks.
struct CaseError: Error {
    var message: String
}
