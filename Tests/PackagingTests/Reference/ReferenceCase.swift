import Domain
import JSON
import JSONParsing
import Packaging
import Records
import Rules
import SharedFiles

/// A question in the form of a worked case of `benefits.json` or `packages.json`, read.
struct ReferenceCase {
    let id: String
    let question: PackageQuestion
    /// The offers of the package whose amounts are asked, where they are.
    let package: [String]
    let expected: JSONValue?

    private static let decoder = RecordDecoder(
        codes: KnownCodes(regions: [], industries: [], categories: CategoryTree([])), mode: .literal
    )

    /// Empty where the file is absent.
    static func all(_ file: String) -> [ReferenceCase] {
        guard let bytes = SharedFiles.bytes(file), let cases = (try? JSONParser.parse(bytes))?.array else { return [] }
        return cases.compactMap { ReferenceCase($0) }
    }

    init?(_ worked: JSONValue) {
        guard let id = worked["id"]?.string,
            let asOf = worked["as_of"]?.string.flatMap({ CalendarDay($0) }),
            case .need(let need)? = ReferenceCase.record(.needs, worked["need"])
        else { return nil }
        self.id = id
        expected = worked["expected"]
        package = (worked["package"]?.array ?? []).compactMap(\.string)
        var enterprise: Enterprise?
        if case .enterprise(let record)? = ReferenceCase.record(.enterprises, worked["enterprise"]) {
            enterprise = record
        }
        question = PackageQuestion(
            enterprise: enterprise, need: need, offers: ReferenceCase.offers(worked),
            jointCaps: ReferenceCase.records(.jointCaps, worked["joint_caps"]).compactMap { record in
                if case .jointCap(let cap) = record { cap } else { nil }
            },
            picks: ReferenceCase.picks(worked), asOf: asOf,
            objective: worked["objective"]?.string.flatMap { PackageObjective(rawValue: $0) } ?? .cost
        )
    }

    private static func offers(_ worked: JSONValue) -> [CompiledOffer] {
        records(.offers, worked["offers"]).compactMap { record in
            if case .offer(let offer) = record { CompiledOffer(offer) } else { nil }
        }
    }

    private static func picks(_ worked: JSONValue) -> [String: PackageFacts.Pick] {
        var regions: [String: Region] = [:]
        for case .supplier(let supplier) in records(.suppliers, worked["suppliers"]) {
            regions[supplier.id] = supplier.region
        }
        var picks: [String: PackageFacts.Pick] = [:]
        for case .model(let model) in records(.models, worked["models"]) {
            for member in worked["picks"]?.object?.members ?? [] where member.value.string == model.id {
                picks[member.key] = PackageFacts.Pick(model: model, supplierRegion: regions[model.supplier])
            }
        }
        return picks
    }

    private static func records(_ kind: RecordKind, _ value: JSONValue?) -> [Record] {
        (value?.array ?? []).compactMap { record(kind, $0) }
    }

    private static func record(_ kind: RecordKind, _ value: JSONValue?) -> Record? {
        value.flatMap { decoder.decode(kind, $0).record }
    }
}
