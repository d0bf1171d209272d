import Domain
import JSON
import Packaging
import Rules
import SharedFiles
import Testing

@Suite("The reference on the worked cases", .enabled(if: SharedFiles.has("cases/packages.json")))
struct ReferenceCaseTests {
    private static let benefits = ReferenceCase.all("cases/benefits.json")
    private static let packages = ReferenceCase.all("cases/packages.json")

    @Test("all are read") func count() {
        #expect(Self.benefits.count == 46)
        #expect(Self.packages.count == 40)
    }

    @Test("amounts of benefits", arguments: benefits.indices)
    func amounts(index: Int) throws {
        let worked = Self.benefits[index]
        let setting = try #require(ReferenceSetting(worked.question))
        let inIt = worked.question.offers.filter { worked.package.contains($0.offer.id) }
        let facts = setting.facts(ReferenceBackbone(), insurances: [])
        let product = inIt.first { $0.offer.kind == .loan || $0.offer.kind == .lease }
        var backbone = ReferenceBackbone()
        if let product, let amount = AmountAsked.amount(of: product.offer, facts)?.int,
            let tenor = AmountAsked.tenorMonths(of: product.offer, facts)
        {
            let isLoan = product.offer.kind == .loan
            backbone = try #require(
                isLoan
                    ? ReferenceBackbone(loan: product.offer, amount: amount, tenor: tenor)
                    : ReferenceBackbone(lease: product.offer, amount: amount, tenor: tenor)
            )
        }
        let addOns = inIt.filter { $0.offer.id != product?.offer.id }
            .sorted { ReferenceArithmetic.precedes($0.offer.id, $1.offer.id) }
        let known = setting.facts(backbone, insurances: addOns.map(\.offer).filter { $0.kind == .insurance })
        let package = ReferencePackage(ReferenceContents(setting, backbone, addOns, known), product: product)
        let got = ReferenceJSON.amounts(package)
        let expected = try #require(worked.expected)
        #expect(Self.differences(expected, got) == [], Comment(rawValue: worked.id))
        if expected["rests_on_unknown"] == nil {
            #expect(package.restsOnUnknown.isEmpty, Comment(rawValue: worked.id))
        }
    }

    @Test("the best of all legal packages, how many there are, and the second best", arguments: packages.indices)
    func package(index: Int) throws {
        let worked = Self.packages[index]
        let search = ReferenceSearch(worked.question)
        let got = ReferenceJSON.answer(search)
        #expect(Self.differences(try #require(worked.expected), got) == [], Comment(rawValue: worked.id))
        #expect(search?.isDelicate != true, Comment(rawValue: worked.id))
    }

    @Test("the engine on the same questions", arguments: packages.indices)
    func engine(index: Int) {
        let worked = Self.packages[index]
        let differences = ReferenceComparison.differences(worked.question, ReferenceSearch(worked.question))
        #expect(differences == [], Comment(rawValue: worked.id))
    }

    /// Where the answer differs from what is expected; keys that are not expected are not compared.
    private static func differences(_ expected: JSONValue, _ got: JSONValue?, at path: String = "") -> [String] {
        guard let got else { return ["\(path): nothing for \(expected)"] }
        switch (expected, got) {
        case (.object(let wanted), .object(let found)):
            return wanted.members.filter { $0.key != "tie" }.flatMap { member in
                differences(member.value, found[member.key], at: path + "." + member.key)
            }
        case (.array(let wanted), .array(let found)):
            guard wanted.count == found.count else { return ["\(path): \(found) for \(wanted)"] }
            return zip(wanted, found).enumerated().flatMap { index, pair in
                differences(pair.0, pair.1, at: "\(path)[\(index)]")
            }
        case (.number, .number):
            let tolerance = path == ".yearly_cost_rate" ? 1e-8 : 0
            guard let a = expected.double, let b = got.double, abs(a - b) <= tolerance else {
                return ["\(path): \(got) for \(expected)"]
            }
            return []
        default: return expected == got ? [] : ["\(path): \(got) for \(expected)"]
        }
    }
}
