import Domain
import JSONParsing
import OfferLint
import ReferenceData
import Testing

/// The offers that ship with the product.
@Suite struct ShippedTests {
    private static let asOf = CalendarDay(year: 2026, month: 11, day: 30) ?? Fixtures.day

    private static func findings() throws -> [LintFinding] {
        let (offers, caps) = try Fixtures.shipped()
        return OfferLint(offers: offers, jointCaps: caps, asOf: asOf).findings()
    }

    @Test("exactly the findings that are known, and no error")
    func known() throws {
        let findings = try ShippedTests.findings()
        #expect(!findings.contains { $0.severity == .error }, "\(findings.filter { $0.severity == .error })")
        let counts = Dictionary(grouping: findings, by: \.code.rawValue).mapValues(\.count)
        #expect(
            counts == [
                "base_without_product": 3, "cap_never_binds": 3, "floor_never_binds": 2, "missing_source": 2,
                "no_amount": 18,
                "no_status": 34, "window_ended": 24,
            ])
        let places = findings.filter { !ShippedTests.common.contains($0.code) }
            .map { "\($0.offer) \($0.field) \($0.code.rawValue)" }
        #expect(
            places == [
                "cn-2019-first-set-insurance-subsidy benefit.base base_without_product",
                "fs-2022-lease-interest-4-6pct benefit.cap_cny cap_never_binds",
                "gd-2023-tech-upgrade-equipment-reward-east-west-north benefit.floor_cny floor_never_binds",
                "gd-2023-tech-upgrade-equipment-reward-prd benefit.floor_cny floor_never_binds",
                "js-2026-manufacturing-loan-interest-2pt:1pt benefit.base_cap cap_never_binds",
                "js-2026-manufacturing-loan-interest-2pt:2pt benefit.base_cap cap_never_binds",
                "sz-2016-first-set-insurance-match benefit.base base_without_product",
                "sz-sci-total source missing_source",
                "sz-sci-year source missing_source",
                "zj-2024-first-set-insurance-tiered benefit.base base_without_product",
            ])
    }

    /// Codes that many offers have and that the data's README explains.
    private static let common: Set<LintCode> = [.noStatus, .noAmount, .windowEnded]

    @Test("the order of the files changes nothing")
    func order() throws {
        let (offers, caps) = try Fixtures.shipped()
        let straight = OfferLint(offers: offers, jointCaps: caps, asOf: ShippedTests.asOf).findings()
        let turned = OfferLint(offers: offers.reversed(), jointCaps: caps.reversed(), asOf: ShippedTests.asOf)
            .findings()
        #expect(straight == turned)
        var twice = offers[0]
        twice.name = "another of the same id"
        let more = OfferLint(offers: [twice] + offers, jointCaps: caps, asOf: ShippedTests.asOf).findings()
        #expect(more == OfferLint(offers: offers + [twice], jointCaps: caps, asOf: ShippedTests.asOf).findings())
    }

    @Test("only what is asked about is told, and all may be referred to")
    func about() throws {
        let (offers, caps) = try Fixtures.shipped()
        let id = "gz-2024-srdi-bonus-2pct"
        let some = OfferLint(offers: offers, jointCaps: caps, about: [id], asOf: ShippedTests.asOf).findings()
        #expect(some.allSatisfy { $0.offer == id })
        #expect(!some.contains { $0.code == .requiresUnknownOffer })
    }

    @Test("the example products have no error")
    func examples() throws {
        let offers = try ReferenceData.exampleProducts.map(Fixtures.read)
        let findings = OfferLint(offers: offers, jointCaps: [], asOf: ShippedTests.asOf).findings()
        #expect(findings.allSatisfy { $0.severity == .note }, "\(findings)")
    }
}
