import Domain
import ReferenceData

/// A registry of any size that looks like one of all cities: each offer is a published one with another city, other
/// thresholds and at times another industry. The same seed gives the same offers.
struct VariedOffers {
    private let real: [Offer]
    private let seed: UInt64
    private let nationwidePercent: Int
    private let cities: [Region]
    private let counties: [Region: [Region]]
    private let divisions: [String]

    init(_ real: [Offer], seed: UInt64, nationwidePercent: Int) {
        self.real = real
        self.seed = seed
        self.nationwidePercent = nationwidePercent
        let regions = ReferenceData.regions.all.map(\.region)
        cities = regions.filter { $0.city == $0 }
        counties = Dictionary(grouping: regions.filter { $0.city != nil && $0.city != $0 }) { $0.city ?? $0 }
        divisions = ReferenceData.industries.all.map(\.industry.code).filter {
            $0.utf8.count == 3 && $0.utf8.first == UInt8(ascii: "C")
        }
    }

    /// The offer at an index; ids ascend with it.
    func offer(at index: Int) -> Offer {
        var change = Change(
            random: SplitMix(state: seed &* 1_000_003 &+ UInt64(index)), city: .country, scale: 10)
        change.city = cities[change.below(cities.count)]
        change.scale = [5, 8, 10, 15, 20][change.below(5)]
        var offer = real[index % real.count]
        let digits = String(index)
        offer.id = "varied-" + String(repeating: "0", count: max(0, 7 - digits.utf8.count)) + digits
        let isLocal = offer.rule.map(namesRegion) ?? false
        offer.rule = offer.rule.map { varied($0, &change) }
        if !isLocal, change.below(100) >= nationwidePercent {
            let fact = change.below(2) == 0 ? Fact.enterpriseRegion : .projectRegion
            let here = RuleTree.condition(Condition(fact: fact, test: .within([change.city.text])))
            offer.rule = .all([here, offer.rule ?? .all([])])
        }
        return offer
    }

    /// What is changed about one offer.
    private struct Change {
        var random: SplitMix
        var city: Region
        /// Of amounts, in tenths.
        var scale: Int64

        mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
    }

    private func namesRegion(_ rule: RuleTree) -> Bool {
        switch rule {
        case .all(let parts), .any(let parts): parts.contains(where: namesRegion)
        case .not(let part): namesRegion(part)
        case .condition(let condition): [.enterpriseRegion, .projectRegion].contains(condition.fact)
        }
    }

    private func varied(_ rule: RuleTree, _ change: inout Change) -> RuleTree {
        switch rule {
        case .all(let parts): return .all(parts.map { varied($0, &change) })
        case .any(let parts): return .any(parts.map { varied($0, &change) })
        case .not(let part): return .not(varied(part, &change))
        case .condition(var condition):
            condition.test = varied(condition.test, condition.fact, &change)
            return .condition(condition)
        }
    }

    private func varied(_ test: Condition.Test, _ fact: Fact, _ change: inout Change) -> Condition.Test {
        switch test {
        case .within(let codes) where fact.kind == .region: .within(Set(codes.map { place($0, &change) }).sorted())
        case .notWithin(let codes) where fact.kind == .region:
            .notWithin(Set(codes.map { place($0, &change) }).sorted())
        case .within(let codes) where fact.kind == .industry && codes.allSatisfy { $0.utf8.count > 1 }:
            .within(Set(codes.map { _ in divisions[change.below(divisions.count)] }).sorted())
        case .atLeastFen(let bound): .atLeastFen(Fen(bound.rawValue / 10 * change.scale))
        case .atMostFen(let bound): .atMostFen(Fen(bound.rawValue / 10 * change.scale))
        case .aboveFen(let bound): .aboveFen(Fen(bound.rawValue / 10 * change.scale))
        case .belowFen(let bound): .belowFen(Fen(bound.rawValue / 10 * change.scale))
        default: test
        }
    }

    /// A place of the same level in the city's part of the country.
    private func place(_ code: String, _ change: inout Change) -> String {
        guard let region = Region(code), region != .country else { return code }
        if region.city == nil { return (change.city.province ?? change.city).text }
        guard region.city != region, let counties = counties[change.city] else { return change.city.text }
        return counties[change.below(counties.count)].text
    }
}
