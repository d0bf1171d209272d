package import Domain
package import JSON
import Packaging
import Rules

extension Registry {
    /// Needs of one place, counted.
    package struct ImpactCount: Equatable {
        package var needs = 0
        package var claimableBefore = 0, claimableAfter = 0, gain = 0, lose = 0
        package var supportBefore = Int128(0), supportAfter = Int128(0)
    }

    /// What a draft changes for the open needs, need by need: in all, by city, and by outcome before and after.
    package func impact(of draft: Offer, asOf: CalendarDay) -> (
        all: ImpactCount, cities: [String: ImpactCount], moves: [String: Int], withoutBackbone: Int, amountUnknown: Int
    ) {
        let versions = [offers[draft.id], CompiledOffer(draft)]
        let beside = offers.values.filter { $0.offer.id != draft.id }
        var all = ImpactCount()
        var cities: [String: ImpactCount] = [:]
        var moves: [String: Int] = [:]
        var (withoutBackbone, amountUnknown) = (0, 0)
        for need in needs.values where need.statusOrDefault == .open {
            let firm = enterprises[need.enterprise]
            let facts = FactTable(enterprise: firm, need: need, asOf: asOf)
            let outcomes = versions.map { $0.map { Assessor.outcome(of: $0, facts, asOf: asOf) } }
            let claims = outcomes.map { $0 == .eligible || $0 == .eligibleWithPackage }
            var amounts = [Int128(0), 0]
            for side in 0..<2 where claims[side] {
                guard let version = versions[side] else { continue }
                switch SupportCeiling(version, beside: beside).find(enterprise: firm, need: need, asOf: asOf) {
                case .amount(let amount): amounts[side] = Int128(amount.rawValue)
                case .noPackage: if side == 1 { withoutBackbone += 1 }
                case .amountUnknown: if side == 1 { amountUnknown += 1 }
                }
            }
            func count(_ count: inout ImpactCount) {
                count.needs += 1
                count.claimableBefore += claims[0] ? 1 : 0
                count.claimableAfter += claims[1] ? 1 : 0
                count.gain += claims[1] && !claims[0] ? 1 : 0
                count.lose += claims[0] && !claims[1] ? 1 : 0
                count.supportBefore += amounts[0]
                count.supportAfter += amounts[1]
            }
            count(&all)
            count(&cities[(need.region.flatMap { $0.city ?? $0.province } ?? .country).text, default: ImpactCount()])
            moves["\(outcomes[0]?.rawValue ?? "") \(outcomes[1]?.rawValue ?? "")", default: 0] += 1
        }
        return (all, cities, moves, withoutBackbone, amountUnknown)
    }
}

extension Registry.ImpactCount {
    /// The count of a city as an answer shows it.
    package init(_ city: JSONValue) {
        needs = city["needs"]?.int ?? -1
        claimableBefore = city["claimable_before"]?.int ?? -1
        claimableAfter = city["claimable_after"]?.int ?? -1
        gain = city["gain"]?.int ?? -1
        lose = city["lose"]?.int ?? -1
        supportBefore = Registry.ImpactCount.fen(city["support_before_cny"])
        supportAfter = Registry.ImpactCount.fen(city["support_after_cny"])
    }

    /// The fen of an amount in CNY with at most two decimals.
    package static func fen(_ amount: JSONValue?) -> Int128 {
        guard case .number(let text)? = amount else { return -1 }
        let parts = text.split(separator: ".").map(String.init)
        let rest = parts.count > 1 ? parts[1] + (parts[1].utf8.count == 1 ? "0" : "") : "00"
        return Int128((parts.first ?? "") + rest) ?? -1
    }
}
