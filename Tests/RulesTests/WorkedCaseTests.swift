import Domain
import JSON
import JSONParsing
import Records
import Rules
import SharedFiles
import Testing

@Suite("Worked cases of rules", .enabled(if: SharedFiles.has("cases/rules.json")))
struct WorkedCaseTests {
    private static let decoder = RecordDecoder(
        codes: KnownCodes(regions: [], industries: [], categories: CategoryTree([])),
        mode: .literal
    )

    private static let cases: [JSONValue] = {
        guard let bytes = SharedFiles.bytes("cases/rules.json") else { return [] }
        return (try? JSONParser.parse(bytes))?.array ?? []
    }()

    @Test("every case, field by field", arguments: cases.indices)
    func workedCase(index: Int) throws {
        let worked = Self.cases[index]
        let asOf = try #require(worked["as_of"]?.string.flatMap { CalendarDay($0) })
        let enterprise = try #require(Self.decoded(.enterprises, worked["enterprise"])?.enterprise)
        let need = try #require(Self.decoded(.needs, worked["need"])?.need)
        let offer = try #require(Self.decoded(.offers, worked["offer"])?.offer)
        let facts = FactTable(enterprise: enterprise, need: need, asOf: asOf)
        let compiled = CompiledOffer(offer)
        let answer = Assessor.assess(compiled, facts, asOf: asOf, explain: true)
        let expected = try #require(worked["expected"]?.object)
        let id = Comment(rawValue: worked["id"]?.string ?? "")
        for member in expected.members {
            let got = Self.json(answer, member.key)
            #expect(got.map(Self.plain) == Self.plain(member.value), id)
        }
        if expected["unverified"] == nil { #expect(!answer.unverified, id) }
        if expected["nearest_fix"] == nil { #expect(answer.nearestFix == nil, id) }
        #expect(Assessor.outcome(of: compiled, facts, asOf: asOf) == answer.outcome, id)
    }

    @Test("there are 48") func count() { #expect(Self.cases.count == 48) }

    private static func decoded(_ kind: RecordKind, _ value: JSONValue?) -> Record? {
        value.flatMap { decoder.decode(kind, $0).record }
    }

    private static func json(_ answer: Assessment, _ key: String) -> JSONValue? {
        switch key {
        case "outcome": .string(answer.outcome.rawValue)
        case "unverified": .bool(answer.unverified)
        case "asks": .strings(answer.asks.map(\.rawValue))
        case "depends_on_package": .strings(answer.dependsOnPackage.map(\.rawValue))
        case "conditions":
            .array(
                answer.conditions.map { result in
                    [
                        "fact": .string(result.condition.fact.rawValue),
                        "test": .string(result.condition.test.name), "value": json(result.value),
                        "result": .string(result.result.rawValue),
                    ]
                }
            )
        case "nearest_fix":
            answer.nearestFix.map { fix in
                .array(fix.map { ["fact": .string($0.fact.rawValue), "from": json($0.from), "to": json($0.to)] })
            }
        default: nil
        }
    }

    private static func json(_ value: FactValue?) -> JSONValue {
        switch value {
        case nil: .null
        case .text(let text): .string(text)
        case .set(let texts): .strings(texts)
        case .number(let number): .double(number)
        case .money(let fen): .number(JSONNumber.fixed(fen.rawValue, digits: 2))
        case .date(let day): .string(day.text)
        case .bool(let bool): .bool(bool)
        }
    }

    /// Numbers in one form, so that 1e3 and 1000.0 compare as 1000.
    private static func plain(_ value: JSONValue) -> JSONValue {
        switch value {
        case .number: value.double.map { .double($0) } ?? value
        case .array(let elements): .array(elements.map(plain))
        case .object(let object): .object(JSONObject(object.members.map { .init(key: $0.key, value: plain($0.value)) }))
        case .null, .bool, .string, .raw: value
        }
    }
}

extension Record {
    fileprivate var enterprise: Enterprise? { if case .enterprise(let record) = self { record } else { nil } }
    fileprivate var need: Need? { if case .need(let record) = self { record } else { nil } }
    fileprivate var offer: Offer? { if case .offer(let record) = self { record } else { nil } }
}
