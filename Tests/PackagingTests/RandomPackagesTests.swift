import Domain
import Packaging
import Rules
import Testing

@Suite("Random instances are worth comparing")
struct RandomPackagesTests {
    @Test("all caps bite, all backbones win, and what is rare is met")
    func met() {
        var seen: [String: Int] = [:]
        let count = 400
        for seed in 1_000_000..<(1_000_000 + UInt64(count)) {
            var random = RandomPackages(seed: seed)
            let question = random.question()
            guard let search = ReferenceSearch(question), let best = search.ranked.first else {
                seen["refused", default: 0] += 1
                continue
            }
            for sign in RandomPackagesTests.signs(question, search, best) { seen[sign, default: 0] += 1 }
        }
        for sign in RandomPackagesTests.wanted { #expect(seen[sign] ?? 0 > 0, Comment(rawValue: sign)) }
    }

    private static let wanted = [
        "refused", "cash", "loan", "lease", "base_cap_cny", "base_cap", "cap_per_year_cny", "cap_cny", "floor_cny",
        "joint_cap", "subsidised", "equipment_amount", "short of funds", "upside", "rests on unknown", "unverified",
        "guarantee", "insurance", "information", "tie", "zero", "several subsidies",
    ]

    private static func signs(
        _ question: PackageQuestion, _ search: ReferenceSearch, _ best: ReferencePackage
    ) -> Set<String> {
        var signs: Set<String> = [best.product?.offer.kind.rawValue ?? "cash"]
        for name in best.parts.flatMap(\.cappedBy) { signs.insert(String(name.prefix { $0 != ":" })) }
        for part in best.parts {
            switch part.kind {
            case .guarantee: signs.insert("guarantee")
            case .insurance: signs.insert("insurance")
            case .gate, .relending, .riskCompensation: signs.insert("information")
            default: signs.insert(part.amount == nil ? "unpublished" : part.amount == 0 ? "zero" : "paid")
            }
        }
        if search.shortOfFunds(best) != nil { signs.insert("short of funds") }
        if search.upside(of: best)?.isEmpty == false { signs.insert("upside") }
        if !best.restsOnUnknown.isEmpty { signs.insert("rests on unknown") }
        if !best.unverified.isEmpty { signs.insert("unverified") }
        if search.isDelicate { signs.insert("delicate") }
        let subsidies = best.parts.filter { $0.amount ?? 0 > 0 && $0.kind != .equipmentReward }
        if subsidies.count > 1 { signs.insert("several subsidies") }
        if search.ranked.count > 1 {
            let order = ReferenceOrder(objective: question.objective)
            let (first, second) = (search.ranked[0], search.ranked[1])
            if order.cost(first).fen == order.cost(second).fen, first.ids.count == second.ids.count {
                signs.insert("tie")
            }
        }
        return signs
    }
}
