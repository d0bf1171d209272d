package import Domain
package import JSON
import JSONParsing
import Matching
import Records
import ReferenceData
package import Rules
package import TextAnalysis

/// All records as they stand at one seq, in plain dictionaries: what the cluster's answers are held against.
///
/// Nothing here comes from the store: matching by `Evaluator`, text statistics counted anew for every question.
package struct Registry: Sendable {
    package private(set) var suppliers: [String: Supplier] = [:]
    package private(set) var models: [String: EquipmentModel] = [:]
    package private(set) var enterprises: [String: Enterprise] = [:]
    package private(set) var needs: [String: Need] = [:]
    package private(set) var offers: [String: CompiledOffer] = [:]
    private var others: [RecordKind: [String: Record]] = [:]
    /// The tokens of every text, by kind and id.
    private var texts: [RecordKind: [String: TermCounts]] = [:]

    package init() {}

    /// Stores a record in place of its older version.
    package mutating func put(_ record: Record) {
        switch record {
        case .supplier(let supplier):
            suppliers[supplier.id] = supplier
            note(.suppliers, supplier.id, [supplier.name, supplier.scope ?? ""] + (supplier.certifications ?? []))
        case .model(let model):
            models[model.id] = model
            let category = ReferenceData.categories[model.category]
            texts[.models, default: [:]][model.id] = TermCounts(DocumentText.text(of: model, category: category))
        case .need(let need):
            needs[need.id] = need
            note(.needs, need.id, Registry.fields(of: need))
        case .enterprise(let enterprise): enterprises[enterprise.id] = enterprise
        case .offer(let offer): offers[offer.id] = CompiledOffer(offer)
        case .inventory, .jointCap: others[record.kind, default: [:]][record.id] = record
        }
    }

    private mutating func note(_ kind: RecordKind, _ id: String, _ fields: [String]) {
        texts[kind, default: [:]][id] = TermCounts(fields.joined(separator: " "))
    }

    private static func fields(of need: Need) -> [String] {
        var fields = [need.title, need.description ?? ""]
        for line in need.lines {
            fields.append(line.text ?? "")
            if let category = ReferenceData.categories[line.category] {
                fields += [category.nameZh, category.nameEn] + category.synonyms
            }
        }
        return fields
    }

    /// The record of that id.
    package func record(_ kind: RecordKind, _ id: String) -> Record? {
        switch kind {
        case .suppliers: suppliers[id].map { .supplier($0) }
        case .models: models[id].map { .model($0) }
        case .needs: needs[id].map { .need($0) }
        case .enterprises: enterprises[id].map { .enterprise($0) }
        case .offers: offers[id].map { .offer($0.offer) }
        case .inventory, .jointCaps: others[kind]?[id]
        }
    }

    /// The ids of a kind in byte order.
    package func ids(_ kind: RecordKind) -> [String] {
        let ids: [String] =
            switch kind {
            case .suppliers: Array(suppliers.keys)
            case .models: Array(models.keys)
            case .needs: Array(needs.keys)
            case .enterprises: Array(enterprises.keys)
            case .offers: Array(offers.keys)
            case .inventory, .jointCaps: Array((others[kind] ?? [:]).keys)
            }
        return ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    func isLive(_ kind: RecordKind, _ id: String) -> Bool {
        switch kind {
        case .models:
            models[id].map { $0.isActive && suppliers[$0.supplier]?.isActive == true } ?? false
        case .suppliers: suppliers[id]?.isActive ?? false
        case .needs: needs[id].map { $0.statusOrDefault != .withdrawn } ?? false
        default: false
        }
    }

    /// The texts of a kind that count, by id.
    func liveTexts(_ kind: RecordKind) -> [String: TermCounts] { (texts[kind] ?? [:]).filter { isLive(kind, $0.key) } }

    /// Counted over every live text of the kind.
    package func statistics(_ kind: RecordKind, _ tokens: [String]) -> TextStatistics {
        var statistics = TextStatistics(tokens: tokens.count)
        for (_, text) in liveTexts(kind) {
            statistics.documents += 1
            statistics.totalLength += text.length
            for (index, token) in tokens.enumerated() where text.frequency(of: token) > 0 {
                statistics.documentFrequencies[index] += 1
            }
        }
        return statistics
    }

    /// The frequencies of tokens in a text, and its length.
    func text(_ kind: RecordKind, _ id: String) -> TermCounts { texts[kind]?[id] ?? TermCounts() }
}

/// Records as the cluster stores them.
package enum RecordText {
    private static let decoder = RecordDecoder(codes: ReferenceData.codes, mode: .strict)

    /// The record of a JSON line.
    package static func record(_ kind: RecordKind, _ text: String) throws -> Record {
        guard let record = decoder.decode(kind, try JSONParser.parse(text)).record else {
            throw TestFailure("not one of the \(kind.rawValue): \(text.prefix(200))")
        }
        return record
    }

    /// The published offers, the example products and the joint caps.
    package static func published() throws -> [Record] {
        try ReferenceData.offers.map { try record(.offers, $0) }
            + ReferenceData.exampleProducts.map { try record(.offers, $0) }
            + ReferenceData.jointCaps.map { try record(.jointCaps, $0) }
    }

    /// A record as JSON, as it goes over the wire.
    package static func body(_ record: Record) -> [UInt8] { record.json.bytes }

    /// A record as JSON, as it is shown.
    package static func json(_ record: Record) -> JSONValue { record.json }
}
