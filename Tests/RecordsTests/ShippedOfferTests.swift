import Domain
import JSON
import JSONParsing
import Records
import ReferenceData
import Testing

/// The offers that ship, those completed beyond the contract's schema among them.
@Suite("Shipped offers")
struct ShippedOfferTests {
    private static func offers() throws -> [Offer] {
        let decoder = RecordDecoder(codes: ReferenceData.codes, mode: .strict)
        return try ReferenceData.offers.map { line in
            let decoding = decoder.decode(.offers, try JSONParser.parse(line))
            #expect(decoding.problems.isEmpty, "\(decoding.problems.map(\.message))")
            let record = try #require(decoding.record)
            #expect(decoder.decode(.offers, record.json).record == record)
            guard case .offer(let offer) = record else { preconditionFailure("an offer was decoded") }
            return offer
        }
    }

    @Test("all are read without a problem, and a benefit lacks its amount only where it is unpublished")
    func amounts() throws {
        for offer in try Self.offers() {
            let grade = try #require(ReferenceData.provenance[offer.id]).grade
            let isBenefit = offer.kind.rawValue.hasSuffix("_subsidy") || offer.kind == .equipmentReward
            if isBenefit { #expect((offer.benefit == nil) == (grade == .unpublished), "\(offer.id)") }
        }
    }

    @Test("what the source says beyond the contract's schema is said")
    func completed() throws {
        let offers = Dictionary(uniqueKeysWithValues: try Self.offers().map { ($0.id, $0) })
        func benefit(_ id: String) throws -> Benefit { try #require(offers[id]?.benefit) }
        let interest = try #require(Figure("enterprise.figures.interest_paid_2024_05_to_2025_04_cny"))
        #expect(try benefit("gd-2026-srdi-sme-loan-interest-50pct").base == .figure(interest))
        #expect(try benefit("gd-2025-gov-guarantee-fee-subsidy").base == .quantity(.guaranteedAmount))
        let dongguan = try benefit("dg-2016-lease-interest-8pct")
        #expect(dongguan.capPerYearShare == .init(of: .quantity(.leasePrincipal), share: Rate(rawValue: 80_000_000)))
        let shandong = try benefit("sd-2025-tech-upgrade-loan-interest-35pct-lpr")
        let lpr = try #require(Figure("project.figures.lpr_1y"))
        #expect(shandong.form == .pointsOf(lpr, share: Rate(rawValue: 350_000_000)))
        #expect(try benefit("zh-2020-key-project-loan-interest-tiered").cases?.count == 5)
        #expect(try benefit("sz-sci-loan-insurance-premium-50").line == "loan_guarantee")
        #expect(try benefit("cn-2019-first-set-insurance-subsidy").baseCapShare?.perYear == true)
        #expect(try benefit("st-haojiang-2024-loan-reward-and-risk").paid == [.init(time: .atLoanEnd)])
        #expect(try benefit("gz-2024-lease-subsidy-3pct").capPerYearIncludes == [.quantity(.receivedThisYear)])
    }

    @Test("every figure they name is there in words")
    func figures() throws {
        let words = Set(
            ReferenceData.openCodes.filter { $0.kind.hasSuffix(".figures") }.map { "\($0.kind).\($0.code)" })
        var named: Set<String> = []
        for line in ReferenceData.offers { named.formUnion(Self.figures(in: try JSONParser.parse(line))) }
        #expect(named == words)
    }

    private static func figures(in value: JSONValue) -> [String] {
        switch value {
        case .string(let text): Figure(text) == nil ? [] : [text]
        case .array(let elements): elements.flatMap { figures(in: $0) }
        case .object(let object): object.members.flatMap { figures(in: $0.value) }
        case .null, .bool, .number, .raw: []
        }
    }
}
