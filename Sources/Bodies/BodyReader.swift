package import Domain
import JSON
import JSONParsing
import Records

/// A stored body that cannot be read.
package struct UnreadableBody: Error, CustomStringConvertible, Sendable {
    package let description: String

    init(_ description: String) { self.description = description }
}

/// Reads stored bodies: they were checked before they were appended, so codes are not looked up again.
package struct BodyReader: Sendable {
    private static let decoder = RecordDecoder(
        codes: KnownCodes(regions: [], industries: [], categories: CategoryTree([])), mode: .literal)
    private static let models = ModelScanner()
    private static let needs = NeedScanner()

    package init() {}

    /// The record of a body.
    ///
    /// - Throws: `UnreadableBody` for bytes that no build of ours wrote.
    package func record(_ kind: RecordKind, _ body: [UInt8]) throws -> Record {
        if kind == .models, let model = scanned(body) { return .model(model) }
        if kind == .needs, let need = BodyReader.needs.need(body) { return .need(need) }
        let value = try JSONParser.parse(body)
        guard let record = BodyReader.decoder.decode(kind, value).record else {
            throw UnreadableBody("a stored \(kind.rawValue) record cannot be read")
        }
        return record
    }

    package func model(_ body: [UInt8]) throws -> EquipmentModel {
        if let model = scanned(body) { return model }
        guard case .model(let model) = try record(.models, body) else { throw UnreadableBody("not a model") }
        return model
    }

    /// A model in canonical form, as nearly every stored one is, without the tree of its values.
    private func scanned(_ body: [UInt8]) -> EquipmentModel? {
        body.withUnsafeBytes { bytes in BodyReader.models.scan(bytes)?.model(of: bytes) }
    }

    package func need(_ body: [UInt8]) throws -> Need {
        if let need = BodyReader.needs.need(body) { return need }
        guard case .need(let need) = try record(.needs, body) else { throw UnreadableBody("not a need") }
        return need
    }

    package func enterprise(_ body: [UInt8]) throws -> Enterprise {
        guard case .enterprise(let enterprise) = try record(.enterprises, body) else {
            throw UnreadableBody("not an enterprise")
        }
        return enterprise
    }

    package func supplier(_ body: [UInt8]) throws -> Supplier {
        guard case .supplier(let supplier) = try record(.suppliers, body) else {
            throw UnreadableBody("not a supplier")
        }
        return supplier
    }
}
