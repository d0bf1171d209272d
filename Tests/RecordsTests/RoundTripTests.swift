import Domain
import JSON
import JSONParsing
import Records
import Testing

@Suite struct RoundTripTests {
    private let decoder = RecordDecoder(codes: TestCodes.few, mode: .strict)

    @Test("the canonical form of any record reads back as the equal record", arguments: RecordKind.allCases)
    func roundTrip(kind: RecordKind) throws {
        for seed in 0..<400 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            let record = random.record(kind)
            let json = record.json
            let decoding = decoder.decode(kind, json)
            #expect(decoding.problems.isEmpty, "seed \(seed)")
            #expect(decoding.record == record, "seed \(seed)")
            #expect(decoding.record?.json == json, "seed \(seed)")
            #expect(decoder.decode(kind, try JSONParser.parse(json.bytes)).record == record, "seed \(seed)")
        }
    }

    @Test(
        "a damaged record is read or rejected, never a crash, and what is read is stable",
        arguments: RecordKind.allCases
    )
    func damage(kind: RecordKind) throws {
        for seed in 0..<400 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            var value = random.record(kind).json
            let donor = random.record(random.word(RecordKind.self)).json
            for _ in 0...random.below(3) { damage(&value, with: donor, &random) }
            for mode in [RecordDecoder.Mode.strict, .literal] {
                let decoder = RecordDecoder(codes: TestCodes.few, mode: mode)
                let decoding = decoder.decode(kind, value)
                let isRejected = decoding.problems.contains { $0.severity == .critical }
                #expect((decoding.record == nil) == isRejected, "seed \(seed)")
                let fields = decoding.problems.map { Array($0.field.utf8) }
                #expect(zip(fields, fields.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) }, "seed \(seed)")
                if let record = decoding.record {
                    #expect(decoder.decode(kind, record.json).record == record, "seed \(seed)")
                }
            }
        }
    }

    /// Replaces, removes, renames or adds something somewhere.
    private func damage(_ value: inout JSONValue, with donor: JSONValue, _ random: inout SeededRandom) {
        switch value {
        case .object(var object) where !object.members.isEmpty && random.below(4) > 0:
            let index = random.below(object.members.count)
            switch random.below(6) {
            case 0: object.members.remove(at: index)
            case 1: object.members[index].key += "x"
            case 2: object.members[index].value = .null
            default: damage(&object.members[index].value, with: donor, &random)
            }
            value = .object(object)
        case .array(var elements) where !elements.isEmpty && random.below(4) > 0:
            let index = random.below(elements.count)
            if random.flag() {
                elements.append(elements[index])
            } else {
                damage(&elements[index], with: donor, &random)
            }
            value = .array(elements)
        default:
            let donors = donor.object?.members ?? []
            let other = donors.isEmpty ? JSONValue.null : donors[random.below(donors.count)].value
            value = random.one(of: [
                other, "", [], [:], true, -1, .number("1e999"), .number("0.0000000001"), "2024-02-30",
            ])
        }
    }
}
